import type { BottomUpScenario, Driver, InputDriver, Report } from "../../report/types";
import { explainOverride, type Pick, type PickFor } from "../overrides/pick";
import { pathTrack, withOverrides } from "../paths/paths";
import { scaleOf } from "../../report/units/scales";
import { isPercent } from "../../report/units/spelling";
import { explainFigure, explainPoint, figureIn, yearOf, type Figures } from "../values/quantities";
import type { End } from "../types";
import { commonYears, track, within, type Track } from "../values/tracks";
import { adjustmentValues, explainAdjustments } from "./adjustments";
import { bottomUpSize, driverIn, type Plan } from "./bottom-up";

export const isInput = (driver: Driver): driver is InputDriver => "points" in driver;

/** Every driver of the report over its years, as one bottom-up scenario sees it. */
export function driverTracks(
  report: Report,
  figures: Figures,
  scenario: BottomUpScenario,
  pick: PickFor,
): ReadonlyMap<string, Track> {
  const tracks = new Map<string, Track>();
  const follow = (driver: Driver): Track => {
    const known = tracks.get(driver.id);
    if (known) return known;
    const made = isInput(driver)
      ? inputTrack(figures, driver, scenario.take, pick(driver.id))
      : productTrack(
          driver.unit,
          driver.factors.map((id) => follow(driverIn(report, id))),
        );
    tracks.set(driver.id, made);
    return made;
  };
  report.drivers.forEach(follow);
  return tracks;
}

function inputTrack(figures: Figures, driver: InputDriver, take: End, pick: Pick): Track {
  const points = driver.points.map((point) => {
    const year = yearOf(figures, point);
    const range = take === "point" ? undefined : rangeOf(figures, driver, year);
    const at = range ? explainFigure(range, driver.unit, take) : explainPoint(figures, point, driver.unit, take);
    return { year, at };
  });
  return pathTrack(withOverrides({ unit: driver.unit, method: driver.method, points }, pick));
}

/** The figure that gives a range for that very year, if any. */
export function rangeOf(figures: Figures, driver: InputDriver, year: number) {
  const points = driver.points.filter((point) => typeof point === "string");
  return [...(driver.ranges ?? []), ...points]
    .map((id) => figureIn(figures, id))
    .find((figure) => typeof figure.value !== "number" && yearOf(figures, figure.id) === year);
}

function productTrack(unit: string, factors: readonly Track[]): Track {
  const { from, to } = commonYears(factors);
  return track(from, to, (year) => {
    const parts = factors.map((factor) => within(factor, year));
    const scale = parts.reduce((product, part) => product * scaleOf(part.unit), 1) / scaleOf(unit);
    const value = parts.reduce((product, part) => product * part.value, 1) * scale;
    return { value, unit, basis: "derived", step: { kind: "product" }, from: parts };
  });
}

/** The bottom-up size over the years that every factor has. A size of the user's own holds for its year alone. */
export function bottomUpTrack(plan: Plan, unit: string, drivers: ReadonlyMap<string, Track>, pick: PickFor): Track {
  const factors = plan.drivers.map(({ id }) => drivers.get(id)!);
  const { from, to } = commonYears(factors);
  const own = pick("size");
  return track(from, to, (year) => {
    const override = own(year);
    if (override) return explainOverride(override, unit);
    const parts = factors.map((factor) => within(factor, year));
    const adjustments = explainAdjustments(plan, pick, year);
    return {
      value: bottomUpSize(
        plan,
        parts.map(({ value }) => value),
        adjustmentValues(adjustments),
      ),
      unit,
      basis: "derived",
      step: { kind: "bottom-up" },
      from: [...parts, ...Object.values(adjustments)],
    };
  });
}

/** The highest that a driver can be: a rate that the report nowhere puts above one is a part of a whole. */
export function highestOf(driver: Driver, drivers: ReadonlyMap<string, Track>): number {
  if (!isPercent(driver.unit)) return Infinity;
  return drivers.get(driver.id)!.values.some((value) => value > 1) ? Infinity : 1;
}

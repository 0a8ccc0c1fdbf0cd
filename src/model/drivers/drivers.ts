import { isAssumed, isGiven } from "../../report/kinds";
import type { AssumedDriver, Driver, End, Figure, GivenDriver, WorkedOutDriver } from "../../report/types";
import { isPercent } from "../../report/units/spelling";
import { explainOverride, type Pick, type PickFor } from "../overrides/pick";
import { pathTrack, withOverrides } from "../paths/paths";
import type { Derivation } from "../types";
import {
  explainFigure,
  explainPoint,
  figureIn,
  inModel,
  saturationOf,
  yearOf,
  type Figures,
} from "../quantities/quantities";
import { commonYears, track, within, type Span, type Track } from "../quantities/tracks";
import type { Node, Tree } from "./tree";

/** What tracks of drivers are made from. */
export interface DriverGround {
  readonly figures: Figures;
  readonly tree: Tree;
  /** The years of assumed drivers, which hold for all that there are. */
  readonly years: Span;
}

/** Every driver of the report over its years, as one scenario sees it. */
export function driverTracks(
  { figures, tree, years }: DriverGround,
  take: End,
  pick: PickFor,
): ReadonlyMap<string, Track> {
  const tracks: Track[] = [];
  for (const node of tree.nodes) {
    const { driver } = node;
    if (isGiven(driver)) tracks.push(givenTrack(figures, driver, take, pick(driver.id)));
    else if (isAssumed(driver)) tracks.push(assumedTrack(driver, years, take, pick(driver.id)));
    else tracks.push(workedOutTrack(node, tracks));
  }
  return new Map(tree.nodes.map(({ driver }, place) => [driver.id, tracks[place]!]));
}

function givenTrack(figures: Figures, driver: GivenDriver, take: End, pick: Pick): Track {
  const { unit, method } = driver;
  const ranges = take === "point" ? null : rangeFigures(figures, driver);
  const points = driver.points.map((point) => {
    const year = yearOf(figures, point);
    const range = ranges?.get(year);
    const at = range ? explainFigure(range, driver.unit, take) : explainPoint(figures, point, driver.unit, take);
    return { year, at };
  });
  return pathTrack(withOverrides({ unit, method, saturation: saturationOf(figures, driver), points }, pick));
}

/** Nobody states an assumed driver: it is derived. */
export function assumedDefault({ id, unit, default: value, range }: AssumedDriver, take: End): Derivation {
  const [low, high] = range ?? [value, value];
  const taken = take === "point" ? value : take === "low" ? low : high;
  return { value: inModel(taken, unit), unit, basis: "derived", step: { kind: "default", key: id }, from: [] };
}

/** An override of an assumed driver holds for its own year: there is no path. */
function assumedTrack(driver: AssumedDriver, { from, to }: Span, take: End, pick: Pick): Track {
  const byDefault = assumedDefault(driver, take);
  return track(from, to, (year) => {
    const override = pick(year);
    return override ? explainOverride(override, driver.unit) : byDefault;
  });
}

function workedOutTrack({ driver, of, workOut }: Node, tracks: readonly Track[]): Track {
  const parts = of.map((place) => tracks[place]!);
  const { from, to } = commonYears(parts);
  const values: number[] = [];
  const { op: kind } = driver as WorkedOutDriver;
  return track(from, to, (year) => {
    const derivations = parts.map((part) => within(part, year));
    derivations.forEach(({ value }, index) => (values[of[index]!] = value));
    return { value: workOut!(values), unit: driver.unit, basis: "derived", step: { kind }, from: derivations };
  });
}

/** The figures that give a range, by year. */
export function rangeFigures(figures: Figures, { points, ranges = [] }: GivenDriver): ReadonlyMap<number, Figure> {
  const all = [...ranges, ...points.filter((point) => typeof point === "string")].map((id) => figureIn(figures, id));
  const found = new Map<number, Figure>();
  for (const figure of all) {
    const year = yearOf(figures, figure.id);
    if (typeof figure.value !== "number" && !found.has(year)) found.set(year, figure);
  }
  return found;
}

/** The highest that a driver can be: a rate that the report nowhere puts above one is a part of a whole. */
export function highestOf(driver: Driver, { values }: Track): number {
  if (!isPercent(driver.unit)) return Infinity;
  return values.some((value) => value > 1) ? Infinity : 1;
}

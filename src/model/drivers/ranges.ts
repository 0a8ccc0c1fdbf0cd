/** How low and how high a driver can be. */
import { isAssumed, isGiven } from "../../report/kinds";
import type { Driver } from "../../report/types";
import { isFault } from "../faults";
import type { PickFor } from "../overrides/pick";
import { pathTrack } from "../paths/paths";
import { explainFigure, saturationOf, type Figures } from "../quantities/quantities";
import { derivationAt, track, type Span, type Track } from "../quantities/tracks";
import type { Derivation, Range, RangeOrigin } from "../types";
import { assumedDefault, rangeFigures } from "./drivers";

/** How far a driver of which nobody says it is taken to go either way, as a fraction of its value. */
export const SPREAD = 0.1;

export type RangeEnd = "low" | "high";

/** The assumption that sets an end. */
export const rangeKeyOf = ({ id }: Driver, end: RangeEnd): string => `${end}.${id}`;

/** Each end over the years from the first range to the last, as the report has it; null where it has none. */
export type StatedRange = Readonly<Record<RangeEnd, Track>> | null;

export function statedRange(figures: Figures, driver: Driver, years: Span): StatedRange {
  if (isAssumed(driver)) {
    if (!driver.range) return null;
    const ends = (end: RangeEnd): Track => track(years.from, years.to, () => assumedDefault(driver, end));
    return { low: ends("low"), high: ends("high") };
  }
  if (!isGiven(driver)) return null;
  const { unit, method } = driver;
  const found = [...rangeFigures(figures, driver)].sort(([one], [other]) => one - other);
  if (found.length === 0) return null;
  const ends = (end: RangeEnd): Track =>
    pathTrack({
      unit,
      method,
      saturation: saturationOf(figures, driver),
      points: found.map(([year, figure]) => ({ year, at: explainFigure(figure, unit, end) })),
    });
  return { low: ends("low"), high: ends("high") };
}

const originOf = ({ basis }: Derivation): RangeOrigin =>
  basis === "derived" || basis === "extrapolated" ? "assumed" : basis;

/** What an end is without the usual spread: the user's number, else the report's. */
export function endAt(driver: Driver, end: RangeEnd, year: number, stated: StatedRange, pick: PickFor) {
  const own = pick(rangeKeyOf(driver, end))(year);
  if (own) return { value: own.value, origin: "overridden" as const };
  const found = stated && derivationAt(stated[end], year);
  return found && !isFault(found) ? { value: found.value, origin: originOf(found) } : null;
}

/** In a year, as one scenario sees it; null for what is assumed and nobody says could be otherwise. */
export function rangeIn(
  driver: Driver,
  { value, basis }: Derivation,
  year: number,
  { stated, highest, pick }: { readonly stated: StatedRange; readonly highest: number; readonly pick: PickFor },
): Range | null {
  // A number of the user's own has left the range that the report has for its own.
  const known = basis === "overridden" ? null : stated;
  const [low, high] = [endAt(driver, "low", year, known, pick), endAt(driver, "high", year, known, pick)];
  if (!low && !high && isAssumed(driver) && !driver.range) return null;
  const spread = Math.abs(value) * SPREAD;
  return {
    low: low?.value ?? value - spread,
    high: high?.value ?? Math.min(value + spread, highest),
    origin: [low, high].some((end) => end?.origin === "overridden") ? "overridden" : (low?.origin ?? "usual"),
  };
}

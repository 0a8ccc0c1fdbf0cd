import { wholeOf } from "../../report/kinds";
import type { Figure, Report, Segment, Split, Whole } from "../../report/types";
import { explainOverride, type Pick, type PickFor } from "../overrides/pick";
import { pathTrack, withOverrides, type PathPoint } from "../paths/paths";
import { scaleOf } from "../../report/units/scales";
import { isPercent } from "../../report/units/spelling";
import { halfUnit } from "../claims/intervals";
import { endOf, explainPoint, figureIn, yearOf, type Figures } from "../quantities/quantities";
import { commonYears, track, valueAt, within, type Track } from "../quantities/tracks";
import type { Derivation } from "../types";

/** How close to one the shares of an additive split come. */
export const TOLERANCE = 1e-9;

export interface SplitContext {
  readonly report: Report;
  readonly figures: Figures;
  /** What is divided, as published, without overrides: what sizes of segments are shares of. */
  readonly total: (whole: Whole) => Track;
}

/** The same for scenarios that see the same shares of a split. `numbers` tells picks apart, as long as it is kept. */
export function sightOf(split: Split, pick: PickFor, numbers: Map<Pick, number>): string {
  return split.segments
    .map(({ id }) => {
      const own = pick(id);
      const number = numbers.get(own) ?? numbers.size;
      numbers.set(own, number);
      return number;
    })
    .join();
}

/** Shares of every segment over its years, as one scenario sees them. */
export function shareTracks(context: SplitContext, split: Split, pick: PickFor): ReadonlyMap<string, Track> {
  const { figures } = context;
  const paths = new Map<string, readonly PathPoint[]>();
  for (const segment of split.segments) {
    if (!segment.points) continue;
    const points = segment.points.map((point): PathPoint => {
      const year = yearOf(figures, point);
      return { year, at: explainStatedShare(context, wholeOf(split, segment)!, point, year) };
    });
    paths.set(segment.id, points);
  }
  const remainder = split.segments.find(({ points }) => !points);
  const tracks = new Map<string, Track>();
  for (const [id, points] of split.additive && !remainder ? filledIn(paths) : paths) {
    tracks.set(id, pathTrack(withOverrides({ unit: "%", method: "linear", points }, pick(id))));
  }
  if (remainder) tracks.set(remainder.id, remainderTrack([...tracks.values()], remainder, pick));
  return tracks;
}

/** In a year that a segment lacks between others it is what the rest leave, who are all stated there. */
function filledIn(paths: ReadonlyMap<string, readonly PathPoint[]>): ReadonlyMap<string, readonly PathPoint[]> {
  const years = [...new Set([...paths.values()].flatMap((points) => points.map(({ year }) => year)))];
  const filled = new Map(paths);
  for (const [id, points] of paths) {
    const [first, last] = [points[0]!.year, points.at(-1)!.year];
    const lacking = years.filter((year) => year > first && year < last && !points.some((point) => point.year === year));
    if (lacking.length === 0) continue;
    const others = [...paths].flatMap(([other, points]) => (other === id ? [] : [points]));
    const added = lacking.map((year): PathPoint => {
      const parts = others.map((points) => points.find((point) => point.year === year)!.at);
      return { year, at: whatIsLeft(parts) };
    });
    filled.set(
      id,
      [...points, ...added].sort((one, other) => one.year - other.year),
    );
  }
  return filled;
}

function whatIsLeft(parts: readonly Derivation[]): Derivation {
  const value = 1 - parts.reduce((sum, part) => sum + part.value, 0);
  return { value, unit: "%", basis: "derived", step: { kind: "complement" }, from: parts };
}

function explainStatedShare(
  { figures, total: totalOf }: SplitContext,
  whole: Whole,
  point: NonNullable<Segment["points"]>[number],
  year: number,
): Derivation {
  const isShare = typeof point !== "string" || isPercent(figureIn(figures, point).unit);
  if (isShare) return explainPoint(figures, point, "%", "point");
  const total = within(totalOf(whole), year);
  const part = explainPoint(figures, point, total.unit, "point");
  return {
    value: part.value / total.value,
    unit: "%",
    basis: "derived",
    step: { kind: "ratio" },
    from: [part, total],
  };
}

function remainderTrack(others: readonly Track[], segment: Segment, pick: PickFor): Track {
  const { from, to } = commonYears(others);
  const own = pick(segment.id);
  return track(from, to, (year) => {
    const override = own(year);
    if (override) return explainOverride(override, "%");
    return whatIsLeft(others.map((other) => within(other, year)));
  });
}

/** A year in which shares can't be parts of the whole: what they add to, or what the one of a segment is. */
export interface FailingSum {
  readonly year: number;
  readonly sum: number;
  readonly segment: string | null;
}

/**
 * Years in which the shares don't add to the whole, and those in which one is more than the whole or less than nothing. What
 * printed shares miss by their rounding is no fault; a number of the user's has none.
 */
export function sumsThatFail(split: Split, shares: ReadonlyMap<string, Track>): readonly FailingSum[] {
  const failing: FailingSum[] = [];
  for (const { id } of split.segments) {
    const { from, values, derivations } = shares.get(id)!;
    values.forEach((share, index) => {
      const beyond = Math.max(share - 1, -share);
      // What the others leave is told by their sum.
      if (beyond <= TOLERANCE || (split.additive && share < 0) || beyond <= roundingOf(derivations[index]!)) return;
      failing.push({ year: from + index, sum: share, segment: id });
    });
  }
  if (!split.additive) return failing;
  const tracks = split.segments.map(({ id }) => shares.get(id)!);
  const { from, to } = commonYears(tracks);
  for (let year = from; year <= to; year++) {
    const parts = tracks.map((track) => within(track, year));
    const sum = parts.reduce((sum, { value }) => sum + value, 0);
    // What the others leave is never less than nothing.
    const excess = parts.reduce((sum, { value }) => sum + Math.max(value, 0), 0);
    const off = Math.abs(excess - 1);
    if (off <= TOLERANCE || off <= parts.reduce((all, part) => all + roundingOf(part), 0) + TOLERANCE) continue;
    if (failing.some((one) => one.year === year)) continue;
    failing.push({ year, sum: Math.abs(sum - 1) > TOLERANCE ? sum : excess, segment: null });
  }
  return failing;
}

/** How far a share may be from what was meant, since the numbers that it comes from are printed with so many digits. */
function roundingOf({ value, step, from }: Derivation): number {
  switch (step.kind) {
    case "figure":
      return Math.abs(value) * relativeRounding(step.figure);
    case "ratio":
      return (
        from.reduce((sum, part) => sum + (part.value === 0 ? 0 : roundingOf(part) / Math.abs(part.value)), 0) *
        Math.abs(value)
      );
    case "interpolation": {
      const part = (step.year - step.years[0]) / (step.years[1] - step.years[0]);
      return roundingOf(from[0]!) * (1 - part) + roundingOf(from[1]!) * part;
    }
    case "complement":
      return from.reduce((sum, part) => sum + roundingOf(part), 0);
    default:
      return 0;
  }
}

function relativeRounding(figure: Figure): number {
  const printed = endOf(figure.value, "point");
  return printed === 0 ? 0 : halfUnit({ ...figure, comparator: "=" }) / Math.abs(printed);
}

/**
 * A segment's size over the years of both its share and its whole. Where the report states the size itself, for this very
 * whole (`own`), that figure is the value.
 */
export function segmentTrack(unit: string, share: Track, total: Track, own: Track | null): Track {
  const { from, to } = commonYears([share, total]);
  return track(from, to, (year) => {
    const [part, whole] = [within(share, year), within(total, year)];
    const stated = own && whole.value === valueAt(own, year) ? statedSize(part, within(own, year)) : null;
    if (stated?.unit === unit) return stated;
    return {
      value: part.value * whole.value * (whole.unit === unit ? 1 : scaleOf(whole.unit) / scaleOf(unit)),
      unit,
      basis: part.basis === "extrapolated" || whole.basis === "extrapolated" ? "extrapolated" : "derived",
      step: { kind: "share-of-total" },
      from: [part, whole],
    };
  });
}

/** The size that a share of this total was worked out from, if it was. */
function statedSize(share: Derivation, total: Derivation): Derivation | null {
  return share.step.kind === "ratio" && share.from[1] === total ? share.from[0]! : null;
}

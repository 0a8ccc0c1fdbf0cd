import { wholeOf } from "../../report/kinds";
import type { Report, Segment, Split, Whole } from "../../report/types";
import { explainOverride, type Pick, type PickFor } from "../overrides/pick";
import { pathTrack, withOverrides, type PathPoint } from "../paths/paths";
import { isPercent } from "../../report/units/spelling";
import { explainPoint, figureIn, yearOf, type Figures } from "../quantities/quantities";
import { commonYears, track, valueAt, within, type Track } from "../quantities/tracks";
import type { Derivation } from "../types";

/** How close to one the shares of an additive split come. */
export const TOLERANCE = 1e-9;

export interface SplitContext {
  readonly report: Report;
  readonly figures: Figures;
  /** Sizes of the scenarios as published, without overrides: what sizes of segments are shares of. */
  readonly published: ReadonlyMap<string, Track>;
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
  const tracks = new Map<string, Track>();
  for (const segment of split.segments) {
    if (segment.points) tracks.set(segment.id, statedTrack(context, split, segment, pick));
  }
  const remainder = split.segments.find(({ points }) => !points);
  if (remainder) tracks.set(remainder.id, remainderTrack([...tracks.values()], remainder, pick));
  return tracks;
}

function statedTrack(context: SplitContext, split: Split, segment: Segment, pick: PickFor): Track {
  const points = segment.points!.map((point): PathPoint => {
    const year = yearOf(context.figures, point);
    return { year, at: explainStatedShare(context, wholeOf(split, segment)!, point, year) };
  });
  return pathTrack(withOverrides({ unit: "%", method: "linear", points }, pick(segment.id)));
}

function explainStatedShare(
  { report, figures, published }: SplitContext,
  whole: Whole,
  point: NonNullable<Segment["points"]>[number],
  year: number,
): Derivation {
  const isShare = typeof point !== "string" || isPercent(figureIn(figures, point).unit);
  if (isShare) return explainPoint(figures, point, "%", "point");
  const part = explainPoint(figures, point, report.unit, "point");
  const total = within(published.get(whole.scenario)!, year);
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
    const parts = others.map((other) => within(other, year));
    const value = 1 - parts.reduce((sum, part) => sum + part.value, 0);
    return { value, unit: "%", basis: "derived", step: { kind: "complement" }, from: parts };
  });
}

/** Years in which the shares don't add to the whole, and what they add to. */
export function sumsThatFail(
  split: Split,
  shares: ReadonlyMap<string, Track>,
): readonly { year: number; sum: number }[] {
  if (!split.additive) return [];
  const tracks = split.segments.map(({ id }) => shares.get(id)!);
  const { from, to } = commonYears(tracks);
  const failing: { year: number; sum: number }[] = [];
  for (let year = from; year <= to; year++) {
    const values = tracks.map((track) => within(track, year).value);
    const sum = values.reduce((sum, value) => sum + value, 0);
    // What the others leave is never less than nothing.
    const excess = values.reduce((sum, value) => sum + Math.max(value, 0), 0);
    if (Math.abs(excess - 1) > TOLERANCE) failing.push({ year, sum: Math.abs(sum - 1) > TOLERANCE ? sum : excess });
  }
  return failing;
}

/**
 * A segment's size over the years of both its share and the market. Where the report states the size itself, for this
 * very market, that figure is the value.
 */
export function segmentTrack(unit: string, share: Track, total: Track, own: Track | null): Track {
  const { from, to } = commonYears([share, total]);
  return track(from, to, (year) => {
    const [part, whole] = [within(share, year), within(total, year)];
    const stated = own && whole.value === valueAt(own, year) ? statedSize(part, within(own, year)) : null;
    if (stated) return stated;
    return {
      value: part.value * whole.value,
      unit,
      basis: "derived",
      step: { kind: "share-of-total" },
      from: [part, whole],
    };
  });
}

/** The size that a share of this total was worked out from, if it was. */
function statedSize(share: Derivation, total: Derivation): Derivation | null {
  return share.step.kind === "ratio" && share.from[1] === total ? share.from[0]! : null;
}

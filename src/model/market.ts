/** Every path of a report, with the numbers that a workbook put in place of the report's. */
import { isBuilt, isPublished, wholeOf } from "../report/kinds";
import type { Driver, Report, Scenario, Split, Whole } from "../report/types";
import { isMoney } from "../report/units/spelling";
import { frameOf, type Frame } from "./drivers/build";
import { driverTracks } from "./drivers/drivers";
import { statedRange, type StatedRange } from "./drivers/ranges";
import { treeOf, type Tree } from "./drivers/tree";
import { lazily } from "./lazily";
import { noPick, type Pick, type PickIn } from "./overrides/pick";
import { goingOn, held } from "./scenarios/beyond";
import { builtTrack, publishedTrack, type Member } from "./scenarios/scenarios";
import { segmentTrack, shareTracks, sightOf } from "./splits/splits";
import { yearOf, type Figures } from "./quantities/quantities";
import { allYears, type Span, type Track } from "./quantities/tracks";

export type Tracks = ReadonlyMap<string, Track>;

export interface Market {
  /** Sizes by scenario. */
  readonly sizes: Tracks;
  /** Drivers by scenario, for those that are built from drivers. */
  readonly drivers: ReadonlyMap<string, Tracks>;
  /** Drivers as no scenario in particular sees them. */
  readonly plain: Tracks;
  /** Shares of a split's segments, as one scenario sees them: the very same for scenarios that see the same. */
  readonly shares: (scenario: string, split: Split) => Tracks;
  /** Share and size of a segment, as one scenario sees them. */
  readonly share: (scenario: string, segment: string) => Track | undefined;
  readonly segment: (scenario: string, segment: string) => Track | undefined;
  /** What a split divides, in the scenario that it was published with. */
  readonly total: (whole: Whole) => Track;
}

/** A report with what every market of it needs. */
export interface Ground {
  readonly report: Report;
  /** Whether it is another than the workbook's main one. */
  readonly isOther: boolean;
  readonly figures: Figures;
  readonly members: readonly Member[];
  readonly tree: Tree;
  /** The split of each segment. */
  readonly splitOf: ReadonlyMap<string, Split>;
  readonly wholeOf: (segment: string) => Whole;
  /** What a whole is a part of in the end. */
  readonly rootOf: (whole: Whole) => Exclude<Whole, { readonly segment: string }>;
  /** By id of the report's built scenarios. */
  readonly frames: ReadonlyMap<string, Frame>;
  /** The years of assumed drivers: all that given ones have, or else all that published scenarios have. */
  readonly years: Span;
  /** The range that the report gives a driver. */
  readonly rangeOf: (driver: Driver) => StatedRange;
}

export function ground(report: Report, members: readonly Member[], isOther: boolean): Ground {
  const figures: Figures = new Map(report.figures.map((figure) => [figure.id, figure]));
  const tree = treeOf(report.drivers);
  const frames = report.scenarios.filter(isBuilt).map((built) => [built.id, frameOf(report, tree, built)] as const);
  const spansOf = (lines: readonly (Driver | Scenario)[]): Span | null =>
    allYears(
      lines.flatMap((line) => {
        const points = "points" in line ? line.points : [];
        const years = points.map((point) => yearOf(figures, point));
        return years.length > 0 ? [{ from: Math.min(...years), to: Math.max(...years) }] : [];
      }),
    );
  const years = spansOf(report.drivers) ?? spansOf(report.scenarios) ?? { from: 0, to: -1 };
  const splitOf = new Map(report.splits.flatMap((split) => split.segments.map(({ id }) => [id, split] as const)));
  const byId = new Map(report.drivers.map((driver) => [driver.id, driver]));
  const ranges = lazily((id) => ({ stated: statedRange(figures, byId.get(id)!, years) }));
  const rangeOf = ({ id }: Driver): StatedRange => ranges(id).stated;
  const wholes = new Map(
    report.splits.flatMap((split) => split.segments.map((segment) => [segment.id, wholeOf(split, segment)!] as const)),
  );
  const wholeOfSegment = (segment: string): Whole => wholes.get(segment)!;
  const rootOf = (whole: Whole): ReturnType<Ground["rootOf"]> =>
    "segment" in whole ? rootOf(wholeOfSegment(whole.segment)) : whole;
  return {
    report,
    isOther,
    figures,
    members,
    tree,
    splitOf,
    wholeOf: wholeOfSegment,
    rootOf,
    frames: new Map(frames),
    years,
    rangeOf,
  };
}

/**
 * `published`: the market without overrides, of which sizes of segments are shares; itself where there are none.
 * `overridden`: the keys that any override sets.
 */
export function market(
  on: Ground,
  pickIn: PickIn,
  published: Market | null,
  overridden: ReadonlySet<string> = new Set(),
): Market {
  const { report, figures, members, frames } = on;
  const drivers = new Map<string, Tracks>();
  const sizes = new Map<string, Track>();
  for (const { id, chain, source, beyond } of members) {
    const pick = pickIn(chain);
    const own = pick("size");
    let size: Track | undefined;
    if (isPublished(source)) {
      size = own === noPick ? published?.sizes.get(id) : undefined;
      size ??= publishedTrack(report, figures, source, own);
    } else {
      const tracks = driverTracks(on, source.take, pick);
      drivers.set(id, tracks);
      size = builtTrack(frames.get(source.id)!, report.unit, tracks.get(source.size)!, own);
    }
    sizes.set(id, goingOn(size, beyond, report.unit, own));
  }
  const plain = driverTracks(on, "point", pickIn([]));

  const memberById = new Map(members.map((member) => [member.id, member]));
  const numbers = new Map<Pick, number>();
  const made = new Map<string, Tracks>();
  /** Of splits that nobody overrode: the same for every scenario. */
  const asPublished = new Map<Split, Tracks>();
  const isAsPublished = ({ segments }: Split): boolean =>
    overridden.size === 0 || !segments.some(({ id }) => overridden.has(id));
  const shares = (scenario: string, split: Split): Tracks => {
    const known = asPublished.get(split);
    if (known) return known;
    if (isAsPublished(split)) {
      const tracks = published?.shares(scenario, split) ?? shareTracks(context, split, () => noPick);
      asPublished.set(split, tracks);
      return tracks;
    }
    const pick = pickIn(memberById.get(scenario)?.chain ?? []);
    const sight = JSON.stringify([split.id, sightOf(split, pick, numbers)]);
    let tracks = made.get(sight);
    if (!tracks) made.set(sight, (tracks = shareTracks(context, split, pick)));
    return tracks;
  };
  const heldIn = lazily((_scenario) => new Map<string, Track>());
  const share = (scenario: string, id: string): Track | undefined => {
    const split = on.splitOf.get(id);
    const stated = split && shares(scenario, split).get(id);
    const until = memberById.get(scenario)?.beyond?.until;
    if (!stated || until === undefined || !("scenario" in on.rootOf(on.wholeOf(id)))) return stated;
    const known = heldIn(scenario).get(id) ?? held(stated, Math.min(until, sizes.get(scenario)!.to));
    heldIn(scenario).set(id, known);
    return known;
  };
  const sizesOf = lazily((_scenario) => new Map<string, Track>());
  const wholeIn = (scenario: string, whole: Whole): Track => {
    if ("scenario" in whole) return sizes.get(scenario)!;
    if ("driver" in whole) return (drivers.get(scenario) ?? plain).get(whole.driver)!;
    return segment(scenario, whole.segment)!;
  };
  const segment = (scenario: string, id: string): Track | undefined => {
    const known = sizesOf(scenario).get(id);
    if (known) return known;
    const [split, part, source] = [on.splitOf.get(id), share(scenario, id), memberById.get(scenario)?.source];
    if (!split || !part || !source) return undefined;
    const whole = on.wholeOf(id);
    const total = wholeIn(scenario, whole);
    const root = on.rootOf(whole);
    const isOwn = "driver" in root || root.scenario === source.id;
    const track = segmentTrack(unitOfParts(total, report.unit), part, total, isOwn ? context.total(whole) : null);
    sizesOf(scenario).set(id, track);
    return track;
  };
  /** What is divided, in the scenario that it was published with. */
  const total = (whole: Whole): Track => {
    const root = on.rootOf(whole);
    return wholeIn("scenario" in root ? root.scenario : (members[0]?.id ?? ""), whole);
  };
  const context = { report, figures, total: published?.total ?? total };
  return { sizes, drivers, plain, shares, share, segment, total };
}

/** Parts of money are in the report's unit, parts of anything else in that thing's. */
function unitOfParts({ derivations: [first] }: Track, unit: string): string {
  return first === undefined || isMoney(first.unit) ? unit : first.unit;
}

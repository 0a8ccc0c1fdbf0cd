/** Every path of a report, with the numbers that a workbook put in place of the report's. */
import { isBuilt, isPublished, wholeOf } from "../report/kinds";
import type { Driver, Report, Scenario } from "../report/types";
import { frameOf, type Frame } from "./drivers/build";
import { driverTracks } from "./drivers/drivers";
import { treeOf, type Tree } from "./drivers/tree";
import { lazily } from "./lazily";
import type { PickIn } from "./overrides/pick";
import { builtTrack, publishedTrack, type Member } from "./scenarios/scenarios";
import { segmentTrack, shareTracks } from "./splits/splits";
import { yearOf, type Figures } from "./values/quantities";
import { allYears, type Span, type Track } from "./values/tracks";

export type Tracks = ReadonlyMap<string, Track>;

export interface Market {
  /** Sizes by scenario. */
  readonly sizes: Tracks;
  /** Drivers by scenario, for those that are built from drivers. */
  readonly drivers: ReadonlyMap<string, Tracks>;
  /** Drivers as no scenario in particular sees them. */
  readonly plain: Tracks;
  /** Shares and sizes by segment, as one scenario sees them. */
  readonly shares: (scenario: string) => Tracks;
  readonly segments: (scenario: string) => Tracks;
}

/** A report with what every market of it needs. */
export interface Ground {
  readonly report: Report;
  readonly figures: Figures;
  readonly members: readonly Member[];
  readonly tree: Tree;
  /** By id of the report's built scenarios. */
  readonly frames: ReadonlyMap<string, Frame>;
  /** The years of assumed drivers: all that given ones have, or else all that published scenarios have. */
  readonly years: Span;
}

export function ground(report: Report, members: readonly Member[]): Ground {
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
  return { report, figures, members, tree, frames: new Map(frames), years };
}

/** `published`: the market without overrides, of which sizes of segments are shares; itself where there are none. */
export function market(on: Ground, pickIn: PickIn, published: Market | null): Market {
  const { report, figures, members, frames } = on;
  const drivers = new Map<string, Tracks>();
  const sizes = new Map<string, Track>();
  for (const { id, chain, source } of members) {
    const pick = pickIn(chain);
    if (isPublished(source)) {
      sizes.set(id, publishedTrack(report, figures, source, pick("size")));
    } else {
      const tracks = driverTracks(on, source.take, pick);
      drivers.set(id, tracks);
      sizes.set(id, builtTrack(frames.get(source.id)!, report.unit, tracks.get(source.size)!, pick("size")));
    }
  }
  const plain = driverTracks(on, "point", pickIn([]));

  const context = { report, figures, published: published?.sizes ?? sizes };
  const memberById = new Map(members.map((member) => [member.id, member]));
  const shares = lazily((scenario): Tracks => {
    const pick = pickIn(memberById.get(scenario)?.chain ?? []);
    return new Map(report.splits.flatMap((split) => [...shareTracks(context, split, pick)]));
  });
  const segments = lazily((scenario): Tracks => {
    const source: Scenario | undefined = memberById.get(scenario)?.source;
    const total = sizes.get(scenario);
    if (!source || !total) return new Map();
    const all = report.splits.flatMap((split) => split.segments.map((segment) => [split, segment] as const));
    return new Map(
      all.map(([split, segment]) => {
        const own = wholeOf(split, segment)?.scenario === source.id ? context.published.get(source.id)! : null;
        return [segment.id, segmentTrack(report.unit, shares(scenario).get(segment.id)!, total, own)];
      }),
    );
  });
  return { sizes, drivers, plain, shares, segments };
}

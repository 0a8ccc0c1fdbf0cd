/** Every path of a report, with the numbers that a workbook put in place of the report's. */
import type { Report, Scenario } from "../report/types";
import { planOf, type Plan } from "./drivers/bottom-up";
import { bottomUpTrack, driverTracks } from "./drivers/drivers";
import { lazily } from "./lazily";
import type { PickIn } from "./overrides/pick";
import { isBottomUp, publishedTrack, type Member } from "./scenarios/scenarios";
import { segmentTrack, shareTracks } from "./splits/splits";
import type { Figures } from "./values/quantities";
import type { Track } from "./values/tracks";

export type Tracks = ReadonlyMap<string, Track>;

export interface Market {
  /** Sizes by scenario. */
  readonly sizes: Tracks;
  /** Drivers by scenario, for those that are built from drivers. */
  readonly drivers: ReadonlyMap<string, Tracks>;
  /** Shares and sizes by segment, as one scenario sees them. */
  readonly shares: (scenario: string) => Tracks;
  readonly segments: (scenario: string) => Tracks;
}

/** A report with what every market of it needs. */
export interface Ground {
  readonly report: Report;
  readonly figures: Figures;
  readonly members: readonly Member[];
  /** By id of the report's bottom-up scenarios. */
  readonly plans: ReadonlyMap<string, Plan>;
}

export function ground(report: Report, members: readonly Member[]): Ground {
  const plans = report.scenarios.filter(isBottomUp).map((scenario) => [scenario.id, planOf(report, scenario)] as const);
  return {
    report,
    figures: new Map(report.figures.map((figure) => [figure.id, figure])),
    members,
    plans: new Map(plans),
  };
}

/** `published`: the market without overrides, of which sizes of segments are shares; itself where there are none. */
export function market(on: Ground, pickIn: PickIn, published: Market | null): Market {
  const { report, figures, members, plans } = on;
  const drivers = new Map<string, Tracks>();
  const sizes = new Map<string, Track>();
  for (const { id, chain, source } of members) {
    const pick = pickIn(chain);
    if (isBottomUp(source)) {
      const tracks = driverTracks(report, figures, source, pick);
      drivers.set(id, tracks);
      sizes.set(id, bottomUpTrack(plans.get(source.id)!, report.unit, tracks, pick));
    } else {
      sizes.set(id, publishedTrack(report, figures, source, pick("size")));
    }
  }

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
    const all = report.splits.flatMap(({ segments }) => segments);
    return new Map(
      all.map((segment) => {
        const own = segment.scenario === source.id ? context.published.get(source.id)! : null;
        return [segment.id, segmentTrack(report.unit, shares(scenario).get(segment.id)!, total, own)];
      }),
    );
  });
  return { sizes, drivers, shares, segments };
}

import { isPublished } from "../../report/kinds";
import type { Name, PublishedScenario, Report, Scenario } from "../../report/types";
import type { Frame } from "../drivers/build";
import { isFault } from "../faults";
import { names, normalise } from "../names/names";
import { explainOverride, type Pick } from "../overrides/pick";
import { backCast, pathTrack, withOverrides, type Path, type PathPoint } from "../paths/paths";
import { explainFigure, explainPoint, figureIn, yearOf, type Figures } from "../quantities/quantities";
import { track, within, type Track } from "../quantities/tracks";
import { goesOn, readBeyond } from "./beyond";
import type { Beyond, IntegrityProblem, OwnScenario, ScenarioView } from "../types";

/** A scenario of the report or of the workbook, with what it rests on. */
export interface Member {
  readonly id: string;
  readonly name: Name;
  readonly aliases: readonly string[];
  readonly kind: ScenarioView["kind"];
  /** The report's scenario at the end of the chain. */
  readonly source: Scenario;
  /** This scenario and those that it is based on, nearest first: the order in which overrides are looked for. */
  readonly chain: readonly string[];
  readonly basedOn: string | null;
  readonly beyond: Beyond | null;
  /** What the workbook says of one of its own. */
  readonly own: OwnScenario | null;
}

type OwnProblem = Extract<IntegrityProblem, { check: "scenario" }>;

/** The report's scenarios and then the workbook's own, each after its base; those that can't be used are problems. */
export function resolveScenarios(
  report: Report,
  own: readonly OwnScenario[],
): { members: readonly Member[]; problems: readonly OwnProblem[] } {
  const reported = report.scenarios.map(memberOf);
  const known = names("scenario", reported);
  const problems: OwnProblem[] = [];
  const fail = (scenario: OwnScenario, reason: OwnProblem["reason"], nearest: string | null = null) =>
    problems.push({ check: "scenario", scenario, reason, nearest });

  const unused = new Map<string, OwnScenario>();
  // As in a report: formulas take an id or a name, whatever its case, so none may stand for two scenarios.
  const taken = new Set<string>();
  for (const scenario of own) {
    const keys = [scenario.id, scenario.name].map(normalise).filter((key) => key !== "");
    if (scenario.id.trim() === "" || keys.some((key) => taken.has(key) || !isFault(known.find(key)))) {
      fail(scenario, "duplicate");
      continue;
    }
    unused.set(scenario.id, scenario);
    for (const key of keys) taken.add(key);
  }
  const members = new Map<string, Member>();
  const resolve = (scenario: OwnScenario): Member | null => {
    // From the scenario to the first base that is known; a loop, since a workbook may hold a chain of any length.
    const waiting = new Set<OwnScenario>();
    let base: Member | undefined;
    for (let next: OwnScenario | undefined = scenario; !base;) {
      if (waiting.has(next)) return null;
      waiting.add(next);
      const { basedOn }: OwnScenario = next;
      next = unused.get(basedOn);
      const found = next ? members.get(basedOn) : known.find(basedOn);
      if (found && isFault(found)) return null;
      base = found;
      if (!next) break;
    }
    for (const own of [...waiting].reverse()) members.set(own.id, (base = basedOnMember(own, base!)));
    return base!;
  };
  const all = names("scenario", [...reported, ...[...unused.keys()].map((id) => ({ id }))]);
  for (const scenario of unused.values()) {
    if (members.has(scenario.id) || resolve(scenario)) continue;
    if (unused.has(scenario.basedOn)) fail(scenario, "cycle");
    else fail(scenario, "unknown-base", all.nearest(scenario.basedOn));
  }
  const inOrder = [...unused.keys()].flatMap((id) => members.get(id) ?? []);
  return { members: [...reported, ...inOrder], problems };
}

function basedOnMember(own: OwnScenario, base: Member): Member {
  const { id, name } = own;
  return {
    id,
    name: { en: name, zh: name },
    aliases: [],
    kind: "own",
    source: base.source,
    chain: [id, ...base.chain],
    basedOn: base.id,
    beyond: goesOn(own) ? readBeyond(own) : base.beyond,
    own,
  };
}

function memberOf(source: Scenario): Member {
  return {
    id: source.id,
    name: source.name,
    aliases: source.aliases ?? [],
    kind: isPublished(source) ? "published" : "built",
    source,
    chain: [source.id],
    basedOn: null,
    beyond: null,
    own: null,
  };
}

/** The driver that is the size, in the report's unit. A size of the user's own holds for its year alone. */
export function builtTrack({ scale }: Frame, unit: string, driver: Track, pick: Pick): Track {
  return track(driver.from, driver.to, (year) => {
    const override = pick(year);
    if (override) return explainOverride(override, unit);
    const size = within(driver, year);
    return { value: size.value * scale, unit, basis: "derived", step: { kind: "built" }, from: [size] };
  });
}

/** The years of a published scenario; with a growth rate, worked back from the one end to the period's other. */
export function publishedTrack(report: Report, figures: Figures, scenario: PublishedScenario, pick: Pick): Track {
  return pathTrack(withOverrides(publishedPath(report, figures, scenario), pick));
}

function publishedPath({ unit }: Report, figures: Figures, scenario: PublishedScenario): Path {
  const points = scenario.points.map((point): PathPoint => {
    return { year: yearOf(figures, point), at: explainPoint(figures, point, unit, "point") };
  });
  const path: Path = { unit, method: "geometric", points };
  const [stated] = points;
  if (scenario.growth === undefined || !stated || points.length > 1) return path;
  const figure = figureIn(figures, scenario.growth);
  if (figure.year === null || typeof figure.year !== "object") return path;
  const growth = explainFigure(figure, figure.unit, "point");
  const [from, to] = figure.year;
  const year = stated.year === from ? to : from;
  const other = { year, at: backCast(stated, growth, year) };
  return { ...path, points: year < stated.year ? [other, stated] : [stated, other], growth };
}

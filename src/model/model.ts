import type { BuiltScenario, Driver, Report, Segment } from "../report/types";
import { analyses } from "./analyses/analyses";
import { buildWith, type Build } from "./drivers/build";
import { highestOf } from "./drivers/drivers";
import { rangeIn } from "./drivers/ranges";
import { isFault } from "./faults";
import { compoundRate } from "./growth/growth";
import { once } from "./lazily";
import { ground, market } from "./market";
import { moneyUnits } from "./money/money";
import { names } from "./names/names";
import { segmentNames } from "./names/segments";
import { sections } from "./names/sections";
import { checkAssumptions } from "./overrides/overrides";
import { noOverrides, type PickFor } from "./overrides/pick";
import { timeOf } from "./periods/assumed";
import { pathTrack } from "./paths/paths";
import { goesOn } from "./scenarios/beyond";
import { resolveScenarios, type Member } from "./scenarios/scenarios";
import { correlationsOf } from "./simulation/correlation";
import type {
  Assumptions,
  Basis,
  Derivation,
  Fault,
  IntegrityProblem,
  Model,
  OfReport,
  Result,
  ScenarioView,
} from "./types";
import { explainFigure, explainPoint, saturationOf, yearOf, type Figures } from "./quantities/quantities";
import { derivationAt, valueAt, within, type Track } from "./quantities/tracks";

export const noAssumptions: Assumptions = { overrides: [], scenarios: [], chosen: null };

/**
 * What follows from a report and a workbook's assumptions. The report has been checked against its schema, references
 * included; assumptions can hold anything: what can't be used isn't, and `problems` says why. Those of other reports are
 * left out. `main`: of the workbook's main report, where that is another.
 */
export function createModel(
  report: Report,
  assumptions: Assumptions = noAssumptions,
  main: Model | null = null,
): Model {
  const isIts = ({ report: of }: OfReport): boolean => of === undefined || of === report.id;
  const resolved = resolveScenarios(report, assumptions.scenarios.filter(isIts));
  const on = ground(report, resolved.members, main !== null);
  const published = market(on, noOverrides, null);
  const checked = checkAssumptions(on, published, assumptions.overrides.filter(isIts));
  const current =
    checked.used.length === 0
      ? published
      : market(on, checked.pickIn, published, new Set(checked.used.map(({ key }) => key)));

  const scenarios = resolved.members.map((member) => {
    const inputs = on.frames.get(member.source.id)?.inputs ?? [];
    const tracks = inputs.map(({ driver }) => current.drivers.get(member.id)!.get(driver.id)!);
    return viewOf(member, current.sizes.get(member.id)!, tracks);
  });
  const segments = report.splits.flatMap((split) => split.segments);
  const known = {
    scenario: names("scenario", scenarios),
    segment: segmentNames(report.splits),
    split: names("split", report.splits),
    driver: names("driver", report.drivers),
    series: names("series", report.series),
    figure: names("figure", report.figures),
    /** Made when first asked for: AUDIT alone asks. */
    section: once(() => sections(report)),
  };
  const chosen = chooseFrom(scenarios, known.scenario.find, assumptions.chosen);
  const money = moneyUnits(report, checked.pickIn([]), checked.rated, (main?.report ?? report).currency);
  const series = new Map(report.series.map((series) => [series.id, seriesTrack(on.figures, series)]));
  const stated = once(() => analyses().statedSizes(report, on.figures));

  function sizeTrack({ id }: ScenarioView): Track | Fault {
    return current.sizes.get(id) ?? unknown("scenario", id);
  }

  const shareTrack = (segment: Segment, scenario: ScenarioView): Track | Fault =>
    current.share(scenario.id, segment.id) ?? unknown("segment", segment.id);
  const isOfDriver = (segment: Segment): boolean => "driver" in on.rootOf(on.wholeOf(segment.id));
  function segmentSizes(segment: Segment, scenario: ScenarioView | null): Track | Fault {
    if (!on.splitOf.has(segment.id)) return unknown("segment", segment.id);
    const seen = isOfDriver(segment) ? built(scenario) : (scenario ?? chosen);
    if (isFault(seen) && seen.fault !== "nothing") return seen;
    const { id } = isFault(seen) ? chosen : seen;
    return current.segment(id, segment.id) ?? unknown("segment", segment.id);
  }

  /** The bottom-up scenario that is meant: where none is named, the chosen one if it has drivers, else the report's first. */
  function built(scenario: ScenarioView | null): Result<ScenarioView> {
    if (scenario) return current.drivers.has(scenario.id) ? scenario : { fault: "no-drivers", scenario: scenario.id };
    if (current.drivers.has(chosen.id)) return chosen;
    return scenarios.find(({ id }) => current.drivers.has(id)) ?? { fault: "nothing", what: "drivers" };
  }

  function driverTrack(driver: Driver, scenario: ScenarioView | null): Track | Fault {
    const found = built(scenario);
    if (isFault(found) && found.fault !== "nothing") return found;
    const tracks = isFault(found) ? current.plain : current.drivers.get(found.id)!;
    return tracks.get(driver.id) ?? unknown("driver", driver.id);
  }

  /** The overrides that a scenario sees. */
  const pickFor = ({ id }: ScenarioView): PickFor =>
    checked.pickIn(resolved.members.find((member) => member.id === id)!.chain);

  /** A built scenario in a year, with what each of its drivers is there. */
  function buildIn(scenario: ScenarioView | null, year: number): Result<Build & { readonly in: ScenarioView }> {
    const found = built(scenario);
    if (isFault(found)) return found;
    const frame = on.frames.get(found.source.id)!;
    const tracks = current.drivers.get(found.id)!;
    // A scenario may go on after its drivers end.
    const size = valueAt(tracks.get((found.source as BuiltScenario).size)!, year);
    if (isFault(size)) return size;
    const values = frame.tree.nodes.map(
      ({ driver }) => tracks.get(driver.id)!.values[year - tracks.get(driver.id)!.from] ?? NaN,
    );
    const pick = pickFor(found);
    const inputs = frame.inputs.map(({ place, driver }) => {
      const track = tracks.get(driver.id)!;
      const highest = highestOf(driver, track);
      const range = rangeIn(driver, within(track, year), year, { stated: on.rangeOf(driver), highest, pick });
      return { place, driver, value: values[place]!, highest, range };
    });
    return { ...frame, in: found, values, inputs };
  }

  const value = (track: Track | Fault, year: number): Result => ("fault" in track ? track : valueAt(track, year));
  const explain = (track: Track | Fault, year: number): Result<Derivation> =>
    "fault" in track ? track : derivationAt(track, year);

  function cagr(from: number, to: number, scenario: ScenarioView | null, segment: Segment | null): Result {
    const track = segment ? segmentSizes(segment, scenario) : sizeTrack(scenario ?? chosen);
    return "fault" in track ? track : compoundRate(from, to, (year) => valueAt(track, year));
  }

  function problems(): readonly IntegrityProblem[] {
    const sums = analyses().splitProblems(report, scenarios, current.shares);
    const overrides = checked.refused().map((assumption): IntegrityProblem => ({ check: "override", assumption }));
    return [...sums, ...overrides, ...resolved.problems, ...notExtended(), ...choice()];
  }

  function notExtended(): readonly IntegrityProblem[] {
    return resolved.members.flatMap(({ id, own, beyond }) =>
      own && goesOn(own) && current.sizes.get(id)!.to !== beyond?.until
        ? [{ check: "scenario", scenario: own, reason: "not-extended", nearest: null }]
        : [],
    );
  }

  function choice(): readonly IntegrityProblem[] {
    const { chosen: text } = assumptions;
    if (text === null || !isFault(known.scenario.find(text))) return [];
    return [{ check: "chosen", text, nearest: known.scenario.nearest(text) }];
  }

  const claims = once(() => analyses().audit(report, on.figures));

  return {
    report,
    assumptions,
    scenarios,
    splits: report.splits,
    segments,
    drivers: report.drivers,
    tree: on.tree,
    series: report.series,
    units: money.units,
    chosen,
    ...timeOf(report, checked.pickIn([])),
    shared: checked.shared,

    scenario: known.scenario.find,
    segment: known.segment.find,
    split: known.split.find,
    driver: known.driver.find,
    seriesNamed: known.series.find,
    figure: known.figure.find,
    section: (text) => known.section().find(text),
    money: money.find,
    ownMoney: money.own,

    size: (scenario, year) => value(sizeTrack(scenario), year),
    share: (segment, year, scenario) => value(shareTrack(segment, scenario), year),
    wholeOf: ({ id }) => on.wholeOf(id),
    segmentSize: (segment, year, scenario) => value(segmentSizes(segment, scenario), year),
    cagr,
    growth: (year, scenario, segment) => cagr(year - 1, year, scenario, segment),
    driverValue: (driver, year, scenario) => value(driverTrack(driver, scenario), year),
    seriesValue: ({ id }, year) => value(series.get(id) ?? unknown("series", id), year),
    consensus(year, statistic, sizes) {
      if (!sizes) return analyses().consensus(stated(), year, statistic);
      const values = sizes.filter((size) => typeof size === "number");
      return values.length > 0 ? analyses().statisticOf(values, statistic) : sizes[0]!;
    },
    estimates: (year) => stated().get(year) ?? [],

    build(year, scenario, values) {
      const found = buildIn(scenario, year);
      if (isFault(found)) return found;
      for (const id of values.keys()) {
        const driver = known.driver.find(id);
        if (isFault(driver)) return driver;
      }
      return buildWith(found, values);
    },
    reconcile(year, scenario, builtScenario) {
      const target = value(sizeTrack(scenario), year);
      if (isFault(target)) return target;
      const found = buildIn(builtScenario, year);
      return isFault(found) ? found : analyses().reconcile(found, target);
    },
    sensitivity(year, scenario, swing) {
      const found = buildIn(scenario, year);
      return isFault(found) ? found : analyses().tornado(found, swing);
    },
    bridge(from, to, scenario) {
      const before = buildIn(scenario, from);
      if (isFault(before)) return before;
      const after = buildIn(scenario, to);
      return isFault(after) ? after : analyses().bridge(before, after);
    },
    simulate(year, scenario, trials, seed) {
      const found = buildIn(scenario, year);
      if (isFault(found)) return found;
      const drawn = found.inputs.filter(({ range }) => range).map(({ driver }) => driver);
      return analyses().simulate(found, correlationsOf(drawn, pickFor(found.in)).matrix, trials, seed);
    },
    audit: (section) => analyses().auditOf(claims(), section),
    problems,
    assumptionRows: () => checked.rows(),
    assumptionRowsIn(scenario) {
      const member = resolved.members.find(({ id }) => id === scenario.id);
      return member ? checked.rowsIn(member) : [];
    },

    explainSize: (scenario, year) => explain(sizeTrack(scenario), year),
    explainShare: (segment, year, scenario) => explain(shareTrack(segment, scenario), year),
    explainSegment: (segment, year, scenario) => explain(segmentSizes(segment, scenario), year),
    explainDriver: (driver, year, scenario) => explain(driverTrack(driver, scenario), year),
    explainFigure: (figure, end) => explainFigure(figure, figure.unit, end),
    explainSeries: ({ id }, year) => explain(series.get(id) ?? unknown("series", id), year),
  };
}

/** Another report of a workbook: rates, prices and times are those of the main one's model. */
export function modelBeside(main: Model, report: Report): Model {
  const { overrides, scenarios } = main.assumptions;
  const isNamed = ({ report: of }: OfReport): boolean => of !== undefined;
  const own = { overrides: [...main.shared, ...overrides.filter(isNamed)], scenarios: scenarios.filter(isNamed) };
  return createModel(report, { ...own, chosen: null }, main);
}

/** Only for a view or an entry of another report's model. */
function unknown(kind: "scenario" | "segment" | "driver" | "series", text: string): Fault {
  return { fault: "unknown", kind, text, nearest: null };
}

/** `inputs`: the drivers that a built scenario is made from, but for those that are worked out. */
function viewOf(member: Member, sizes: Track, inputs: readonly Track[]): ScenarioView {
  const { id, name, aliases, kind, source, basedOn } = member;
  return {
    id,
    name,
    kind,
    aliases,
    section: kind === "own" ? null : source.section,
    outlier: "outlier" in source && source.outlier !== undefined,
    basedOn,
    from: sizes.from,
    to: sizes.to,
    reportedYears: givenYears(sizes, inputs),
    source,
  };
}

/** Years in which a figure or an override is the value, or a driver that the value is built from. */
function givenYears(sizes: Track, inputs: readonly Track[]): readonly number[] {
  const isGiven = (basis: Basis | undefined): boolean => basis === "reported" || basis === "overridden";
  const years: number[] = [];
  sizes.derivations.forEach(({ basis }, index) => {
    const year = sizes.from + index;
    const isBuilt = inputs.some(({ from, derivations }) => isGiven(derivations[year - from]?.basis));
    if (isGiven(basis) || isBuilt) years.push(year);
  });
  return years;
}

/** The workbook's choice, or the report's first scenario that is called `base`, or its first. */
function chooseFrom(
  scenarios: readonly ScenarioView[],
  find: (text: string) => Result<ScenarioView>,
  choice: string | null,
): ScenarioView {
  for (const text of [choice, "base"]) {
    const found = text === null ? null : find(text);
    if (found && !isFault(found)) return found;
  }
  const [first] = scenarios;
  if (!first) throw new Error("The report has no scenario.");
  return first;
}

function seriesTrack(figures: Figures, series: Report["series"][number]): Track {
  const { unit, method } = series;
  const points = series.points.map((point) => ({
    year: yearOf(figures, point),
    at: explainPoint(figures, point, unit, "point"),
  }));
  return pathTrack({ unit, method, saturation: saturationOf(figures, series), points });
}

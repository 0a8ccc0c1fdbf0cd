/** Which of a workbook's overrides are used, and by which scenarios. */
import type { Split } from "../../report/types";
import { isFault } from "../faults";
import { lazily, once } from "../lazily";
import { analyses } from "../analyses/analyses";
import type { Ground, Market } from "../market";
import { currenciesOf } from "../money/rates";
import { names } from "../names/names";
import type { Member } from "../scenarios/scenarios";
import { shareTracks, sightOf, sumsThatFail } from "../splits/splits";
import type { Assumption, Override, Problem } from "../types";
import { timeOf } from "../periods/assumed";
import { endAt, rangeKeyOf } from "../drivers/ranges";
import { cholesky, correlationsOf } from "../simulation/correlation";
import { keysOf, moneyKeyNamed, type Key } from "./keys";
import { noOverrides, noPick, type Pick, type PickFor, type PickIn } from "./pick";
import type { Entry } from "./entry";

/** A workbook's overrides, sorted into those that are used and those that aren't. */
export interface CheckedAssumptions {
  readonly used: readonly Override[];
  /** Those that hold whatever the report. */
  readonly shared: readonly Override[];
  /**
   * The override that a scenario sees: its own before its base's before every scenario's, and at each of these the year's before
   * every year's.
   */
  readonly pickIn: PickIn;
  /** The currencies that have an exchange rate. */
  readonly rated: readonly string[];
  readonly rows: () => readonly Assumption[];
  /** The rows of overrides that aren't used. */
  readonly refused: () => readonly Assumption[];
  readonly rowsIn: (scenario: Member) => readonly Assumption[];
}

export function checkAssumptions(on: Ground, published: Market, overrides: readonly Override[]): CheckedAssumptions {
  if (overrides.length === 0) {
    // Most workbooks override nothing: their formulas don't wait for keys that only the Assumptions sheet shows.
    return {
      used: [],
      shared: [],
      pickIn: noOverrides,
      rated: [],
      rows: once(() => analyses().assumptionRows(on, keysOf(on, published), [])),
      refused: () => [],
      rowsIn: (scenario) => analyses().scenarioRows(on, keysOf(on, published), [], noOverrides, scenario),
    };
  }
  const named = keysOf(on, published);
  const entries = readEntries(on, published, named, overrides);
  // Rates that nobody lists, but that somebody set.
  const keys = [...new Set([...named, ...entries.flatMap(({ key }) => key ?? [])])];
  rejectSharesThatDoNotSum(on, published, entries);
  // What is rejected may uncover others that are no better.
  while (rejectReversedRanges(on, entries) || rejectCorrelations(on, entries));
  rejectQuarters(on, entries);
  const used = usedOf(entries);
  const pickIn = pickFrom(used);
  const rows = once(() => analyses().assumptionRows(on, keys, entries));
  return {
    used,
    shared: usedOf(entries.filter(({ key }) => key && !key.byScenario)),
    pickIn,
    rated: used.flatMap(({ key }) => currenciesOf(key) ?? []),
    rows,
    // There are thousands of rows, and mostly none that isn't used.
    refused: () => (entries.some(({ problem }) => problem) ? rows().filter(({ problem }) => problem) : []),
    rowsIn: (scenario) => analyses().scenarioRows(on, keys, entries, pickIn, scenario),
  };
}

function usedOf(entries: readonly Entry[]): readonly Override[] {
  return entries.flatMap(({ override, problem }) => (problem ? [] : [override]));
}

function readEntries(on: Ground, published: Market, keys: readonly Key[], overrides: readonly Override[]): Entry[] {
  const knownKeys = names("driver", keys);
  const knownScenarios = names("scenario", on.members);
  const [firstBuilt] = published.drivers.keys();
  const furtherKey = lazily(moneyKeyNamed);
  const seen = new Set<string>();

  return overrides.map((given): Entry => {
    const foundKey = knownKeys.find(String(given.key));
    const key = isFault(foundKey) ? furtherKey(String(given.key)) : foundKey;
    if (!key) return { override: given, key, problem: { problem: "unknown-key", nearest: nearestOf(foundKey) } };
    const foundScenario = given.scenario === null ? null : knownScenarios.find(String(given.scenario));
    if (foundScenario && isFault(foundScenario)) {
      const problem: Problem = { problem: "unknown-scenario", nearest: nearestOf(foundScenario) };
      return { override: { ...given, key: key.id }, key, problem };
    }
    const override = { ...given, key: key.id, scenario: foundScenario?.id ?? null };
    const problem = problemOf(key, override, firstBuilt ?? null) ?? duplicate(key, override);
    return { override, key, problem };
  });

  function duplicate({ pair, id }: Key, { scenario, year }: Override): Problem | null {
    const place = JSON.stringify([pair ?? id, scenario, year]);
    if (seen.has(place)) return { problem: "duplicate" };
    seen.add(place);
    return null;
  }
}

function nearestOf(found: object): string | null {
  return "nearest" in found ? (found.nearest as string | null) : null;
}

/** `firstBuilt`: what to name to someone who set a driver for a scenario that isn't built from drivers. */
function problemOf(key: Key, { report, scenario, year, value }: Override, firstBuilt: string | null): Problem | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return { problem: "not-a-number" };
  if (!key.byYear && year !== null) return { problem: "not-by-year" };
  if (key.onlyByYear && year === null) return { problem: "only-by-year" };
  if (!key.byScenario && scenario !== null) return { problem: "not-by-scenario" };
  if (!key.byScenario && report !== undefined) return { problem: "not-by-report" };
  if (key.byYear) {
    const span = key.span(scenario);
    if (!span) return { problem: "unknown-scenario", nearest: firstBuilt };
    const inSpan = year === null || (Number.isInteger(year) && year >= span.from && year <= span.to);
    if (!inSpan) return { problem: "no-such-year", from: span.from, to: span.to };
  }
  const isWrong = value < key.low || value > key.high || (key.whole && !Number.isInteger(value));
  if (isWrong) return { problem: "out-of-range", low: key.low, high: key.high };
  return null;
}

function pickFrom(overrides: readonly Override[]): PickIn {
  const places = new Map<string, Map<string | null, Map<number | null, Override>>>();
  for (const override of overrides) {
    const inKey = places.get(override.key) ?? new Map<string | null, Map<number | null, Override>>();
    const inScenario = inKey.get(override.scenario) ?? new Map<number | null, Override>();
    places.set(override.key, inKey.set(override.scenario, inScenario.set(override.year, override)));
  }
  /** One for each way to see a key, so that scenarios that see the same share what rests on it. */
  const made = new Map<string, Pick>();
  return (chain) => (key) => {
    const inKey = places.get(key);
    if (!inKey) return noPick;
    const seen = [...chain, null].filter((scenario) => inKey.has(scenario));
    const sight = JSON.stringify([key, seen]);
    let pick = made.get(sight);
    if (!pick) made.set(sight, (pick = pickAmong(seen.map((scenario) => inKey.get(scenario)!))));
    return pick;
  };
}

function pickAmong(levels: readonly ReadonlyMap<number | null, Override>[]): Pick {
  if (levels.length === 0) return noPick;
  return (year) => {
    for (const level of levels) {
      const found = level.get(year) ?? level.get(null);
      if (found) return found;
    }
    return undefined;
  };
}

/**
 * Shares of an additive split have to add to the whole in every year, as each scenario sees them. Where they don't, all
 * overrides that the year rests on are rejected, since none of them is wrong by itself; what is left is checked again.
 */
function rejectSharesThatDoNotSum(on: Ground, published: Market, entries: readonly Entry[]): void {
  const context = { ...on, total: published.total };
  for (const split of on.report.splits) {
    if (!split.additive || !entries.some(({ key }) => key?.segment && split.segments.includes(key.segment))) continue;
    while (rejectOnce(on, split, entries, (pick) => sumsThatFail(split, shareTracks(context, split, pick))));
  }
}

function rejectOnce(
  on: Ground,
  split: Split,
  entries: readonly Entry[],
  check: (pick: PickFor) => readonly { year: number; sum: number }[],
): boolean {
  const pickIn = pickFrom(usedOf(entries));
  const rejected = new Map<Override, Problem>();
  const checked = new Set<string>();
  const numbers = new Map<Pick, number>();
  for (const { chain } of on.members) {
    const pick = pickIn(chain);
    const sight = sightOf(split, pick, numbers);
    if (checked.has(sight)) continue;
    checked.add(sight);
    for (const { year, sum } of check(pick)) {
      for (const { id } of split.segments) {
        const override = pick(id)(year);
        if (override) rejected.set(override, { problem: "shares-do-not-sum", split: split.id, year, sum });
      }
    }
  }
  for (const entry of entries) entry.problem ??= rejected.get(entry.override) ?? null;
  return rejected.size > 0;
}

/** Overrides as each scenario sees them, those that see the same once. */
function sights(on: Ground, entries: readonly Entry[]): readonly PickFor[] {
  const pickIn = pickFrom(usedOf(entries));
  const scenarios = new Set(entries.map(({ override }) => override.scenario));
  const kinds = new Map(
    on.members.map(({ chain }) => [chain.filter((scenario) => scenarios.has(scenario)).join(), pickIn(chain)]),
  );
  return [...kinds.values()];
}

/** An end that lies beyond the other, which may be the report's. */
function rejectReversedRanges(on: Ground, entries: readonly Entry[]): boolean {
  const keys = entries.flatMap(({ key }) => (key?.rangeOf ? [key] : []));
  for (const { rangeOf, span } of new Map(keys.map((key) => [key.rangeOf, key])).values()) {
    const driver = rangeOf!;
    const stated = on.rangeOf(driver);
    const years = span(null) ?? on.years;
    for (const pick of sights(on, entries)) {
      for (let year = years.from; year <= years.to; year++) {
        const [low, high] = (["low", "high"] as const).map((end) => endAt(driver, end, year, stated, pick));
        if (!low || !high || low.value <= high.value) continue;
        const own = (["low", "high"] as const).map((end) => pick(rangeKeyOf(driver, end))(year));
        return reject(entries, own, { problem: "range-reversed", year });
      }
    }
  }
  return false;
}

/** Correlations that no numbers go together by, as a scenario sees them. None of them is wrong by itself. */
function rejectCorrelations(on: Ground, entries: readonly Entry[]): boolean {
  if (!entries.some(({ key }) => key?.isCorrelation)) return false;
  for (const { inputs } of on.frames.values()) {
    for (const pick of sights(on, entries)) {
      const { matrix, used } = correlationsOf(
        inputs.map(({ driver }) => driver),
        pick,
      );
      if (cholesky(matrix)) continue;
      const keys = used.map(({ key }) => key);
      return reject(entries, used, { problem: "correlations-impossible", keys });
    }
  }
  return false;
}

/** What the quarters take has to be all of a year. None of them is wrong by itself. */
function rejectQuarters({ report }: Ground, entries: readonly Entry[]): void {
  const own = usedOf(entries.filter(({ key }) => key?.isQuarter));
  const sum = timeOf(report, pickFrom(own)([])).quarters.reduce((sum, { value }) => sum + value, 0);
  if (Math.abs(sum - 1) > 1e-9) reject(entries, own, { problem: "quarters-do-not-sum", sum });
}

function reject(entries: readonly Entry[], overrides: readonly (Override | undefined)[], problem: Problem): boolean {
  for (const entry of entries) if (overrides.includes(entry.override)) entry.problem ??= problem;
  return true;
}

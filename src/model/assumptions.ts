import type { Figure, Split } from "../report/types";
import type { PickFor } from "./drivers";
import { isFault } from "./faults";
import { keysOf, type Key } from "./keys";
import { noOverrides, type Ground, type Market, type PickIn } from "./market";
import { exchangeKeyOf } from "./money";
import { names } from "./names";
import { shareTracks, sumsThatFail } from "./splits";
import type { Assumption, Derivation, Override, Problem } from "./types";

/** A workbook's overrides, sorted into those that are used and those that aren't. */
export interface CheckedAssumptions {
  readonly used: readonly Override[];
  /**
   * The override that a scenario sees: its own before its base's before every scenario's, and at each of these the year's before
   * every year's.
   */
  readonly pickIn: PickIn;
  /** Money of the report's currency for one unit of the foreign one; null while it isn't set. */
  readonly exchangeRate: number | null;
  readonly rows: () => readonly Assumption[];
}

/** An override as it was read: with ids in place of the names that it was given by. */
interface Entry {
  readonly override: Override;
  readonly key: Key | null;
  problem: Problem | null;
}

export function checkAssumptions(on: Ground, published: Market, overrides: readonly Override[]): CheckedAssumptions {
  if (overrides.length === 0) {
    // Most workbooks override nothing: their formulas don't wait for keys that only the Assumptions sheet shows.
    return {
      used: [],
      pickIn: noOverrides,
      exchangeRate: null,
      rows: () => assumptionRows(on, keysOf(on, published), []),
    };
  }
  const keys = keysOf(on, published);
  const entries = readEntries(on, published, keys, overrides);
  rejectSharesThatDoNotSum(on, published, entries);
  const used = usedOf(entries);
  const pickIn = pickFrom(used);
  const exchange = exchangeKeyOf(on.report);
  return {
    used,
    pickIn,
    exchangeRate: (exchange && pickIn([])(exchange.id)(0)?.value) ?? null,
    rows: () => assumptionRows(on, keys, entries),
  };
}

function usedOf(entries: readonly Entry[]): readonly Override[] {
  return entries.flatMap(({ override, problem }) => (problem ? [] : [override]));
}

function readEntries(on: Ground, published: Market, keys: readonly Key[], overrides: readonly Override[]): Entry[] {
  const knownKeys = names("driver", keys);
  const knownScenarios = names("scenario", on.members);
  const [firstBuilt] = published.drivers.keys();
  const seen = new Set<string>();

  return overrides.map((given): Entry => {
    const foundKey = knownKeys.find(String(given.key));
    if (isFault(foundKey)) {
      return { override: given, key: null, problem: { problem: "unknown-key", nearest: nearestOf(foundKey) } };
    }
    const key = foundKey;
    const foundScenario = given.scenario === null ? null : knownScenarios.find(String(given.scenario));
    if (foundScenario && isFault(foundScenario)) {
      const problem: Problem = { problem: "unknown-scenario", nearest: nearestOf(foundScenario) };
      return { override: { ...given, key: key.id }, key, problem };
    }
    const override = { ...given, key: key.id, scenario: foundScenario?.id ?? null };
    const problem = problemOf(key, override, firstBuilt ?? null) ?? duplicate(override);
    return { override, key, problem };
  });

  function duplicate({ key, scenario, year }: Override): Problem | null {
    const place = JSON.stringify([key, scenario, year]);
    if (seen.has(place)) return { problem: "duplicate" };
    seen.add(place);
    return null;
  }
}

function nearestOf(fault: { fault: string }): string | null {
  return "nearest" in fault ? (fault.nearest as string | null) : null;
}

/** `firstBuilt`: what to name to someone who set a driver for a scenario that isn't built from drivers. */
function problemOf(key: Key, { scenario, year, value }: Override, firstBuilt: string | null): Problem | null {
  if (typeof value !== "number" || !Number.isFinite(value)) return { problem: "not-a-number" };
  if (!key.byYear && year !== null) return { problem: "not-by-year" };
  if (!key.byScenario && scenario !== null) return { problem: "not-by-scenario" };
  if (key.byYear) {
    const span = key.span(scenario);
    if (!span) return { problem: "unknown-scenario", nearest: firstBuilt };
    const inSpan = year === null || (Number.isInteger(year) && year >= span.from && year <= span.to);
    if (!inSpan) return { problem: "no-such-year", from: span.from, to: span.to };
  }
  if (value < key.low || value > key.high) return { problem: "out-of-range", low: key.low, high: key.high };
  return null;
}

function pickFrom(overrides: readonly Override[]): PickIn {
  const places = new Map<string, Map<string | null, Map<number | null, Override>>>();
  for (const override of overrides) {
    const inKey = places.get(override.key) ?? new Map<string | null, Map<number | null, Override>>();
    const inScenario = inKey.get(override.scenario) ?? new Map<number | null, Override>();
    places.set(override.key, inKey.set(override.scenario, inScenario.set(override.year, override)));
  }
  return (chain) =>
    (key): ReturnType<PickFor> => {
      const inKey = places.get(key);
      if (!inKey) return () => undefined;
      const levels = [...chain, null].flatMap((scenario) => inKey.get(scenario) ?? []);
      return (year) => {
        for (const level of levels) {
          const found = level.get(year) ?? level.get(null);
          if (found) return found;
        }
        return undefined;
      };
    };
}

/**
 * Shares of an additive split have to add to the whole in every year, as each scenario sees them. Where they don't, all
 * overrides that the year rests on are rejected, since none of them is wrong by itself; what is left is checked again.
 */
function rejectSharesThatDoNotSum(on: Ground, published: Market, entries: readonly Entry[]): void {
  const context = { ...on, published: published.sizes };
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
  for (const { chain } of on.members) {
    const pick = pickIn(chain);
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

/** The rows of the Assumptions sheet: what it shows by default, and every override beside its kind. */
function assumptionRows(on: Ground, keys: readonly Key[], entries: readonly Entry[]): readonly Assumption[] {
  const place = (key: string, scenario: string | null, year: number | null): string =>
    JSON.stringify([key, scenario, year]);
  const shown = new Set(keys.flatMap(({ id, shown }) => shown.map(({ scenario, year }) => place(id, scenario, year))));
  const first = new Map<string, Entry>();
  const further: Entry[] = [];
  for (const entry of entries) {
    const { key, scenario, year } = entry.override;
    const at = place(key, scenario, year);
    if (entry.key && shown.has(at) && !first.has(at)) first.set(at, entry);
    else further.push(entry);
  }
  const scenarioOrder = new Map<string | null, number>(on.members.map(({ id }, index) => [id, index + 1]));
  const order = ({ scenario, year }: Assumption): readonly [number, number] => [
    scenario === null ? 0 : (scenarioOrder.get(scenario) ?? Infinity),
    year ?? -Infinity,
  ];
  const rows = keys.flatMap((key) => {
    const byDefault = key.shown.map(({ scenario, year }) =>
      rowOf(key, scenario, year, first.get(place(key.id, scenario, year)) ?? null),
    );
    const added = further
      .filter((entry) => entry.key === key)
      .map((entry) => rowOf(key, entry.override.scenario, entry.override.year, entry));
    return [...byDefault, ...added].sort((one, other) => {
      const [a, b] = [order(one), order(other)];
      return compare(a[0], b[0]) || compare(a[1], b[1]);
    });
  });
  return [...rows, ...entries.filter(({ key }) => key === null).map(unknownRow)];
}

/** Infinities compare, too, which subtraction doesn't allow. */
function compare(one: number, other: number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function rowOf(key: Key, scenario: string | null, year: number | null, entry: Entry | null): Assumption {
  const origin = key.default(scenario, year);
  return {
    key: key.id,
    scenario,
    year,
    name: key.name,
    default: origin?.value ?? null,
    override: entry ? entry.override.value : null,
    unit: key.unit,
    basis: entry && !entry.problem ? "overridden" : (origin?.basis ?? "derived"),
    figures: origin ? figuresOf(origin) : [],
    problem: entry?.problem ?? null,
  };
}

function unknownRow({ override, problem }: Entry): Assumption {
  const { key, scenario, year, value } = override;
  const name = { en: key, zh: key };
  return {
    key,
    scenario,
    year,
    name,
    default: null,
    override: value,
    unit: "",
    basis: "derived",
    figures: [],
    problem,
  };
}

/** Every figure that a value rests on, in the order in which it was used. */
export function figuresOf(derivation: Derivation): readonly Figure[] {
  const found = new Set<Figure>();
  const visit = ({ step, from }: Derivation): void => {
    if (step.kind === "figure") found.add(step.figure);
    from.forEach(visit);
  };
  visit(derivation);
  return [...found];
}

import type { Ground } from "../market";
import type { Member } from "../scenarios/scenarios";
import type { Assumption, OfReport } from "../types";
import { figuresOf } from "../quantities/derivations";
import type { Entry } from "./entry";
import type { Key } from "./keys";
import type { PickIn } from "./pick";

/**
 * The rows of the Assumptions sheet: what it shows by default, and every override beside its kind. What holds whatever the
 * report is the main one's.
 */
export function assumptionRows(on: Ground, keys: readonly Key[], entries: readonly Entry[]): readonly Assumption[] {
  const place = (key: string, scenario: string | null, year: number | null): string =>
    JSON.stringify([key, scenario, year]);
  const shownOf = ({ byScenario, shown }: Key) => (on.isOther && !byScenario ? [] : shown);
  const shown = new Set(keys.flatMap((key) => shownOf(key).map(({ scenario, year }) => place(key.id, scenario, year))));
  const first = new Map<string, Entry>();
  const further: Entry[] = [];
  for (const entry of entries) {
    const { report, key, scenario, year } = entry.override;
    if (on.isOther && report === undefined) continue;
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
    const byDefault = shownOf(key).map(({ scenario, year }) =>
      rowOf(on, key, scenario, year, first.get(place(key.id, scenario, year)) ?? null),
    );
    const added = further
      .filter((entry) => entry.key === key)
      .map((entry) => rowOf(on, key, entry.override.scenario, entry.override.year, entry));
    return [...byDefault, ...added].sort((one, other) => {
      const [a, b] = [order(one), order(other)];
      return compare(a[0], b[0]) || compare(a[1], b[1]);
    });
  });
  return [...rows, ...entries.filter(({ key }) => key === null).map((entry) => unknownRow(on, entry))];
}

/** What one scenario can have numbers of its own for, each with what it has otherwise in the default's place. */
export function scenarioRows(
  on: Ground,
  keys: readonly Key[],
  entries: readonly Entry[],
  pickIn: PickIn,
  { id: scenario, chain }: Member,
): readonly Assumption[] {
  const otherwise = pickIn(chain.filter((one) => one !== scenario));
  return keys.flatMap((key) => {
    if (!key.byScenario || !key.span(scenario)) return [];
    const own = entries.filter(({ key: of, override }) => of === key && override.scenario === scenario);
    const shown = key.shown.filter((place) => place.scenario === null || chain.includes(place.scenario));
    const years = new Set([...shown, ...own.map(({ override }) => override)].map(({ year }) => year));
    return [...years]
      .sort((one, other) => compare(one ?? -Infinity, other ?? -Infinity))
      .flatMap((year) => {
        const entered = own.filter(({ override }) => override.year === year);
        return (entered.length > 0 ? entered : [null]).map((entry): Assumption => {
          const row = rowOf(on, key, scenario, year, entry);
          const inherited = otherwise(key.id)(year ?? NaN);
          return inherited ? { ...row, default: inherited.value, basis: "overridden", figures: [] } : row;
        });
      });
  });
}

/** Infinities compare, too, which subtraction doesn't allow. */
function compare(one: number, other: number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

const ofReport = ({ isOther, report: { id } }: Ground): OfReport => (isOther ? { report: id } : {});

function rowOf(on: Ground, key: Key, scenario: string | null, year: number | null, entry: Entry | null): Assumption {
  const origin = key.default(scenario, year);
  return {
    ...ofReport(on),
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

function unknownRow(on: Ground, { override, problem }: Entry): Assumption {
  const { key, scenario, year, value } = override;
  const name = { en: key, zh: key };
  return {
    ...ofReport(on),
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

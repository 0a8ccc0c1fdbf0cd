/**
 * Every text that a cell may hold to mean a scenario, a segment, a year and so on, with what it stands for on the data
 * sheet. A native formula finds it with MATCH; which entry a text means is asked of the model itself.
 */
import { isFault, normalise, type Model, type Result } from "../../model";
import type { Name } from "../../report/types";

/** What a name can be looked up as. `built`: the scenarios that are built from drivers. */
export type NameKind = "scenario" | "built" | "segment" | "driver" | "series" | "field" | "statistic" | "unit" | "year";

export interface KnownName {
  /** As `nameKey` leaves it: without spaces, in lower case. */
  readonly key: string;
  /** Which row or column of its block, from 1 on; of a unit the factor, of a year the year; null for an error. */
  readonly target: number | null;
}

export const FIELDS = ["value", "low", "high", "comparator", "unit", "year", "publisher", "section"] as const;
export const STATISTICS = ["low", "high", "mean", "median", "count"] as const;

/** A native formula takes out spaces and ignores case, but can't tell full-width letters: those stand in the list. */
export const nameKey = (text: string): string => text.replaceAll(" ", "").toLowerCase();

interface Entry {
  readonly id: string;
  readonly name?: Name;
  readonly aliases?: readonly string[];
}

const textsOf = ({ id, name, aliases = [] }: Entry): readonly string[] => [
  id,
  ...aliases,
  ...Object.values(name ?? {}),
];

/** As printed and as the model reads it: a Chinese name may have full-width brackets. */
function keysOf(texts: readonly string[], targetOf: (text: string) => number | null | undefined): readonly KnownName[] {
  const known = new Map<string, number | null>();
  for (const text of texts) {
    const target = targetOf(text);
    if (target === undefined) continue;
    for (const key of [nameKey(text), normalise(text)]) if (key !== "" && !known.has(key)) known.set(key, target);
  }
  return [...known].map(([key, target]) => ({ key, target }));
}

function namesOf<T extends Entry>(
  entries: readonly Entry[],
  find: (text: string) => Result<T>,
  members: readonly Entry[] = entries,
): readonly KnownName[] {
  return keysOf(members.flatMap(textsOf), (text) => {
    const found = find(text);
    const index = isFault(found) ? -1 : members.findIndex(({ id }) => id === found.id);
    return index < 0 ? undefined : index + 1;
  });
}

/** Headers as analysts write them: 2027E, FY2027, FY27, 2027年, also in full-width characters. */
function yearTexts(year: number): readonly string[] {
  const full = ["", "fy"].flatMap((before) => ["", "年"].map((after) => `${before}${year}${after}`));
  const short = year >= 2000 && year < 2100 ? ["", "年"].map((after) => `fy${String(year).slice(2)}${after}`) : [];
  const texts = [...full, ...short].flatMap((text) => ["", "a", "e", "f"].map((end) => text + end));
  return [...texts, ...texts.map(fullWidth), ...texts.map((text) => fullWidth(text.toUpperCase()))];
}

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

export const builtScenarios = (model: Model) =>
  model.scenarios.filter((scenario) =>
    model.drivers.some((driver) => {
      const value = model.driverValue(driver, scenario.from, scenario);
      return !isFault(value) || value.fault !== "no-drivers";
    }),
  );

export function knownNames(model: Model, years: readonly number[]): Readonly<Record<NameKind, readonly KnownName[]>> {
  const positions = (texts: readonly string[]) => texts.map((text, index) => ({ key: text, target: index + 1 }));
  return {
    scenario: namesOf(model.scenarios, model.scenario),
    built: namesOf(model.scenarios, model.scenario, builtScenarios(model)),
    // The first of a scenario's shares is the whole market's.
    segment: namesOf(model.segments, model.segment).map(({ key, target }) => ({ key, target: target! + 1 })),
    driver: namesOf(model.drivers, model.driver),
    series: namesOf(model.series, model.seriesNamed),
    field: positions(FIELDS),
    statistic: positions(STATISTICS),
    unit: keysOf(model.units.flatMap(textsOf), (unit) => {
      const factor = model.unitFactor(unit);
      return !isFault(factor) ? factor : factor.fault === "not-set" ? null : undefined;
    }),
    year: years.flatMap((year) => yearTexts(year).map((key) => ({ key, target: year }))),
  };
}

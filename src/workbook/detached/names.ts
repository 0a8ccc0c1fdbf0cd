/**
 * Every text that a cell may hold to mean a scenario, a segment, a year and so on, with what it stands for on the data
 * sheet. A native formula finds it with MATCH; which entry a text means is asked of the parameter's own reading.
 */
import { Refusal } from "../../functions/outcome";
import type { Domain, Entry } from "../../functions/parameter";
import type { Setting } from "../../functions/setting";
import { normalise, type Period, type When } from "../../model";
import { codeOf, periodIn, textsOf as textsOfPeriod } from "./periods";

export interface KnownName {
  /** As `nameKey` leaves it: without spaces, in lower case. */
  readonly key: string;
  /** Which of the entries, from 1 on; of a year the year; null of what can be read and has no values. */
  readonly target: number | null;
}

/**
 * A native formula takes out the spaces that are pasted most (`withoutSpaces`) and ignores case, but can't tell others, as a
 * narrow one before a colon, nor full-width letters: those stand in the list.
 */
const nameKey = (text: string): string => text.replace(/[\0-\x1f \u00a0\u3000]/g, "").toLowerCase();

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

/** The names of a domain's entries with their positions, and those of others that can be read in their place. */
export function knownNames(
  { read, entries }: Domain<unknown>,
  setting: Setting,
  others: readonly Entry[] = [],
): readonly KnownName[] {
  const all = entries?.(setting.main) ?? [];
  const meant = all.map(({ id }) => read(id, setting, ""));
  return keysOf([...all, ...others].flatMap(textsOf), (text) => {
    const one = read(text, setting, "");
    const index = meant.indexOf(one);
    return index >= 0 ? index + 1 : one instanceof Refusal || others.length === 0 ? undefined : null;
  });
}

/** The same names after their report's id and a colon, but for what the workbook reads whole as something of its main report. */
export const afterId = (
  report: string,
  names: readonly KnownName[],
  { read }: Domain<unknown>,
  workbook: Setting,
): readonly KnownName[] =>
  names.flatMap(({ key, target }) => {
    const text = `${normalise(report)}:${key}`;
    return read(text, workbook, "") instanceof Refusal ? [{ key: text.replaceAll("：", ":"), target }] : [];
  });

/** Whether a native formula finds what a cell holds among the names. */
export function isListed(domain: Domain<unknown>, setting: Setting, text: string): boolean {
  const { kind, entries, read } = domain;
  if (kind === "year") {
    const when = read(text, setting, "") as When;
    return (typeof when === "number" ? yearTexts(when) : textsOfPeriod(when)).includes(nameKey(text));
  }
  return (
    !entries ||
    entries(setting.main)
      .flatMap(textsOf)
      .some((name) => [nameKey(name), normalise(name)].includes(nameKey(text)))
  );
}

/** Fiscal years are among them where they are the report's. */
export function knownYears(
  { read }: Domain<unknown>,
  years: readonly number[],
  setting: Setting,
): readonly KnownName[] {
  const isYear = (text: string, year: number): boolean => read(text, setting, "") === year;
  return years.flatMap((year) => yearTexts(year).flatMap((key) => (isYear(key, year) ? [{ key, target: year }] : [])));
}

/** Of spans that aren't years; the target is how each is found. */
export function knownPeriods(periods: readonly Period[], setting: Setting): readonly KnownName[] {
  return periods.flatMap((period) =>
    textsOfPeriod(period).flatMap((key) =>
      periodIn(key, setting)?.name === period.name ? [{ key, target: codeOf(period, setting) }] : [],
    ),
  );
}

/** Headers as analysts write them: 2027E, FY2027, FY27, 2027年, also in full-width digits: ２０２７年. */
function yearTexts(year: number): readonly string[] {
  const full = ["", "fy"].flatMap((before) => ["", "年"].map((after) => `${before}${year}${after}`));
  const short = year >= 2000 && year < 2100 ? ["", "年"].map((after) => `fy${String(year).slice(2)}${after}`) : [];
  const texts = [...full, ...short].flatMap((text) => ["", "a", "e", "f"].map((end) => text + end));
  return [...texts, ...["", "年"].map((after) => fullWidth(year) + after)];
}

const fullWidth = (year: number): string =>
  String(year).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

/**
 * Spans of time that aren't the report's years, as columns of the data sheet after the years: fiscal and calendar years,
 * halves and quarters, of the kinds that the workbook's formulas ask for.
 */
import { period as anyTime } from "../../functions/domains";
import { Refusal } from "../../functions/outcome";
import type { Setting } from "../../functions/setting";
import { yearEndOf, type Money, type Period, type When } from "../../model";

const MONTHS = 12;
/** A column's months past a year are told in sixteenths, which have few digits in either system: as exact in a text as in sums. */
const STEPS = 16;
const named = /^(FY|CY|)(\d+)(.*)$/;

/**
 * The number by which a column is found: of a year the year, of a span of a year's length a fraction more, so that the year
 * before is one less. Parts of years have nothing before them; the same months may be parts of two kinds of years, whose
 * levels they have.
 */
export function codeOf(when: When, setting: Setting): number {
  if (typeof when === "number") return when;
  const years = endOf(when, setting);
  const whole = Math.floor(years);
  const span = (MONTHS - when.months) * 10_000 + monthsAfter(when) * 1_000_000;
  return whole + Math.round((years - whole) * MONTHS) / STEPS + span;
}

/** How many months of its year come after it. */
function monthsAfter({ name, months }: Period): number {
  const [, , , part = ""] = named.exec(name)!;
  return part === "" ? 0 : MONTHS - Number(part[1]) * months;
}

/** Where one ends, counted as the report's years are. */
export const endOf = (when: When, { main }: Setting): number =>
  typeof when === "number" ? when : Math.round((when.end + 1) * MONTHS - yearEndOf(main.report)) / MONTHS;

/** The same of a year that is found by a column's number. */
export const endOfCode = (code: string): string => `(INT(${code})+MOD(${code},1)*${STEPS}/${MONTHS})`;

/** What an argument says of a time that isn't one of the report's years; null where it says none. */
export function periodIn(value: unknown, setting: Setting): Period | null {
  if (typeof value !== "string" || value.trim() === "") return null;
  const when = anyTime.read(value, setting, "");
  return typeof when === "number" || when instanceof Refusal ? null : when;
}

/**
 * All of the kinds asked for: whole years that end in the sheet's, so that a cell may come to hold another, and of halves and
 * quarters, which would make it several times as wide, those of the years from the first asked for to the last.
 */
export function alike(asked: readonly Period[], years: readonly number[], setting: Setting): readonly Period[] {
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) return [];
  const kinds = new Map<string, number[]>();
  for (const { name } of asked) {
    const [, kind = "", digits = "", part = ""] = named.exec(name)!;
    const key = `${kind} ${part[0] ?? ""}`;
    kinds.set(key, [...(kinds.get(key) ?? []), Number(digits)]);
  }
  const found: Period[] = [];
  for (const [key, at] of kinds) {
    const [kind, letter] = key.split(" ") as [string, string];
    const parts = { "": [""], H: ["H1", "H2"], Q: ["Q1", "Q2", "Q3", "Q4"] }[letter]!;
    const [from, to] = letter === "" ? [first, last + 1] : [Math.min(...at), Math.max(...at)];
    for (let year = from; year <= to; year++)
      found.push(...parts.flatMap((part) => periodIn(`${kind}${year}${part}`, setting) ?? []));
  }
  return found.sort((one, other) => codeOf(one, setting) - codeOf(other, setting));
}

/** How people write one, in lower case and without spaces. */
export function textsOf({ name }: Period): readonly string[] {
  const [, kind = "", digits = "", part = ""] = named.exec(name)!;
  const year = Number(digits);
  const short = String(year % 100).padStart(2, "0");
  const fiscal = [
    `fy${year}`,
    ...(year >= 2001 && year < 2100 ? [`fy${short}`] : []),
    `fy${year - 1}/${short}`,
    `fy${year - 1}/${year}`,
  ];
  const starts = kind === "FY" ? fiscal : [`${kind.toLowerCase()}${year}`];
  if (part === "")
    return starts
      .flatMap((text) => [text, `${text}年`])
      .flatMap((text) => ["", "a", "e", "f"].map((end) => text + end));
  const place = Number(part[1]);
  const chinese = part.startsWith("H")
    ? [`${"上下"[place - 1]!}半年`]
    : ["一二三四"[place - 1]!, String(place)].flatMap((one) => [`第${one}季度`, `第${one}季`, `${one}季度`]);
  return starts.flatMap((text) => [
    text + part.toLowerCase(),
    `${text}年${part.toLowerCase()}`,
    ...chinese.map((one) => `${text}年${one}`),
  ]);
}

/** What money of every year in it is multiplied by; null where there is no rate, or not the same for all. */
export function factorOver(money: Money, when: When): number | null {
  const years = typeof when === "number" ? [when] : when.levels.map(({ year }) => year);
  const [first, ...others] = years.map((year) => money.factor(year));
  return typeof first === "number" && others.every((factor) => factor === first) ? first : null;
}

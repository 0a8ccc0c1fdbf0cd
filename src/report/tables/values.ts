/** Numbers and periods as documents print them and cells hold them. */
import type { Comparator, Period, Value } from "../types";
import { readStated } from "../dated";
import { textOf, type Cell } from "./cells";
import { comparatorsAfter, comparatorsBefore } from "./words";

export interface Printed {
  readonly value: Value;
  readonly comparator: Comparator;
  /** Decimals that are printed and that the number doesn't show: 90.0. */
  readonly decimals?: number;
  /** With a percent sign, or in a cell that shows one. */
  readonly percent: boolean;
}

/** Why a cell holds no value; `messages.ts` has the words. */
export type NoValue = "date" | "decimal-comma" | "no-number" | "not-a-value";

const number = "[+-]?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?(?:e[+-]?\\d+)?|[+-]?\\.\\d+";
const between = "\\s*(?:to|and|–|—|-|~|至|到)\\s*";
const whole = new RegExp(`^(?:between\\s+)?(${number})\\s*(%?)(?:${between}(${number})\\s*(%?))?$`, "i");
const inBrackets = /^\(\s*([\d.,]+\s*%?)\s*\)$/;

const RAISED = /[\u00b9\u00b2\u00b3\u2070-\u2089\u2460-\u249b]/u;

const longestFirst = (words: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(words).sort((one, other) => other.length - one.length);
const before = longestFirst(comparatorsBefore);
const after = longestFirst(comparatorsAfter);

/** Whether a number format shows dates or times; texts in quotes and brackets are no part of it. */
export const isDateFormat = (format: string): boolean =>
  /[ymdhs]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, "").replace(/general/gi, ""));

export const isPercentFormat = (format: string): boolean => format.replace(/"[^"]*"|\\./g, "").includes("%");

const decimalsIn = (text: string): number => /\.(\d+)/.exec(text)?.[1]?.length ?? 0;

export function readValue(cell: Cell): Printed | NoValue {
  const { content, format = "" } = cell;
  if (typeof content === "boolean") return "not-a-value";
  if (typeof content === "number") return ofNumber(content, format);
  return readPrinted(textOf(cell));
}

/** A number counts with what its cell shows: 0.096 as 9.6 %. */
function ofNumber(content: number, format: string): Printed | NoValue {
  if (format !== "" && isDateFormat(format)) return "date";
  if (!Number.isFinite(content)) return "not-a-value";
  const percent = isPercentFormat(format);
  const value = percent ? Number((content * 100).toPrecision(15)) : content;
  return { value, comparator: "=", percent, ...shown([value], decimalsIn(format.split(";")[0]!.replace(/#/g, ""))) };
}

export function readPrinted(printed: string): Printed | NoValue {
  // The mark of a footnote, which would be read as the number's last digit.
  if (RAISED.test(printed)) return "no-number";
  let text = printed.normalize("NFKC").replace(/[−‒]/g, "-").trim();
  let comparator: Comparator = "=";
  const prefix = before.find((word) => text.toLowerCase().startsWith(word));
  if (prefix !== undefined) {
    comparator = comparatorsBefore[prefix]!;
    text = text.slice(prefix.length).trim();
  }
  const suffix = after.find((word) => text.endsWith(word));
  if (suffix !== undefined) {
    comparator = comparatorsAfter[suffix]!;
    text = text.slice(0, -suffix.length).trim();
  }
  text = text.replace(inBrackets, "-$1");
  const found = whole.exec(text);
  if (!found) return /^[^\d]*\d+(?:\.\d{3})*,\d+\s*%?$/.test(text) ? "decimal-comma" : "no-number";
  const [, first, , second] = found as unknown as [string, string, string, string | undefined];
  const texts = second === undefined ? [first] : [first, second];
  const numbers = texts.map((one) => Number(one.replace(/,/g, "")));
  return {
    value: numbers.length === 1 ? numbers[0]! : [numbers[0]!, numbers[1]!],
    comparator,
    percent: text.includes("%"),
    ...shown(numbers, Math.max(...texts.map((one) => decimalsIn(one)))),
  };
}

const naturalDecimals = (value: number): number => decimalsIn(String(value));

/** Decimals are told only where the numbers don't show them. */
function shown(numbers: readonly number[], decimals: number): { readonly decimals?: number } {
  return decimals > Math.max(...numbers.map(naturalDecimals)) && decimals <= 10 ? { decimals } : {};
}

/** As a document prints it: `>17`, `~320`, `50 to 60`, `9.6 %`. */
export function printedText({ value, comparator, decimals, percent }: Printed): string {
  const text = (one: number) => (decimals === undefined ? String(one) : one.toFixed(decimals));
  const sign = comparator === "=" ? "" : comparator;
  return sign + [value].flat().map(text).join(" to ") + (percent ? " %" : "");
}

/** 2024, 2024E, FY24, 2024年, Q3 2024, 2024–2035; nothing for none; undefined where it is no period. */
export function readPeriod(cell: Cell): Period | undefined {
  if (typeof cell.content === "number" && cell.format && isDateFormat(cell.format)) return undefined;
  const text = textOf(cell);
  return text === "" ? null : (readStated(text) ?? undefined);
}

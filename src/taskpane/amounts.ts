/** Numbers as a reader writes and reads them: percentages as `60%` though the model holds 0.6, grouped thousands. */
import { unitName } from "../report/names";
import type { Report } from "../report/types";
import { isPercent } from "../report/units/spelling";
import type { Language } from "./language";

const locales: Readonly<Record<Language, string>> = { en: "en-US", zh: "zh-CN" };

/** Four significant digits or more, so that 0.0125 and 1,234.5 both stay readable. */
function decimalsFor(value: number): number {
  const size = Math.abs(value);
  if (size === 0 || size >= 1000) return 1;
  return size >= 10 ? 2 : size >= 1 ? 3 : 4;
}

/** Making one takes longer than all else about a number. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  const known = formats.get(key) ?? new Intl.NumberFormat(locales[language], options);
  formats.set(key, known);
  return known;
}

/** Every number that the pane shows comes through here. What isn't one, as a text where a number belongs, shows as nothing. */
const show = (value: number, language: Language, options: Intl.NumberFormatOptions): string =>
  Number.isFinite(value) ? formatOf(language, options).format(value) : "";

/** A value without its unit; percentages with their sign. */
export function formatNumber(value: number, unit: string, language: Language): string {
  const percent = isPercent(unit);
  return show(value, language, {
    style: percent ? "percent" : "decimal",
    maximumFractionDigits: percent ? 2 : decimalsFor(value),
  });
}

/** With one decimal whatever its size, for columns of sizes. */
export const formatFixed = (value: number, language: Language): string =>
  show(value, language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A count, or a value whose unit isn't known. */
export const formatPlain = (value: number, language: Language): string =>
  show(value, language, { maximumFractionDigits: decimalsFor(value) });

/** How much larger or smaller, with its sign. */
export const formatChange = (share: number, language: Language): string =>
  show(share, language, { style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" });

/** With every digit: what differs between two editions must not be rounded away. */
export const formatExact = (value: number, decimals: number, language: Language): string =>
  show(value, language, { minimumFractionDigits: decimals, maximumFractionDigits: 15 });

/** The unit to print after a formatted number; none for a percentage, whose sign says it. */
export const unitSuffix = (report: Report, unit: string, language: Language): string =>
  isPercent(unit) ? "" : unitName(report, unit, language);

/** A unit that begins with a number is multiplied, so that the two numbers don't run together: 4.35 × 100m vehicles. */
export const withUnit = (number: string, unit: string): string =>
  unit === "" ? number : `${number} ${/^\d/.test(unit) ? "× " : ""}${unit}`;

/** As it stands in an input: all digits, a percentage with its sign. */
export function editableNumber(value: number, unit: string): string {
  const percent = isPercent(unit);
  const shown = percent ? Number((value * 100).toPrecision(12)) : value;
  return Number.isFinite(shown) ? `${shown}${percent ? "%" : ""}` : "";
}

/**
 * Reads what a user typed. In a percent unit `60%`, `60 ％`, `60` and `0.6` mean the same, as in a cell that Excel shows as
 * percent: from 1 on a number counts percent, below it is a fraction. A full-width digit is a digit. Null where it is no number. A lone comma with other than three digits behind it is a decimal comma.
 */
export function parseAmount(text: string, unit: string): number | null {
  const plain = text.normalize("NFKC").replace(/[\s_]/g, "");
  const match = /^([+-]?[\d.,]+(?:e[+-]?\d+)?)(%?)$/i.exec(plain);
  if (!match?.[1]) return null;
  const percent = match[2] === "%";
  if (percent && !isPercent(unit)) return null;
  const number = Number(withoutGroups(match[1]));
  if (!Number.isFinite(number)) return null;
  return percent || (isPercent(unit) && Math.abs(number) >= 1) ? Number((number / 100).toPrecision(15)) : number;
}

/** From so many times a default on, or so small a part of it, a number looks like one in another unit. */
const ANOTHER_UNIT = 10;

/** How many times the default a number is where it may be meant in another unit; null where it may not. */
export function timesDefault(value: number, byDefault: number | null): number | null {
  if (byDefault === null) return null;
  const times = Number((value / byDefault).toPrecision(12));
  const size = Math.abs(times);
  // A default of nothing has no multiples, and nothing itself is the same in every unit.
  if (!Number.isFinite(times) || size === 0) return null;
  return size >= ANOTHER_UNIT || size <= 1 / ANOTHER_UNIT ? times : null;
}

function withoutGroups(digits: string): string {
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d*)?(e.*)?$/i.test(digits)) return digits.replaceAll(",", "");
  if (/^[+-]?\d*,\d+$/.test(digits)) return digits.replace(",", ".");
  return digits;
}

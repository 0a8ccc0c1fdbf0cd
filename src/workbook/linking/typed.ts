/** A number as it was typed: how exactly, and what its format makes of it. */
import { isDateFormat, isPercentFormat, readPrinted } from "../../report/tables/values";

export interface Typed {
  readonly value: number;
  /** Shown as a percentage. */
  readonly isPercent: boolean;
  /** As its format shows it, where that is coarser. */
  readonly shown: number | null;
  /** Half a unit of the last digit that was typed, that is shown, and of the last that isn't nought. */
  readonly half: number;
  readonly halfShown: number;
  readonly halfRound: number;
  /** Digits that say something. */
  readonly digits: number;
}

/** `rounded` to all digits that were typed, `shown` to those that the format shows, `round` but for noughts at its end. */
export type Fit = "exact" | "rounded" | "shown" | "round";

/** A number that stands as a text, with the format that it has been typed in. */
export interface AsText {
  readonly number: number;
  readonly format: string;
}

/** Characters of a text that is a number. */
const LONGEST = 40;
const PLAIN = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?\s*(%?)$/;

/** `1,234.5`, `35%`, in full-width digits too; null for a text that says anything else. */
export function numberIn(text: string): AsText | null {
  const found = text.length > LONGEST ? null : PLAIN.exec(text.normalize("NFKC").trim());
  const read = found && readPrinted(text);
  if (!read || typeof read === "string" || typeof read.value !== "number") return null;
  const [, decimals = "", sign = ""] = found;
  const number = read.percent ? Number((read.value / 100).toPrecision(15)) : read.value;
  return { number, format: `0${decimals === "" ? "" : `.${decimals.replace(/\d/g, "0")}`}${sign}` };
}

const plainSection = (format: string): string => format.split(";")[0]!.replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");

/** Null for a date, and for a number that is shown as another. */
export function readTyped(value: number, format: string): Typed | null {
  const plain = plainSection(format);
  // A comma after the last digit shows thousands, or millions, as ones.
  if (isDateFormat(format) || /[0#?],+(?![0#?])/.test(plain) || /e[+-]/i.test(plain)) return null;
  const isPercent = isPercentFormat(format);
  const text = value.toPrecision(15);
  const decimals = decimalsOf(Number(text));
  const isGeneral = plain === "" || /general|@/i.test(plain);
  const shownDecimals = (/\.([0#?]+)/.exec(plain)?.[1]?.length ?? 0) + (isPercent ? 2 : 0);
  const isCoarser = !isGeneral && shownDecimals < decimals;
  const digits = significant(Number(text));
  const last = Math.floor(Math.log10(Math.abs(value))) - digits.length + 1;
  return {
    value: Number(text),
    isPercent,
    shown: isCoarser ? Number(value.toFixed(shownDecimals)) : null,
    half: 0.5 * 10 ** -decimals,
    halfShown: 0.5 * 10 ** -shownDecimals,
    halfRound: 0.5 * 10 ** Math.max(last, -decimals),
    digits: digits.length,
  };
}

function decimalsOf(value: number): number {
  const [mantissa, exponent = "0"] = String(value).split("e") as [string, string?];
  return Math.max(0, (mantissa.split(".")[1]?.length ?? 0) - Number(exponent));
}

const significant = (value: number): string =>
  String(Math.abs(value))
    .split("e")[0]!
    .replace(".", "")
    .replace(/^0+|0+$/g, "");

/** So little is no difference: what a cell holds of a product is a few units of its last digit off. */
const NOTHING = 1e-9;

/** How a typed number can be that value; null where it can't. */
export function fitOf(typed: Typed, value: number): Fit | null {
  const off = Math.abs(typed.value - value);
  const slack = Math.abs(value) * NOTHING;
  if (off <= slack) return "exact";
  if (off <= typed.half + slack) return "rounded";
  if (typed.shown !== null && Math.abs(typed.shown - value) <= typed.halfShown + slack) return "shown";
  return typed.digits > 1 && off <= typed.halfRound + slack ? "round" : null;
}

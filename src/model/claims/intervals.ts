/**
 * What a printed number allows. This is the one place that says how precision and comparators are read.
 *
 * - A number is rounded to its last printed digit: 30.2 is 30.15 to 30.25, 480 is 479.5 to 480.5.
 * - "About" is rounded to its last digit that isn't zero: ~320 is 315 to 325, ~1500 is 1450 to 1550.
 * - "More than" and "at least" have no upper end, "less than" and "at most" reach down to zero: what reports count isn't
 *   negative. Whether the bound itself is allowed isn't told apart, since it is a rounded number.
 * - A range is all that lies between its ends, each rounded.
 */
import type { Figure } from "../../report/types";
import { endOf } from "../quantities/quantities";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What the figure can be when only rounding is allowed for: a bound is its number, a range its midpoint. */
export function roundingOf(figure: Figure): Interval {
  const value = endOf(figure.value, "point");
  const half = halfUnit(figure);
  return { low: value - half, high: value + half };
}

/** All that the figure can be. */
export function extentOf(figure: Figure): Interval {
  const half = halfUnit(figure);
  const low = endOf(figure.value, "low") - half;
  const high = endOf(figure.value, "high") + half;
  if (figure.comparator.startsWith(">")) return { low, high: Infinity };
  if (figure.comparator.startsWith("<")) return { low: Math.min(0, low), high };
  return { low, high };
}

export function overlap(one: Interval, other: Interval): boolean {
  // Half units are sums of binary fractions: an end may miss the other by their rounding.
  const slack = 1e-9 * Math.max(1, ...[one.low, one.high, other.low, other.high].map(Math.abs).filter(Number.isFinite));
  return one.low <= other.high + slack && other.low <= one.high + slack;
}

/** Half of what the last digit counts. */
export function halfUnit({ value, comparator, decimals }: Figure): number {
  const numbers = typeof value === "number" ? [value] : value;
  const printed = Math.max(decimals ?? 0, ...numbers.map(decimalsOf));
  const zeros = comparator === "~" && printed === 0 ? Math.min(...numbers.map(trailingZeros)) : 0;
  return 10 ** (zeros - printed) / 2;
}

function decimalsOf(value: number): number {
  const [, fraction = "", exponent = "0"] = /^-?\d+(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))!;
  return Math.max(0, fraction.length - Number(exponent));
}

function trailingZeros(value: number): number {
  let zeros = 0;
  for (let rest = Math.abs(value); rest >= 10 && rest % 10 === 0; rest /= 10) zeros++;
  return zeros;
}

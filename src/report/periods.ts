/** Times as reports state them. */
import type { PartOfYear, Period } from "./types";

export function periodText(period: Exclude<Period, null>): string;
export function periodText(period: Period): string | null;
export function periodText(period: Period): string | null {
  return period === null ? null : typeof period === "object" ? period.join("–") : String(period);
}

/** The years that it names by themselves. */
export const yearsIn = (period: Period): readonly number[] =>
  period === null || typeof period === "string" ? [] : [period].flat();

export const isPart = (period: Period): period is PartOfYear => typeof period === "string";

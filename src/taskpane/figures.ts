/** Figures as the report prints them. */
import { unitName } from "../report/names";
import type { Figure, Report } from "../report/types";
import { withUnit } from "./amounts";
import type { Language } from "./language";

const locales: Readonly<Record<Language, string>> = { en: "en-US", zh: "zh-CN" };

/** With every digit: what differs between two editions must not be rounded away. */
export function figureAmount(
  report: Report,
  { value, comparator, unit, decimals = 0 }: Figure,
  language: Language,
): string {
  const format = new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: 15,
  });
  const numbers = (typeof value === "number" ? [value] : value).map((number) => format.format(number)).join("–");
  const sign = comparator === "=" ? "" : comparator;
  return unit === "%" ? `${sign}${numbers}%` : withUnit(`${sign}${numbers}`, unitName(report, unit, language));
}

/** What it is of, and when. */
export function figureName({ metric, year }: Figure, language: Language): string {
  if (year === null) return metric[language];
  return `${metric[language]} (${typeof year === "number" ? year : year.join("–")})`;
}

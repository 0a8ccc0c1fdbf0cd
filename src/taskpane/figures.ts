/** Figures as the report prints them. */
import { unitName } from "../report/names";
import { periodText } from "../report/periods";
import type { Figure, Report } from "../report/types";
import { formatExact, withUnit } from "./amounts";
import type { Language } from "./language";

export function figureAmount(
  report: Report,
  { value, comparator, unit, decimals = 0 }: Figure,
  language: Language,
): string {
  const numbers = [value]
    .flat()
    .map((number) => formatExact(number, decimals, language))
    .join("–");
  const sign = comparator === "=" ? "" : comparator;
  return unit === "%" ? `${sign}${numbers}%` : withUnit(`${sign}${numbers}`, unitName(report, unit, language));
}

/** What it is of, and when. */
export function figureName({ metric, year }: Figure, language: Language): string {
  if (year === null) return metric[language];
  return `${metric[language]} (${periodText(year)})`;
}

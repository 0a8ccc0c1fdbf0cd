import { maxSorted, mean, medianSorted, minSorted, sampleStandardDeviation } from "simple-statistics";
import { isPublished } from "../../report/kinds";
import type { Report } from "../../report/types";
import { explainPoint, yearOf, type Figures } from "../quantities/quantities";
import type { Estimate, Result, Statistic } from "../types";

/** Figures for the whole market by the year that they are stated for, in the report's unit. */
export type StatedSizes = ReadonlyMap<number, readonly Estimate[]>;

/**
 * Which figures count: those that published scenarios have as points and those that state a built size, each figure
 * once, a range at its midpoint, "more than 1800" as 1800. Outliers are left out, and so is all that nobody states:
 * values that were back-cast, derived from another figure, built from drivers, interpolated or overridden. Estimates of
 * another scope aren't of this market.
 */
export function statedSizes(report: Report, figures: Figures): StatedSizes {
  const counted = new Set<string>();
  const sizes = new Map<number, Estimate[]>();
  for (const scenario of report.scenarios) {
    if (scenario.outlier || scenario.scope) continue;
    const points = isPublished(scenario) ? scenario.points : (scenario.stated ?? []);
    for (const point of points) {
      if (typeof point !== "string" || counted.has(point)) continue;
      counted.add(point);
      const year = yearOf(figures, point);
      const derivation = explainPoint(figures, point, report.unit, "point");
      sizes.set(year, [...(sizes.get(year) ?? []), { scenario, derivation }]);
    }
  }
  return sizes;
}

const statistics: Readonly<Record<Statistic, (sorted: number[]) => number>> = {
  low: minSorted,
  high: maxSorted,
  mean,
  median: medianSorted,
  deviation: sampleStandardDeviation,
  count: ({ length }) => length,
};

/** Of one there is no deviation. */
export const statisticOf = (values: readonly number[], statistic: Statistic): Result =>
  statistic === "deviation" && values.length === 1
    ? { fault: "nothing", what: "deviation" }
    : statistics[statistic]([...values].sort(ascending));

/** A year without figures has no consensus, and no count of zero either. */
export function consensus(sizes: StatedSizes, year: number, statistic: Statistic): Result {
  const estimates = sizes.get(year);
  if (estimates)
    return statisticOf(
      estimates.map(({ derivation }) => derivation.value),
      statistic,
    );
  if (sizes.size === 0) return { fault: "nothing", what: "consensus" };
  const years = [...sizes.keys()].sort(ascending);
  const [from, to] = [minSorted(years), maxSorted(years)];
  // Between years that have figures, naming the span would read as if this year had one.
  return year > from && year < to ? { fault: "nothing", what: "consensus" } : { fault: "no-year", year, from, to };
}

const ascending = (one: number, other: number): number => one - other;

/** What is assumed of the time within a year: when the workbook's fiscal years end, and what a quarter takes of a flow. */
import type { Report } from "../../report/types";
import { explainOverride, type PickFor } from "../overrides/pick";
import type { Derivation } from "../types";

export const YEAR_END = "period.year-end";
export const QUARTERS = [1, 2, 3, 4].map((quarter) => `period.q${quarter}`);

/** As long as nobody says otherwise. */
export const QUARTER = 1 / 4;

export const yearEndOf = ({ yearEnd = 12 }: Report): number => yearEnd;

export const explainDefault = (key: string, value: number, unit: string): Derivation => ({
  value,
  unit,
  basis: "derived",
  step: { kind: "default", key },
  from: [],
});

/** `pick`: as every scenario sees it. */
export function timeOf(report: Report, pick: PickFor) {
  // Neither differs from year to year.
  const picked = (key: string) => pick(key)(0);
  return {
    yearEnd: picked(YEAR_END)?.value ?? yearEndOf(report),
    quarters: QUARTERS.map((key) => {
      const override = picked(key);
      return override ? explainOverride(override, "%") : explainDefault(key, QUARTER, "%");
    }),
  };
}

/** What keeps a workbook's numbers from being whole. */
import type { Report, Split } from "../../report/types";
import { sumsThatFail } from "../splits/splits";
import type { IntegrityProblem, ScenarioView } from "../types";
import type { Tracks } from "../market";

/** Splits that don't sum, in the order of the report and then of the scenarios. */
export function splitProblems(
  report: Report,
  scenarios: readonly ScenarioView[],
  sharesIn: (scenario: string, split: Split) => Tracks,
): readonly IntegrityProblem[] {
  return report.splits.flatMap((split) => {
    const known = new Map<Tracks, ReturnType<typeof sumsThatFail>>();
    return scenarios.flatMap(({ id }) => {
      const shares = sharesIn(id, split);
      const failing = known.get(shares) ?? sumsThatFail(split, shares);
      known.set(shares, failing);
      return failing.map(({ year, sum, segment }): IntegrityProblem => {
        return { check: "split-sum", split: split.id, segment, scenario: id, year, sum };
      });
    });
  });
}

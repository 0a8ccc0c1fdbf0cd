/** What keeps a workbook's numbers from being whole. */
import type { Report } from "../../report/types";
import { sumsThatFail } from "../splits/splits";
import type { Assumption, IntegrityProblem, ScenarioView } from "../types";
import type { Tracks } from "../market";

/** Splits that don't sum, in the order of the report and then of the scenarios. */
export function splitProblems(
  report: Report,
  scenarios: readonly ScenarioView[],
  shares: (scenario: string) => Tracks,
): readonly IntegrityProblem[] {
  return report.splits.flatMap((split) =>
    scenarios.flatMap(({ id }) =>
      sumsThatFail(split, shares(id)).map(({ year, sum }): IntegrityProblem => {
        return { check: "split-sum", split: split.id, scenario: id, year, sum };
      }),
    ),
  );
}

export function overrideProblems(rows: readonly Assumption[]): readonly IntegrityProblem[] {
  return rows.flatMap((assumption): IntegrityProblem[] => {
    return assumption.problem ? [{ check: "override", assumption }] : [];
  });
}

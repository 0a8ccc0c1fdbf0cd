/** Thaws: values that are still those that were frozen become formulas again. */
import { stage } from "../messages/stages";
import { markStep } from "../originals/marks";
import { restorable, restoreSteps } from "../originals/restore";
import { cellsIn, readSurvey } from "../originals/survey";
import type { RunOptions, Scope, ThawOutcome } from "../types";
import type { Operation } from "./operation";
import { leftCells, liveAgain } from "./words";

export const thaw = (scope: Scope, options?: RunOptions): Operation<ThawOutcome> => ({
  reads: "as known",
  options,
  plan: ({ run, restored }, running) =>
    run(async (context) => {
      const survey = await readSurvey(context, "frozen", scope, running);
      const now = cellsIn(survey.pieces);
      const { ready, back, left } = restorable(survey, now);
      const live = [...ready, ...back];
      const outcome = () => {
        restored.remember("frozen", ready);
        return { thawed: live.filter(({ follows }) => !follows).length, left };
      };
      if (live.length === 0) return { outcome };
      const nameOf = new Map(survey.sheets.map(({ id, name }) => [id, name]));
      const marked = live.map(({ sheet, area, fills }) => ({ sheet: nameOf.get(sheet)!, area, fills }));
      const steps = [markStep(marked, "unmark"), ...(await restoreSteps(context, survey, now, { ready, back }))];
      return { outcome, stages: [stage({ id: "thawing" }, steps)] };
    }),
  told: ({ thawed, left }) => ({
    kind: left.length > 0 ? "warning" : "done",
    message: liveAgain(thawed),
    cells: leftCells(left),
  }),
});

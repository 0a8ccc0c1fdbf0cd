/** Takes linking back: formulas that are still those that were put there become the typed numbers again. */
import { words } from "../messages/messages";
import { stage } from "../messages/stages";
import { restorable, restoreSteps } from "../originals/restore";
import { cellsIn, readSurvey } from "../originals/survey";
import type { RunOptions, Scope, UnlinkOutcome } from "../types";
import type { Operation } from "./operation";
import { leftCells } from "./words";

const WORDS = {
  unlinked: words("unlinked", {
    en: "Typed numbers again: {count}.",
    zh: "已将 {count} 个公式恢复为原来键入的数值。",
  }),
};

export const unlink = (scope: Scope, options?: RunOptions): Operation<UnlinkOutcome> => ({
  reads: "as known",
  options,
  plan: ({ run, restored }, running) =>
    run(async (context) => {
      const survey = await readSurvey(context, "linked", scope, running);
      const now = cellsIn(survey.pieces);
      const { ready, back, left } = restorable(survey, now);
      const outcome = () => {
        restored.remember("linked", ready);
        return { unlinked: ready.length + back.length, left };
      };
      if (ready.length + back.length === 0) return { outcome };
      const steps = await restoreSteps(context, survey, now, { ready, back });
      return { outcome, stages: [stage({ id: "unlinking" }, steps)] };
    }),
  told: ({ unlinked, left }) => ({
    kind: left.length > 0 ? "warning" : "done",
    message: WORDS.unlinked({ count: unlinked }),
    cells: leftCells(left),
  }),
});

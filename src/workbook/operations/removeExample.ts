import { loadAuthoring } from "../authoring/load";
import { WORDS } from "../authoring/texts";
import { FINISHING, stage } from "../messages/stages";
import type { RunOptions } from "../types";
import type { Operation } from "./operation";

/** Blanks the rows of the worked example that a draft still has as they were written; what is the user's stays. */
export const removeExample = (suffix: string, options?: RunOptions): Operation<void> => ({
  reads: "anew",
  options,
  async plan({ run, language }) {
    const { exampleCells, readDraft, textSteps } = await loadAuthoring();
    const draft = await readDraft(run, suffix);
    const steps = await textSteps(run, draft, exampleCells(draft.tables), language);
    return { stages: steps.length > 0 ? [stage(FINISHING, steps)] : [], outcome: () => undefined };
  },
  told: () => ({ kind: "done", message: WORDS.cleared() }),
});

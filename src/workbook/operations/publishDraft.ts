import { goOver, toldOfUpgrade } from "../editions/goOver";
import type { UpgradeOptions, UpgradeOutcome } from "../editions/types";
import { loadAuthoring } from "../authoring/load";
import { WorkbookError } from "../messages/messages";
import { FINISHING, stage } from "../messages/stages";
import type { RunOptions } from "../types";
import type { Operation } from "./operation";

/** Builds the workbook on a draft: it becomes an edition, by which formulas calculate, and the ids that were inferred stay. */
export const publishDraft = (
  suffix: string,
  how: UpgradeOptions = {},
  options?: RunOptions,
): Operation<UpgradeOutcome> => ({
  reads: "anew",
  options,
  async plan(session, running) {
    const { idSteps, readDraft, statusSteps } = await loadAuthoring();
    const draft = await readDraft(session.run, suffix);
    const { report, faults } = draft.read;
    if (!report) throw new WorkbookError({ id: "draft-faulty", values: { count: faults.length } });
    const plan = await goOver(session, report, how, running);
    return {
      ...plan,
      stages: [...(plan.stages ?? []), stage(FINISHING, [...idSteps(draft), ...statusSteps(draft, session.language)])],
    };
  },
  told: toldOfUpgrade,
});

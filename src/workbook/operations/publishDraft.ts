import { goOver, toldOfUpgrade } from "../editions/goOver";
import type { UpgradeOptions, UpgradeOutcome } from "../editions/types";
import { loadAuthoring } from "../authoring/load";
import { WorkbookError } from "../messages/messages";
import { FINISHING, stage } from "../messages/stages";
import type { RunOptions } from "../types";
import type { Operation } from "./operation";

export interface PublishOptions extends UpgradeOptions {
  /** What to call it, in the place of what the draft says. */
  readonly edition?: string;
}

/** Builds the workbook on a draft: it becomes an edition, by which formulas calculate, and the ids that were inferred stay. */
export const publishDraft = (
  suffix: string,
  { edition, ...how }: PublishOptions = {},
  options?: RunOptions,
): Operation<UpgradeOutcome> => ({
  reads: "anew",
  options,
  async plan(session, running) {
    const { publishedSteps, readDraft } = await loadAuthoring();
    const draft = await readDraft(session.run, suffix);
    const { report, faults } = draft.read;
    if (!report) throw new WorkbookError({ id: "draft-faulty", values: { count: faults.length } });
    const published = edition === undefined ? report : { ...report, edition };
    const plan = await goOver(session, published, how, running);
    const steps = await publishedSteps(session.run, draft, published.edition, session.language);
    return { ...plan, stages: [...(plan.stages ?? []), stage(FINISHING, steps)] };
  },
  told: toldOfUpgrade,
});

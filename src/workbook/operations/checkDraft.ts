import { loadAuthoring } from "../authoring/load";
import type { DraftFault } from "../authoring/status";
import { WORDS } from "../authoring/texts";
import type { Report } from "../../report/types";
import { FINISHING, stage } from "../messages/stages";
import type { RunOptions } from "../types";
import { question, type Operation } from "./operation";

/** A draft as the pane lists it. */
export interface DraftName {
  readonly suffix: string;
  readonly sheet: string;
  readonly title: string;
}

/** The reports that stand as tables in the workbook. */
export const listDrafts = (): Operation<readonly DraftName[]> =>
  question("as known", async ({ run }): Promise<readonly DraftName[]> => {
    const { readDraft, readNames, suffixes } = await loadAuthoring();
    const all: DraftName[] = [];
    for (const suffix of suffixes(await readNames(run))) {
      const { tables, read } = await readDraft(run, suffix);
      const title = read.report?.title.en ?? String(tables.ReportInfo!.values[1]?.[0] ?? "");
      all.push({ suffix, sheet: tables.ReportInfo!.sheet, title });
    }
    return all;
  });

export interface CheckedDraft {
  /** Null where something is wrong. */
  readonly report: Report | null;
  readonly faults: readonly DraftFault[];
}

/** Reads a draft and says beside each row what is wrong, or what was inferred. */
export const checkDraft = (suffix: string, options?: RunOptions): Operation<CheckedDraft> => ({
  reads: "anew",
  options,
  async plan({ run, language }) {
    const { faultsOf, readDraft, statusSteps } = await loadAuthoring();
    const draft = await readDraft(run, suffix);
    const steps = statusSteps(draft, language);
    return {
      stages: steps.length > 0 ? [stage(FINISHING, steps)] : [],
      outcome: () => ({ report: draft.read.report, faults: faultsOf(draft) }),
    };
  },
  told({ report, faults }) {
    if (!report)
      return { kind: "warning", message: WORDS.faulty({ rows: new Set(faults.map(({ address }) => address)).size }) };
    const { scenarios, drivers, series, splits, figures } = report;
    const lines = scenarios.length + drivers.length + series.length + splits.flatMap(({ segments }) => segments).length;
    return { kind: "done", message: WORDS.sound({ figures: figures.length, lines }) };
  },
});

import { loadAuthoring } from "../authoring/load";
import type { DraftFault } from "../authoring/status";
import { WORDS } from "../authoring/texts";
import type { Report } from "../../report/types";
import { nextEdition } from "../editions/next";
import { FINISHING, stage } from "../messages/stages";
import { editionOf, nameOf } from "../stored/edition";
import type { RunOptions } from "../types";
import { question, type Operation, type Session } from "./operation";

/** A draft as the pane lists it. */
export interface DraftName {
  readonly suffix: string;
  readonly sheet: string;
  readonly title: string;
  /** Whether rows of the worked example are still in it. */
  readonly hasExample: boolean;
}

/** The reports that stand as tables in the workbook. */
export const listDrafts = (): Operation<readonly DraftName[]> =>
  question("as known", async ({ run }): Promise<readonly DraftName[]> => {
    const { exampleCells, readDraft, readNames, suffixes } = await loadAuthoring();
    const all: DraftName[] = [];
    for (const suffix of suffixes(await readNames(run))) {
      const { tables, read } = await readDraft(run, suffix);
      const title = read.report?.title.en ?? String(tables.ReportInfo!.values[1]?.[0] ?? "");
      const hasExample = exampleCells(tables).length > 0;
      all.push({ suffix, sheet: tables.ReportInfo!.sheet, title, hasExample });
    }
    return all;
  });

export interface CheckedDraft {
  /** Null where something is wrong. */
  readonly report: Report | null;
  /** What it would be published as: as it says, or the next number where another edition is called so already. */
  readonly edition: string | null;
  readonly faults: readonly DraftFault[];
  /** Rows that say something. */
  readonly lines: number;
}

/** Reads a draft and says beside each row what is wrong, and in its blank cells what was inferred. */
export const checkDraft = (suffix: string, options?: RunOptions): Operation<CheckedDraft> => ({
  reads: "anew",
  options,
  async plan(session) {
    const { run, language } = session;
    const { countRows, faultsOf, readDraft, shownSteps } = await loadAuthoring();
    const draft = await readDraft(run, suffix);
    const steps = await shownSteps(run, draft, language, "all");
    const { report } = draft.read;
    const edition = report && (await editionFor(session, report));
    return {
      stages: steps.length > 0 ? [stage(FINISHING, steps)] : [],
      outcome: () => ({ report, edition, faults: faultsOf(draft), lines: countRows(draft.tables.ReportLines) }),
    };
  },
  told({ report, faults, lines }) {
    if (!report)
      return { kind: "warning", message: WORDS.faulty({ rows: new Set(faults.map(({ address }) => address)).size }) };
    return { kind: "done", message: WORDS.sound({ figures: report.figures.length, lines }) };
  },
});

async function editionFor({ kept, edition }: Session, report: Report): Promise<string> {
  // What is in force already needs no other name.
  if (edition?.hash === (await editionOf(report)).hash) return report.edition;
  const taken = [edition && nameOf(edition.report), kept, kept?.former].filter((one) => one?.report === report.id);
  return nextEdition(
    report.edition,
    taken.map((one) => one!.edition),
  );
}

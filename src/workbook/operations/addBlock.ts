import type { BlockAbout, BlockPreview } from "../authoring/block";
import { loadAuthoring } from "../authoring/load";
import { WORDS } from "../authoring/texts";
import { WorkbookError } from "../messages/messages";
import { FINISHING, stage } from "../messages/stages";
import type { RunOptions } from "../types";
import { question, type Operation, type Session } from "./operation";

/** What the numbers that are selected would come to in a draft. */
export const previewBlock = (suffix: string, about: BlockAbout, options?: RunOptions): Operation<BlockPreview> =>
  question("as known", async (session) => (await planned(session, suffix, about)).plan.preview, options);

export interface AddedBlock {
  readonly lines: number;
  readonly figures: number;
}

/** Adds the numbers that are selected to a draft, as rows of its lines and figures, and says beside each what is wrong. */
export const addBlock = (suffix: string, about: BlockAbout, options?: RunOptions): Operation<AddedBlock> => ({
  reads: "anew",
  options,
  async plan(session) {
    const { addRows } = await loadAuthoring();
    const { draft, plan } = await planned(session, suffix, about);
    if (plan.preview.faults.length > 0) throw new WorkbookError({ id: "block-faulty" });
    const [lines, figures] = [plan.rows.ReportLines ?? [], plan.rows.ReportFigures ?? []];
    const { ReportLines, ReportFigures } = draft.tables;
    if (!ReportLines || !ReportFigures) {
      const name = `${ReportLines ? "ReportFigures" : "ReportLines"}${suffix}`;
      throw new WorkbookError({ id: "no-such-draft", values: { name } });
    }
    return {
      stages: [
        stage(FINISHING, [
          ...(await addRows(session.run, "ReportLines", ReportLines, lines)),
          ...(await addRows(session.run, "ReportFigures", ReportFigures, figures)),
        ]),
      ],
      outcome: () => ({ lines: lines.length, figures: figures.length }),
    };
  },
  told: ({ lines, figures }) => ({ kind: "done", message: WORDS.added({ lines, figures }) }),
});

async function planned({ run, language }: Session, suffix: string, about: BlockAbout) {
  const { planBlock, readDraft, readFile, readSelected } = await loadAuthoring();
  const draft = await readDraft(run, suffix);
  const isOf = about.kind === "segment";
  const selected = about.file ? readFile(about.file, isOf) : await readSelected(run, isOf);
  return { draft, plan: planBlock(selected, about, draft, language) };
}

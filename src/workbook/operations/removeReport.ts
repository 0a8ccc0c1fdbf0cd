import { listFormulas, namesReport } from "../calls/listing";
import type { EditionName } from "../editions/types";
import { WorkbookError, words } from "../messages/messages";
import { FINISHING, stage } from "../messages/stages";
import { deleteEdition, type OtherReport } from "../stored/edition";
import type { FormulaCell, RunOptions, TableName } from "../types";
import type { Step } from "../../excel/transactions/step";
import type { CellValue } from "../../excel/cells/contents";
import { draftOf, withoutRows, type Draft } from "../tables/drafts";
import { pinnedRows } from "../tables/pinned";
import { isOfReport, modelsOf } from "../tables/tables";
import { question, refuseLost, type Operation, type Session } from "./operation";

const REMOVED = words("report-removed", {
  en: "The report {report}, edition {edition}, is no longer in the workbook.",
  zh: "报告 {report}（版本 {edition}）已从工作簿中移除。",
});

function other({ others }: Session, id: string): OtherReport {
  const found = others.find(({ pin }) => pin.report === id);
  if (!found) throw new WorkbookError({ id: "report-not-there", values: { report: id } });
  return found;
}

/** Takes a report that isn't the main one out of the workbook, its data, overrides and own scenarios too. */
export const removeReport = (id: string, options?: RunOptions): Operation<EditionName> => ({
  reads: "anew",
  options,
  async plan(session) {
    const { pin } = other(session, id);
    const { run, kept, others } = session;
    const { report, edition } = pin;
    refuseLost(session);
    const isIts = isOfReport(modelsOf(session.setting), { report: id });
    const drafts: Partial<Record<TableName, Draft>> = {};
    for (const table of Object.values(session.book.tables)) {
      const remove = (row: readonly CellValue[]): boolean => isIts(row, table);
      if (!table.rows.some(remove)) continue;
      // Rows that something refers to stay, empty.
      drafts[table.name] = withoutRows(draftOf(table), remove, await pinnedRows(run, table));
    }
    const needed = [kept?.hash, kept?.former?.hash];
    const deletions: Step[] = [];
    for (const hash of [pin.hash, pin.former?.hash ?? null]) {
      if (hash !== null && !needed.includes(hash)) deletions.push(await deleteEdition(run, hash));
    }
    return {
      stages: deletions.length === 0 ? [] : [stage(FINISHING, deletions)],
      says: { drafts, others: others.filter((one) => one.pin.report !== id) },
      outcome: () => ({ report, edition }),
    };
  },
  told: (name) => ({ kind: "done", message: REMOVED({ ...name }) }),
});

/** The cells whose formulas name the report, in a text or through a cell that they refer to. */
export const reportUses = (id: string): Operation<readonly FormulaCell[]> =>
  question("as known", (session, running) => {
    const { edition } = other(session, id);
    const titles = typeof edition === "string" ? [] : Object.values(edition.report.title);
    return listFormulas(session.run, session.setting, running, namesReport([id], [id, ...titles]));
  });

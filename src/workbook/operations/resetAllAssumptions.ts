import type { OfReport } from "../../model";
import { draftOf, withCells, type CellEdit, type Draft } from "../tables/drafts";
import { COLUMN, isOfReport, modelsOf } from "../tables/tables";
import { nothing, refuseLost, type Operation } from "./operation";

/**
 * Takes away every override of a report that the table holds, also one that can't be used; where none is named, those of
 * the main one and of reports that the workbook doesn't have.
 */
export const resetAllAssumptions = (of: OfReport = {}): Operation<void> => ({
  reads: "tables",
  async plan(session) {
    refuseLost(session);
    const table = session.book.tables.MarketAssumptions;
    if (!table) return nothing;
    const draft = draftOf(table);
    const models = modelsOf(session.setting);
    const [, ...others] = models;
    const isIt = isOfReport(models, of);
    const isAnother = others.map(({ report }) => isOfReport(models, { report: report.id }));
    const isIts = (row: Draft["rows"][number]): boolean =>
      of.report === undefined ? !isAnother.some((is) => is(row, draft)) : isIt(row, draft);
    const edits = draft.rows.flatMap((row, index): CellEdit[] =>
      row[COLUMN.override] === "" || !isIts(row) ? [] : [{ row: index, column: COLUMN.override, value: "" }],
    );
    if (edits.length === 0) return nothing;
    return { says: { drafts: { MarketAssumptions: withCells(draft, edits) } }, outcome: () => undefined };
  },
});

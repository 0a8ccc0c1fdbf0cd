import { draftOf, withCells, type CellEdit } from "../tables/drafts";
import { COLUMN } from "../tables/tables";
import { nothing, refuseLost, type Operation } from "./operation";

/** Takes away every override that the table holds, also one that can't be used. */
export const resetAllAssumptions = (): Operation<void> => ({
  reads: "tables",
  async plan(session) {
    refuseLost(session);
    const table = session.book.tables.MarketAssumptions;
    if (!table) return nothing;
    const draft = draftOf(table);
    const edits = draft.rows.flatMap((row, index): CellEdit[] =>
      row[COLUMN.override] === "" ? [] : [{ row: index, column: COLUMN.override, value: "" }],
    );
    if (edits.length === 0) return nothing;
    return { says: { drafts: { MarketAssumptions: withCells(draft, edits) } }, outcome: () => undefined };
  },
});

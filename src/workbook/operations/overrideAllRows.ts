import { parseAddress } from "../../excel/addresses/addresses";
import { isFormula } from "../../excel/cells/contents";
import { filled } from "../tables/filling";
import { COLUMN } from "../tables/tables";
import { nothing, refuseLost, type Operation } from "./operation";

/** Fills every row's override with the formula that stands in one of them, as Excel would have done. */
export const overrideAllRows = (cell: string): Operation<void> => ({
  reads: "tables",
  async plan(session) {
    refuseLost(session);
    const table = session.book.tables.MarketAssumptions;
    const place = parseAddress(cell);
    const row = table && place ? place.row - table.area.row - 1 : -1;
    if (!table || !isFormula(table.formulas[row]?.[COLUMN.override])) return nothing;
    return { says: { drafts: { MarketAssumptions: filled(table, row) } }, outcome: () => undefined };
  },
});

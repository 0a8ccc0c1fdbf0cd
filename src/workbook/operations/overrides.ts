/** Puts values into the Override column, and takes them away. */
import type { CellValue } from "../../excel/cells/contents";
import { makeTables } from "../loading/whole";
import { draftOf, withCells, withRows, type CellEdit } from "../tables/drafts";
import { COLUMN, placeOf, rowIndex, WIDTH } from "../tables/tables";
import type { AssumptionId } from "../types";
import { nothing, refuseLost, type Operation, type Plan, type Session } from "./operation";

type Edits = readonly (readonly [AssumptionId, number | null])[];

const editing = (edits: Edits): Operation<void> => ({ reads: "as known", plan: (session) => override(session, edits) });

/** Sets an override in the sheet; null takes it away. Makes the table if need be. */
export const setOverride = (id: AssumptionId, value: number | null): Operation<void> => editing([[id, value]]);

export const resetAssumptions = (ids: readonly AssumptionId[]): Operation<void> => editing(ids.map((id) => [id, null]));

/** Every override that the table holds, also one that can't be used. */
export const resetAllAssumptions = (): Operation<void> => ({
  reads: "as known",
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

/** Rows that the table lacks are added. */
async function override(session: Session, edits: Edits): Promise<Plan<void>> {
  refuseLost(session);
  const table = session.book.tables.MarketAssumptions;
  if (!table) {
    const places = new Set(edits.map(([id]) => placeOf(id)));
    const others = session.model.assumptions.overrides.filter((one) => !places.has(placeOf(one)));
    const added = edits.flatMap(([id, value]) => (value === null ? [] : [{ ...id, value }]));
    await session.readAll();
    return makeTables(session, {
      assumptions: { ...session.model.assumptions, overrides: [...others, ...added] },
    });
  }
  let draft = draftOf(table);
  for (const [id, value] of edits) {
    const row = rowIndex(session.model, draft.rows, id);
    if (row >= 0) draft = withCells(draft, [{ row, column: COLUMN.override, value: value ?? "" }]);
    else if (value !== null) draft = withRows(draft, [newRow(id, value)], table.area.columns);
  }
  return { says: { drafts: { MarketAssumptions: draft } }, outcome: () => undefined };
}

function newRow({ key, scenario, year }: AssumptionId, value: number): readonly CellValue[] {
  const row = Array<CellValue>(WIDTH.MarketAssumptions).fill("");
  row[COLUMN.key] = key;
  row[COLUMN.scenario] = scenario ?? "";
  row[COLUMN.year] = year ?? "";
  row[COLUMN.override] = value;
  return row;
}

/** Values put into the Override column, and taken away: in the table, or in one that is made for them. */
import type { CellValue } from "../../excel/cells/contents";
import { refuseLost, type Plan, type Session } from "../operations/operation";
import { draftOf, withCells, withReports, withRows } from "../tables/drafts";
import { COLUMN, modelsOf, placeOf, rowIndex } from "../tables/tables";
import type { AssumptionId } from "../types";
import { makeTables } from "./whole";

/** Null takes an override away. */
export type Overrides = readonly (readonly [AssumptionId, number | null])[];

/** Rows that the table lacks are added. */
export async function override(session: Session, edits: Overrides): Promise<Plan<void>> {
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
  const models = modelsOf(session.setting);
  let draft = draftOf(table);
  for (const [id, value] of edits) {
    const row = rowIndex(models, draft, id);
    if (row >= 0) draft = withCells(draft, [{ row, column: COLUMN.override, value: value ?? "" }]);
    else if (value !== null) {
      draft = withRows(id.report === undefined ? draft : withReports(draft, session.language), [newRow(id, value)]);
    }
  }
  return { says: { drafts: { MarketAssumptions: draft } }, outcome: () => undefined };
}

function newRow({ report = "", key, scenario, year }: AssumptionId, value: number): readonly CellValue[] {
  const row = Array<CellValue>(COLUMN.report).fill("");
  row[COLUMN.report] = report;
  row[COLUMN.key] = key;
  row[COLUMN.scenario] = scenario ?? "";
  row[COLUMN.year] = year ?? "";
  row[COLUMN.override] = value;
  return row;
}

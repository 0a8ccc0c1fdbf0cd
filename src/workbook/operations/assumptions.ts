/** Overrides in the table of assumptions, and tables that are lost. */
import { createModel } from "../../model";
import { draftOf, withCells, withRows, type CellEdit } from "../tables/drafts";
import { TABLES } from "../kept/kept";
import type { Message } from "../messages/messages";
import type { Tables } from "../kept/read";
import { freeName } from "../../excel/names/names";
import { renameTable } from "../../excel/steps/tables";
import { COLUMN, placeOf, rowIndex, WIDTH, type CellValue } from "../tables/tables";
import { together, type Step } from "../../excel/transactions/transaction";
import type { AssumptionId, RunOptions } from "../types";
import { makeTables, type Start } from "./loading";
import { addScenarioTable } from "./scenarios";
import { refuseLost, type Session } from "./session";

const FINISHING: Message = { id: "finishing" };

/** Makes the tables and their sheet if the workbook has none. */
export async function createAssumptions(session: Session, options: RunOptions): Promise<void> {
  refuseLost(session);
  if (session.book.tables.MarketAssumptions) return;
  await session.readAll();
  await makeTables(session, { assumptions: session.model.assumptions }, options);
}

/** Puts values into the Override column; rows that the table lacks are added. */
export async function override(
  session: Session,
  edits: readonly (readonly [AssumptionId, number | null])[],
  options: RunOptions,
): Promise<void> {
  refuseLost(session);
  const table = session.book.tables.MarketAssumptions;
  if (!table) {
    const places = new Set(edits.map(([id]) => placeOf(id)));
    const others = session.model.assumptions.overrides.filter((one) => !places.has(placeOf(one)));
    const added = edits.flatMap(([id, value]) => (value === null ? [] : [{ ...id, value }]));
    await session.readAll();
    return makeTables(
      session,
      { assumptions: { ...session.model.assumptions, overrides: [...others, ...added] } },
      options,
    );
  }
  let draft = draftOf(table);
  for (const [id, value] of edits) {
    const row = rowIndex(session.model, draft.rows, id);
    if (row >= 0) draft = withCells(draft, [{ row, column: COLUMN.override, value: value ?? "" }]);
    else if (value !== null) draft = withRows(draft, [newOverrideRow(id, value)], table.area.columns);
  }
  await session.commit({ drafts: { MarketAssumptions: draft }, options });
}

/** Every override that the table holds, also one that can't be used. */
export async function resetAll(session: Session, options: RunOptions): Promise<void> {
  refuseLost(session);
  const table = session.book.tables.MarketAssumptions;
  if (!table) return;
  const draft = draftOf(table);
  const edits = draft.rows.flatMap((row, index): CellEdit[] =>
    row[COLUMN.override] === "" ? [] : [{ row: index, column: COLUMN.override, value: "" }],
  );
  if (edits.length > 0) await session.commit({ drafts: { MarketAssumptions: withCells(draft, edits) }, options });
}

/** Tables of ours that have lost columns make way: they keep their cells and get another name. */
function makeWay(session: Session): readonly Step[] {
  const broken = TABLES.filter((name) => session.book.tables[name] && !session.isWhole(name));
  const steps = broken.map((name) =>
    renameTable(name, freeName(`${name}_old`, session.book.tableNames, "_"), FINISHING),
  );
  return steps.length > 0 ? [together(FINISHING, steps)] : [];
}

export async function restoreTables(session: Session, options: RunOptions): Promise<void> {
  await session.readAll();
  const assumptions = session.assumptionsOf({});
  const lost = TABLES.filter((name) => session.tableState(name) === "lost");
  if (lost.length === 0) return session.adopt(createModel(session.report, assumptions));
  const tables: Tables = Object.fromEntries(
    TABLES.filter(session.isWhole).map((name) => [name, session.book.tables[name]]),
  );
  const start: Start = { assumptions, steps: makeWay(session), tables };
  if (lost.includes("MarketAssumptions")) await makeTables(session, start, options);
  else if (assumptions.scenarios.length > 0) await addScenarioTable(session, start, options);
  else await forgetTables(session, options);
}

export async function forgetTables(session: Session, options: RunOptions): Promise<void> {
  const present = TABLES.filter(session.isWhole);
  const { overrides, scenarios, chosen } = session.assumptionsOf({});
  await session.commit({
    assumptions: {
      overrides: session.isWhole("MarketAssumptions") ? overrides : [],
      scenarios: session.isWhole("MarketScenarios") ? scenarios : [],
      chosen,
    },
    steps: makeWay(session),
    keeps: () => ({ tables: present }),
    tables: present,
    options,
  });
}

function newOverrideRow({ key, scenario, year }: AssumptionId, value: number): readonly CellValue[] {
  const row = Array<CellValue>(WIDTH.MarketAssumptions).fill("");
  row[COLUMN.key] = key;
  row[COLUMN.scenario] = scenario ?? "";
  row[COLUMN.year] = year ?? "";
  row[COLUMN.override] = value;
  return row;
}

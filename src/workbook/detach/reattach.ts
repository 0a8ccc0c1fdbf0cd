/** Reattaches a workbook: each formula of ours whose cells still hold what detaching put there. */
import { cellAddress, type Area } from "../addresses";
import { quoteSheet, refersToSheet } from "../formulaText";
import { readCellsInUse, type SheetCells } from "../formulas";
import { valuesOf, type Values } from "../listing";
import { WorkbookError } from "../messages";
import { keepOriginals, markOf, readOriginals, type Original, type OriginalsStore } from "./originals";
import { contentOf } from "../steps";
import { transact, type Finish } from "../transaction";
import type { Ports, ReattachOutcome, RunOptions } from "../types";
import { changesOf, requestsOf, snapshotsOf, writeChanges, type CellChange } from "./cells";

export function reattach(run: Ports["run"], options: RunOptions = {}): Promise<ReattachOutcome> {
  return run((context) => reattachIn(context, run, options));
}

async function reattachIn(
  context: Excel.RequestContext,
  run: Ports["run"],
  options: RunOptions,
): Promise<ReattachOutcome> {
  const { store, sheets, locked } = await readDetached(context);
  if (store.cells.length === 0 && store.dataSheets.length === 0) throw new WorkbookError({ id: "nothing-to-reattach" });
  const pieces: SheetCells[] = [];
  await readCellsInUse(
    (batch) => batch(context),
    (piece) => void pieces.push(piece),
    options,
  );
  const values = valuesOf(pieces);
  const contents = valuesOf(pieces.map((piece) => ({ ...piece, values: piece.formulas })));

  const isAsPut = ({ sheet, area, put }: Original): boolean => {
    const name = sheets.get(sheet);
    return (
      name !== undefined &&
      placesOf(area).every(({ row, column }, at) => {
        return markOf(contents(name, row, column)) === put[at];
      })
    );
  };
  const restorable = store.cells.filter(isAsPut);
  const changed = store.cells.filter((one) => !restorable.includes(one));
  const protectedSheet = restorable.map(({ sheet }) => sheet).find((sheet) => locked.has(sheet));
  if (protectedSheet !== undefined) {
    throw new WorkbookError({ id: "sheet-protected", values: { name: sheets.get(protectedSheet)! } });
  }

  const cells = restorable.flatMap((one) => cellChanges(one, sheets.get(one.sheet)!, contents, values));
  const changes = changesOf(cells);
  const snapshots = changes.length === 0 ? [] : await snapshotsOf(context, changes);
  const before = new Map(changes.map((change, index) => [change, snapshots[index]!]));
  const writes = requestsOf(changes).map((request) =>
    writeChanges(
      request,
      request.map((change) => before.get(change)!),
      { id: "reattaching" },
    ),
  );

  const restored = new Set(cells.map(({ sheet, row, column }) => placeOf(sheet, row, column)));
  const there = store.dataSheets.filter((id) => sheets.has(id));
  const unused = there.filter((id) => !isReferredTo(sheets.get(id)!, pieces, restored));
  const left = {
    cells: store.cells.filter((one) => !restorable.includes(one)),
    dataSheets: there.filter((id) => !unused.includes(id)),
  };
  const keep = keepOriginals(store.parts, () => left, { id: "finishing" });
  const finish = unused.length > 0 ? deleteSheets(unused) : undefined;
  await transact(run, [...writes, keep], options, finish, context);
  return {
    restored: restorable.length,
    changed: changed.map(({ sheet, name, area }) => {
      return `${quoteSheet(sheets.get(sheet) ?? name)}!${cellAddress(area.row, area.column)}`;
    }),
    kept: left.dataSheets.map((id) => sheets.get(id)!),
  };
}

interface Read {
  readonly store: OriginalsStore;
  /** Names by id. */
  readonly sheets: ReadonlyMap<string, string>;
  readonly locked: ReadonlySet<string>;
}

async function readDetached(context: Excel.RequestContext): Promise<Read> {
  const { worksheets } = context.workbook;
  worksheets.load("items/id,items/name,items/protection/protected");
  const store = await readOriginals(context);
  return {
    store,
    sheets: new Map(worksheets.items.map(({ id, name }) => [id, name])),
    locked: new Set(worksheets.items.filter(({ protection }) => protection.protected).map(({ id }) => id)),
  };
}

const placeOf = (sheet: string, row: number, column: number): string => `${row}:${column}:${sheet}`;

const placesOf = ({ row, column, rows, columns }: Area): readonly { readonly row: number; readonly column: number }[] =>
  Array.from({ length: rows * columns }, (_, at) => ({
    row: row + Math.floor(at / columns),
    column: column + (at % columns),
  }));

/** The formula into the first cell; the others have to be empty for it to spill. */
function cellChanges(
  { area, formula }: Original,
  sheet: string,
  contents: Values,
  values: Values,
): readonly CellChange[] {
  return placesOf(area).map(({ row, column }, at) => ({
    sheet,
    row,
    column,
    content: at === 0 ? formula : "",
    before: contentOf(contents(sheet, row, column), values(sheet, row, column)),
  }));
}

/** Whether a formula that stays as it is looks something up on the sheet. */
function isReferredTo(name: string, pieces: readonly SheetCells[], restored: ReadonlySet<string>): boolean {
  return pieces.some(({ sheet, row, column, formulas }) =>
    formulas.some((line, down) =>
      line.some(
        (formula, right) =>
          sheet !== name &&
          typeof formula === "string" &&
          formula.startsWith("=") &&
          !restored.has(placeOf(sheet, row + down, column + right)) &&
          refersToSheet(formula, name),
      ),
    ),
  );
}

const deleteSheets = (ids: readonly string[]): Finish => ({
  apply({ workbook }) {
    for (const id of ids) workbook.worksheets.getItemOrNullObject(id).delete();
  },
  async begun({ workbook }) {
    const sheets = ids.map((id) => workbook.worksheets.getItemOrNullObject(id));
    sheets.forEach((sheet) => sheet.load("id"));
    await workbook.context.sync();
    return sheets.some(({ isNullObject }) => isNullObject);
  },
});

/** Reads the cells in use of a workbook, or of some of its sheets. */
import { parseAddress, type Area } from "../addresses/addresses";
import { breathe, type Run, type Watched } from "../transactions/run";
import { isFormula, type CellsByPlace, type Grid } from "./contents";
import { batchesOf, bySheet } from "./grouping";

/** Contents of a part of a sheet. */
export interface SheetCells {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly formulas: Grid;
  readonly values: Grid;
  /** Whether formulas spill in it: all, none, or null for some. */
  readonly hasSpill?: boolean | null;
  /** Number formats, where they were asked for. */
  readonly formats?: Grid | undefined;
}

export interface Wanted {
  /** Names of the sheets to read, where they are known: one round trip less. */
  readonly sheets?: readonly string[];
  /** Of the workbook's sheets, where they aren't. */
  readonly only?: (sheet: string) => boolean;
  /** Number formats too. */
  readonly formats?: boolean;
  /** Characters that a row is known to hold, beyond what cells usually do. */
  readonly known?: (sheet: string, row: number) => number;
}

/** Characters a round trip: well below Excel's 5 MB, whatever characters they are. */
const CHUNK = 2_500_000;
/** With its formula, value and format. */
const CELL = 125;

interface Piece {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  /** Characters. */
  readonly size: number;
}

/** One round trip for the sheets, one for how much is used, and one for every 20,000 cells. */
export async function readCellsInUse(
  run: Run,
  { sheets, only = () => true, formats = false, known = () => 0 }: Wanted = {},
  { onProgress, signal }: Watched = {},
): Promise<readonly SheetCells[]> {
  return run(async (context) => {
    const { worksheets } = context.workbook;
    const names = sheets ?? (await namesOf(context));
    const used = names.filter(only).map((sheet) => {
      const range = worksheets.getItem(sheet).getUsedRangeOrNullObject(true);
      range.load("address,rowCount,columnCount");
      return { sheet, range };
    });
    await context.sync();
    const pieces = used.flatMap(({ sheet, range }) =>
      range.isNullObject ? [] : piecesOf(sheet, parseAddress(range.address)!, (row) => known(sheet, row)),
    );
    // Small sheets share a round trip.
    const batches = batchesOf(pieces, ({ size }) => size, CHUNK);
    const read: SheetCells[] = [];
    for (const [done, batch] of batches.entries()) {
      signal?.throwIfAborted();
      onProgress?.(done, batches.length);
      const pending = batch.map((piece) => {
        const range = worksheets
          .getItem(piece.sheet)
          .getRangeByIndexes(piece.row, piece.column, piece.rows, piece.columns);
        range.load("formulas,values,hasSpill");
        if (formats) range.load("numberFormat");
        return { piece, range };
      });
      // A round trip a batch: together they would be beyond what Excel sends at once.
      // eslint-disable-next-line office-addins/no-context-sync-in-loop
      await context.sync();
      for (const { piece, range } of pending) {
        read.push({
          ...piece,
          formulas: range.formulas as Grid,
          values: range.values as Grid,
          hasSpill: range.hasSpill,
          formats: formats ? (range.numberFormat as Grid) : undefined,
        });
      }
      await breathe();
    }
    return read;
  });
}

async function namesOf(context: Excel.RequestContext): Promise<readonly string[]> {
  const { worksheets } = context.workbook;
  worksheets.load("items/name");
  await context.sync();
  return worksheets.items.map(({ name }) => name);
}

function piecesOf(sheet: string, area: Area, known: (row: number) => number): readonly Piece[] {
  const rows = Array.from({ length: area.rows }, (_, down) => {
    const row = area.row + down;
    return { row, size: area.columns * CELL + known(row) };
  });
  return batchesOf(rows, ({ size }) => size, CHUNK).map((batch) => ({
    ...area,
    sheet,
    row: batch[0]!.row,
    rows: batch.length,
    size: batch.reduce((sum, { size }) => sum + size, 0),
  }));
}

/** What the cells show; "" for a cell that isn't in use. */
export const valuesOf = (pieces: readonly SheetCells[]): CellsByPlace => lookUp(pieces, ({ values }) => values);
export const formulasOf = (pieces: readonly SheetCells[]): CellsByPlace => lookUp(pieces, ({ formulas }) => formulas);
/** What the cells hold: their formulas, or else their values. */
export function holdsIn(pieces: readonly SheetCells[]): CellsByPlace {
  const [value, formula] = [valuesOf(pieces), formulasOf(pieces)];
  return (...place) => (isFormula(formula(...place)) ? formula(...place) : value(...place));
}
export const formatsOf = (pieces: readonly SheetCells[]): CellsByPlace => lookUp(pieces, ({ formats }) => formats);

function lookUp(pieces: readonly SheetCells[], what: (piece: SheetCells) => Grid | undefined): CellsByPlace {
  const sheets = bySheet(pieces.map((piece) => ({ ...piece, sheet: piece.sheet.toLowerCase() })));
  /** As sheets are named by those who ask, for each of very many cells. */
  const known = new Map<string, readonly SheetCells[]>();
  return (sheet, row, column) => {
    let here = known.get(sheet);
    if (!here) known.set(sheet, (here = sheets.get(sheet.toLowerCase()) ?? []));
    const piece = here.find(({ row: top, values }) => row >= top && row < top + values.length);
    return (piece && what(piece)?.[row - piece.row]?.[column - piece.column]) ?? "";
  };
}

/** Which cells of the workbook have formulas of ours. */
import { cellAddress, parseAddress } from "../addresses/addresses";
import { mayHaveCalls, callsIn } from "../formulas/text";
import type { CellValue, Grid } from "../../workbook/tables/tables";
import type { Ports, RunOptions } from "../../workbook/types";

/** Contents of a sheet's cells in use. */
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

export interface ReadMore {
  /** Names of the sheets to read, where they are known: one round trip less. */
  readonly sheets?: readonly string[];
  readonly formats?: boolean;
  /** Cells a round trip. */
  readonly chunk?: number;
}

/** So many cells a round trip: well below Excel's 5 MB for texts as long as formulas are. */
const CHUNK = 20_000;

interface Piece {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** Hands the thread back, so that typing and painting go on. */
const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/**
 * Reads the cells in use: one round trip for the sheets, one for how much is used, and one for every 20,000 cells.
 * `visit` is called with each piece.
 */
export async function readCellsInUse(
  run: Ports["run"],
  visit: (cells: SheetCells) => void | Promise<void>,
  { onProgress, signal }: RunOptions = {},
  only: (sheet: string) => boolean = () => true,
  { sheets, formats = false, chunk = CHUNK }: ReadMore = {},
): Promise<void> {
  await run(async (context) => {
    const { worksheets } = context.workbook;
    const names = sheets ?? (await namesOf(context));
    const used = names.filter(only).map((sheet) => {
      const range = worksheets.getItem(sheet).getUsedRangeOrNullObject(true);
      range.load("address,rowCount,columnCount");
      return { sheet, range };
    });
    await context.sync();
    const pieces = used.flatMap(({ sheet, range }) =>
      range.isNullObject ? [] : piecesOf(sheet, parseAddress(range.address)!, chunk),
    );
    const batches = batchesOf(pieces, chunk);
    for (const [done, batch] of batches.entries()) {
      signal?.throwIfAborted();
      onProgress?.({ message: { id: "reading" }, done, of: batches.length });
      const pending = batch.map((piece) => {
        const range = context.workbook.worksheets
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
        await visit({
          ...piece,
          formulas: range.formulas as Grid,
          values: range.values as Grid,
          hasSpill: range.hasSpill,
          formats: formats ? (range.numberFormat as Grid) : undefined,
        });
      }
      await breathe();
    }
  });
}

async function namesOf(context: Excel.RequestContext): Promise<readonly string[]> {
  const { worksheets } = context.workbook;
  worksheets.load("items/name");
  await context.sync();
  return worksheets.items.map(({ name }) => name);
}

function piecesOf(sheet: string, area: Omit<Piece, "sheet">, chunk: number): readonly Piece[] {
  const step = Math.max(1, Math.floor(chunk / area.columns));
  const pieces: Piece[] = [];
  for (let row = area.row; row < area.row + area.rows; row += step) {
    pieces.push({ ...area, sheet, row, rows: Math.min(step, area.row + area.rows - row) });
  }
  return pieces;
}

/** Small sheets share a round trip. */
function batchesOf(pieces: readonly Piece[], chunk: number): readonly (readonly Piece[])[] {
  const batches: Piece[][] = [];
  let size = Infinity;
  for (const piece of pieces) {
    const cells = piece.rows * piece.columns;
    if (size + cells > chunk) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)!.push(piece);
    size += cells;
  }
  return batches;
}

export interface OurCell {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly address: string;
  readonly formula: string;
  readonly value: CellValue;
}

/**
 * Cells of a piece that have formulas of ours. Cells that a formula spills into have none of their own; a text that
 * reads like a formula is its own value, and none.
 */
export function ourCells({ sheet, row, column, formulas, values }: SheetCells): readonly OurCell[] {
  return formulas.flatMap((line, down) =>
    line.flatMap((formula, right) =>
      mayHaveCalls(formula) && formula !== values[down]![right] && callsIn(formula).length > 0
        ? [
            {
              sheet,
              row: row + down,
              column: column + right,
              address: cellAddress(row + down, column + right),
              formula,
              value: values[down]![right]!,
            },
          ]
        : [],
    ),
  );
}

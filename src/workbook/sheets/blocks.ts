/**
 * What the cells of a sheet are called, so that they are found again wherever they stand: a sheet is a stack of blocks,
 * and a cell is known by its block, row and column. Positions follow from stacking.
 */
import type { PlannedCells } from "../../excel/plans/cells";

export interface Block {
  readonly key: string;
  /** The first of its rows on the planned sheet. */
  readonly row: number;
  /** Keys of its rows: ids where there are any, names of ours for the others. */
  readonly rows: readonly string[];
  /** Keys of its columns, from the sheet's first on. */
  readonly columns: readonly string[];
}

/** Cells with what they are called. */
export interface Keyed {
  readonly cells: PlannedCells;
  readonly blocks: readonly Block[];
}

/** Rows without a name of their own (blank ones, those under a chart) go with the block above them. */
const FILLER = "~";

export const columnKeys = (before: readonly string[], years: readonly number[], after: readonly string[] = []) => [
  ...before,
  ...years.map(String),
  ...after,
];

export const ID_COLUMNS = ["id", "name", "section", "unit"] as const;

/** Blocks that cover all rows of the sheet and all columns that are in use, in order. */
export function stacked(cells: PlannedCells, given: readonly Block[]): readonly Block[] {
  return given.map((block, index) => {
    const end = given[index + 1]?.row ?? Math.max(cells.length, block.row + block.rows.length);
    const fillers = Array.from({ length: end - block.row - block.rows.length }, (_, at) => `${FILLER}${at}`);
    const lines = cells.slice(block.row, end);
    const width = Math.max(0, ...lines.flatMap((line) => line.map((cell, at) => (cell ? at + 1 : 0))));
    const columns = Array.from(
      { length: Math.max(width, block.columns.length) },
      (_, at) => block.columns[at] ?? `+${at}`,
    );
    return { ...block, rows: [...block.rows, ...fillers], columns };
  });
}

/** One string for a row of a sheet. */
export const rowId = (block: string, row: string): string => `${block}/${row}`;

export interface PlannedRow {
  readonly block: Block;
  readonly key: string;
  readonly id: string;
  /** On the planned sheet. */
  readonly row: number;
}

/** Every row of a sheet, in order. */
export const rowsOf = ({ blocks }: Pick<Keyed, "blocks">): readonly PlannedRow[] =>
  blocks.flatMap((block) =>
    block.rows.map((key, index) => ({ block, key, id: rowId(block.key, key), row: block.row + index })),
  );

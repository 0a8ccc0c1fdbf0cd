import type { ICellData, IRange } from "@univerjs/core";
import { BUSY } from "../port.js";
import type { UniverContext } from "./context.js";
import { spillAnchor } from "./spills.js";

type Results = Record<number, Record<number, ICellData | null>>;

/** What a calculation came to, by workbook and sheet. */
export interface CalculationResults {
  readonly unitData: Readonly<Record<string, Readonly<Record<string, Readonly<Results> | null>>>>;
}

/** What is about to come into the cells of a sheet. */
export interface SheetResults {
  readonly subUnitId: string;
  cellValue: Results;
}

export type Cell = readonly [row: number, column: number];

interface Sorted {
  /** Their results are of no formula any more. */
  readonly overtaken: readonly Cell[];
  readonly busy: readonly Cell[];
}

/**
 * Leaves those results that are told around. What came into a cell in the place of its formula, while that was
 * calculated, stays, and what was cleared stays empty. That a cell waits for its result is put there as it is: all that
 * listens to results would go through thousands of cells for it, and again a moment later.
 */
export function sortOut(context: UniverContext, results: SheetResults): Sorted {
  const [overtaken, busy]: [Cell[], Cell[]] = [[], []];
  const { subUnitId, cellValue } = results;
  const cells = context.workbook.getSheetBySheetId(subUnitId)?.getCellMatrix();
  if (!cells) return { overtaken, busy };
  let count = 0;
  for (const row in cellValue)
    for (const column in cellValue[row]) {
      count++;
      const cell = [Number(row), Number(column)] as const;
      const held = cells.getValue(...cell);
      const result = cellValue[cell[0]]![cell[1]];
      if (!held?.f && !held?.si && !spillAnchor(context, subUnitId, ...cell)) overtaken.push(cell);
      else if (held && result?.v === BUSY.error) {
        held.v = result.v;
        held.t = result.t;
        busy.push(cell);
      }
    }
  // Out of what is reported, too.
  for (const [row, column] of overtaken) delete cellValue[row]![column];
  if (busy.length > 0) results.cellValue = busy.length + overtaken.length === count ? {} : without(cellValue, busy);
  return { overtaken, busy };
}

function without(results: Results, cells: readonly Cell[]): Results {
  const rest: Results = {};
  for (const row in results) rest[row] = { ...results[row] };
  for (const [row, column] of cells) delete rest[row]![column];
  return rest;
}

interface Edited {
  readonly sheetId: string;
  readonly range: IRange;
}

/** Excel gives a formula the format of what it is of when that is entered; Univer at every calculation. */
export function keepFormats({ subUnitId, cellValue }: SheetResults, edited: readonly Edited[]): void {
  const ranges = edited.filter(({ sheetId }) => sheetId === subUnitId).map(({ range }) => range);
  for (const [row, line] of Object.entries(cellValue))
    for (const [column, cell] of Object.entries(line ?? {})) {
      const isEdited = ranges.some(
        ({ startRow, endRow, startColumn, endColumn }) =>
          Number(row) >= startRow &&
          Number(row) <= endRow &&
          Number(column) >= startColumn &&
          Number(column) <= endColumn,
      );
      if (cell && "s" in cell && !isEdited) delete cell.s;
    }
}

export function reportResults(context: UniverContext, { unitData }: CalculationResults): void {
  const cells = new Map<string, Cell[]>();
  for (const [sheetId, rows] of Object.entries(unitData[context.unitId] ?? {})) {
    const list: Cell[] = [];
    for (const [row, line] of Object.entries(rows ?? {})) {
      for (const column of Object.keys(line ?? {})) list.push([Number(row), Number(column)]);
    }
    if (list.length > 0) cells.set(sheetId, list);
  }
  if (cells.size > 0) context.emit({ type: "calculated", cells });
}

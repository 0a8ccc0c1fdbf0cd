/** The grid takes an empty text for a blank. Excel doesn't: a formula that gives one, and a lone apostrophe, are texts. */
import type { ICellData, Nullable } from "@univerjs/core";
import { worksheet, type UniverContext } from "./context.js";
import { CellType, isEmptyText } from "./read.js";

/** By its formula alone the engine tells it from a blank. */
const EMPTY_TEXT: ICellData = { v: "", t: CellType.text, f: '=""' };

/** What a formula came to, as the engine is to read it: its cell may not have it yet. */
export const asResult = (cell: ICellData): ICellData => (cell.v === "" ? EMPTY_TEXT : cell);

export const asHeld = (cell: Nullable<ICellData>): Nullable<ICellData> =>
  cell && isEmptyText(cell) ? EMPTY_TEXT : cell;

interface Spilling {
  _checkIfArrayFormulaRangeHasData(
    unitId: string,
    sheetId: string,
    row: number,
    column: number,
    range: { startRow: number; startColumn: number; endRow: number; endColumn: number },
  ): boolean;
}

/** No formula spills over one, either. */
export function stopSpillsAtEmptyTexts(context: UniverContext): void {
  const runtime = context.injector.get(context.modules.engineFormula.IFormulaRuntimeService) as unknown as Spilling;
  const check = runtime._checkIfArrayFormulaRangeHasData.bind(runtime);
  runtime._checkIfArrayFormulaRangeHasData = (unitId, sheetId, row, column, range) => {
    if (check(unitId, sheetId, row, column, range)) return true;
    const matrix = worksheet(context, sheetId).getCellMatrix();
    for (let at = range.startRow; at <= range.endRow; at++)
      for (let beside = range.startColumn; beside <= range.endColumn; beside++) {
        const cell = at === row && beside === column ? null : matrix.getValue(at, beside);
        if (cell && isEmptyText(cell)) return true;
      }
    return false;
  };
}

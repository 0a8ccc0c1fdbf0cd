import { MAX_COLUMNS, type Area } from "../address.js";
import type { FormulaCell } from "../grid/port.js";

/** Something for each of many cells. Their numbers are keys: a text of each would be made, and hashed, at every look. */
export class CellMap<T> {
  readonly #sheets = new Map<string, Map<number, T>>();

  get({ sheetId, row, column }: FormulaCell): T | undefined {
    return this.#sheets.get(sheetId)?.get(row * MAX_COLUMNS + column);
  }

  set({ sheetId, row, column }: FormulaCell, value: T): void {
    let sheet = this.#sheets.get(sheetId);
    if (!sheet) this.#sheets.set(sheetId, (sheet = new Map()));
    sheet.set(row * MAX_COLUMNS + column, value);
  }

  delete({ sheetId, row, column }: FormulaCell): void {
    const sheet = this.#sheets.get(sheetId);
    if (sheet?.delete(row * MAX_COLUMNS + column) && sheet.size === 0) this.#sheets.delete(sheetId);
  }

  get empty(): boolean {
    return this.#sheets.size === 0;
  }
}

/** The cells as rectangles: runs down a column are joined. */
export function cellRects(cells: readonly FormulaCell[]): Area[] {
  const sorted = [...cells].sort((a, b) =>
    a.sheetId < b.sheetId ? -1 : a.sheetId > b.sheetId ? 1 : a.column - b.column || a.row - b.row,
  );
  const rects: { sheetId: string; row: number; column: number; rows: number; columns: number }[] = [];
  for (const { sheetId, row, column } of sorted) {
    const last = rects.at(-1);
    if (last && last.sheetId === sheetId && last.column === column && last.row + last.rows >= row)
      last.rows = row - last.row + 1;
    else rects.push({ sheetId, row, column, rows: 1, columns: 1 });
  }
  return rects;
}

import type { Area } from "../address.js";
import type { FormulaCell } from "../grid/port.js";

export const keyOf = ({ sheetId, row, column }: FormulaCell): string => `${sheetId}!${row},${column}`;

/** True of "=NS.NAME(…)" with nothing around the call. */
export function spansWhole(formula: string): boolean {
  const open = /^=[\p{L}_][\p{L}\p{N}_.]*\(/u.exec(formula);
  if (!open || !formula.endsWith(")")) return false;
  let depth = 1;
  let quoted = false;
  for (let index = open[0].length; index < formula.length - 1; index++) {
    const character = formula[index];
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === "(") depth++;
    else if (!quoted && character === ")" && --depth === 0) return false;
  }
  // A call among the arguments is evaluated first: such a cell takes two rounds.
  return depth === 1 && !/[\p{L}]\(/u.test(formula.slice(open[0].length));
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

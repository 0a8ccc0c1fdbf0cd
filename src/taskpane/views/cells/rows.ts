/** The list of cells as rows to draw: a heading for each sheet, its cells below. */
import type { FormulaCell } from "../../../workbook";

export type Row =
  { readonly sheet: string; readonly count: number } | { readonly cell: FormulaCell; readonly position: number };

export function rowsOf(cells: readonly FormulaCell[]): readonly Row[] {
  const sheets = new Map<string, FormulaCell[]>();
  for (const cell of cells) {
    const others = sheets.get(cell.sheet);
    if (others) others.push(cell);
    else sheets.set(cell.sheet, [cell]);
  }
  const rows: Row[] = [];
  let position = 0;
  for (const [sheet, members] of sheets) {
    rows.push({ sheet, count: members.length });
    for (const cell of members) rows.push({ cell, position: ++position });
  }
  return rows;
}

/** The rows in sight, and a few above and below so that a quick scroll finds them drawn. */
export function visible(count: number, height: number, top: number, rowHeight: number, spare = 6) {
  const first = Math.max(0, Math.floor(top / rowHeight) - spare);
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + spare);
  return { first, last };
}

/**
 * Rows of a table of ours that other cells refer to, or that have comments: moved, another number would silently stand where
 * they look, or below what is said of it.
 */
import { LAST_ROW, referencedArea } from "../../excel/addresses/addresses";
import { meets, oneCell } from "../../excel/addresses/places";
import { rangeIn } from "../../excel/addresses/ranges";
import { isFormula, type Grid } from "../../excel/cells/contents";
import { readCommented } from "../../excel/cells/commented";
import { readCellsInUse } from "../../excel/cells/inUse";
import { referencesIn } from "../../excel/formulas/references";
import { readNames } from "../../excel/names/read";
import { sameName } from "../../excel/names/names";
import type { Run } from "../../excel/transactions/run";
import { readOtherFills } from "../../excel/looks/fills";
import type { TableRead } from "./read";
import { rowFormats, rowLook } from "./tables";

/** How many of a table's rows, from the first on, stay where they are: down to the last that anything refers to or is said of. */
export async function pinnedRows(run: Run, { sheet, area }: TableRead): Promise<number> {
  const body = { ...area, row: area.row + 1, rows: area.rows - 1 };
  const end = body.row + body.rows;
  let pinned = 0;
  const note = (home: string | null, formula: string): void => {
    for (const { sheet: named, address } of referencesIn(formula)) {
      const found = sameName(named ?? home ?? "", sheet.name) ? referencedArea(address) : null;
      if (!found || found.rows >= LAST_ROW || !meets(found, body)) continue;
      // All of a column is the same whatever stands where in it.
      if (found.row <= body.row && found.row + found.rows >= end) continue;
      pinned = Math.max(pinned, Math.min(found.row + found.rows, end) - body.row);
    }
  };
  for (const piece of await readCellsInUse(run))
    for (const line of piece.formulas) for (const each of line) if (isFormula(each)) note(piece.sheet, each);
  for (const { sheet: home, formula } of await readNames(run)) note(home, formula);
  const [commented] = await readCommented(run, [sheet.name]);
  for (const cell of commented!) if (meets(cell, body)) pinned = Math.max(pinned, cell.row + 1 - body.row);
  return pinned;
}

/** Of some of a table's rows, those with a fill or a number format that isn't ours. */
export async function markedRows(
  run: Run,
  { name, sheet, area, ours, rows: all }: TableRead,
  rows: readonly number[],
): Promise<readonly number[]> {
  const [first, last] = [Math.min(...rows), Math.max(...rows)];
  const own = { row: area.row + 1 + first, column: area.column, rows: last + 1 - first, columns: ours };
  const cells = rows.flatMap((index) =>
    Array.from({ length: ours }, (_, column) => ({
      index,
      sheet: sheet.name,
      area: oneCell({ row: area.row + 1 + index, column: area.column + column }),
      style: rowLook(name, column).style,
    })),
  );
  return run(async (context) => {
    const range = rangeIn(context, sheet.name, own);
    range.load("numberFormat");
    const filled = new Set((await readOtherFills(context, cells)).map(({ index }) => index));
    const formats: Grid = range.numberFormat;
    return rows.filter((index) => {
      const planned = rowFormats(name, all[index]!);
      return filled.has(index) || formats[index - first]!.some((format, column) => format !== planned[column]);
    });
  });
}

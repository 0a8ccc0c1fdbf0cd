/** Whether a data sheet is still as detaching wrote it, and what the user changed there. */
import { cellAddress } from "../../excel/addresses/addresses";
import type { Place } from "../../excel/addresses/places";
import { isFormula, type CellsByPlace, type CellValue, type Grid } from "../../excel/cells/contents";
import type { SheetCells } from "../../excel/cells/inUse";
import { quoteSheet } from "../../excel/names/names";
import { markOf } from "../originals/original";
import type { DataSheet } from "../stored/originals";
import type { ChangedNumber } from "../types";

/** A sheet of this name as it is written now. `inputs`: what is there to be changed. */
export function asWritten(sheet: string, name: string, contents: Grid, inputs: readonly Place[]): DataSheet {
  const cells = inputs.map(({ row, column }) => ({ row, column, content: contents[row]?.[column] ?? "" }));
  return { sheet, rows: marksOf(name, { row: 0, column: 0, formulas: contents }, cells), inputs: cells };
}

type Cells = Pick<SheetCells, "row" | "column" | "formulas">;

/** A mark of each row from the first on; "" for an empty one. */
function marksOf(name: string, { row: top, column: left, formulas }: Cells, inputs: readonly Place[]): string[] {
  const inputsIn = new Map<number, number[]>();
  for (const { row, column } of inputs) inputsIn.set(row, [...(inputsIn.get(row) ?? []), column]);
  const before = Array.from({ length: left }, () => "");
  const marks = formulas.map((line, down) => {
    const own = inputsIn.get(top + down);
    const row = [...before, ...line].map((content, column) => (own?.includes(column) ? "" : plain(name, content)));
    while (row.at(-1) === "") row.pop();
    return row.length === 0 ? "" : String(markOf(JSON.stringify(row)));
  });
  return [...Array.from({ length: top }, () => ""), ...marks];
}

/** A formula that refers to its own sheet says so by the sheet's name, which may have changed. */
const plain = (name: string, content: CellValue): CellValue =>
  isFormula(content) ? content.replaceAll(`${quoteSheet(name)}!`, "").replaceAll(`${name}!`, "") : content;

const marksNow = ({ inputs }: DataSheet, name: string, pieces: readonly SheetCells[]): readonly string[] =>
  pieces
    .filter(({ sheet }) => sheet === name)
    .reduce<string[]>((rows, piece) => {
      marksOf(name, piece, inputs).forEach((mark, row) => {
        if (row >= piece.row) rows[row] = mark;
      });
      return rows;
    }, []);

/** Whether the sheet of that name is the one that was written, whatever was changed on it. */
export function isSame(written: DataSheet, name: string, pieces: readonly SheetCells[]): boolean {
  const now = new Set(marksNow(written, name, pieces));
  const rows = written.rows.filter((mark) => mark !== "");
  return rows.length > 0 && rows.filter((mark) => now.has(mark)).length * 2 > rows.length;
}

/** What stands in cells that are there to be changed, where that isn't what was written. */
export const changedInputs = ({ inputs }: DataSheet, name: string, holds: CellsByPlace): readonly ChangedNumber[] =>
  inputs.flatMap(({ row, column, content }) => {
    const now = holds(name, row, column);
    return now === content ? [] : [{ cell: `${name}!${cellAddress(row, column)}`, was: content, is: now }];
  });

/** Rows that aren't as they were written: something of the user's is in them, or was taken out. As `7:9`. */
export function changedRows(written: DataSheet, name: string, pieces: readonly SheetCells[]): readonly string[] {
  const now = marksNow(written, name, pieces);
  const runs: { first: number; last: number }[] = [];
  for (let row = 0; row < Math.max(now.length, written.rows.length); row++) {
    if ((now[row] ?? "") === (written.rows[row] ?? "")) continue;
    const open = runs.at(-1);
    if (open?.last === row - 1) open.last = row;
    else runs.push({ first: row, last: row });
  }
  return runs.map(({ first, last }) => `${first + 1}:${last + 1}`);
}

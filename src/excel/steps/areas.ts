/** An area as Excel has it, and as rows of something. */
import { areaAddress, type Area } from "../addresses/addresses";

export const rangeOf = (sheet: Excel.Worksheet, area: Area): Excel.Range => sheet.getRange(areaAddress(area));

export function grid<T>({ row, column, rows, columns }: Area, at: (row: number, column: number) => T): T[][] {
  return Array.from({ length: rows }, (_, down) =>
    Array.from({ length: columns }, (_unused, right) => at(row + down, column + right)),
  );
}

/** Cells one by one. */
import type { Area } from "./addresses";

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** One string for a cell of a workbook. */
export const placeOf = (sheet: string, row: number, column: number): string => `${row}:${column}:${sheet}`;

/** Row by row. */
export const placesOf = ({ row, column, rows, columns }: Area): readonly Place[] =>
  Array.from({ length: rows * columns }, (_, at) => ({
    row: row + Math.floor(at / columns),
    column: column + (at % columns),
  }));

export const oneCell = ({ row, column }: Place): Area => ({ row, column, rows: 1, columns: 1 });

export const covers = (area: Area, { row, column }: Place): boolean =>
  row >= area.row && row < area.row + area.rows && column >= area.column && column < area.column + area.columns;

/** Whether areas have a cell in common. */
export const meets = (one: Area, other: Area): boolean =>
  one.row < other.row + other.rows &&
  other.row < one.row + one.rows &&
  one.column < other.column + other.columns &&
  other.column < one.column + one.columns;

/** Rows of something for each cell of an area. */
export function gridOf<T>({ row, column, rows, columns }: Area, at: (row: number, column: number) => T): T[][] {
  return Array.from({ length: rows }, (_, down) =>
    Array.from({ length: columns }, (_unused, right) => at(row + down, column + right)),
  );
}

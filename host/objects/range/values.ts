import { type Area, intersection, isEntireColumn, isEntireRow } from "../../address.js";
import { contentOf, filled, matrixOf, type TextParser } from "../../content.js";
import { invalidArgument } from "../../errors.js";
import type { CellContent, CellValue } from "../../grid/port.js";
import { type Property, text } from "../../model.js";
import { parseText } from "../../parse.js";
import type { Session } from "../../session.js";
import type { RangeTarget, TableState } from "../../states.js";
import { areaOf, writable } from "./target.js";

/** Entire columns and rows have no values to hand over: Excel answers null. */
const UNBOUNDED = 5_000_000;
export const unbounded = (area: Area): boolean =>
  area.rows * area.columns > UNBOUNDED || isEntireColumn(area) || isEntireRow(area);

export const cellsOf =
  <T>(read: (session: Session, area: Area) => T[][]) =>
  (target: RangeTarget, session: Session): T[][] | null => {
    const area = areaOf(target, session);
    return unbounded(area) ? null : read(session, area);
  };

const shown = (value: CellValue): CellValue => value ?? "";

export const readValues = cellsOf((session, area) => session.grid.values(area).map((row) => row.map(shown)));

const readFormulas = cellsOf((session, area) => {
  const values = session.grid.values(area);
  const formulas = session.grid.formulas(area);
  return filled(area.rows, area.columns, (row, column) => formulas[row]![column] ?? shown(values[row]![column]!));
});

/** Writes contents, leaving cells with null as they are; a value that is not an array goes into every cell. */
export function write(target: RangeTarget, value: unknown, session: Session, parse: TextParser = parseText): void {
  const area = writable(target, session);
  // Null is no value for a whole range, and entire columns or rows take no cell's values.
  if (value === null || unbounded(area)) throw invalidArgument();
  const matrix = matrixOf(value, area.rows, area.columns);
  const formats = needsFormats(matrix) ? session.grid.formats(area) : null;
  const contents = matrix.map((row, i) =>
    row.map((each, j): CellContent | undefined => contentOf(each, parse, formats?.[i]![j] === "@")),
  );
  // What a formula fills depends on what stood there before, and is written over by what comes after.
  const fills = contents.flat().some((each) => each?.kind === "formula") && session.book.tables.some(isIn(area));
  if (fills) session.grid.values(area);
  session.grid.write(area, contents);
  if (fills) session.grid.values(area);
}

const isIn =
  (area: Area) =>
  (table: TableState): boolean =>
    table.area.sheetId === area.sheetId && intersection(table.area, area) !== null;

const needsFormats = (matrix: readonly (readonly unknown[])[]): boolean =>
  matrix.some((row) => row.some((value) => typeof value === "string" && value !== ""));

function writeFormats(target: RangeTarget, value: unknown, session: Session): void {
  const area = writable(target, session);
  const single = Array.isArray(value) ? soleElement(value) : value;
  if (single !== undefined) return session.grid.style(area, { numberFormat: text(single) });
  const matrix = matrixOf(value, area.rows, area.columns);
  session.grid.writeFormats(
    area,
    matrix.map((row) => row.map((each) => (each === null ? undefined : text(each) || "General"))),
  );
}

/** One format in an array goes into all cells too. */
const soleElement = (rows: readonly unknown[]): unknown =>
  rows.length === 1 && Array.isArray(rows[0]) && rows[0].length === 1 ? (rows[0] as unknown[])[0] : undefined;

export const numberFormat: Property<RangeTarget> = {
  get: cellsOf((session, area) => session.grid.formats(area)),
  set: writeFormats,
};
export const formulas: Property<RangeTarget> = { get: readFormulas, set: write };

import { invalidArgument, invalidReference } from "./errors.js";

/** Excel's sheet size. Addresses are checked against it; the grid grows as cells are written. */
export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 16_384;

/** A rectangle of cells, zero-based. */
export interface Rect {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** A rectangle on a worksheet. */
export interface Area extends Rect {
  readonly sheetId: string;
}

export const isEntireRow = (rect: Rect): boolean => rect.column === 0 && rect.columns === MAX_COLUMNS;
export const isEntireColumn = (rect: Rect): boolean => rect.row === 0 && rect.rows === MAX_ROWS;

export function columnName(index: number): string {
  let name = "";
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

function columnIndex(name: string): number {
  let index = 0;
  for (const letter of name.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

export const cellAddress = (row: number, column: number): string => `${columnName(column)}${row + 1}`;

export function rectAddress(rect: Rect): string {
  if (isEntireColumn(rect) && isEntireRow(rect)) return `1:${MAX_ROWS}`;
  if (isEntireColumn(rect)) return `${columnName(rect.column)}:${columnName(rect.column + rect.columns - 1)}`;
  if (isEntireRow(rect)) return `${rect.row + 1}:${rect.row + rect.rows}`;
  const first = cellAddress(rect.row, rect.column);
  if (rect.rows === 1 && rect.columns === 1) return first;
  return `${first}:${cellAddress(rect.row + rect.rows - 1, rect.column + rect.columns - 1)}`;
}

/** The same with dollar signs, as a name's formula shows it. */
export function absoluteAddress(rect: Rect): string {
  return rectAddress(rect).replace(/[A-Z]+|\d+/g, "$$$&");
}

/** A sheet's name as it stands before "!": quoted unless it is plain letters and digits. */
export function quoteSheetName(name: string): string {
  const plain = /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) && !/^[A-Za-z]{1,3}\d+$/.test(name);
  return plain ? name : `'${name.replaceAll("'", "''")}'`;
}

/** Splits "'My sheet'!A1" into its sheet and the rest; the sheet is null where none is named. */
export function splitSheet(reference: string): { readonly sheet: string | null; readonly rest: string } {
  const quoted = /^'((?:[^']|'')+)'!(.+)$/.exec(reference);
  if (quoted) return { sheet: quoted[1]!.replaceAll("''", "'"), rest: quoted[2]! };
  const bang = reference.lastIndexOf("!");
  if (bang < 0) return { sheet: null, rest: reference };
  return { sheet: reference.slice(0, bang), rest: reference.slice(bang + 1) };
}

const CELL = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/;

function parseCell(text: string): { row: number; column: number } | null {
  const match = CELL.exec(text);
  if (!match) return null;
  const row = Number(match[2]) - 1;
  const column = columnIndex(match[1]!);
  return row >= 0 && row < MAX_ROWS && column < MAX_COLUMNS ? { row, column } : null;
}

function span(from: number, to: number): { start: number; count: number } {
  return { start: Math.min(from, to), count: Math.abs(to - from) + 1 };
}

/** An A1 address without sheet: a cell, a rectangle, entire columns ("A:C") or rows ("2:5"); null where it isn't one. */
export function tryParseAddress(address: string): Rect | null {
  const [left, right, more] = address.trim().split(":");
  if (left === undefined || more !== undefined) return null;
  const first = parseCell(left);
  if (right === undefined) return first && { ...first, rows: 1, columns: 1 };
  const last = parseCell(right);
  if (first && last) {
    const rows = span(first.row, last.row);
    const columns = span(first.column, last.column);
    return { row: rows.start, column: columns.start, rows: rows.count, columns: columns.count };
  }
  const letters = /^\$?([A-Za-z]{1,3})$/;
  const [fromColumn, toColumn] = [letters.exec(left), letters.exec(right)];
  if (fromColumn && toColumn) {
    const columns = span(columnIndex(fromColumn[1]!), columnIndex(toColumn[1]!));
    if (columns.start + columns.count > MAX_COLUMNS) return null;
    return { row: 0, column: columns.start, rows: MAX_ROWS, columns: columns.count };
  }
  const digits = /^\$?(\d{1,7})$/;
  const [fromRow, toRow] = [digits.exec(left), digits.exec(right)];
  if (fromRow && toRow) {
    const rows = span(Number(fromRow[1]) - 1, Number(toRow[1]) - 1);
    if (rows.start < 0 || rows.start + rows.count > MAX_ROWS) return null;
    return { row: rows.start, column: 0, rows: rows.count, columns: MAX_COLUMNS };
  }
  return null;
}

export function parseAddress(address: string): Rect {
  const rect = tryParseAddress(address);
  if (!rect) throw invalidArgument();
  return rect;
}

/** A rectangle moved or resized may leave the sheet: that is an error in Excel. */
export function checked<T extends Rect>(rect: T): T {
  const fits =
    rect.row >= 0 &&
    rect.column >= 0 &&
    rect.rows >= 1 &&
    rect.columns >= 1 &&
    rect.row + rect.rows <= MAX_ROWS &&
    rect.column + rect.columns <= MAX_COLUMNS;
  if (!fits) throw invalidArgument();
  return rect;
}

export function intersection(a: Rect, b: Rect): Rect | null {
  const row = Math.max(a.row, b.row);
  const column = Math.max(a.column, b.column);
  const rows = Math.min(a.row + a.rows, b.row + b.rows) - row;
  const columns = Math.min(a.column + a.columns, b.column + b.columns) - column;
  return rows > 0 && columns > 0 ? { row, column, rows, columns } : null;
}

export function boundingRect(a: Rect, b: Rect): Rect {
  const row = Math.min(a.row, b.row);
  const column = Math.min(a.column, b.column);
  return {
    row,
    column,
    rows: Math.max(a.row + a.rows, b.row + b.rows) - row,
    columns: Math.max(a.column + a.columns, b.column + b.columns) - column,
  };
}

export const contains = (outer: Rect, inner: Rect): boolean => {
  const common = intersection(outer, inner);
  return common !== null && common.rows === inner.rows && common.columns === inner.columns;
};

/** Ranges of two sheets can't be combined. */
export function sameSheet(a: Area, b: Area): void {
  if (a.sheetId !== b.sheetId) throw invalidReference();
}

import type { ICellData, IStyleData, Nullable } from "@univerjs/core";
import type { Area, Rect } from "../../address.js";
import { filled } from "../../content.js";
import type { CellContent, CellStyle, CellValue, GridChange, StyleChange } from "../port.js";
import { ensureSize, univerRange, withinGrid, worksheet, type UniverContext } from "./context.js";
import { PLAIN, styleFrom, styleTo } from "./styles.js";

const SET_VALUES = "sheet.mutation.set-range-values";
/** Univer's types of a cell's value. */
const CellType = { text: 1, number: 2, boolean: 3, forcedText: 4 } as const;

type CellMatrix = Record<number, Record<number, unknown>>;

export function valueOf(cell: Nullable<ICellData>): CellValue {
  const value = cell?.v;
  if (value === null || value === undefined || value === "") return null;
  switch (cell!.t) {
    case CellType.boolean:
      return value === true || value === 1 || value === "1" || value === "TRUE";
    case CellType.text:
    case CellType.forcedText:
      return String(value);
    case CellType.number:
      return Number(value);
    default:
      return value;
  }
}

/** Reads cells by picking something of each; what the grid has no cells for is left to `beyond`. */
function pick<T>(
  context: UniverContext,
  area: Area,
  beyond: T,
  take: (cell: Nullable<ICellData>, row: number, column: number) => T,
): T[][] {
  const matrix = worksheet(context, area.sheetId).getCellMatrix();
  const inside = withinGrid(context, area);
  return Array.from({ length: area.rows }, (_, i) => {
    if (i >= inside.rows) return new Array<T>(area.columns).fill(beyond);
    return Array.from({ length: area.columns }, (__, j) =>
      j >= inside.columns
        ? beyond
        : take(matrix.getValue(area.row + i, area.column + j), area.row + i, area.column + j),
    );
  });
}

function spilled(context: UniverContext, sheetId: string): CellMatrix | undefined {
  return context.formulaData.getArrayFormulaCellData()?.[context.unitId]?.[sheetId] as CellMatrix | undefined;
}

export function readValues(context: UniverContext, area: Area): CellValue[][] {
  const spills = spilled(context, area.sheetId);
  return pick<CellValue>(context, area, null, (cell, row, column) => {
    const own = valueOf(cell);
    return own ?? valueOf(spills?.[row]?.[column] as Nullable<ICellData>);
  });
}

export function readFormulas(context: UniverContext, area: Area): (string | null)[][] {
  return pick<string | null>(context, area, null, (cell, row, column) =>
    cell && (cell.f || cell.si) ? formulaAt(context, area.sheetId, row, column) : null,
  );
}

export function formulaAt(context: UniverContext, sheetId: string, row: number, column: number): string | null {
  return context.formulaData.getFormulaStringByCell(row, column, sheetId, context.unitId) || null;
}

export function hasFormula(context: UniverContext, sheetId: string, row: number, column: number): boolean {
  const cell = worksheet(context, sheetId).getCellMatrix().getValue(row, column);
  return Boolean(cell?.f || cell?.si);
}

function styleData(
  context: UniverContext,
  sheetId: string,
  cell: Nullable<ICellData>,
  column: number,
): Nullable<IStyleData> {
  const styles = context.workbook.getStyles();
  const own = cell?.s;
  if (own) return styles.get(own);
  const inherited = worksheet(context, sheetId).getColumnStyle(column, true);
  return inherited ? styles.get(inherited) : null;
}

export function readStyles(context: UniverContext, area: Area): CellStyle[][] {
  return pick(context, area, PLAIN, (cell, _row, column) => styleFrom(styleData(context, area.sheetId, cell, column)));
}

export function readFormats(context: UniverContext, area: Area): string[][] {
  return pick(
    context,
    area,
    PLAIN.numberFormat,
    (cell, _row, column) => styleData(context, area.sheetId, cell, column)?.n?.pattern || PLAIN.numberFormat,
  );
}

/** What the cell shows: its value in its number format. */
export function readTexts(context: UniverContext, area: Area): string[][] {
  const values = readValues(context, area);
  const formats = readFormats(context, area);
  const { numfmt } = context.modules.core;
  return filled(area.rows, area.columns, (row, column) => {
    const value = values[row]![column]!;
    if (value === null) return "";
    if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
    if (typeof value === "string") return value;
    return numfmt.format(formats[row]![column]!, value, { throws: false });
  });
}

function cellData(content: CellContent, context: UniverContext): Record<string, unknown> {
  const blank = { v: null, f: null, si: null, p: null };
  if (content.kind === "empty") return blank;
  if (content.kind === "formula") return { ...blank, f: content.formula };
  const { value } = content;
  const data: Record<string, unknown> = { f: null, si: null, p: null, v: value };
  if (typeof value === "number") data.t = CellType.number;
  else if (typeof value === "boolean") {
    data.t = CellType.boolean;
    data.v = value ? 1 : 0;
  } else data.t = isNumeric(value, context) ? CellType.forcedText : CellType.text;
  if (content.format) data.s = styleTo({ numberFormat: content.format });
  return data;
}

const isNumeric = (value: string, context: UniverContext): boolean => context.modules.core.isRealNum(value);

/**
 * Writes wait here until something else is asked of the grid, and then go in together: the client cuts large writes
 * into pieces of 1,500 cells, and each that the grid is given makes it go through the whole sheet.
 */
export interface WriteBuffer {
  add(area: Area, contents: readonly (readonly (CellContent | undefined)[])[]): void;
  flush(): void;
  /** Whether formats came with what waits. */
  changesFormats(): boolean;
}

export function createWriteBuffer(context: UniverContext): WriteBuffer {
  let waiting = new Map<string, CellMatrix>();
  let changes: GridChange[] = [];
  let formats = false;

  function flush(): void {
    if (waiting.size === 0) return;
    const [matrices, reported] = [waiting, changes];
    waiting = new Map();
    changes = [];
    formats = false;
    for (const [sheetId, cellValue] of matrices) setValues(context, sheetId, cellValue);
    for (const change of joined(reported)) context.emit({ type: "changed", change });
  }

  return {
    flush,
    changesFormats: () => formats,
    add(area, contents) {
      const single = area.rows === 1 && area.columns === 1;
      if (single && waiting.get(area.sheetId)?.[area.row]?.[area.column]) flush();
      const before = single ? readValues(context, area)[0]![0]! : undefined;
      ensureSize(context, area);
      let matrix = waiting.get(area.sheetId);
      if (!matrix) waiting.set(area.sheetId, (matrix = {}));
      for (let row = 0; row < area.rows; row++) {
        const line = (matrix[area.row + row] ??= {});
        const given = contents[row]!;
        for (let column = 0; column < area.columns; column++) {
          const content = given[column];
          if (!content) continue;
          line[area.column + column] = cellData(content, context);
          if (content.kind === "value" && content.format) formats = true;
        }
      }
      changes.push({ area, kind: "RangeEdited", ...(single ? { before } : {}) });
    },
  };
}

/** A range that came in pieces of rows is one change. */
function joined(changes: readonly GridChange[]): GridChange[] {
  const result: GridChange[] = [];
  for (const change of changes) {
    const last = result.at(-1);
    const continues =
      last &&
      !("before" in last) &&
      !("before" in change) &&
      last.area.sheetId === change.area.sheetId &&
      last.area.column === change.area.column &&
      last.area.columns === change.area.columns &&
      last.area.row + last.area.rows === change.area.row;
    if (continues)
      result[result.length - 1] = { ...last, area: { ...last.area, rows: last.area.rows + change.area.rows } };
    else result.push(change);
  }
  return result;
}

/**
 * Univer goes through all cells of the workbook at each write, to keep its list of formulas. Where no formula comes,
 * goes or spills, that is spared: the write is kept from it, and the cells are marked for calculation here.
 */
function setValues(context: UniverContext, sheetId: string, cellValue: CellMatrix): void {
  const params = { unitId: context.unitId, subUnitId: sheetId, cellValue };
  if (touchesFormulas(context, sheetId, cellValue)) {
    context.formulasSeen = true;
    return context.runQuietly(SET_VALUES, params);
  }
  context.runQuietly(SET_VALUES, params, { onlyLocal: true });
  if (context.formulasSeen) context.markDirty({ id: SET_VALUES, params });
}

function touchesFormulas(context: UniverContext, sheetId: string, cellValue: CellMatrix): boolean {
  const matrix = worksheet(context, sheetId).getCellMatrix();
  if (spillRanges(context, sheetId).length > 0) return true;
  for (const [row, line] of Object.entries(cellValue)) {
    for (const [column, cell] of Object.entries(line)) {
      if (cell && (cell as ICellData).f) return true;
      const held = matrix.getValue(Number(row), Number(column));
      if (held && (held.f || held.si)) return true;
    }
  }
  return false;
}

function setStyles(context: UniverContext, area: Area, at: (row: number, column: number) => unknown): void {
  const cellValue: CellMatrix = {};
  for (let row = 0; row < area.rows; row++) {
    const line: Record<number, unknown> = {};
    for (let column = 0; column < area.columns; column++) {
      const style = at(row, column);
      if (style !== undefined) line[area.column + column] = { s: style };
    }
    cellValue[area.row + row] = line;
  }
  // The trigger keeps a change of looks from counting as a change of content, which would recalculate.
  context.runQuietly(SET_VALUES, {
    unitId: context.unitId,
    subUnitId: area.sheetId,
    cellValue,
    trigger: "sheet.command.set-style",
  });
}

export function writeFormats(
  context: UniverContext,
  area: Area,
  formats: readonly (readonly (string | undefined)[])[],
): void {
  ensureSize(context, area);
  setStyles(context, area, (row, column) => {
    const numberFormat = formats[row]![column];
    return numberFormat === undefined ? undefined : styleTo({ numberFormat });
  });
}

export function changeStyle(context: UniverContext, area: Area, change: StyleChange): void {
  const within = area.rows * area.columns > 1_000_000 ? withinGrid(context, area) : area;
  ensureSize(context, within);
  const style = styleTo(change);
  setStyles(context, within, () => style);
}

export function clearCells(context: UniverContext, area: Area, what: "all" | "contents" | "formats"): void {
  const within = withinGrid(context, area);
  if (within.rows === 0 || within.columns === 0) return;
  if (what === "formats") return setStyles(context, within, () => null);
  const content = { v: null, f: null, si: null, p: null, ...(what === "all" ? { s: null } : {}) };
  const matrix = worksheet(context, area.sheetId).getCellMatrix();
  const cellValue: CellMatrix = {};
  for (let row = within.row; row < within.row + within.rows; row++) {
    for (let column = within.column; column < within.column + within.columns; column++) {
      if (matrix.getValue(row, column)) (cellValue[row] ??= {})[column] = content;
    }
  }
  if (Object.keys(cellValue).length > 0) setValues(context, area.sheetId, cellValue);
  context.emit({ type: "changed", change: { area, kind: "RangeEdited" } });
}

export function usedBounds(context: UniverContext, sheetId: string, valuesOnly: boolean): Rect | null {
  let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
  const extend = (fromRow: number, fromColumn: number, toRow: number, toColumn: number) => {
    top = Math.min(top, fromRow);
    left = Math.min(left, fromColumn);
    bottom = Math.max(bottom, toRow);
    right = Math.max(right, toColumn);
  };
  worksheet(context, sheetId)
    .getCellMatrix()
    .forValue((row, column, cell) => {
      const filledCell = cell && (valueOf(cell) !== null || cell.f || cell.si || (!valuesOnly && cell.s));
      if (filledCell) extend(row, column, row, column);
    });
  for (const range of spillRanges(context, sheetId)) {
    extend(range.startRow, range.startColumn, range.endRow, range.endColumn);
  }
  return bottom < 0 ? null : { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
}

type UniverRect = ReturnType<typeof univerRange>;

function spillMap(context: UniverContext, sheetId: string): Record<number, Record<number, UniverRect>> {
  return (context.formulaData.getArrayFormulaRange()?.[context.unitId]?.[sheetId] ?? {}) as Record<
    number,
    Record<number, UniverRect>
  >;
}

function spillRanges(context: UniverContext, sheetId: string): UniverRect[] {
  return Object.values(spillMap(context, sheetId)).flatMap((line) => Object.values(line ?? {}));
}

export function spillFrom(context: UniverContext, sheetId: string, row: number, column: number): Rect | null {
  const range = spillMap(context, sheetId)[row]?.[column];
  if (!range || (range.startRow === range.endRow && range.startColumn === range.endColumn)) return null;
  return {
    row: range.startRow,
    column: range.startColumn,
    rows: range.endRow - range.startRow + 1,
    columns: range.endColumn - range.startColumn + 1,
  };
}

export function spillAnchor(
  context: UniverContext,
  sheetId: string,
  row: number,
  column: number,
): { row: number; column: number } | null {
  const covering = spillRanges(context, sheetId).find(
    (range) => row >= range.startRow && row <= range.endRow && column >= range.startColumn && column <= range.endColumn,
  );
  return covering ? { row: covering.startRow, column: covering.startColumn } : null;
}

export function holdsFormulas(sheet: ReturnType<typeof worksheet>): boolean {
  let found = false;
  sheet.getCellMatrix().forValue((_row, _column, cell) => {
    found = Boolean(cell?.f || cell?.si);
    return !found;
  });
  return found;
}

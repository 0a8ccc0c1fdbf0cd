import type { ICellData, IStyleData, Nullable } from "@univerjs/core";
import type { Area, Rect } from "../../address.js";
import { filled } from "../../content.js";
import type { CellStyle, CellValue } from "../port.js";
import { withinGrid, worksheet, type UniverContext } from "./context.js";
import { spilled, spillRanges } from "./spills.js";
import { asShown } from "./structured.js";
import { PLAIN } from "../plain.js";
import { styleFrom } from "./styles.js";

/** Univer's types of a cell's value. */
export const CellType = { text: 1, number: 2, boolean: 3, forcedText: 4 } as const;

/** Given by a formula, or by an apostrophe that nothing follows. A cell that is emptied by hand holds "", too. */
export const isEmptyText = (cell: ICellData): boolean =>
  cell.v === "" && Boolean(cell.f || cell.si || cell.t === CellType.forcedText);

export function valueOf(cell: Nullable<ICellData>): CellValue {
  const value = cell?.v;
  if (value === null || value === undefined) return null;
  if (value === "") return isEmptyText(cell!) ? value : null;
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

/** Of a cell that a formula spilled into: an empty text there is one. */
export const spilledValue = (cell: Nullable<ICellData>): CellValue => (cell?.v === "" ? "" : valueOf(cell));

/** Reads cells by picking something of each; what the grid has no cells for is left to `beyond`. */
function pick<T>(
  context: UniverContext,
  area: Area,
  beyond: T,
  take: (cell: Nullable<ICellData>, row: number, column: number) => T,
): T[][] {
  const matrix = worksheet(context, area.sheetId).getCellMatrix().getMatrix();
  const inside = withinGrid(context, area);
  const picked: T[][] = [];
  for (let row = area.row; row < area.row + area.rows; row++) {
    const line = new Array<T>(area.columns).fill(beyond);
    picked.push(line);
    if (row >= area.row + inside.rows) continue;
    const cells = matrix[row];
    for (let at = 0; at < inside.columns; at++) line[at] = take(cells?.[area.column + at], row, area.column + at);
  }
  return picked;
}

export function readValues(context: UniverContext, area: Area): CellValue[][] {
  const spills = spilled(context, area.sheetId);
  return pick<CellValue>(context, area, null, (cell, row, column) => {
    const own = valueOf(cell);
    return own ?? spilledValue(spills?.[row]?.[column] as Nullable<ICellData>);
  });
}

export function readFormulas(context: UniverContext, area: Area): (string | null)[][] {
  return pick<string | null>(context, area, null, (cell, row, column) =>
    cell && (cell.f || cell.si) ? formulaAt(context, area.sheetId, row, column) : null,
  );
}

export function formulaAt(context: UniverContext, sheetId: string, row: number, column: number): string | null {
  const formula = context.formulaData.getFormulaStringByCell(row, column, sheetId, context.unitId);
  return formula ? asShown(context, formula, { sheetId, row, column }) : null;
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
  // Few looks are shared by many cells.
  const known = new Map<Nullable<IStyleData>, CellStyle>();
  return pick(context, area, PLAIN, (cell, _row, column) => {
    const data = styleData(context, area.sheetId, cell, column);
    const style = known.get(data) ?? styleFrom(data);
    known.set(data, style);
    return style;
  });
}

export function readFormats(context: UniverContext, area: Area): string[][] {
  return pick(
    context,
    area,
    PLAIN.numberFormat,
    (cell, _row, column) => styleData(context, area.sheetId, cell, column)?.n?.pattern || PLAIN.numberFormat,
  );
}

/** 2187.325 is a little less than that in binary; Excel rounds what it prints. */
const halvesUp = (value: number): number => (Number.isInteger(value) ? value : value * (1 + Number.EPSILON));

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
    return numfmt.format(formats[row]![column]!, halvesUp(value), { throws: false });
  });
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

export function holdsFormulas(sheet: ReturnType<typeof worksheet>): boolean {
  let found = false;
  sheet.getCellMatrix().forValue((_row, _column, cell) => {
    found = Boolean(cell?.f || cell?.si);
    return !found;
  });
  return found;
}

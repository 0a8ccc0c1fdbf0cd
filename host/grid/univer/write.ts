import type { ICellData } from "@univerjs/core";
import type { Area } from "../../address.js";
import type { CellContent, FormulaCell, GridChange, StyleChange } from "../port.js";
import { ensureSize, NO_FORMULAS, SET_VALUES, withinGrid, worksheet, type UniverContext } from "./context.js";
import { CellType, readValues } from "./read.js";
import { spillRanges } from "./spills.js";
import { asStored } from "./structured.js";
import { styleTo } from "./styles.js";

type CellMatrix = Record<number, Record<number, unknown>>;
interface Styled {
  readonly s: Record<string, unknown> & { bd?: object };
}

function cellData(content: CellContent, context: UniverContext, place: FormulaCell): Record<string, unknown> {
  const blank = { v: null, f: null, si: null, p: null };
  if (content.kind === "empty") return blank;
  if (content.kind === "formula") return { ...blank, f: asStored(context, content.formula, place) };
  const { value } = content;
  const data: Record<string, unknown> = { f: null, si: null, p: null, v: value };
  if (typeof value === "number") data.t = CellType.number;
  else if (typeof value === "boolean") {
    data.t = CellType.boolean;
    data.v = value ? 1 : 0;
  } else data.t = value === "" || isNumeric(value, context) ? CellType.forcedText : CellType.text;
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
  /** False where some of the cells don't wait: formats alone are no change of content. */
  addFormats(area: Area, at: (row: number, column: number) => string | undefined): boolean;
  /** Looks go in after contents, and together, too; false where there are too many cells to wait. */
  addStyle(area: Area, change: StyleChange): boolean;
  flush(): void;
  /** Whether formats may have come with what waits for any of the cells. */
  changesFormats(area: Area): boolean;
}

/** Cells whose looks wait at most. */
const MOST_STYLED = 20_000;

export function createWriteBuffer(context: UniverContext): WriteBuffer {
  let styled = new Map<string, Record<number, Record<number, Styled>>>();
  let waiting = new Map<string, CellMatrix>();
  let changes: GridChange[] = [];

  function flush(): void {
    joinLooks();
    flushValues();
    flushStyles();
  }

  /** The looks of cells whose contents wait go in with those. */
  function joinLooks(): void {
    for (const [sheetId, matrix] of styled) {
      const contents = waiting.get(sheetId);
      if (!contents) continue;
      const rest: Record<number, Record<number, Styled>> = {};
      for (const [row, line] of Object.entries(matrix))
        for (const [column, style] of Object.entries(line)) {
          const [down, right] = [Number(row), Number(column)];
          const cell = contents[down]?.[right] as Partial<Styled> | undefined;
          if (cell) Object.assign(cell, { s: { ...cell.s, ...style.s } });
          else (rest[down] ??= {})[right] = style;
        }
      styled.set(sheetId, rest);
    }
  }

  const isStyled = (area: Area): boolean => isIn(styled.get(area.sheetId), area);

  function flushStyles(): void {
    const matrices = styled;
    styled = new Map();
    for (const [sheetId, cellValue] of matrices)
      if (Object.keys(cellValue).length > 0) runStyles(context, sheetId, cellValue);
  }

  function flushValues(): void {
    if (waiting.size === 0) return;
    const [matrices, reported] = [waiting, changes];
    waiting = new Map();
    changes = [];
    for (const [sheetId, cellValue] of matrices) setValues(context, sheetId, cellValue);
    for (const change of joined(reported)) context.emit({ type: "changed", change });
  }

  return {
    flush,
    changesFormats: (area) => isStyled(area) || isIn(waiting.get(area.sheetId), area),
    addStyle(area, change) {
      if (area.rows * area.columns > MOST_STYLED) return false;
      ensureSize(context, area);
      const style = styleTo(change);
      let matrix = styled.get(area.sheetId);
      if (!matrix) styled.set(area.sheetId, (matrix = {}));
      for (let row = area.row; row < area.row + area.rows; row++) {
        const line = (matrix[row] ??= {});
        for (let column = area.column; column < area.column + area.columns; column++) {
          const before = line[column]?.s;
          const merged: Styled["s"] = { ...before, ...style };
          if (before?.bd && style.bd) merged.bd = { ...before.bd, ...style.bd };
          line[column] = { s: merged };
        }
      }
      return true;
    },
    addFormats(area, at) {
      if (isStyled(area)) return false;
      const matrix = waiting.get(area.sheetId);
      const found: { readonly cell: ICellData; readonly numberFormat: string | undefined }[] = [];
      for (let row = 0; row < area.rows; row++) {
        for (let column = 0; column < area.columns; column++) {
          const cell = matrix?.[area.row + row]?.[area.column + column] as ICellData | undefined;
          const numberFormat = at(row, column);
          // What a cell holds is read otherwise where it is a text's.
          if (!cell || numberFormat === "@") return false;
          found.push({ cell, numberFormat });
        }
      }
      for (const { cell, numberFormat } of found) if (numberFormat !== undefined) cell.s = styleTo({ numberFormat });
      return true;
    },
    add(area, contents) {
      if (isStyled(area)) flush();
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
          const place = { sheetId: area.sheetId, row: area.row + row, column: area.column + column };
          const before = line[place.column] as ICellData | undefined;
          line[place.column] = { ...(before?.s && { s: before.s }), ...cellData(content, context, place) };
        }
      }
      changes.push({ area, kind: "RangeEdited", ...(single ? { before } : {}) });
    },
  };
}

/** Whether any cell of an area is among some. */
function isIn(cells: Readonly<Record<number, Readonly<Record<number, unknown>>>> | undefined, area: Area): boolean {
  if (!cells) return false;
  for (let row = area.row; row < area.row + area.rows; row++) {
    const line = cells[row];
    if (!line) continue;
    for (let column = area.column; column < area.column + area.columns; column++) if (line[column]) return true;
  }
  return false;
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
  context.runQuietly(SET_VALUES, params, NO_FORMULAS);
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
  runStyles(context, area.sheetId, cellValue);
}

/** The trigger keeps a change of looks from counting as a change of content, which would recalculate. */
const runStyles = ({ unitId, runQuietly }: UniverContext, sheetId: string, cellValue: CellMatrix): void =>
  runQuietly(SET_VALUES, { unitId, subUnitId: sheetId, cellValue, trigger: "sheet.command.set-style" });

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

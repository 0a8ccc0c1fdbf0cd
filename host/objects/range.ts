import {
  MAX_COLUMNS,
  MAX_ROWS,
  boundingRect,
  checked,
  contains,
  intersection,
  isEntireColumn,
  isEntireRow,
  quoteSheetName,
  rectAddress,
  sameSheet,
  type Area,
  type Rect,
} from "../address.js";
import { contentOf, filled, matrixOf, type TextParser } from "../content.js";
import { insertDeleteConflict, invalidArgument, itemNotFound, nonBlankCellOffSheet, shapeMismatch } from "../errors.js";
import type { CellContent, CellValue, GridChange } from "../grid/port.js";
import {
  flag,
  handle,
  leadsTo,
  oneOf,
  readOnly,
  targetOf,
  text,
  whole,
  type Handle,
  type Method,
  type ObjectType,
  type Property,
} from "../model.js";
import type { RangeTarget, Session } from "../session.js";
import { shiftAll, shiftedArea } from "../book.js";
import { rangeFormat } from "./format.js";
import { areaOf, rangeOf, resolveReference, writable } from "./range-target.js";
import { rangeAreas } from "./range-areas.js";
import { sheetHandle } from "./sheets.js";
import { tablesWithin } from "./tables.js";
import { parseText } from "../parse.js";
import { valueType } from "./value-types.js";

/** Entire columns and rows have no values to hand over: Excel answers null. */
const UNBOUNDED = 5_000_000;
const unbounded = (area: Area): boolean =>
  area.rows * area.columns > UNBOUNDED || isEntireColumn(area) || isEntireRow(area);

const cellsOf =
  <T>(read: (session: Session, area: Area) => T[][]) =>
  (target: RangeTarget, session: Session): T[][] | null => {
    const area = areaOf(target, session);
    return unbounded(area) ? null : read(session, area);
  };

const shown = (value: CellValue): CellValue => value ?? "";

const readValues = cellsOf((session, area) => session.grid.values(area).map((row) => row.map(shown)));

const readFormulas = cellsOf((session, area) => {
  const values = session.grid.values(area);
  const formulas = session.grid.formulas(area);
  return filled(area.rows, area.columns, (row, column) => formulas[row]![column] ?? shown(values[row]![column]!));
});

/** Writes contents, leaving cells with null as they are; a value that is not an array goes into every cell. */
function write(target: RangeTarget, value: unknown, session: Session, parse: TextParser = parseText): void {
  const area = writable(target, session);
  // Null is no value for a whole range, and entire columns or rows take no cell's values.
  if (value === null || unbounded(area)) throw invalidArgument();
  const matrix = matrixOf(value, area.rows, area.columns);
  const formats = needsFormats(matrix) ? session.grid.formats(area) : null;
  const contents = matrix.map((row, i) =>
    row.map((each, j): CellContent | undefined => contentOf(each, parse, formats?.[i]![j] === "@")),
  );
  session.grid.write(area, contents);
}

const needsFormats = (matrix: readonly (readonly unknown[])[]): boolean =>
  matrix.some((row) => row.some((value) => typeof value === "string" && value !== ""));

function writeFormats(target: RangeTarget, value: unknown, session: Session): void {
  const area = writable(target, session);
  if (!Array.isArray(value)) return session.grid.style(area, { numberFormat: text(value) });
  const matrix = matrixOf(value, area.rows, area.columns);
  session.grid.writeFormats(
    area,
    matrix.map((row) => row.map((each) => (each === null ? undefined : text(each) || "General"))),
  );
}

const numberFormat: Property<RangeTarget> = {
  get: cellsOf((session, area) => session.grid.formats(area)),
  set: writeFormats,
};
const formulas: Property<RangeTarget> = { get: readFormulas, set: write };

const number = (pick: (area: Area) => unknown): Property<RangeTarget> =>
  readOnly((target, session) => pick(areaOf(target, session)));

function address(target: RangeTarget, session: Session): string {
  const area = areaOf(target, session);
  const sheet = session.grid.sheets().find((each) => each.id === area.sheetId)!;
  return `${quoteSheetName(sheet.name)}!${rectAddress(area)}`;
}

/** True or false where all agree, null where they differ. */
function agreed(values: readonly boolean[]): boolean | null {
  const [first] = values;
  return values.every((each) => each === first) ? (first ?? false) : null;
}

const hidden = (what: "rows" | "columns"): Property<RangeTarget> => ({
  get(target, session) {
    const area = areaOf(target, session);
    return agreed(what === "rows" ? session.grid.hiddenRows(capped(area)) : session.grid.hiddenColumns(capped(area)));
  },
  set: (target, value, session) => session.grid.setHidden(writable(target, session), what, flag(value)),
});

const capped = (area: Area): Area => ({
  ...area,
  rows: Math.min(area.rows, 10_000),
  columns: Math.min(area.columns, 1_000),
});

function extent(target: RangeTarget, session: Session, direction: "rows" | "columns", upTo: "start" | "end"): number {
  const area = areaOf(target, session);
  const [from, count] = direction === "rows" ? [area.row, area.rows] : [area.column, area.columns];
  const size = direction === "rows" ? session.grid.rowHeight : session.grid.columnWidth;
  const [first, last] = upTo === "start" ? [0, from] : [from, from + count];
  let total = 0;
  for (let index = first; index < Math.min(last, first + 20_000); index++) total += size(area.sheetId, index);
  return total;
}

const derived = (move: (area: Area, ...args: unknown[]) => Area): Method<RangeTarget> => ({
  run: (target, session, ...args) => rangeOf(checked(move(areaOf(target, session), ...args))),
});

function other(value: unknown, session: Session, sheetId: string): Area {
  return typeof value === "string"
    ? resolveReference(session, value, sheetId)
    : areaOf(targetOf(value, range), session);
}

function common(target: RangeTarget, session: Session, value: unknown): Area | null {
  const area = areaOf(target, session);
  const another = other(value, session, area.sheetId);
  sameSheet(area, another);
  const rect = intersection(area, another);
  return rect && { sheetId: area.sheetId, ...rect };
}

const orNull = (area: Area | null): Handle | null => area && rangeOf(area);
function orNotFound(area: Area | null): Handle {
  if (!area) throw itemNotFound();
  return rangeOf(area);
}

function used(target: RangeTarget, session: Session, valuesOnly: unknown): Area | null {
  const area = areaOf(target, session);
  const bounds = session.grid.usedBounds(area.sheetId, valuesOnly === true);
  const within = bounds && intersection(area, bounds);
  if (!within) return null;
  return trimmed(session, { sheetId: area.sheetId, ...within }, valuesOnly === true);
}

/** The bounds of the cells in an area that hold something, or look like something. */
function trimmed(session: Session, area: Area, valuesOnly: boolean): Area | null {
  const values = session.grid.values(area);
  const formulas = session.grid.formulas(area);
  const styles = valuesOnly ? null : session.grid.styles(area);
  let bounds: Rect | null = null;
  for (let row = 0; row < area.rows; row++) {
    for (let column = 0; column < area.columns; column++) {
      const plain = !styles || looksPlain(styles[row]![column]!);
      if (values[row]![column] === null && formulas[row]![column] === null && plain) continue;
      const cell = { row: area.row + row, column: area.column + column, rows: 1, columns: 1 };
      bounds = bounds ? boundingRect(bounds, cell) : cell;
    }
  }
  return bounds && { sheetId: area.sheetId, ...bounds };
}

const looksPlain = (style: {
  fillColor: string | null;
  bold: boolean;
  numberFormat: string;
  borders: object;
}): boolean =>
  style.fillColor === null &&
  !style.bold &&
  style.numberFormat === "General" &&
  Object.keys(style.borders).length === 0;

/** The block around the range, bounded by blank rows and columns. */
function surrounding(target: RangeTarget, session: Session): Area {
  const area = areaOf(target, session);
  const bounds = session.grid.usedBounds(area.sheetId, true);
  if (!bounds) return area;
  const all = { sheetId: area.sheetId, ...boundingRect(bounds, area) };
  const values = session.grid.values(all);
  const occupied = (row: number, column: number) => values[row - all.row]?.[column - all.column] != null;
  const any = (rect: Rect) => {
    const inside = intersection(all, rect);
    if (!inside) return false;
    for (let row = inside.row; row < inside.row + inside.rows; row++) {
      for (let column = inside.column; column < inside.column + inside.columns; column++)
        if (occupied(row, column)) return true;
    }
    return false;
  };
  let region: Rect = { row: area.row, column: area.column, rows: area.rows, columns: area.columns };
  for (let grown = true; grown;) {
    grown = false;
    for (const [next, border] of borders(region)) {
      if (!any(border)) continue;
      region = next;
      grown = true;
      break;
    }
  }
  return { sheetId: area.sheetId, ...region };
}

/** The four ways to grow by one, each with the row or column (corners included) that must hold something. */
function borders({ row, column, rows, columns }: Rect): readonly (readonly [Rect, Rect])[] {
  const left = Math.max(0, column - 1);
  const width = column - left + columns + 1;
  const top = Math.max(0, row - 1);
  const height = row - top + rows + 1;
  const ways: (readonly [Rect, Rect])[] = [
    [
      { row, column, rows: rows + 1, columns },
      { row: row + rows, column: left, rows: 1, columns: width },
    ],
    [
      { row, column, rows, columns: columns + 1 },
      { row: top, column: column + columns, rows: height, columns: 1 },
    ],
  ];
  if (row > 0)
    ways.push([
      { row: row - 1, column, rows: rows + 1, columns },
      { row: row - 1, column: left, rows: 1, columns: width },
    ]);
  if (column > 0)
    ways.push([
      { row, column: column - 1, rows, columns: columns + 1 },
      { row: top, column: column - 1, rows: height, columns: 1 },
    ]);
  return ways;
}

function edge(area: Area, session: Session, direction: unknown): { row: number; column: number } {
  const [dr, dc] = DIRECTIONS[oneOf(["Up", "Down", "Left", "Right"] as const, direction)];
  const bounds = session.grid.usedBounds(area.sheetId, true);
  const last = { row: bounds ? bounds.row + bounds.rows : 0, column: bounds ? bounds.column + bounds.columns : 0 };
  const holds = (row: number, column: number) =>
    row >= 0 &&
    column >= 0 &&
    session.grid.values({ sheetId: area.sheetId, row, column, rows: 1, columns: 1 })[0]![0] !== null;
  const onSheet = (row: number, column: number) => row >= 0 && column >= 0 && row < MAX_ROWS && column < MAX_COLUMNS;
  let { row, column } = area;
  const stop = {
    row: dr > 0 ? MAX_ROWS - 1 : dr < 0 ? 0 : row,
    column: dc > 0 ? MAX_COLUMNS - 1 : dc < 0 ? 0 : column,
  };
  const inBlock = holds(row, column) && holds(row + dr, column + dc);
  while (onSheet(row + dr, column + dc)) {
    if (inBlock && !holds(row + dr, column + dc)) break;
    row += dr;
    column += dc;
    if (!inBlock && holds(row, column)) break;
    if (row > last.row + 1 || column > last.column + 1) return stop;
  }
  return { row, column };
}

const DIRECTIONS = { Up: [-1, 0], Down: [1, 0], Left: [0, -1], Right: [0, 1] } as const;

const CELL_TYPES = [
  "Formulas",
  "Constants",
  "Blanks",
  "Visible",
  "ConditionalFormats",
  "DataValidations",
  "SameConditionalFormat",
  "SameDataValidation",
] as const;

/** Cells of one kind within the range, as the fewest rectangles that rows of them make. */
export function specialCells(session: Session, area: Area, type: unknown, valueKind: unknown): Area[] {
  const kind = oneOf(CELL_TYPES, type);
  if (kind !== "Formulas" && kind !== "Constants" && kind !== "Blanks") throw invalidArgument();
  const bounds = session.grid.usedBounds(area.sheetId, false);
  const within = bounds && intersection(area, bounds);
  if (!within) return [];
  const scope = { sheetId: area.sheetId, ...within };
  const values = session.grid.values(scope);
  const found = session.grid.formulas(scope);
  const matches = (row: number, column: number): boolean => {
    const value = values[row]![column]!;
    const formula = found[row]![column] !== null;
    if (kind === "Blanks") return value === null && !formula;
    const right = kind === "Formulas" ? formula : !formula && value !== null;
    return right && ofKind(value, valueKind);
  };
  return rectangles(scope, matches);
}

function ofKind(value: CellValue, kind: unknown): boolean {
  if (kind === undefined || kind === null || kind === "All") return true;
  const type = valueType(value);
  const names = text(kind);
  const part = type === "Double" ? "Number" : type === "Boolean" ? "Logical" : type === "Error" ? "Error" : "Text";
  return names.includes(part);
}

function rectangles(area: Area, matches: (row: number, column: number) => boolean): Area[] {
  const open: { row: number; column: number; rows: number; columns: number }[] = [];
  for (let row = 0; row < area.rows; row++) {
    for (let column = 0; column < area.columns; column++) {
      if (!matches(row, column)) continue;
      const start = column;
      while (column + 1 < area.columns && matches(row, column + 1)) column++;
      const width = column - start + 1;
      const above = open.find(
        (each) => each.column === start && each.columns === width && each.row + each.rows === row,
      );
      if (above) above.rows++;
      else open.push({ row, column: start, rows: 1, columns: width });
    }
  }
  return open.map((each) => ({
    ...each,
    sheetId: area.sheetId,
    row: each.row + area.row,
    column: each.column + area.column,
  }));
}

function special(target: RangeTarget, session: Session, type: unknown, valueKind: unknown): Handle | null {
  const found = specialCells(session, areaOf(target, session), type, valueKind);
  return found.length > 0 ? handle(rangeAreas, { areas: found.map((area) => ({ area })) }) : null;
}

function clear(target: RangeTarget, session: Session, applyTo: unknown): void {
  const what = oneOf(["All", "Formats", "Contents", "Hyperlinks", "RemoveHyperlinks"] as const, applyTo ?? "All");
  if (what === "Hyperlinks" || what === "RemoveHyperlinks") return;
  session.grid.clear(writable(target, session), what.toLowerCase() as "all" | "formats" | "contents");
}

/** A table can't be cut by cells that move: Excel refuses. */
function refuseCutTables(session: Session, moving: Area, along: "rows" | "columns"): void {
  for (const table of session.book.tables) {
    if (table.area.sheetId !== moving.sheetId) continue;
    const common = intersection(table.area, moving);
    if (!common) continue;
    const whole = along === "rows" ? common.columns === table.area.columns : common.rows === table.area.rows;
    if (!whole) throw insertDeleteConflict();
  }
}

async function insert(target: RangeTarget, session: Session, given: unknown): Promise<Handle> {
  const shift = oneOf(["Down", "Right"] as const, given);
  const area = writable(target, session);
  const down = shift === "Down";
  const bounds = session.grid.usedBounds(area.sheetId, true);
  const overflow =
    bounds &&
    (down
      ? bounds.row + bounds.rows + area.rows > MAX_ROWS
      : bounds.column + bounds.columns + area.columns > MAX_COLUMNS);
  if (overflow) throw nonBlankCellOffSheet();
  const entire = down ? isEntireRow(area) : isEntireColumn(area);
  if (!entire) {
    const behind = down ? { ...area, rows: MAX_ROWS - area.row } : { ...area, columns: MAX_COLUMNS - area.column };
    refuseCutTables(session, behind, down ? "rows" : "columns");
  }
  await session.grid.insert(area, down ? "down" : "right");
  if (!entire) moveCells(session, area, down ? "RowInserted" : "ColumnInserted");
  return rangeOf({ ...area });
}

async function remove(target: RangeTarget, session: Session, given: unknown): Promise<void> {
  const shift = oneOf(["Up", "Left"] as const, given);
  const area = writable(target, session);
  const up = shift === "Up";
  const entire = up ? isEntireRow(area) : isEntireColumn(area);
  if (!entire) {
    const behind = up ? { ...area, rows: MAX_ROWS - area.row } : { ...area, columns: MAX_COLUMNS - area.column };
    refuseCutTables(session, behind, up ? "rows" : "columns");
  }
  await session.grid.remove(area, up ? "up" : "left");
  if (!entire) moveCells(session, area, up ? "RowDeleted" : "ColumnDeleted");
}

/** The grid reports entire rows and columns; cells that were shifted aside move only what lies in their way. */
function moveCells(session: Session, area: Area, kind: GridChange["kind"]): void {
  const rows = kind.startsWith("Row");
  const lane: Rect = rows ? { ...area, row: 0, rows: MAX_ROWS } : { ...area, column: 0, columns: MAX_COLUMNS };
  shiftAll(session.book, session.references.targets(), (each) =>
    each.sheetId === area.sheetId && contains(lane, each) ? shiftedArea(each, { area, kind }) : each,
  );
}

function copyFrom(
  target: RangeTarget,
  session: Session,
  given: unknown,
  type: unknown,
  skipBlanks: unknown,
  transpose: unknown,
): void {
  const to = writable(target, session);
  const from = other(given, session, to.sheetId);
  const what = oneOf(["All", "Formulas", "Values", "Formats"] as const, type ?? "All");
  const turned = transpose === true;
  const [rows, columns] = turned ? [from.columns, from.rows] : [from.rows, from.columns];
  const area = checked({ ...to, rows: Math.max(rows, to.rows), columns: Math.max(columns, to.columns) });
  const source = <T>(matrix: T[][], row: number, column: number): T =>
    turned ? matrix[column % from.rows]![row % from.columns]! : matrix[row % from.rows]![column % from.columns]!;
  if (what !== "Formats") {
    const values = session.grid.values(from);
    const found = session.grid.formulas(from);
    const contents = filled(area.rows, area.columns, (row, column): CellContent | undefined => {
      const value = source(values, row, column);
      const formula = what === "Values" ? null : source(found, row, column);
      if (formula !== null) {
        const [rows, columns] = [area.row - from.row, area.column - from.column];
        return { kind: "formula", formula: turned ? formula : session.grid.movedFormula(formula, rows, columns) };
      }
      if (value === null) return skipBlanks === true ? undefined : { kind: "empty" };
      return { kind: "value", value };
    });
    session.grid.write(area, contents);
  }
  if (what === "All" || what === "Formats") {
    const styles = session.grid.styles(from);
    for (let row = 0; row < area.rows; row++) {
      for (let column = 0; column < area.columns; column++) {
        const cell = { sheetId: area.sheetId, row: area.row + row, column: area.column + column, rows: 1, columns: 1 };
        session.grid.style(cell, source(styles, row, column));
      }
    }
  }
}

function oneCell(target: RangeTarget, session: Session): Area {
  const area = areaOf(target, session);
  if (area.rows !== 1 || area.columns !== 1) throw invalidArgument();
  return area;
}

function spillingTo(target: RangeTarget, session: Session): Area | null {
  const area = oneCell(target, session);
  const spill = session.grid.spillFrom(area.sheetId, area.row, area.column);
  return spill && { sheetId: area.sheetId, ...spill };
}

function spillParent(target: RangeTarget, session: Session): Area | null {
  const area = oneCell(target, session);
  const anchor = session.grid.spillAnchor(area.sheetId, area.row, area.column);
  return anchor && { sheetId: area.sheetId, ...anchor, rows: 1, columns: 1 };
}

function hasSpill(target: RangeTarget, session: Session): boolean | null {
  const area = areaOf(target, session);
  if (unbounded(area)) return null;
  const cells = filled(area.rows, area.columns, (row, column) => {
    return session.grid.spillAnchor(area.sheetId, area.row + row, area.column + column) !== null;
  });
  return agreed(cells.flat());
}

const beside = (side: "before" | "after" | "above" | "below"): Method<RangeTarget> =>
  derived((area, given) => {
    const count = given === undefined || given === null ? 1 : whole(given);
    const size = Math.abs(count);
    const forward = (side === "after" || side === "below") === count > 0;
    if (side === "above" || side === "below")
      return { ...area, row: forward ? area.row + area.rows : area.row - size, rows: size };
    return { ...area, column: forward ? area.column + area.columns : area.column - size, columns: size };
  });

export const range: ObjectType<RangeTarget> = {
  name: "Range",
  tracked: true,
  properties: {
    Address: readOnly(address),
    AddressLocal: readOnly(address),
    CellCount: number((area) => (area.rows * area.columns > 2 ** 31 - 1 ? -1 : area.rows * area.columns)),
    RowCount: number((area) => area.rows),
    ColumnCount: number((area) => area.columns),
    RowIndex: number((area) => area.row),
    ColumnIndex: number((area) => area.column),
    IsEntireColumn: number(isEntireColumn),
    IsEntireRow: number(isEntireRow),
    Values: { get: readValues, set: write },
    Formulas: formulas,
    FormulasLocal: formulas,
    Text: readOnly(cellsOf((session, area) => session.grid.texts(area))),
    ValueTypes: readOnly(cellsOf((session, area) => session.grid.values(area).map((row) => row.map(valueType)))),
    NumberFormat: numberFormat,
    NumberFormatLocal: numberFormat,
    HasSpill: readOnly(hasSpill),
    Hidden: readOnly((target, session) => {
      const [rows, columns] = [hidden("rows").get!(target, session), hidden("columns").get!(target, session)];
      if (rows === true || columns === true) return true;
      return rows === null || columns === null ? null : false;
    }),
    RowHidden: hidden("rows"),
    ColumnHidden: hidden("columns"),
    Top: readOnly((target, session) => extent(target, session, "rows", "start")),
    Left: readOnly((target, session) => extent(target, session, "columns", "start")),
    Height: readOnly((target, session) => extent(target, session, "rows", "end")),
    Width: readOnly((target, session) => extent(target, session, "columns", "end")),
    Format: leadsTo((target, session) => handle(rangeFormat, { target, area: () => areaOf(target, session), session })),
    Worksheet: leadsTo((target, session) => sheetHandle(areaOf(target, session).sheetId)),
  },
  methods: {
    _ValidateArraySize: {
      run(target, session, rows, columns) {
        const area = areaOf(target, session);
        if (rows !== area.rows || columns !== area.columns) throw shapeMismatch();
      },
    },
    GetCell: derived((area, row, column) => ({
      ...area,
      row: area.row + whole(row),
      column: area.column + whole(column),
      rows: 1,
      columns: 1,
    })),
    GetRow: derived((area, index) => ({ ...area, row: area.row + inside(whole(index), area.rows), rows: 1 })),
    GetColumn: derived((area, index) => ({
      ...area,
      column: area.column + inside(whole(index), area.columns),
      columns: 1,
    })),
    GetLastRow: derived((area) => ({ ...area, row: area.row + area.rows - 1, rows: 1 })),
    GetLastColumn: derived((area) => ({ ...area, column: area.column + area.columns - 1, columns: 1 })),
    GetLastCell: derived((area) => ({
      ...area,
      row: area.row + area.rows - 1,
      column: area.column + area.columns - 1,
      rows: 1,
      columns: 1,
    })),
    GetEntireRow: derived((area) => ({ ...area, column: 0, columns: MAX_COLUMNS })),
    GetEntireColumn: derived((area) => ({ ...area, row: 0, rows: MAX_ROWS })),
    GetOffsetRange: derived((area, rows, columns) => ({
      ...area,
      row: area.row + whole(rows),
      column: area.column + whole(columns),
    })),
    GetResizedRange: derived((area, rows, columns) => ({
      ...area,
      rows: area.rows + whole(rows),
      columns: area.columns + whole(columns),
    })),
    GetAbsoluteResizedRange: derived((area, rows, columns) => ({
      ...area,
      rows: whole(rows),
      columns: whole(columns),
    })),
    GetRowsAbove: beside("above"),
    GetRowsBelow: beside("below"),
    GetColumnsBefore: beside("before"),
    GetColumnsAfter: beside("after"),
    GetBoundingRect: {
      run(target, session, another) {
        const area = areaOf(target, session);
        const second = other(another, session, area.sheetId);
        sameSheet(area, second);
        return rangeOf({ sheetId: area.sheetId, ...boundingRect(area, second) });
      },
    },
    GetIntersection: { run: (target, session, another) => orNotFound(common(target, session, another)) },
    GetIntersectionOrNullObject: { run: (target, session, another) => orNull(common(target, session, another)) },
    GetUsedRange: { reads: true, run: (target, session, valuesOnly) => orNotFound(used(target, session, valuesOnly)) },
    GetUsedRangeOrNullObject: {
      reads: true,
      run: (target, session, valuesOnly) => orNull(used(target, session, valuesOnly)),
    },
    GetSurroundingRegion: { reads: true, run: (target, session) => rangeOf(surrounding(target, session)) },
    GetRangeEdge: {
      reads: true,
      run(target, session, direction) {
        const area = areaOf(target, session);
        return rangeOf({ sheetId: area.sheetId, ...edge(area, session, direction), rows: 1, columns: 1 });
      },
    },
    GetExtendedRange: {
      reads: true,
      run(target, session, direction) {
        const area = areaOf(target, session);
        const end = { ...edge(area, session, direction), rows: 1, columns: 1 };
        return rangeOf({ sheetId: area.sheetId, ...boundingRect(area, end) });
      },
    },
    GetSpecialCells: {
      reads: true,
      run(target, session, type, valueKind) {
        const found = special(target, session, type, valueKind);
        if (!found) throw itemNotFound();
        return found;
      },
    },
    GetSpecialCellsOrNullObject: { reads: true, run: special },
    GetSpillingToRange: { reads: true, run: (target, session) => orNotFound(spillingTo(target, session)) },
    GetSpillingToRangeOrNullObject: { reads: true, run: (target, session) => orNull(spillingTo(target, session)) },
    GetSpillParent: { reads: true, run: (target, session) => orNotFound(spillParent(target, session)) },
    GetSpillParentOrNullObject: { reads: true, run: (target, session) => orNull(spillParent(target, session)) },
    GetTables: { run: (target, session, fully) => tablesWithin(areaOf(target, session), fully === true) },
    Clear: { run: clear },
    Insert: { run: insert },
    Delete: { run: remove },
    Merge: { run: (target, session, across) => session.grid.merge(writable(target, session), across === true) },
    Unmerge: { run: (target, session) => session.grid.unmerge(writable(target, session)) },
    CopyFrom: { reads: true, run: copyFrom },
    Select: { run: select },
    Calculate: { run: () => null, wait: (target, session) => session.grid.calculate([areaOf(target, session)]) },
  },
};

function inside(index: number, count: number): number {
  if (index < 0 || index >= count) throw invalidArgument();
  return index;
}

function select(target: RangeTarget, session: Session): void {
  const area = areaOf(target, session);
  session.grid.activateSheet(area.sheetId);
  session.grid.select(area);
}

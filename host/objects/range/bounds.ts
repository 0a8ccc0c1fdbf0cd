import { type Area, boundingRect, intersection, MAX_COLUMNS, MAX_ROWS, type Rect } from "../../address.js";
import { oneOf } from "../../model.js";
import type { Session } from "../../session.js";
import type { RangeTarget } from "../../states.js";
import { areaOf } from "./target.js";

export function used(target: RangeTarget, session: Session, valuesOnly: unknown): Area | null {
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
export function surrounding(target: RangeTarget, session: Session): Area {
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

export function edge(area: Area, session: Session, direction: unknown): { row: number; column: number } {
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

import { contains, MAX_COLUMNS, MAX_ROWS, type Area } from "./address.js";
import type { GridChange } from "./grid/port.js";
import type { TableState } from "./states.js";

/**
 * Where an area is after rows, columns or cells were inserted or deleted; undefined when it is gone with them. Cells that
 * are shifted aside move only what lies in their way as a whole.
 */
export function shiftedArea(area: Area, change: GridChange): Area | undefined {
  if (area.sheetId !== change.area.sheetId) return area;
  const rows = change.kind.startsWith("Row") || change.shift === "down" || change.shift === "up";
  if (change.kind.startsWith("Cell")) {
    const lane = rows
      ? { ...change.area, row: 0, rows: MAX_ROWS }
      : { ...change.area, column: 0, columns: MAX_COLUMNS };
    if (!contains(lane, area)) return area;
  }
  const [start, count] = rows ? [area.row, area.rows] : [area.column, area.columns];
  const [at, by] = rows ? [change.area.row, change.area.rows] : [change.area.column, change.area.columns];
  const moved = change.kind.endsWith("Inserted") ? inserted(start, count, at, by) : deleted(start, count, at, by);
  if (!moved) return undefined;
  return rows
    ? { ...area, row: moved.start, rows: moved.count }
    : { ...area, column: moved.start, columns: moved.count };
}

function inserted(start: number, count: number, at: number, by: number): { start: number; count: number } {
  if (at <= start) return { start: start + by, count };
  if (at < start + count) return { start, count: count + by };
  return { start, count };
}

function deleted(start: number, count: number, at: number, by: number): { start: number; count: number } | undefined {
  const before = Math.max(0, Math.min(start, at + by) - at);
  const inside = Math.max(0, Math.min(start + count, at + by) - Math.max(start, at));
  const left = count - inside;
  return left > 0 ? { start: start - before, count: left } : undefined;
}

/** A table that gained or lost columns keeps the ids of those that stayed at the left. */
export function fitColumns(table: TableState, columns: number): void {
  while (table.columnIds.length < columns) table.columnIds.push(Math.max(0, ...table.columnIds) + 1);
  table.columnIds.length = columns;
  while (table.columnNames.length < columns) table.columnNames.push(`Column${table.columnNames.length + 1}`);
  table.columnNames.length = columns;
}

import type { Area } from "./address.js";
import type { GridChange } from "./grid/port.js";
import type { TableState } from "./states.js";

/**
 * Where an area is after rows or columns were inserted or deleted; undefined when it is gone with them.
 * The change's area spans the sheet across, or for cells that were shifted only a part of it.
 */
export function shiftedArea(area: Area, change: GridChange): Area | undefined {
  if (area.sheetId !== change.area.sheetId) return area;
  const rows = change.kind.startsWith("Row");
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

import { type Area, intersection, isEntireColumn, isEntireRow, MAX_COLUMNS, MAX_ROWS } from "../../address.js";
import { insertDeleteConflict, nonBlankCellOffSheet } from "../../errors.js";
import type { Handle } from "../../kinds.js";
import { oneOf } from "../../model.js";
import type { Session } from "../../session.js";
import type { RangeTarget } from "../../states.js";
import { rangeOf, writable } from "./target.js";

export function clear(target: RangeTarget, session: Session, applyTo: unknown): void {
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

export async function insert(target: RangeTarget, session: Session, given: unknown): Promise<Handle> {
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
  return rangeOf({ ...area });
}

export async function remove(target: RangeTarget, session: Session, given: unknown): Promise<void> {
  const shift = oneOf(["Up", "Left"] as const, given);
  const area = writable(target, session);
  const up = shift === "Up";
  const entire = up ? isEntireRow(area) : isEntireColumn(area);
  if (!entire) {
    const behind = up ? { ...area, rows: MAX_ROWS - area.row } : { ...area, columns: MAX_COLUMNS - area.column };
    refuseCutTables(session, behind, up ? "rows" : "columns");
  }
  await session.grid.remove(area, up ? "up" : "left");
}

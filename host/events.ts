import { type Area, intersection, type Rect, rectAddress } from "./address.js";
import type { BookEvent } from "./book.js";
import type { CellValue, GridChange } from "./grid/port.js";
import { handle } from "./kinds.js";
import { valueType } from "./objects/value-types.js";
import { EventType, WORKBOOK_TARGET } from "./protocol.js";
import type { Session } from "./session.js";
import type { TableState } from "./states.js";

/** What happens in the grid, as the workbook's events; the sheet's handlers hear it, and the workbook's. */
export function workbookEvents(event: BookEvent, session: Session): void {
  // Of these two alone the client doesn't tell the host that it has handlers.
  if (event.type === "settingsChanged") return session.raise(EventType.settingsChanged, "", {});
  if (event.type === "selected" && session.isLocal()) session.raise(EventType.selectionChanged, "", {});
  if (!session.hasHandlers()) return;
  // Where a co-author looks nobody else is told.
  if ((event.type === "selected" || event.type === "activated") && !session.isLocal()) return;
  switch (event.type) {
    case "changed":
      return changed(event.change, session);
    case "selected":
      return selected(event.area, session);
    case "activated":
      if (event.previous) raise(session, EventType.worksheetDeactivated, event.previous, {});
      return raise(session, EventType.worksheetActivated, event.sheetId, {});
    case "calculated":
      for (const [sheetId, cells] of event.cells) {
        raise(session, EventType.worksheetCalculated, sheetId, { address: addresses(cells) });
      }
      return;
    case "tableAdded":
      return tables(EventType.tableAdded, event.table, session, {});
    case "tableDeleted":
      return tables(EventType.tableDeleted, event.table, session, { tableName: event.table.name });
    case "sheetAdded":
      return session.raise(EventType.worksheetAdded, WORKBOOK_TARGET, {
        source: source(session),
        worksheetId: event.sheetId,
      });
    case "sheetDeleted":
      return session.raise(EventType.worksheetDeleted, WORKBOOK_TARGET, {
        source: source(session),
        worksheetId: event.sheetId,
      });
  }
}

const source = (session: Session): "Local" | "Remote" => (session.isLocal() ? "Local" : "Remote");

function raise(session: Session, type: number, sheetId: string, args: Readonly<Record<string, unknown>>): void {
  const all = { worksheetId: sheetId, ...args };
  session.raise(type, sheetId, all);
  session.raise(type, WORKBOOK_TARGET, all);
}

function tables(type: number, table: TableState, session: Session, more: Readonly<Record<string, unknown>>): void {
  const args = { source: source(session), tableId: table.id, worksheetId: table.area.sheetId, ...more };
  for (const target of [WORKBOOK_TARGET, table.area.sheetId]) session.raise(type, target, args);
}

function changed(change: GridChange, session: Session): void {
  const { area, kind } = change;
  const details = "before" in change ? cellDetails(area, change.before ?? null, session) : {};
  const args = {
    address: rectAddress(area),
    changeType: kind,
    source: source(session),
    triggerSource: session.scriptRuns() ? "ThisLocalAddin" : "Unknown",
    shiftDirection: change.shift ? SHIFTS[change.shift] : "None",
    // The event's getRange finds the cells by this, also after they moved.
    referenceId: session.references.keep(handle("Range", { area })),
    ...details,
  };
  raise(session, EventType.worksheetChanged, area.sheetId, args);
  for (const table of session.book.tables) {
    if (table.area.sheetId !== area.sheetId) continue;
    const common = intersection(table.area, area);
    if (!common) continue;
    const ofTable = { ...args, worksheetId: area.sheetId, tableId: table.id, address: rectAddress(common) };
    for (const target of [table.id, area.sheetId, WORKBOOK_TARGET])
      session.raise(EventType.tableChanged, target, ofTable);
  }
}

const SHIFTS = { down: "ShiftCellDown", right: "ShiftCellRight", up: "ShiftCellUp", left: "ShiftCellLeft" } as const;

/** Of a single cell: its value before and after. */
function cellDetails(area: Area, before: CellValue, session: Session): Record<string, unknown> {
  const after = session.grid.values(area)[0]![0]!;
  return {
    valueBefore: before ?? "",
    valueAfter: after ?? "",
    valueTypeBefore: valueType(before),
    valueTypeAfter: valueType(after),
  };
}

function selected(area: Area, session: Session): void {
  raise(session, EventType.worksheetSelectionChanged, area.sheetId, { address: rectAddress(area) });
  for (const table of session.book.tables) {
    if (table.area.sheetId !== area.sheetId) continue;
    const common = intersection(table.area, area);
    const args = { worksheetId: area.sheetId, tableId: table.id, address: common ? rectAddress(common) : "" };
    session.raise(EventType.tableSelectionChanged, table.id, args);
  }
}

/** The cells a calculation changed, as rectangles of a column each. */
function addresses(cells: readonly (readonly [row: number, column: number])[]): string {
  const byColumn = new Map<number, number[]>();
  for (const [row, column] of cells) {
    const rows = byColumn.get(column);
    if (rows) rows.push(row);
    else byColumn.set(column, [row]);
  }
  const rects: { row: number; column: number; rows: number; columns: number }[] = [];
  for (const [column, rows] of [...byColumn].sort(([one], [other]) => one - other)) {
    for (const row of rows.sort((one, other) => one - other)) {
      const last = rects.at(-1);
      if (last && last.column === column && last.row + last.rows === row) last.rows++;
      else rects.push({ row, column, rows: 1, columns: 1 });
    }
  }
  return rects.map((rect: Rect) => rectAddress(rect)).join(",");
}

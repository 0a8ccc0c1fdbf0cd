import { type Area, intersection } from "../../address.js";
import { itemNotFound } from "../../errors.js";
import type { Session } from "../../session.js";
import { live, type TableState } from "../../states.js";

export const headerRows = (table: TableState): number => (table.showHeaders ? 1 : 0);
const totalRows = (table: TableState): number => (table.showTotals ? 1 : 0);

export function bodyArea(table: TableState): Area {
  const { area } = live(table);
  return { ...area, row: area.row + headerRows(table), rows: area.rows - headerRows(table) - totalRows(table) };
}

export function headerArea(table: TableState): Area {
  if (!live(table).showHeaders) throw itemNotFound();
  return { ...table.area, rows: 1 };
}

export function totalArea(table: TableState): Area {
  if (!live(table).showTotals) throw itemNotFound();
  return { ...table.area, row: table.area.row + table.area.rows - 1, rows: 1 };
}

/** Headers are texts, never blank and never twice the same: Excel completes them. */
export function headersFrom(values: readonly unknown[]): string[] {
  const taken = new Set<string>();
  return values.map((value, index) => {
    const base = value === null || value === "" ? `Column${index + 1}` : String(value);
    let name = base;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${base}${number}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/** Only those that change: Excel tells of no others. */
export function writeHeaders(session: Session, area: Area, names: readonly string[]): void {
  const header = { ...area, rows: 1 };
  const shown = session.grid.values(header)[0]!;
  names.forEach((value, index) => {
    if (shown[index] === value) return;
    const cell = { ...header, column: area.column + index, columns: 1 };
    session.grid.write(cell, [[{ kind: "value", value, text: true }]]);
  });
}

export function overlaps(session: Session, area: Area, self?: TableState): boolean {
  return session.book.tables.some(
    (table) => table !== self && table.area.sheetId === area.sheetId && intersection(table.area, area),
  );
}

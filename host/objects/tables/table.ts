import { intersection, type Area } from "../../address.js";
import { columnNames, removeTable } from "../../book.js";
import { invalidArgument, invalidReference, itemAlreadyExists } from "../../errors.js";
import { type Handle, handle, isHandle, targetOf } from "../../kinds.js";
import { flag, leadsTo, type Members, type Property, readOnly, text } from "../../model.js";
import type { Session } from "../../session.js";
import { fitColumns } from "../../shift.js";
import { live, type TableState } from "../../states.js";
import { eventMethods } from "../events.js";
import { areaOf, rangeOf, resolveReference, writable } from "../range/target.js";
import { bodyArea, headerArea, headerRows, headersFrom, overlaps, totalArea, writeHeaders } from "./areas.js";

export const tableHandle = (table: TableState): Handle => handle("Table", table);

/** A table's name is a name: a letter or underscore first, no spaces, no cell's address, not taken. */
function checkedName(session: Session, given: string, self?: TableState): string {
  const bad = !/^[\p{L}_\\][\p{L}\p{N}_.\\]{0,254}$/u.test(given) || /^([A-Za-z]{1,3}\d+|[rc]|r\d*c\d*)$/i.test(given);
  if (bad) throw invalidArgument();
  const lower = given.toLowerCase();
  const taken =
    session.book.tables.some((table) => table !== self && table.name.toLowerCase() === lower) ||
    session.grid.names().some((name) => name.sheetId === null && name.name.toLowerCase() === lower);
  if (taken) throw itemAlreadyExists();
  return given;
}

/** The new range keeps the header where it was and must overlap the old one. */
function resize(table: TableState, session: Session, given: unknown): void {
  live(table);
  const next = isHandle(given)
    ? areaOf(targetOf(given, "Range"), session)
    : resolveReference(session, text(given), table.area.sheetId);
  if (next.sheetId !== table.area.sheetId) throw invalidReference();
  const sameTop = next.row === table.area.row;
  if (!sameTop || !intersection(next, table.area) || next.rows < headerRows(table) + 1) throw invalidArgument();
  if (overlaps(session, next, table)) throw invalidArgument();
  writable({ area: next }, session);
  fitColumns(table, next.columns);
  table.area = next;
  if (table.showHeaders) {
    const headers = headersFrom(session.grid.values({ ...next, rows: 1 })[0]!);
    writeHeaders(session, next, headers);
    table.columnNames = headers;
  }
  session.book.publishTable(table);
  const header = { ...next, rows: 1 };
  if (session.book.options.tellResize)
    session.book.emit({ type: "changed", change: { area: header, kind: "RangeEdited" } });
}

async function showHeaders(table: TableState, value: unknown, session: Session): Promise<void> {
  const show = flag(value);
  if (show === live(table).showHeaders) return;
  const { area } = table;
  if (show) {
    await session.grid.insert({ ...area, rows: 1 }, "down");
    table.area = { ...area, rows: area.rows + 1 };
    writeHeaders(session, table.area, table.columnNames);
  } else {
    table.columnNames = columnNames(session.grid, table);
    session.grid.clear({ ...area, rows: 1 }, "all");
    table.area = { ...area, row: area.row + 1, rows: area.rows - 1 };
  }
  table.showHeaders = show;
  session.book.publishTable(table);
}

async function showTotals(table: TableState, value: unknown, session: Session): Promise<void> {
  const show = flag(value);
  if (show === live(table).showTotals) return;
  const { area } = table;
  if (show) {
    const row = { ...area, row: area.row + area.rows, rows: 1 };
    await session.grid.insert(row, "down");
    table.area = { ...area, rows: area.rows + 1 };
    table.showTotals = true;
    session.book.publishTable(table);
    writeTotals(table, session, row);
  } else {
    await session.grid.remove({ ...area, row: area.row + area.rows - 1, rows: 1 }, "up");
    table.area = { ...area, rows: area.rows - 1 };
  }
  table.showTotals = show;
  session.book.publishTable(table);
}

/** Excel's first totals: a label, and the last column's sum, or its count where it holds texts. */
function writeTotals(table: TableState, session: Session, row: Area): void {
  const last = row.columns - 1;
  const body = session.grid.values({ ...bodyArea(table), column: row.column + last, columns: 1 });
  const numeric = body.every(([value]) => value === null || typeof value === "number");
  const title = columnNames(session.grid, table)[last]!.replace(/[[\]#']/g, "'$&");
  const total = { kind: "formula", formula: `=SUBTOTAL(${numeric ? 109 : 103},${table.name}[${title}])` } as const;
  session.grid.write({ ...row, column: row.column + last, columns: 1 }, [[total]]);
  if (last > 0) session.grid.write({ ...row, columns: 1 }, [[{ kind: "value", value: "Total", text: true }]]);
}

const option = (
  key: "bandedRows" | "bandedColumns" | "firstColumn" | "lastColumn" | "filterButton",
): Property<TableState> => ({
  get: (table) => live(table)[key],
  set(table, value) {
    live(table)[key] = flag(value);
  },
});

export const tableType: Members<"Table"> = {
  properties: {
    Id: readOnly((table) => live(table).id),
    LegacyId: readOnly((table) => live(table).id),
    Name: {
      get: (table) => live(table).name,
      set(table, value, session) {
        const name = checkedName(session, text(value), live(table));
        session.grid.removeTable(table.name);
        table.name = name;
        session.book.publishTable(table);
      },
    },
    ShowHeaders: { get: (table) => live(table).showHeaders, set: showHeaders },
    ShowTotals: { get: (table) => live(table).showTotals, set: showTotals },
    Style: {
      get: (table) => live(table).style,
      set(table, value) {
        const style = text(value);
        if (
          style !== "" &&
          !/^TableStyle(Light([1-9]|1\d|2[01])|Medium([1-9]|1\d|2[0-8])|Dark([1-9]|1[01]))$/.test(style)
        )
          throw invalidArgument();
        live(table).style = style;
      },
    },
    ShowBandedRows: option("bandedRows"),
    ShowBandedColumns: option("bandedColumns"),
    HighlightFirstColumn: option("firstColumn"),
    HighlightLastColumn: option("lastColumn"),
    ShowFilterButton: option("filterButton"),
    Columns: leadsTo((table) => handle("TableColumnCollection", table)),
    Rows: leadsTo((table) => handle("TableRowCollection", table)),
    Worksheet: leadsTo((table) => handle("Worksheet", { id: live(table).area.sheetId })),
  },
  methods: {
    GetRange: { run: (table) => rangeOf(live(table).area) },
    GetDataBodyRange: { run: (table) => rangeOf(bodyArea(table)) },
    GetHeaderRowRange: { run: (table) => rangeOf(headerArea(table)) },
    GetTotalRowRange: { run: (table) => rangeOf(totalArea(table)) },
    Resize: { reads: true, run: resize },
    ConvertToRange: {
      run(table, session) {
        const { area } = live(table);
        removeTable(session.book, table);
        return rangeOf(area);
      },
    },
    Delete: {
      run(table, session) {
        const area = writable({ area: live(table).area }, session);
        removeTable(session.book, table);
        session.grid.clear(area, "all");
        session.book.emit({ type: "tableDeleted", table });
      },
    },
    ...eventMethods("DataChanged", "SelectionChanged"),
  },
};

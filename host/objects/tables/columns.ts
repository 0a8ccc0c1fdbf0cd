import type { Area } from "../../address.js";
import { columnNames, removeTable } from "../../book.js";
import { contentOf, matrixOf } from "../../content.js";
import { invalidArgument, itemAlreadyExists, itemNotFound } from "../../errors.js";
import { type Handle, handle } from "../../kinds.js";
import { type Members, readOnly, text, whole } from "../../model.js";
import { parseText } from "../../parse.js";
import type { Session } from "../../session.js";
import { live, type TableState } from "../../states.js";
import { rangeOf, writable } from "../range/target.js";
import { bodyArea, headerArea, headersFrom, totalArea, writeHeaders } from "./areas.js";

interface ColumnTarget {
  readonly table: TableState;
  readonly id: number;
}

const columnHandle = (table: TableState, index: number): Handle =>
  handle("TableColumn", { table, id: table.columnIds[index]! });

function columnIndex(target: ColumnTarget): number {
  const index = live(target.table).columnIds.indexOf(target.id);
  if (index < 0) throw itemNotFound();
  return index;
}

const columnArea = (target: ColumnTarget, area: Area): Area => ({
  ...area,
  column: area.column + columnIndex(target),
  columns: 1,
});

function findColumn(table: TableState, session: Session, key: unknown): Handle | null {
  const names = columnNames(session.grid, live(table));
  const index =
    typeof key === "number"
      ? table.columnIds.indexOf(key)
      : names.findIndex((name) => name.toLowerCase() === String(key).toLowerCase());
  return index < 0 ? null : columnHandle(table, index);
}

function requiredHandle(found: Handle | null): Handle {
  if (!found) throw itemNotFound();
  return found;
}

async function addColumn(
  table: TableState,
  session: Session,
  index: unknown,
  values: unknown,
  name: unknown,
): Promise<Handle> {
  const { area } = live(table);
  writable({ area }, session);
  const at = index === undefined || index === null || index === -1 ? area.columns : whole(index);
  if (at < 0 || at > area.columns) throw invalidArgument();
  const [ids, names] = [[...table.columnIds], [...table.columnNames]];
  const id = Math.max(0, ...ids) + 1;
  await session.grid.insert({ ...area, column: area.column + at, columns: 1 }, "right");
  table.columnIds = [...ids.slice(0, at), id, ...ids.slice(at)];
  table.columnNames = [...names.slice(0, at), `Column${id}`, ...names.slice(at)];
  table.area = { ...area, columns: area.columns + 1 };
  const target = { table, id };
  if (values !== undefined && values !== null) writeColumn(target, values, session);
  const header = typeof name === "string" ? name : undefined;
  const shown = session.grid
    .values({ ...table.area, rows: 1 })[0]!
    .map((value, each) => (each === at && header !== undefined ? header : value));
  if (table.showHeaders) writeHeaders(session, table.area, headersFrom(shown));
  session.book.publishTable(table);
  return handle("TableColumn", target);
}

/** Values of a column are given for all its rows, header included. */
function writeColumn(target: ColumnTarget, values: unknown, session: Session): void {
  const area = writable({ area: columnArea(target, target.table.area) }, session);
  const matrix = matrixOf(values, area.rows, 1);
  session.grid.write(
    area,
    matrix.map((row) => row.map((value) => contentOf(value, parseText, false))),
  );
}

export const columns: Members<"TableColumnCollection"> = {
  properties: { Count: readOnly((table) => live(table).area.columns) },
  items: (table) => live(table).columnIds.map((_, index) => columnHandle(table, index)),
  methods: {
    GetItem: { run: (table, session, key) => requiredHandle(findColumn(table, session, key)) },
    GetItemOrNullObject: { run: findColumn },
    GetItemAt: {
      run(table, _session, index) {
        if (live(table).columnIds[whole(index)] === undefined) throw invalidArgument();
        return columnHandle(table, whole(index));
      },
    },
    GetCount: { run: (table) => live(table).area.columns },
    Add: { reads: true, run: addColumn },
  },
};

export const column: Members<"TableColumn"> = {
  properties: {
    Id: readOnly((target) => target.id),
    Index: readOnly(columnIndex),
    Name: {
      get: (target, session) => columnNames(session.grid, target.table)[columnIndex(target)],
      set(target, value, session) {
        const index = columnIndex(target);
        const names = columnNames(session.grid, target.table);
        const name = text(value);
        if (names.some((each, other) => other !== index && each.toLowerCase() === name.toLowerCase()))
          throw itemAlreadyExists();
        target.table.columnNames[index] = name;
        if (target.table.showHeaders) writeHeaders(session, columnArea(target, target.table.area), [name]);
        session.book.publishTable(target.table);
      },
    },
    Values: {
      get: (target, session) =>
        session.grid.values(columnArea(target, target.table.area)).map((row) => row.map((value) => value ?? "")),
      set: writeColumn,
    },
  },
  methods: {
    GetRange: { run: (target) => rangeOf(columnArea(target, target.table.area)) },
    GetDataBodyRange: { run: (target) => rangeOf(columnArea(target, bodyArea(target.table))) },
    GetHeaderRowRange: { run: (target) => rangeOf(columnArea(target, headerArea(target.table))) },
    GetTotalRowRange: { run: (target) => rangeOf(columnArea(target, totalArea(target.table))) },
    Delete: {
      async run(target, session) {
        const { table } = target;
        const area = writable({ area: columnArea(target, table.area) }, session);
        const index = columnIndex(target);
        if (table.area.columns === 1) return removeTable(session.book, table);
        const { area: whole, columnIds, columnNames } = table;
        const [ids, names] = [
          columnIds.filter((_, each) => each !== index),
          columnNames.filter((_, each) => each !== index),
        ];
        await session.grid.remove(area, "left");
        table.columnIds = ids;
        table.columnNames = names;
        table.area = { ...whole, columns: whole.columns - 1 };
        session.book.publishTable(table);
      },
    },
  },
};

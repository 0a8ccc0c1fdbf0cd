import { MAX_ROWS, contains, intersection, type Area } from "../address.js";
import { columnNames, fitColumns, removeTable, type TableState } from "../book.js";
import { contentOf, matrixOf } from "../content.js";
import { invalidArgument, invalidReference, itemAlreadyExists, itemNotFound, shapeMismatch } from "../errors.js";
import {
  flag,
  handle,
  isHandle,
  leadsTo,
  readOnly,
  targetOf,
  text,
  whole,
  type Handle,
  type ObjectType,
  type Property,
} from "../model.js";
import { parseText } from "../parse.js";
import { EventType, WORKBOOK_TARGET } from "../protocol.js";
import type { Session } from "../session.js";
import { eventMethods } from "./events.js";
import { range } from "./range.js";
import { areaOf, rangeOf, resolveReference, writable } from "./range-target.js";
import { sheetHandle } from "./sheets.js";

/** The tables of one sheet or of the workbook, or of those that a range touches. */
export interface TablesTarget {
  readonly sheetId?: string;
  readonly among?: readonly TableState[];
}

const DEFAULT_STYLE = "TableStyleMedium2";

export const tableHandle = (table: TableState): Handle => handle(tableType, table);

function live(table: TableState): TableState {
  if (table.deleted) throw itemNotFound();
  return table;
}

const all = (target: TablesTarget, session: Session): readonly TableState[] =>
  target.among ?? session.book.tables.filter((table) => !target.sheetId || table.area.sheetId === target.sheetId);

/** By name, whatever its case, or by id. */
function find(target: TablesTarget, session: Session, key: unknown): TableState | undefined {
  const wanted = String(key).toLowerCase();
  return all(target, session).find((table) => table.name.toLowerCase() === wanted || table.id === String(key));
}

function required<T>(found: T | undefined): T {
  if (found === undefined) throw itemNotFound();
  return found;
}

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

function freeName(session: Session): string {
  const taken = new Set(
    [...session.book.tables.map((table) => table.name), ...session.grid.names().map((name) => name.name)].map((name) =>
      name.toLowerCase(),
    ),
  );
  let number = 1;
  while (taken.has(`table${number}`)) number++;
  return `Table${number}`;
}

/** Headers are texts, never blank and never twice the same: Excel completes them. */
function headersFrom(values: readonly unknown[]): string[] {
  const taken = new Set<string>();
  return values.map((value, index) => {
    const base = value === null || value === "" ? `Column${index + 1}` : String(value);
    let name = base;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${base}${number}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function writeHeaders(session: Session, area: Area, names: readonly string[]): void {
  session.grid.write({ ...area, rows: 1 }, [names.map((value) => ({ kind: "value", value, text: true }) as const)]);
}

function overlaps(session: Session, area: Area, self?: TableState): boolean {
  return session.book.tables.some(
    (table) => table !== self && table.area.sheetId === area.sheetId && intersection(table.area, area),
  );
}

async function add(target: TablesTarget, session: Session, address: unknown, hasHeaders: unknown): Promise<Handle> {
  const defaultSheet = target.sheetId ?? session.grid.activeSheetId();
  const given = isHandle(address)
    ? writable(targetOf(address, range), session)
    : resolveReference(session, text(address), defaultSheet);
  if (target.sheetId && given.sheetId !== target.sheetId) throw invalidArgument();
  writable({ area: given }, session);
  let area = given;
  if (overlaps(session, area)) throw invalidArgument("A table can't overlap another table.");
  const withHeaders = flag(hasHeaders);
  if (!withHeaders) {
    // Excel puts a header row above the data, which moves down.
    await session.grid.insert({ ...area, rows: 1 }, "down");
    area = { ...area, rows: area.rows + 1 };
  } else if (area.rows === 1) {
    // A table has at least one row of data.
    area = { ...area, rows: 2 };
  }
  const headers = headersFrom(session.grid.values({ ...area, rows: 1 })[0]!);
  writeHeaders(session, area, headers);
  const table: TableState = {
    id: String(session.book.nextId()),
    name: freeName(session),
    area,
    columnIds: headers.map((_, index) => index + 1),
    columnNames: headers,
    showHeaders: true,
    showTotals: false,
    style: DEFAULT_STYLE,
    bandedRows: true,
    bandedColumns: false,
    firstColumn: false,
    lastColumn: false,
    filterButton: true,
  };
  session.book.tables.push(table);
  session.book.publishTable(table);
  raiseForCollection(session, EventType.tableAdded, table, {});
  return tableHandle(table);
}

function raiseForCollection(
  session: Session,
  type: number,
  table: TableState,
  more: Readonly<Record<string, unknown>>,
): void {
  const args = { source: "Local", tableId: table.id, worksheetId: table.area.sheetId, ...more };
  session.raise(type, WORKBOOK_TARGET, args);
  session.raise(type, table.area.sheetId, args);
}

export function tablesWithin(area: Area, fully: boolean): Handle {
  return handle(scopedTables, { area, fully });
}

const counted = {
  Count: readOnly((target: TablesTarget, session: Session) => all(target, session).length),
};
const lookups = {
  GetItem: {
    run: (target: TablesTarget, session: Session, key: unknown) => tableHandle(required(find(target, session, key))),
  },
  GetItemOrNullObject: {
    run(target: TablesTarget, session: Session, key: unknown) {
      const found = find(target, session, key);
      return found ? tableHandle(found) : null;
    },
  },
  GetItemAt: {
    run: (target: TablesTarget, session: Session, index: unknown) => {
      const found = all(target, session)[whole(index)];
      if (!found) throw invalidArgument();
      return tableHandle(found);
    },
  },
  GetCount: { run: (target: TablesTarget, session: Session) => all(target, session).length },
};

export const tables: ObjectType<TablesTarget> = {
  name: "TableCollection",
  properties: counted,
  items: (target, session) => all(target, session).map(tableHandle),
  methods: { ...lookups, Add: { reads: true, run: add }, ...eventMethods("Added", "Deleted", "DataChanged") },
};

interface ScopeTarget {
  readonly area: Area;
  readonly fully: boolean;
}
const scope = (target: ScopeTarget, session: Session): TablesTarget => ({
  among: session.book.tables.filter(
    ({ area }) =>
      area.sheetId === target.area.sheetId &&
      (target.fully ? contains(target.area, area) : intersection(target.area, area) !== null),
  ),
});
const scopedTables: ObjectType<ScopeTarget> = {
  name: "TableScopedCollection",
  properties: {},
  items: (target, session) => all(scope(target, session), session).map(tableHandle),
  methods: {
    GetCount: { run: (target, session) => all(scope(target, session), session).length },
    GetItem: { run: (target, session, key) => lookups.GetItem.run(scope(target, session), session, key) },
    GetItemOrNullObject: {
      run: (target, session, key) => lookups.GetItemOrNullObject.run(scope(target, session), session, key),
    },
    GetFirst: {
      run(target, session) {
        const [first] = all(scope(target, session), session);
        return tableHandle(required(first));
      },
    },
  },
};

const headerRows = (table: TableState): number => (table.showHeaders ? 1 : 0);
const totalRows = (table: TableState): number => (table.showTotals ? 1 : 0);

export function bodyArea(table: TableState): Area {
  const { area } = live(table);
  return { ...area, row: area.row + headerRows(table), rows: area.rows - headerRows(table) - totalRows(table) };
}

function headerArea(table: TableState): Area {
  if (!live(table).showHeaders) throw itemNotFound();
  return { ...table.area, rows: 1 };
}

function totalArea(table: TableState): Area {
  if (!live(table).showTotals) throw itemNotFound();
  return { ...table.area, row: table.area.row + table.area.rows - 1, rows: 1 };
}

/** The new range keeps the header where it was and must overlap the old one. */
function resize(table: TableState, session: Session, given: unknown): void {
  live(table);
  const next = isHandle(given)
    ? areaOf(targetOf(given, range), session)
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
    session.grid.write({ ...row, columns: 1 }, [[{ kind: "value", value: "Total", text: true }]]);
  } else {
    await session.grid.remove({ ...area, row: area.row + area.rows - 1, rows: 1 }, "up");
    table.area = { ...area, rows: area.rows - 1 };
  }
  table.showTotals = show;
  session.book.publishTable(table);
}

const option = (
  key: "bandedRows" | "bandedColumns" | "firstColumn" | "lastColumn" | "filterButton",
): Property<TableState> => ({
  get: (table) => live(table)[key],
  set(table, value) {
    live(table)[key] = flag(value);
  },
});

export const tableType: ObjectType<TableState> = {
  name: "Table",
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
    Columns: leadsTo((table) => handle(columns, table)),
    Rows: leadsTo((table) => handle(rows, table)),
    Worksheet: leadsTo((table) => sheetHandle(live(table).area.sheetId)),
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
        raiseForCollection(session, EventType.tableDeleted, table, { tableName: table.name });
      },
    },
    ...eventMethods("DataChanged", "SelectionChanged"),
  },
};

interface ColumnTarget {
  readonly table: TableState;
  readonly id: number;
}

const columnHandle = (table: TableState, index: number): Handle =>
  handle(column, { table, id: table.columnIds[index]! });

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
  await session.grid.insert({ ...area, column: area.column + at, columns: 1 }, "right");
  const id = Math.max(0, ...table.columnIds) + 1;
  table.columnIds.splice(at, 0, id);
  table.columnNames.splice(at, 0, `Column${id}`);
  table.area = { ...area, columns: area.columns + 1 };
  const target = { table, id };
  if (values !== undefined && values !== null) writeColumn(target, values, session);
  const header = typeof name === "string" ? name : undefined;
  const names = session.grid
    .values({ ...table.area, rows: 1 })[0]!
    .map((value, each) => (each === at && header !== undefined ? header : value));
  if (table.showHeaders) writeHeaders(session, table.area, headersFrom(names));
  session.book.publishTable(table);
  return handle(column, target);
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

const columns: ObjectType<TableState> = {
  name: "TableColumnCollection",
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

const column: ObjectType<ColumnTarget> = {
  name: "TableColumn",
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
        await session.grid.remove(area, "left");
        table.columnIds.splice(index, 1);
        table.columnNames.splice(index, 1);
        table.area = { ...table.area, columns: table.area.columns - 1 };
        session.book.publishTable(table);
      },
    },
  },
};

interface RowTarget {
  readonly table: TableState;
  readonly index: number;
}

function rowArea(target: RowTarget): Area {
  const body = bodyArea(target.table);
  if (target.index < 0 || target.index >= body.rows) throw itemNotFound();
  return { ...body, row: body.row + target.index, rows: 1 };
}

/** One row or several; above `index`, or at the end. What is below the table moves down. */
async function addRows(table: TableState, session: Session, index: unknown, values: unknown): Promise<Handle> {
  const body = bodyArea(table);
  writable({ area: body }, session);
  const at = index === undefined || index === null || index === -1 ? body.rows : whole(index);
  if (at < 0 || at > body.rows) throw invalidArgument();
  const given =
    values === undefined || values === null
      ? [new Array<unknown>(body.columns).fill(null)]
      : Array.isArray(values)
        ? (values as unknown[])
        : [[values]];
  const matrix = (Array.isArray(given[0]) ? given : [given]) as unknown[][];
  if (matrix.some((row) => row.length !== body.columns)) throw shapeMismatch();
  const place = { ...body, row: body.row + at, rows: matrix.length };
  if (place.row + place.rows > MAX_ROWS) throw invalidArgument();
  const below = session.grid.usedBounds(body.sheetId, false);
  const end = table.area.row + table.area.rows;
  const room = { row: end, column: body.column, rows: matrix.length, columns: body.columns };
  const inTheWay = at < body.rows || table.showTotals || (below && intersection(below, room) !== null);
  if (inTheWay) await session.grid.insert(place, "down");
  table.area = { ...table.area, rows: table.area.rows + matrix.length };
  session.grid.write(
    place,
    matrix.map((row) => row.map((value) => contentOf(value, parseText, false))),
  );
  session.book.publishTable(table);
  return handle(row, { table, index: at });
}

async function deleteRows(table: TableState, session: Session, index: number, count: number): Promise<void> {
  const body = bodyArea(table);
  if (index < 0 || count < 1 || index + count > body.rows) throw invalidArgument();
  writable({ area: body }, session);
  // A table keeps one row, blank, when its last one goes.
  const kept = count === body.rows ? 1 : 0;
  if (kept) session.grid.clear({ ...body, rows: 1 }, "contents");
  const gone = { ...body, row: body.row + index + kept, rows: count - kept };
  if (gone.rows > 0) {
    await session.grid.remove(gone, "up");
    table.area = { ...table.area, rows: table.area.rows - gone.rows };
  }
  session.book.publishTable(table);
}

const rows: ObjectType<TableState> = {
  name: "TableRowCollection",
  properties: { Count: readOnly((table) => bodyArea(table).rows) },
  items: (table) => Array.from({ length: bodyArea(table).rows }, (_, index) => handle(row, { table, index })),
  methods: {
    GetCount: { run: (table) => bodyArea(table).rows },
    GetItemAt: {
      run(table, _session, index) {
        if (whole(index) < 0 || whole(index) >= bodyArea(table).rows) throw invalidArgument();
        return handle(row, { table, index: whole(index) });
      },
    },
    Add: { reads: true, run: addRows },
    DeleteRowsAt: {
      run: (table, session, index, count) =>
        deleteRows(table, session, whole(index), count === undefined || count === null ? 1 : whole(count)),
    },
  },
};

const row: ObjectType<RowTarget> = {
  name: "TableRow",
  properties: {
    Index: readOnly((target) => target.index),
    Values: {
      get: (target, session) => session.grid.values(rowArea(target)).map((line) => line.map((value) => value ?? "")),
      set(target, value, session) {
        const area = writable({ area: rowArea(target) }, session);
        const matrix = matrixOf(value, 1, area.columns);
        session.grid.write(
          area,
          matrix.map((line) => line.map((each) => contentOf(each, parseText, false))),
        );
      },
    },
  },
  methods: {
    GetRange: { run: (target) => rangeOf(rowArea(target)) },
    Delete: { run: (target, session) => deleteRows(target.table, session, target.index, 1) },
  },
};

import { type Area, contains, intersection } from "../../address.js";
import { invalidArgument, itemNotFound } from "../../errors.js";
import { type Handle, isHandle, targetOf } from "../../kinds.js";
import { flag, type Members, readOnly, text, whole } from "../../model.js";
import type { Session } from "../../session.js";
import type { TableState } from "../../states.js";
import { eventMethods } from "../events.js";
import { resolveReference, writable } from "../range/target.js";
import { headersFrom, overlaps, writeHeaders } from "./areas.js";
import { tableHandle } from "./table.js";

/** The tables of one sheet or of the workbook, or of those that a range touches. */
interface TablesTarget {
  readonly sheetId?: string;
  readonly among?: readonly TableState[];
}

const DEFAULT_STYLE = "TableStyleMedium2";

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

async function add(target: TablesTarget, session: Session, address: unknown, hasHeaders: unknown): Promise<Handle> {
  const defaultSheet = target.sheetId ?? session.grid.activeSheetId();
  const given = isHandle(address)
    ? writable(targetOf(address, "Range"), session)
    : resolveReference(session, text(address), defaultSheet);
  if (target.sheetId && given.sheetId !== target.sheetId) throw invalidArgument();
  writable({ area: given }, session);
  let area = given;
  let insertRow = false;
  if (overlaps(session, area)) throw invalidArgument("A table can't overlap another table.");
  const withHeaders = flag(hasHeaders);
  if (!withHeaders) {
    // Excel puts a header row above the data, which moves down.
    await session.grid.insert({ ...area, rows: 1 }, "down");
    area = { ...area, rows: area.rows + 1 };
  } else if (area.rows === 1) {
    // A table has at least one row of data.
    area = { ...area, rows: 2 };
    insertRow = true;
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
    ...(insertRow && { insertRow }),
  };
  session.book.tables.push(table);
  session.book.publishTable(table);
  session.book.emit({ type: "tableAdded", table });
  return tableHandle(table);
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

export const tables: Members<"TableCollection"> = {
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
export const scopedTables: Members<"TableScopedCollection"> = {
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

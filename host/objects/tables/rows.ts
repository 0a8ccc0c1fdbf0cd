import { type Area, intersection, MAX_ROWS } from "../../address.js";
import { contentOf, matrixOf } from "../../content.js";
import { invalidArgument, itemNotFound, shapeMismatch } from "../../errors.js";
import { type Handle, handle } from "../../kinds.js";
import { type Members, readOnly, whole } from "../../model.js";
import { parseText } from "../../parse.js";
import type { Session } from "../../session.js";
import type { TableState } from "../../states.js";
import { rangeOf, writable } from "../range/target.js";
import { bodyArea } from "./areas.js";

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
  const body = writable({ area: bodyArea(table) }, session);
  const held = takesInsertRow(table, session) ? 0 : body.rows;
  const at = index === undefined || index === null || index === -1 ? held : whole(index);
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
  const { area } = table;
  const more = held + matrix.length - body.rows;
  if (more > 0) await makeRoom(table, session, { ...place, row: place.row + matrix.length - more, rows: more });
  const contents = matrix.map((row, i) =>
    row.map((value, j) => {
      const formula = value === null ? session.book.calculatedFormula(table, j, place.row + i) : null;
      return formula === null ? contentOf(value, parseText, false) : ({ kind: "formula", formula } as const);
    }),
  );
  table.area = { ...area, rows: area.rows + more };
  delete table.insertRow;
  session.grid.write(place, contents);
  session.book.publishTable(table);
  return handle("TableRow", { table, index: at });
}

/** Cells move only where something is in the way: rows of the table, its totals, or what stands below. */
async function makeRoom(table: TableState, session: Session, place: Area): Promise<void> {
  const end = table.area.row + table.area.rows;
  const below = session.grid.usedBounds(place.sheetId, false);
  const occupied = below !== null && intersection(below, { ...place, row: end }) !== null;
  if (place.row < end || occupied) await session.grid.insert(place, "down");
}

/** Whether the table's row is blank and only kept for want of data: then the first rows that come take it. */
const takesInsertRow = (table: TableState, session: Session): boolean =>
  table.insertRow === true &&
  bodyArea(table).rows === 1 &&
  session.grid.values(bodyArea(table))[0]!.every((value) => value === null);

async function deleteRows(table: TableState, session: Session, index: number, count: number): Promise<void> {
  const body = bodyArea(table);
  if (index < 0 || count < 1 || index + count > body.rows) throw invalidArgument();
  writable({ area: body }, session);
  // A table keeps one row, blank, when its last one goes.
  const kept = count === body.rows ? 1 : 0;
  if (kept) table.insertRow = true;
  if (kept) session.grid.clear({ ...body, rows: 1 }, "contents");
  const gone = { ...body, row: body.row + index + kept, rows: count - kept };
  const { area } = table;
  if (gone.rows > 0) await session.grid.remove(gone, "up");
  table.area = { ...area, rows: area.rows - gone.rows };
  session.book.publishTable(table);
}

export const rows: Members<"TableRowCollection"> = {
  properties: { Count: readOnly((table) => bodyArea(table).rows) },
  items: (table) => Array.from({ length: bodyArea(table).rows }, (_, index) => handle("TableRow", { table, index })),
  methods: {
    GetCount: { run: (table) => bodyArea(table).rows },
    GetItemAt: {
      run(table, _session, index) {
        if (whole(index) < 0 || whole(index) >= bodyArea(table).rows) throw invalidArgument();
        return handle("TableRow", { table, index: whole(index) });
      },
    },
    Add: { reads: true, run: addRows },
    DeleteRowsAt: {
      run: (table, session, index, count) =>
        deleteRows(table, session, whole(index), count === undefined || count === null ? 1 : whole(count)),
    },
  },
};

export const row: Members<"TableRow"> = {
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

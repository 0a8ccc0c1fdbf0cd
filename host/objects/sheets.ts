import { MAX_COLUMNS, MAX_ROWS, checked, parseAddress, splitSheet, type Area } from "../address.js";
import {
  accessDenied,
  apiNotFound,
  invalidArgument,
  invalidOperation,
  itemAlreadyExists,
  itemNotFound,
} from "../errors.js";
import type { SheetInfo } from "../grid/port.js";
import {
  color,
  flag,
  handle,
  leadsTo,
  oneOf,
  optionalText,
  readOnly,
  text,
  whole,
  type Handle,
  type ObjectType,
} from "../model.js";
import type { Session } from "../session.js";
import { charts } from "./charts/index.js";
import { comments } from "./comments.js";
import { eventMethods } from "./events.js";
import { names } from "./names.js";
import { rangeOf, resolveReference } from "./range/target.js";
import { targetOf } from "../model.js";
import { range as rangeType } from "./range/index.js";
import { tables } from "./tables/index.js";

/** A worksheet is known by its id, as in the client: a rename keeps it. */
export type SheetTarget = { readonly id: string };

const VISIBILITIES = ["Visible", "Hidden", "VeryHidden"] as const;

export function info(target: SheetTarget, session: Session): SheetInfo {
  const found = session.grid.sheets().find((each) => each.id === target.id);
  if (!found) throw itemNotFound();
  return found;
}

export const sheetHandle = (id: string): Handle => handle(worksheet, { id });

const position = (target: SheetTarget, session: Session) =>
  session.grid.sheets().findIndex((each) => each.id === target.id);

function visible(session: Session, sheet: SheetInfo): boolean {
  return session.book.sheet(sheet.id).visibility === "Visible";
}

/** Names follow Excel's rules: 1 to 31 characters, none of : \ / ? * [ ], no apostrophe at either end. */
function checkedName(name: string): string {
  const bad =
    name.length === 0 || name.length > 31 || /[:\\/?*[\]]/.test(name) || name.startsWith("'") || name.endsWith("'");
  if (bad || name.toLowerCase() === "history") throw invalidArgument();
  return name;
}

function neighbour(target: SheetTarget, session: Session, step: 1 | -1, visibleOnly: unknown): Handle | null {
  const all = session.grid.sheets();
  for (let index = position(target, session) + step; index >= 0 && index < all.length; index += step) {
    const sheet = all[index]!;
    if (visibleOnly !== true || visible(session, sheet)) return sheetHandle(sheet.id);
  }
  return null;
}

const required = (found: Handle | null): Handle => {
  if (!found) throw itemNotFound();
  return found;
};

function remove(target: SheetTarget, session: Session): void {
  const sheet = info(target, session);
  const others = session.grid.sheets().filter((each) => each.id !== sheet.id);
  const state = session.book.sheet(sheet.id).visibility;
  // Excel refuses to delete the last visible sheet, and one that is very hidden.
  if (state === "VeryHidden" || !others.some((each) => visible(session, each))) throw invalidOperation();
  session.grid.removeSheet(sheet.id);
}

function setVisibility(target: SheetTarget, value: unknown, session: Session): void {
  const next = oneOf(VISIBILITIES, value);
  const sheet = info(target, session);
  const others = session.grid.sheets().filter((each) => each.id !== sheet.id);
  if (next !== "Visible" && !others.some((each) => visible(session, each))) throw invalidOperation();
  session.book.sheet(sheet.id).visibility = next;
  session.grid.setSheetHidden(sheet.id, next !== "Visible");
  if (next !== "Visible" && session.grid.activeSheetId() === sheet.id) {
    session.grid.activateSheet(others.find((each) => visible(session, each))!.id);
  }
}

function usedRange(target: SheetTarget, session: Session, valuesOnly: unknown): Area | null {
  const bounds = session.grid.usedBounds(info(target, session).id, valuesOnly === true);
  return bounds && { sheetId: target.id, ...bounds };
}

const gridlines = {
  get: (target: SheetTarget, session: Session) => session.grid.gridlines(target.id),
  set: (target: SheetTarget, value: unknown, session: Session) => session.grid.setGridlines(target.id, flag(value)),
};
const headings = {
  get: (target: SheetTarget, session: Session) => session.book.sheet(target.id).showHeadings,
  set: (target: SheetTarget, value: unknown, session: Session) => {
    session.book.sheet(target.id).showHeadings = flag(value);
  },
};

export const worksheet: ObjectType<SheetTarget> = {
  name: "Worksheet",
  properties: {
    Id: readOnly((target, session) => info(target, session).id),
    Name: {
      get: (target, session) => info(target, session).name,
      set(target, value, session) {
        const name = checkedName(text(value));
        const taken = session.grid
          .sheets()
          .some((each) => each.id !== target.id && each.name.toLowerCase() === name.toLowerCase());
        if (taken) throw itemAlreadyExists();
        session.grid.renameSheet(info(target, session).id, name);
      },
    },
    Position: {
      get: position,
      set(target, value, session) {
        const to = whole(value);
        if (to < 0 || to >= session.grid.sheets().length) throw invalidArgument();
        session.grid.moveSheet(info(target, session).id, to);
      },
    },
    Visibility: {
      get: (target, session) => session.book.sheet(info(target, session).id).visibility,
      set: setVisibility,
    },
    TabColor: {
      get: (target, session) =>
        visible(session, info(target, session)) ? info(target, session).tabColor.toUpperCase() : null,
      set: (target, value, session) =>
        session.grid.setTabColor(info(target, session).id, value === "" ? "" : color(value)),
    },
    ShowGridlines: gridlines,
    Gridlines: { set: gridlines.set },
    ShowHeadings: headings,
    Headings: { set: headings.set },
    Tables: leadsTo((target) => handle(tables, { sheetId: target.id })),
    Charts: leadsTo((target) => handle(charts, { sheetId: target.id })),
    Names: leadsTo((target) => handle(names, { sheetId: target.id })),
    Comments: leadsTo((target) => handle(comments, { sheetId: target.id })),
    FreezePanes: leadsTo((target) => handle(freezePanes, target)),
    Protection: leadsTo((target) => handle(protection, target)),
  },
  methods: {
    Activate: {
      run(target, session) {
        const sheet = info(target, session);
        if (!visible(session, sheet)) throw invalidOperation();
        session.grid.activateSheet(sheet.id);
      },
    },
    Delete: { run: remove },
    Calculate: { run: () => null, wait: (_target, session) => session.grid.calculate("all") },
    GetRange: { run: (target, session, address) => sheetRange(target, session, optionalText(address)) },
    GetCell: {
      run: (target, session, row, column) =>
        rangeOf(
          checked({ sheetId: info(target, session).id, row: whole(row), column: whole(column), rows: 1, columns: 1 }),
        ),
    },
    GetRangeByIndexes: {
      run: (target, session, row, column, rows, columns) =>
        rangeOf(
          checked({
            sheetId: info(target, session).id,
            row: whole(row),
            column: whole(column),
            rows: whole(rows),
            columns: whole(columns),
          }),
        ),
    },
    GetUsedRange: {
      reads: true,
      // An empty sheet's used range is its first cell.
      run: (target, session, valuesOnly) =>
        rangeOf(
          usedRange(target, session, valuesOnly) ?? { sheetId: target.id, row: 0, column: 0, rows: 1, columns: 1 },
        ),
    },
    GetUsedRangeOrNullObject: {
      reads: true,
      run(target, session, valuesOnly) {
        const used = usedRange(target, session, valuesOnly);
        return used && rangeOf(used);
      },
    },
    GetNext: { run: (target, session, visibleOnly) => required(neighbour(target, session, 1, visibleOnly)) },
    GetNextOrNullObject: { run: (target, session, visibleOnly) => neighbour(target, session, 1, visibleOnly) },
    GetPrevious: { run: (target, session, visibleOnly) => required(neighbour(target, session, -1, visibleOnly)) },
    GetPreviousOrNullObject: { run: (target, session, visibleOnly) => neighbour(target, session, -1, visibleOnly) },
    ...eventMethods("Activated", "Deactivated", "Calculated", "DataChanged", "SelectionChanged"),
  },
};

function sheetRange(target: SheetTarget, session: Session, address: string | undefined): Handle {
  const sheetId = info(target, session).id;
  if (address === undefined || address === "") {
    return rangeOf({ sheetId, row: 0, column: 0, rows: MAX_ROWS, columns: MAX_COLUMNS });
  }
  if (/[,;]/.test(splitSheet(address).rest)) throw invalidArgument();
  return rangeOf(resolveReference(session, address, sheetId));
}

export const worksheets: ObjectType<object> = {
  name: "WorksheetCollection",
  properties: {},
  items: (_target, session) => session.grid.sheets().map((each) => sheetHandle(each.id)),
  methods: {
    Add: {
      run(_target, session, given) {
        const name = optionalText(given) ?? freeName(session);
        if (find(session, checkedName(name))) throw itemAlreadyExists();
        return sheetHandle(session.grid.addSheet(name));
      },
    },
    GetItem: { run: (_target, session, key) => required(find(session, text(key))) },
    GetItemOrNullObject: { run: (_target, session, key) => find(session, text(key)) },
    GetActiveWorksheet: { run: (_target, session) => sheetHandle(session.grid.activeSheetId()) },
    GetFirst: { run: (_target, session, visibleOnly) => required(end(session, "first", visibleOnly)) },
    GetLast: { run: (_target, session, visibleOnly) => required(end(session, "last", visibleOnly)) },
    GetCount: {
      run: (_target, session, visibleOnly) =>
        session.grid.sheets().filter((each) => visibleOnly !== true || visible(session, each)).length,
    },
    ...eventMethods("Activated", "Deactivated", "Added", "Deleted", "Calculated", "DataChanged", "SelectionChanged"),
  },
};

function find(session: Session, key: string): Handle | null {
  const wanted = key.toLowerCase();
  const all = session.grid.sheets();
  const found = all.find((each) => each.id === key) ?? all.find((each) => each.name.toLowerCase() === wanted);
  return found ? sheetHandle(found.id) : null;
}

function freeName(session: Session): string {
  const taken = new Set(session.grid.sheets().map((each) => each.name.toLowerCase()));
  let number = taken.size + 1;
  while (taken.has(`sheet${number}`)) number++;
  return `Sheet${number}`;
}

function end(session: Session, which: "first" | "last", visibleOnly: unknown): Handle | null {
  const all = session.grid.sheets().filter((each) => visibleOnly !== true || visible(session, each));
  const sheet = which === "first" ? all[0] : all.at(-1);
  return sheet ? sheetHandle(sheet.id) : null;
}

const freezePanes: ObjectType<SheetTarget> = {
  name: "WorksheetFreezePanes",
  properties: {},
  methods: {
    FreezeRows: { run: (target, session, count) => session.grid.freeze(target.id, atLeastZero(count ?? 1), 0) },
    FreezeColumns: { run: (target, session, count) => session.grid.freeze(target.id, 0, atLeastZero(count ?? 1)) },
    FreezeAt: {
      run(target, session, given) {
        if (given === null || given === undefined) return session.grid.freeze(target.id, 0, 0);
        const area =
          typeof given === "string"
            ? parseAddress(splitSheet(given).rest)
            : (targetOf(given, rangeType).area ?? invalid());
        // From the sheet's first cell to the range's last one.
        const rows = area.rows === MAX_ROWS ? 0 : area.row + area.rows;
        const columns = area.columns === MAX_COLUMNS ? 0 : area.column + area.columns;
        session.grid.freeze(target.id, rows, columns);
      },
    },
    Unfreeze: { run: (target, session) => session.grid.freeze(target.id, 0, 0) },
    GetLocation: { run: (target, session) => required(frozenRange(target, session)) },
    GetLocationOrNullObject: { run: frozenRange },
  },
};

const invalid = (): never => {
  throw invalidArgument();
};

function atLeastZero(value: unknown): number {
  const count = whole(value);
  if (count < 0) throw invalidArgument();
  return count;
}

function frozenRange(target: SheetTarget, session: Session): Handle | null {
  const { rows, columns } = session.grid.frozen(target.id);
  if (rows === 0 && columns === 0) return null;
  return rangeOf({ sheetId: target.id, row: 0, column: 0, rows: rows || MAX_ROWS, columns: columns || MAX_COLUMNS });
}

const protection: ObjectType<SheetTarget> = {
  name: "WorksheetProtection",
  properties: { Protected: readOnly((target, session) => session.book.sheet(target.id).protected) },
  methods: {
    Protect: {
      run(target, session, _options, password) {
        // A password would have to be kept and checked: more than tests need, so it isn't pretended.
        if (password) throw apiNotFound("WorksheetProtection.protect with a password");
        const state = session.book.sheet(info(target, session).id);
        if (state.protected) throw accessDenied();
        state.protected = true;
      },
    },
    Unprotect: {
      run(target, session) {
        session.book.sheet(info(target, session).id).protected = false;
      },
    },
  },
};

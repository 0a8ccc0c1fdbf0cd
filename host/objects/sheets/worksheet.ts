import { checked, MAX_COLUMNS, MAX_ROWS, splitSheet, type Area } from "../../address.js";
import { invalidArgument, invalidOperation, itemAlreadyExists } from "../../errors.js";
import { handle, type Handle, type SheetTarget } from "../../kinds.js";
import { color, flag, leadsTo, oneOf, optionalText, text, whole, readOnly, type Members } from "../../model.js";
import type { Session } from "../../session.js";
import { eventMethods } from "../events.js";
import { rangeOf, resolveReference } from "../range/target.js";
import { checkedName, info, required, visible } from "./sheet.js";

const VISIBILITIES = ["Visible", "Hidden", "VeryHidden"] as const;

const position = (target: SheetTarget, session: Session) =>
  session.grid.sheets().findIndex((each) => each.id === target.id);

function neighbour(target: SheetTarget, session: Session, step: 1 | -1, visibleOnly: unknown): Handle | null {
  const all = session.grid.sheets();
  for (let index = position(target, session) + step; index >= 0 && index < all.length; index += step) {
    const sheet = all[index]!;
    if (visibleOnly !== true || visible(session, sheet)) return handle("Worksheet", { id: sheet.id });
  }
  return null;
}

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

export const worksheet: Members<"Worksheet"> = {
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
    Tables: leadsTo((target) => handle("TableCollection", { sheetId: target.id })),
    Charts: leadsTo((target) => handle("ChartCollection", { sheetId: target.id })),
    Names: leadsTo((target) => handle("NamedItemCollection", { sheetId: target.id })),
    Comments: leadsTo((target) => handle("CommentCollection", { sheetId: target.id })),
    FreezePanes: leadsTo((target) => handle("WorksheetFreezePanes", target)),
    PageLayout: leadsTo((target) => handle("PageLayout", target)),
    HorizontalPageBreaks: leadsTo((target) => handle("PageBreakCollection", target)),
    Protection: leadsTo((target) => handle("WorksheetProtection", target)),
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

import {
  type Area,
  boundingRect,
  checked,
  intersection,
  isEntireColumn,
  isEntireRow,
  MAX_COLUMNS,
  MAX_ROWS,
  quoteSheetName,
  rectAddress,
  sameSheet,
} from "../../address.js";
import { invalidArgument, itemNotFound, shapeMismatch } from "../../errors.js";
import { type Handle, handle } from "../../kinds.js";
import { flag, leadsTo, type Members, type Method, type Property, readOnly, whole } from "../../model.js";
import type { Session } from "../../session.js";
import type { RangeTarget } from "../../states.js";
import { valueType } from "../value-types.js";
import { edge, surrounding, used } from "./bounds.js";
import { copyFrom } from "./copy.js";
import { formulasLocal } from "./local.js";
import { clear, insert, remove } from "./shift.js";
import { special } from "./special-cells.js";
import { hasSpill, spillingTo, spillParent } from "./spills.js";
import { agreed, areaOf, other, rangeOf, writable } from "./target.js";
import { cellsOf, formulas, numberFormat, readValues, write } from "./values.js";

function merged(target: RangeTarget, session: Session): Handle | null {
  const within = areaOf(target, session);
  const { sheetId } = within;
  const found = session.grid.merges(sheetId).flatMap((area) => {
    const common = intersection(area, within);
    return common ? [{ area: { ...common, sheetId } }] : [];
  });
  return found.length > 0 ? handle("RangeAreas", { ranges: found }) : null;
}

const number = (pick: (area: Area) => unknown): Property<RangeTarget> =>
  readOnly((target, session) => pick(areaOf(target, session)));

function address(target: RangeTarget, session: Session): string {
  const area = areaOf(target, session);
  const sheet = session.grid.sheets().find((each) => each.id === area.sheetId)!;
  return `${quoteSheetName(sheet.name)}!${rectAddress(area)}`;
}

const hidden = (what: "rows" | "columns"): Property<RangeTarget> => ({
  get(target, session) {
    const area = areaOf(target, session);
    return agreed(what === "rows" ? session.grid.hiddenRows(capped(area)) : session.grid.hiddenColumns(capped(area)));
  },
  set: (target, value, session) => session.grid.setHidden(writable(target, session), what, flag(value)),
});

const capped = (area: Area): Area => ({
  ...area,
  rows: Math.min(area.rows, 10_000),
  columns: Math.min(area.columns, 1_000),
});

function extent(target: RangeTarget, session: Session, direction: "rows" | "columns", upTo: "start" | "end"): number {
  const area = areaOf(target, session);
  const [from, count] = direction === "rows" ? [area.row, area.rows] : [area.column, area.columns];
  const size = direction === "rows" ? session.grid.rowHeight : session.grid.columnWidth;
  const [first, last] = upTo === "start" ? [0, from] : [from, from + count];
  let total = 0;
  for (let index = first; index < Math.min(last, first + 20_000); index++) total += size(area.sheetId, index);
  return total;
}

const derived = (move: (area: Area, ...args: unknown[]) => Area): Method<RangeTarget> => ({
  run: (target, session, ...args) => rangeOf(checked(move(areaOf(target, session), ...args))),
});

function common(target: RangeTarget, session: Session, value: unknown): Area | null {
  const area = areaOf(target, session);
  const another = other(value, session, area.sheetId);
  sameSheet(area, another);
  const rect = intersection(area, another);
  return rect && { sheetId: area.sheetId, ...rect };
}

const orNull = (area: Area | null): Handle | null => area && rangeOf(area);
function orNotFound(area: Area | null): Handle {
  if (!area) throw itemNotFound();
  return rangeOf(area);
}

const beside = (side: "before" | "after" | "above" | "below"): Method<RangeTarget> =>
  derived((area, given) => {
    const count = given === undefined || given === null ? 1 : whole(given);
    const size = Math.abs(count);
    const forward = (side === "after" || side === "below") === count > 0;
    if (side === "above" || side === "below")
      return { ...area, row: forward ? area.row + area.rows : area.row - size, rows: size };
    return { ...area, column: forward ? area.column + area.columns : area.column - size, columns: size };
  });

export const range: Members<"Range"> = {
  tracked: true,
  properties: {
    Address: readOnly(address),
    AddressLocal: readOnly(address),
    CellCount: number((area) => (area.rows * area.columns > 2 ** 31 - 1 ? -1 : area.rows * area.columns)),
    RowCount: number((area) => area.rows),
    ColumnCount: number((area) => area.columns),
    RowIndex: number((area) => area.row),
    ColumnIndex: number((area) => area.column),
    IsEntireColumn: number(isEntireColumn),
    IsEntireRow: number(isEntireRow),
    Values: { get: readValues, set: write },
    Formulas: formulas,
    FormulasLocal: formulasLocal,
    Text: readOnly(cellsOf((session, area) => session.grid.texts(area))),
    ValueTypes: readOnly(cellsOf((session, area) => session.grid.values(area).map((row) => row.map(valueType)))),
    NumberFormat: numberFormat,
    NumberFormatLocal: numberFormat,
    HasSpill: readOnly(hasSpill),
    Hidden: readOnly((target, session) => {
      const [rows, columns] = [hidden("rows").get!(target, session), hidden("columns").get!(target, session)];
      if (rows === true || columns === true) return true;
      return rows === null || columns === null ? null : false;
    }),
    RowHidden: hidden("rows"),
    ColumnHidden: hidden("columns"),
    Top: readOnly((target, session) => extent(target, session, "rows", "start")),
    Left: readOnly((target, session) => extent(target, session, "columns", "start")),
    Height: readOnly((target, session) => extent(target, session, "rows", "end")),
    Width: readOnly((target, session) => extent(target, session, "columns", "end")),
    Format: leadsTo((target) => handle("RangeFormat", { ranges: [target] })),
    Worksheet: leadsTo((target, session) => handle("Worksheet", { id: areaOf(target, session).sheetId })),
  },
  methods: {
    _ValidateArraySize: {
      run(target, session, rows, columns) {
        const area = areaOf(target, session);
        if (rows !== area.rows || columns !== area.columns) throw shapeMismatch();
      },
    },
    GetCell: derived((area, row, column) => ({
      ...area,
      row: area.row + whole(row),
      column: area.column + whole(column),
      rows: 1,
      columns: 1,
    })),
    GetRow: derived((area, index) => ({ ...area, row: area.row + inside(whole(index), area.rows), rows: 1 })),
    GetColumn: derived((area, index) => ({
      ...area,
      column: area.column + inside(whole(index), area.columns),
      columns: 1,
    })),
    GetLastRow: derived((area) => ({ ...area, row: area.row + area.rows - 1, rows: 1 })),
    GetLastColumn: derived((area) => ({ ...area, column: area.column + area.columns - 1, columns: 1 })),
    GetLastCell: derived((area) => ({
      ...area,
      row: area.row + area.rows - 1,
      column: area.column + area.columns - 1,
      rows: 1,
      columns: 1,
    })),
    GetEntireRow: derived((area) => ({ ...area, column: 0, columns: MAX_COLUMNS })),
    GetEntireColumn: derived((area) => ({ ...area, row: 0, rows: MAX_ROWS })),
    GetOffsetRange: derived((area, rows, columns) => ({
      ...area,
      row: area.row + whole(rows),
      column: area.column + whole(columns),
    })),
    // The first cell stays; made smaller than that, a range goes on to the other side of it.
    GetResizedRange: derived((area, rows, columns) => {
      const last = {
        row: area.row + area.rows - 1 + whole(rows),
        column: area.column + area.columns - 1 + whole(columns),
      };
      const first = { row: area.row, column: area.column, rows: 1, columns: 1 };
      return { sheetId: area.sheetId, ...boundingRect(first, { ...last, rows: 1, columns: 1 }) };
    }),
    GetAbsoluteResizedRange: derived((area, rows, columns) => ({
      ...area,
      rows: whole(rows),
      columns: whole(columns),
    })),
    GetRowsAbove: beside("above"),
    GetRowsBelow: beside("below"),
    GetColumnsBefore: beside("before"),
    GetColumnsAfter: beside("after"),
    GetBoundingRect: {
      run(target, session, another) {
        const area = areaOf(target, session);
        const second = other(another, session, area.sheetId);
        sameSheet(area, second);
        return rangeOf({ sheetId: area.sheetId, ...boundingRect(area, second) });
      },
    },
    GetIntersection: { run: (target, session, another) => orNotFound(common(target, session, another)) },
    GetIntersectionOrNullObject: { run: (target, session, another) => orNull(common(target, session, another)) },
    GetUsedRange: { reads: true, run: (target, session, valuesOnly) => orNotFound(used(target, session, valuesOnly)) },
    GetUsedRangeOrNullObject: {
      reads: true,
      run: (target, session, valuesOnly) => orNull(used(target, session, valuesOnly)),
    },
    GetSurroundingRegion: { reads: true, run: (target, session) => rangeOf(surrounding(target, session)) },
    GetRangeEdge: {
      reads: true,
      run(target, session, direction) {
        const area = areaOf(target, session);
        return rangeOf({ sheetId: area.sheetId, ...edge(area, session, direction), rows: 1, columns: 1 });
      },
    },
    GetExtendedRange: {
      reads: true,
      run(target, session, direction) {
        const area = areaOf(target, session);
        const end = { ...edge(area, session, direction), rows: 1, columns: 1 };
        return rangeOf({ sheetId: area.sheetId, ...boundingRect(area, end) });
      },
    },
    GetSpecialCells: {
      reads: true,
      run(target, session, type, valueKind) {
        const found = special(target, session, type, valueKind);
        if (!found) throw itemNotFound();
        return found;
      },
    },
    GetSpecialCellsOrNullObject: { reads: true, run: special },
    GetSpillingToRange: { reads: true, run: (target, session) => orNotFound(spillingTo(target, session)) },
    GetSpillingToRangeOrNullObject: { reads: true, run: (target, session) => orNull(spillingTo(target, session)) },
    GetSpillParent: { reads: true, run: (target, session) => orNotFound(spillParent(target, session)) },
    GetSpillParentOrNullObject: { reads: true, run: (target, session) => orNull(spillParent(target, session)) },
    GetMergedAreasOrNullObject: { reads: true, run: merged },
    GetTables: {
      run: (target, session, fully) =>
        handle("TableScopedCollection", { area: areaOf(target, session), fully: fully === true }),
    },
    Clear: { run: clear },
    Insert: { run: insert },
    Delete: { run: remove },
    Merge: { run: (target, session, across) => session.grid.merge(writable(target, session), across === true) },
    Unmerge: { run: (target, session) => session.grid.unmerge(writable(target, session)) },
    CopyFrom: { reads: true, run: copyFrom },
    Select: { run: select },
    SetDirty: {
      run(target, session) {
        session.book.setDirty(areaOf(target, session));
      },
    },
    Calculate: { run: () => null, wait: (target, session) => session.grid.calculate([areaOf(target, session)]) },
  },
};

function inside(index: number, count: number): number {
  if (index < 0 || index >= count) throw invalidArgument();
  return index;
}

function select(target: RangeTarget, session: Session): void {
  const area = areaOf(target, session);
  session.grid.activateSheet(area.sheetId);
  session.grid.select(area);
}

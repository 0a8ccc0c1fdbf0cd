/**
 * Cells inserted and deleted, so that what refers to others follows. A hidden name stands on them while it happens: where
 * it is then says whether it has happened, whatever became of the answer.
 */
import { areaAddress, type Area } from "../addresses/addresses";
import { rangeIn } from "../addresses/ranges";
import { referencesIn } from "../formulas/references";
import { referencedArea } from "../addresses/addresses";
import { quoteSheet } from "../names/names";
import { only, type Finish, type Step } from "../transactions/step";

export interface Shift {
  readonly sheet: string;
  readonly area: Area;
  /** Whole rows, or these cells alone: those below them, or to their right, shift. */
  readonly moves: "rows" | "cells-below" | "cells-beside";
  /** Of the hidden name. */
  readonly name: string;
}

const rowsAddress = ({ row, rows }: Area): string => `${row + 1}:${row + rows}`;

const rangeOf = ({ workbook }: Excel.RequestContext, { sheet, area, moves }: Shift): Excel.Range =>
  workbook.worksheets.getItem(sheet).getRange(moves === "rows" ? rowsAddress(area) : areaAddress(area));

const absolute = (address: string): string =>
  address.replace(
    /([A-Z]+)?(\d+)/g,
    (_, column: string | undefined, row: string) => `${column ? `$${column}` : ""}$${row}`,
  );

/** As a name has it. */
export const nameFormula = (sheet: string, address: string): string => `=${quoteSheet(sheet)}!${absolute(address)}`;

function addName({ workbook }: Excel.RequestContext, name: string, formula: string): void {
  workbook.names.add(name, formula).visible = false;
}

/** New cells, without formats. */
export function insertCells(shift: Shift): Step {
  const { sheet, area, moves, name } = shift;
  const corner = { ...area, rows: 1, columns: 1 };
  return {
    apply(context) {
      addName(context, name, nameFormula(sheet, areaAddress(corner)));
      rangeOf(context, shift).insert(moves === "cells-beside" ? "Right" : "Down");
      rangeIn(context, sheet, area).clear("Formats");
    },
    async undo(context) {
      const found = context.workbook.names.getItemOrNullObject(name);
      found.load("formula");
      await context.sync();
      if (found.isNullObject) return;
      const [reference] = referencesIn(String(found.formula));
      const now = referencedArea(reference?.address ?? "");
      const isDone = now !== null && (now.row !== area.row || now.column !== area.column);
      if (isDone) rangeOf(context, shift).delete(moves === "cells-beside" ? "Left" : "Up");
      found.delete();
      await context.sync();
    },
  };
}

/** Puts hidden names on what is to be deleted at the very end. */
export const nameForDeletion = (shifts: readonly Shift[]): Step => ({
  apply(context) {
    for (const { sheet, area, moves, name } of shifts) {
      addName(context, name, nameFormula(sheet, areaAddress(moves === "rows" ? { ...area, columns: 1 } : area)));
    }
  },
  undo: (context) =>
    dropNames(
      context,
      shifts.map(({ name }) => name),
    ),
});

async function dropNames(context: Excel.RequestContext, dropped: readonly string[]): Promise<void> {
  if (dropped.length === 0) return;
  const found = dropped.map((name) => context.workbook.names.getItemOrNullObject(name));
  found.forEach((name) => name.load("name"));
  await context.sync();
  found.filter(({ isNullObject }) => !isNullObject).forEach((name) => name.delete());
  await context.sync();
}

/** Deletes what the hidden names stand on, and all names that such steps needed, those on what was `inserted` included. */
export function deleteNamed(
  deleted: readonly Shift[],
  inserted: readonly string[],
  charts: readonly { readonly sheet: string; readonly name: string }[],
): Finish {
  const all = [...deleted.map(({ name }) => name), ...inserted];
  return {
    apply(context) {
      const { names, worksheets } = context.workbook;
      for (const { sheet, name } of charts) worksheets.getItem(sheet).charts.getItemOrNullObject(name).delete();
      for (const { name, moves } of deleted) {
        const found = names.getItemOrNullObject(name).getRangeOrNullObject();
        const range = moves === "rows" ? found.getEntireRow() : found;
        range.delete(moves === "cells-beside" ? "Left" : "Up");
      }
      for (const name of all) names.getItemOrNullObject(name).delete();
    },
    async begun(context) {
      const { names, worksheets } = context.workbook;
      const found = all.map((name) => names.getItemOrNullObject(name));
      found.forEach((name) => name.load("formula"));
      const shown = charts.map(({ sheet, name }) => worksheets.getItem(sheet).charts.getItemOrNullObject(name));
      shown.forEach((chart) => chart.load("name"));
      await context.sync();
      return (
        found.some((name) => name.isNullObject || String(name.formula).includes("#REF!")) ||
        shown.some(({ isNullObject }) => isNullObject)
      );
    },
  };
}

/** Hidden names that say where something stands. */
export interface Anchor {
  readonly name: string;
  readonly formula: string;
}

/** Taken back, after all else is, the names say what they said. */
export const keepAnchors = (before: readonly Anchor[], prefixes: readonly string[]): Step => ({
  apply: () => undefined,
  async undo(context) {
    const { names } = context.workbook;
    names.load("items/name,items/formula");
    await context.sync();
    const wanted = new Map(before.map(({ name, formula }) => [name, formula]));
    for (const item of names.items) {
      if (!prefixes.some((prefix) => item.name.startsWith(prefix))) continue;
      if (wanted.get(item.name) === String(item.formula)) wanted.delete(item.name);
      else item.delete();
    }
    for (const [name, formula] of wanted) addName(context, name, formula);
    await context.sync();
  },
});

/** Gives names other places. `before` are those that there are. */
export const setAnchors = (before: readonly string[], after: readonly Anchor[]): Step =>
  only((context) => {
    for (const name of before) context.workbook.names.getItem(name).delete();
    for (const { name, formula } of after) addName(context, name, formula);
  });

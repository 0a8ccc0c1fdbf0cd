import { parseStructRef, stringifyStructRef, tokenize } from "@borgar/fx";
import type { FormulaCell } from "../port.js";
import type { UniverContext } from "./context.js";

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly holds: (sheetId: string, row: number, column: number) => boolean;
}

function tablesOf({ injector, modules, unitId, totals }: UniverContext): Table[] {
  const map = injector.get(modules.engineFormula.ISuperTableService).getTableMap(unitId) ?? new Map<string, never>();
  return [...map].map(([name, { sheetId, titleMap, range }]) => ({
    name,
    columns: [...titleMap.keys()],
    holds: (sheet, row, column) =>
      sheet === sheetId &&
      row >= range.startRow &&
      row <= range.endRow + (totals.has(name) ? 1 : 0) &&
      column >= range.startColumn &&
      column <= range.endColumn,
  }));
}

function rewritten(
  formula: string,
  tables: readonly Table[],
  { sheetId, row, column }: FormulaCell,
  write: (table: Table, own: boolean, columns: readonly string[], sections: readonly string[]) => string,
): string {
  const own = tables.find((table) => table.holds(sheetId, row, column));
  const alike = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  return tokenize(formula)
    .map(({ type, value }) => {
      const reference = type === "structured" ? parseStructRef(value) : undefined;
      if (!reference) return value;
      const { table: name = "", columns = [], sections = [] } = reference;
      const table = name ? tables.find((each) => alike(each.name, name)) : own;
      if (!table) return value;
      const named = columns.map((title) => table.columns.find((each) => alike(each, title)) ?? title);
      return write(table, table === own, named, sections);
    })
    .join("");
}

/**
 * References to tables as the grid reads them, whatever their case: with the table's name, the row's in full. Excel takes
 * "[@size]" in a table and "sizes[@Size]" outside.
 */
export function asStored(context: UniverContext, formula: string, place: FormulaCell): string {
  if (!formula.includes("[")) return formula;
  const tables = tablesOf(context);
  if (tables.length === 0) return formula;
  return rewritten(formula, tables, place, ({ name }, _own, columns, sections) =>
    stringifyStructRef({ context: [], table: name, columns, sections } as never, { thisRow: true }),
  );
}

/** The same as Excel shows them: "@" for the row's, and without the name of the formula's own table. */
export function asShown(context: UniverContext, formula: string, place: FormulaCell): string {
  if (!formula.includes("[")) return formula;
  const tables = tablesOf(context);
  if (tables.length === 0) return formula;
  return rewritten(formula, tables, place, ({ name }, own, columns, sections) =>
    stringifyStructRef({ context: [], table: own && columns.length > 0 ? "" : name, columns, sections } as never),
  );
}

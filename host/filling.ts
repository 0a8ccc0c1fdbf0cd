import { intersection, type Area } from "./address.js";
import type { Grid, GridChange } from "./grid/port.js";
import type { TableState } from "./states.js";

/**
 * Excel's option "Fill formulas in tables to create calculated columns", on unless the user turns it off: a formula put
 * into a column of a table that is empty, or holds one formula in all its rows, goes into all of them. Cells that are
 * written together are put in one after the other, so of several formulas the last one wins.
 */
export interface Filling {
  /** Keeps what a table's columns hold, to know it when they are written. */
  remember(table: TableState): void;
  /** Fills what an edit makes a column hold. */
  edited(change: GridChange, tables: readonly TableState[]): void;
  /** The formula of a calculated column at a row of the sheet; null where the column is none. */
  formulaAt(table: TableState, column: number, row: number): string | null;
}

export const NO_FILLING: Filling = {
  remember: () => {},
  edited: () => {},
  formulaAt: () => null,
};

interface Column {
  readonly formulas: readonly (string | null)[];
  readonly empty: boolean;
}
interface Known {
  readonly row: number;
  readonly columns: readonly Column[];
}

export function createFilling(grid: Grid): Filling {
  const known = new WeakMap<TableState, Known>();

  /** The same formula in every row, told by each row's being the row above's moved down. */
  function isCalculated({ formulas }: Column): boolean {
    return formulas.every(
      (formula, row) => formula !== null && (row === 0 || formula === grid.movedFormula(formulas[row - 1]!, 1, 0)),
    );
  }

  function read(table: TableState): Known {
    const body = bodyOf(table);
    const formulas = body.rows > 0 ? grid.formulas(body) : [];
    const values = body.rows > 0 ? grid.values(body) : [];
    const columns = Array.from({ length: body.columns }, (_, column): Column => {
      const own = formulas.map((row) => row[column]!);
      return { formulas: own, empty: own.every((each, row) => each === null && values[row]![column] === null) };
    });
    return { row: body.row, columns };
  }

  function fill(body: Area, column: number, before: Column, first: number, count: number): void {
    const area = { ...body, column: body.column + column, columns: 1 };
    const formulas = grid.formulas(area).map(([formula]) => formula!);
    const values = grid.values(area).map(([value]) => value!);
    const written = Array.from({ length: count }, (_, index) => first + index);
    if (!written.some((row) => formulas[row] !== null)) return;
    if (!before.empty && !isCalculated(before)) return;
    let filledFrom: number | null = null;
    const own = new Set<number>();
    let uniform = true;
    for (const row of written) {
      if (formulas[row] !== null && uniform) {
        filledFrom = row;
        own.clear();
      } else if (formulas[row] !== null || values[row] !== null || filledFrom !== null || !before.empty) {
        own.add(row);
        uniform = false;
      }
    }
    if (filledFrom === null) return;
    const formula = formulas[filledFrom]!;
    const contents = formulas.map((held, row) => {
      const wanted = own.has(row) ? held : grid.movedFormula(formula, row - filledFrom, 0);
      return [wanted === null || wanted === held ? undefined : ({ kind: "formula", formula: wanted } as const)];
    });
    for (const part of runs(contents.map(([content]) => content !== undefined)))
      grid.write(
        { ...area, row: area.row + part.start, rows: part.count },
        contents.slice(part.start, part.start + part.count),
      );
  }

  return {
    remember: (table) => void known.set(table, read(table)),
    edited({ area }, tables) {
      for (const table of tables) {
        const body = bodyOf(table);
        const common = table.area.sheetId === area.sheetId ? intersection(body, area) : null;
        if (!common) continue;
        const before = known.get(table);
        if (before) {
          for (let column = common.column; column < common.column + common.columns; column++) {
            const held = before.columns[column - body.column];
            if (held) fill(body, column - body.column, held, common.row - body.row, common.rows);
          }
        }
        known.set(table, read(table));
      }
    },
    formulaAt(table, column, row) {
      const held = known.get(table);
      const found = held?.columns[column];
      if (!held || !found || found.formulas.length === 0 || !isCalculated(found)) return null;
      return grid.movedFormula(found.formulas[0]!, row - held.row, 0);
    },
  };
}

function bodyOf({ area, showHeaders, showTotals }: TableState): Area {
  const header = showHeaders ? 1 : 0;
  return { ...area, row: area.row + header, rows: area.rows - header - (showTotals ? 1 : 0) };
}

function runs(flags: readonly boolean[]): { readonly start: number; readonly count: number }[] {
  const found: { start: number; count: number }[] = [];
  flags.forEach((flag, index) => {
    const last = found.at(-1);
    if (!flag) return;
    if (last && last.start + last.count === index) last.count++;
    else found.push({ start: index, count: 1 });
  });
  return found;
}

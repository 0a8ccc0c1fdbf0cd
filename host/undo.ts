import { contentOf } from "./content.js";
import { removeTable, type Book } from "./book.js";
import type { TableState } from "./states.js";

/** What stands in the cells of each sheet, by their places: formulas, values, and no results. */
type Contents = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

interface Snapshot {
  readonly cells: Contents;
  /** Tables with what they were: their names, places and columns. */
  readonly tables: ReadonlyMap<TableState, TableState>;
}

/**
 * What the user's Ctrl+Z takes back: what the last request, or the user's last edit, put into cells or made of tables.
 * Custom XML parts, settings and names stay as they are. A request that adds or deletes sheets ends what can be undone.
 */
export interface Undo {
  /** Does work and keeps what it changes in cells. */
  keep<T>(work: () => Promise<T>): Promise<T>;
  /** How often it can be undone. */
  count(): number;
  /** False where there is nothing left to undo. */
  undo(): boolean;
}

export const NO_UNDO: Undo = { keep: (work) => work(), count: () => 0, undo: () => false };

export function createUndo(book: Book): Undo {
  const { grid } = book;
  let kept: Snapshot[] = [];
  /** Of most requests, which change nothing. */
  let known: Contents | null = null;
  grid.onEvent(({ type }) => {
    if (type === "changed" || type === "sheetAdded" || type === "sheetDeleted") known = null;
  });

  function contents(): Contents {
    // What waits to be written comes into the grid first, and is told of.
    grid.needsCalculation();
    return (known ??= read());
  }

  function read(): Contents {
    return new Map(
      grid.sheets().map(({ id: sheetId }) => {
        const cells = new Map<string, unknown>();
        const bounds = grid.usedBounds(sheetId, true);
        if (!bounds) return [sheetId, cells];
        const values = grid.values({ sheetId, ...bounds });
        grid.formulas({ sheetId, ...bounds }).forEach((line, i) =>
          line.forEach((formula, j) => {
            const [row, column] = [bounds.row + i, bounds.column + j];
            const value = values[i]![j]!;
            const held =
              formula ?? (value !== null && grid.spillAnchor(sheetId, row, column) ? null : asWritten(value));
            if (held !== null) cells.set(`${row},${column}`, held);
          }),
        );
        return [sheetId, cells];
      }),
    );
  }

  function changes(sheetId: string, from: Contents, to: Contents): [row: number, column: number, content: unknown][] {
    const [was, is] = [from.get(sheetId)!, to.get(sheetId)!];
    return [...new Set([...was.keys(), ...is.keys()])]
      .filter((place) => was.get(place) !== is.get(place))
      .map((place) => {
        const [row, column] = place.split(",").map(Number);
        return [row!, column!, is.get(place) ?? ""];
      });
  }

  const tables = (): Snapshot["tables"] => new Map(book.tables.map((table) => [table, structuredClone(table)]));

  function restoreTables(before: Snapshot["tables"]): void {
    for (const table of book.tables.filter((one) => !before.has(one))) {
      removeTable(book, table);
      book.emit({ type: "tableDeleted", table });
    }
    for (const [table, was] of before) {
      const isBack = !book.tables.includes(table);
      if (isBack) book.tables.push(table);
      Object.assign(table, structuredClone(was));
      book.publishTable(table);
      if (isBack) book.emit({ type: "tableAdded", table });
    }
  }

  return {
    async keep(work) {
      const before = { cells: contents(), tables: tables() };
      try {
        return await work();
      } finally {
        const [was, is] = [before.cells, contents()];
        const sameSheets = was.size === is.size && [...is.keys()].every((id) => was.has(id));
        const sameCells = was === is || (sameSheets && [...is.keys()].every((id) => changes(id, was, is).length === 0));
        const sameTables = JSON.stringify([...before.tables.values()]) === JSON.stringify(book.tables);
        if (!sameSheets) kept = [];
        else if (!sameCells || !sameTables) kept.push(before);
      }
    },
    count: () => kept.length,
    undo() {
      const before = kept.pop();
      if (!before) return false;
      const now = contents();
      restoreTables(before.tables);
      for (const sheetId of before.cells.keys()) {
        for (const [row, column, content] of changes(sheetId, now, before.cells))
          grid.write({ sheetId, row, column, rows: 1, columns: 1 }, [[contentOf(content, () => null, false)]]);
      }
      return true;
    },
  };
}

/** A text stays the text it is. */
const asWritten = (value: unknown): unknown => (typeof value === "string" ? `'${value}` : value);

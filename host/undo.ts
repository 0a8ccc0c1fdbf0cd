import { contentOf } from "./content.js";
import type { Grid } from "./grid/port.js";

/** What stands in the cells of each sheet, by their places: formulas, values, and no results. */
type Contents = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/**
 * What the user's Ctrl+Z takes back: what the last request, or the user's last edit, put into cells. Custom XML parts,
 * settings and names stay as they are. A request that adds or deletes sheets ends what can be undone.
 */
export interface Undo {
  /** Does work and keeps what it changes in cells. */
  keep<T>(work: () => Promise<T>): Promise<T>;
  /** False where there is nothing left to undo. */
  undo(): boolean;
}

export const NO_UNDO: Undo = { keep: (work) => work(), undo: () => false };

export function createUndo(grid: Grid): Undo {
  let kept: Contents[] = [];

  function contents(): Contents {
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

  return {
    async keep(work) {
      const before = contents();
      try {
        return await work();
      } finally {
        const after = contents();
        const sameSheets = before.size === after.size && [...after.keys()].every((id) => before.has(id));
        if (!sameSheets) kept = [];
        else if ([...after.keys()].some((id) => changes(id, before, after).length > 0)) kept.push(before);
      }
    },
    undo() {
      const before = kept.pop();
      if (!before) return false;
      const now = contents();
      for (const sheetId of before.keys()) {
        for (const [row, column, content] of changes(sheetId, now, before))
          grid.write({ sheetId, row, column, rows: 1, columns: 1 }, [[contentOf(content, () => null, false)]]);
      }
      return true;
    },
  };
}

/** A text stays the text it is. */
const asWritten = (value: unknown): unknown => (typeof value === "string" ? `'${value}` : value);

/**
 * What we wrote into a table, so that the user's undo of it is told from an edit: written once more, it would be the next
 * that Ctrl+Z takes back, and the user's own edit before it could never be undone.
 */
import type { CellValue, Grid } from "../../excel/cells/contents";
import type { Step } from "../../excel/transactions/step";
import { draftOf, type Draft } from "../tables/drafts";
import type { TableRead } from "../tables/read";

/** What the cells of a table's body, by their places in it, held before we wrote. */
type Before = Map<string, CellValue>;

export interface Written {
  /** Remembers, along with what it is written with, that a table was brought to a draft; nothing where rows or columns come or go. */
  remembering(table: TableRead, draft: Draft): readonly Step[];
  /**
   * Whether all that happened to the table between two readings is that our last writing was undone, which Excel may do
   * range by range. What was undone is forgotten.
   */
  isUndone(known: TableRead, now: TableRead): boolean;
}

/** Excel's users can undo a hundred times. */
const MOST = 100;

export function createWritten(): Written {
  const written = new Set<Before>();

  return {
    remembering(table, draft) {
      const { contents } = draftOf(table);
      if (draft.from.length !== contents.length || draft.from.some((from, row) => from !== row)) return [];
      if (draft.headers.length !== table.headers.length) return [];
      const before: Before = new Map(
        changed(contents, draft.contents).map(([row, column]) => [`${row},${column}`, table.formulas[row]![column]!]),
      );
      if (before.size === 0) return [];
      const remember = (): void => {
        written.add(before);
        for (const first of written) if (written.size > MOST) written.delete(first);
      };
      const forget = (): void => void written.delete(before);
      return [{ apply: remember, undo: async () => forget(), refused: forget }];
    },
    isUndone({ formulas: known }, { formulas: now }) {
      const last = [...written].at(-1);
      if (!last || known.length !== now.length) return false;
      const places = changed(known, now);
      const isBack = ([row, column]: Place): boolean => last.get(`${row},${column}`) === now[row]![column];
      if (places.length === 0 || !places.every(isBack)) return false;
      for (const [row, column] of places) last.delete(`${row},${column}`);
      if (last.size === 0) written.delete(last);
      return true;
    },
  };
}

type Place = readonly [row: number, column: number];

const changed = (before: Grid, after: Grid): readonly Place[] =>
  after.flatMap((line, row) =>
    line.flatMap((held, column): Place[] => (held === before[row]![column] ? [] : [[row, column]])),
  );

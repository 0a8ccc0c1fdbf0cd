/** Which rows and columns come and go, and where every cell of ours stands then. */
import type { Area } from "../../../excel/addresses/addresses";
import { rowId, rowsOf, type Keyed, type PlannedRow } from "../../sheets/blocks";
import type { Written } from "../../stored/sheets";
import { columnsOf, keysOf, type Located, type Standing } from "./locate";

/** Rows, or columns of a block, that come: before which row or column of the sheet, and their keys. */
export interface Coming {
  readonly at: number;
  readonly keys: readonly string[];
}

export interface ColumnsComing extends Coming {
  /** Rows of the sheet that shift. */
  readonly row: number;
  readonly rows: number;
  readonly block: string;
}

export interface Structure {
  readonly rowsComing: readonly Coming[];
  readonly columnsComing: readonly ColumnsComing[];
  /** Rows and columns of the sheet that were ours and aren't planned any more. */
  readonly rowsGoing: readonly { readonly id: string; readonly at: number }[];
  readonly columnsGoing: readonly { readonly block: string; readonly key: string; readonly at: number }[];
  /** The sheet's row when all that comes is there. */
  readonly rowNow: (row: number) => number;
  readonly columnNow: (block: string, column: number) => number;
  /** By the row's id, of what is planned and there. */
  readonly rows: ReadonlyMap<string, number>;
  /** By block, then key. */
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Rows and columns of a block that the user took away. */
  readonly isTaken: { readonly row: (id: string) => boolean; readonly column: (block: string, key: string) => boolean };
}

/** Where the cells stand that were written last: what a formula of ours says there if nobody changed it. */
export interface Places {
  readonly rows: ReadonlyMap<string, number>;
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly left: number;
}

export function placesOf(base: Keyed, located: Located): Places {
  const rows = new Map<string, number>();
  rowsOf(base).forEach(({ id }, index) => {
    const at = located.rows[index];
    if (at !== null && at !== undefined) rows.set(id, at);
  });
  const columns = new Map(
    keysOf(base).map((key) => {
      const at = located.columns.get(key) ?? [];
      const there = columnsOf(base, key).flatMap((name, index) =>
        at[index] === null ? [] : [[name, at[index]!] as const],
      );
      return [key, new Map(there)] as const;
    }),
  );
  return { rows, columns, left: located.left };
}

/** Whether a row or column of the sheet, as far as it is in use, is none of ours. */
const theirsAmong = (taken: Iterable<number>, end: number): ((at: number) => boolean) => {
  const ours = new Set(taken);
  return (at) => at < end && !ours.has(at);
};

/** `renew`: what the user took away comes again. */
export function structureOf(
  base: Keyed & Pick<Written, "behind">,
  next: Keyed,
  there: Places,
  { contents }: Pick<Standing, "contents">,
  renew: boolean,
): Structure {
  const known = new Set(rowsOf(base).map(({ id }) => id));
  const planned = rowsOf(next);
  const isTakenRow = (id: string): boolean => !renew && known.has(id) && !there.rows.has(id);

  const rowsComing = coming(
    planned.map(({ id }) => ({
      key: id,
      at: there.rows.get(id),
      stays: !isTakenRow(id),
      behind: base.behind?.rows[id] ?? 0,
    })),
    0,
    theirsAmong(there.rows.values(), contents.length),
  );
  const rowNow = shifted(rowsComing);
  const rows = new Map<string, number>();
  for (const { id } of planned) {
    const at = there.rows.get(id);
    if (at !== undefined) rows.set(id, rowNow(at));
  }
  for (const { at, keys } of rowsComing) {
    const start = at + countBefore(rowsComing, at);
    keys.forEach((id, index) => rows.set(id, start + index));
  }

  const width = Math.max(0, ...contents.map((line) => line.length));
  const columns = new Map<string, ReadonlyMap<string, number>>();
  const columnsComing: ColumnsComing[] = [];
  const isTakenColumn = (block: string, key: string): boolean =>
    !renew && there.columns.has(block) && columnsOf(base, block).includes(key) && !there.columns.get(block)!.has(key);
  for (const block of keysOf(next)) {
    const keys = columnsOf(next, block);
    const found = there.columns.get(block);
    if (!found || found.size === 0) {
      columns.set(block, new Map(keys.map((key, index) => [key, there.left + index])));
      continue;
    }
    const span = spanOf(block, base, there);
    const come = span
      ? coming(
          keys.map((key) => ({
            key,
            at: found.get(key),
            stays: !isTakenColumn(block, key),
            behind: base.behind?.columns[rowId(block, key)] ?? 0,
          })),
          there.left,
          theirsAmong(filledColumns(block, base, there).values(), width),
        )
      : [];
    columnsComing.push(...come.map((one) => ({ ...one, ...span!, block })));
    const now = shifted(come);
    const places = new Map(keys.flatMap((key) => (found.has(key) ? [[key, now(found.get(key)!)] as const] : [])));
    for (const { at, keys } of come) {
      const start = at + countBefore(come, at);
      keys.forEach((key, index) => places.set(key, start + index));
    }
    columns.set(block, places);
  }

  const wanted = new Set(planned.map(({ id }) => id));
  return {
    rowsComing,
    columnsComing,
    rowsGoing: [...there.rows].flatMap(([id, at]) => (wanted.has(id) ? [] : [{ id, at }])),
    columnsGoing: [...there.columns].flatMap(([block, found]) =>
      keysOf(next).includes(block)
        ? [...found].flatMap(([key, at]) => (columnsOf(next, block).includes(key) ? [] : [{ block, key, at }]))
        : [],
    ),
    rowNow,
    columnNow: (block, column) => shifted(columnsComing.filter((one) => one.block === block))(column),
    rows,
    columns,
    isTaken: { row: isTakenRow, column: isTakenColumn },
  };
}

/** Rows of the sheet between the first and the last of a block that are there, blank ones at its end aside. */
export function spanOf(block: string, base: Keyed, { rows }: Pick<Places, "rows">): Pick<Area, "row" | "rows"> | null {
  const at = rowsOf(base).flatMap((row: PlannedRow) => {
    const place = row.block.key === block ? rows.get(row.id) : undefined;
    return place === undefined || !base.cells[row.row]?.some((cell) => cell !== null) ? [] : [place];
  });
  if (at.length === 0) return null;
  const first = Math.min(...at);
  return { row: first, rows: Math.max(...at) + 1 - first };
}

/** The columns of a block that anything was written into: of others nothing is known. */
export const filledColumns = (
  block: string,
  base: Keyed,
  { columns }: Pick<Places, "columns">,
): ReadonlyMap<string, number> =>
  new Map(
    [...(columns.get(block) ?? [])].filter(([key]) => {
      const at = columnsOf(base, block).indexOf(key);
      return rowsOf(base).some((row) => row.block.key === block && (base.cells[row.row]?.[at] ?? null) !== null);
    }),
  );

interface Wanted {
  readonly key: string;
  readonly at: number | undefined;
  readonly stays: boolean;
  /** How many of the user's it stood behind. */
  readonly behind: number;
}

/** What isn't there comes behind what is planned before it, and behind as many of the user's as it stood behind. */
function coming(wanted: readonly Wanted[], first: number, isTheirs: (place: number) => boolean): readonly Coming[] {
  const found = new Map<number, string[]>();
  let next = first;
  for (const { key, at, stays, behind } of wanted) {
    if (at !== undefined) next = at + 1;
    else if (stays) {
      for (let count = 0; count < behind && isTheirs(next); count++) next++;
      const here = found.get(next);
      if (here) here.push(key);
      else found.set(next, [key]);
    }
  }
  return [...found].map(([at, keys]) => ({ at, keys })).sort((one, other) => one.at - other.at);
}

const countBefore = (all: readonly Coming[], at: number): number =>
  all.reduce((sum, one) => (one.at < at ? sum + one.keys.length : sum), 0);

/** Where what stood somewhere is when all has come: what comes at a place comes before it. */
const shifted =
  (all: readonly Coming[]) =>
  (place: number): number =>
    place + countBefore(all, place + 1);

/**
 * Where the cells that were written last stand now: rows by their ids and texts, also where they were sorted; columns by
 * what stands in those rows; what the user typed over by what stands beside it. Hidden names, which Excel moves along,
 * say to which block a row belongs.
 */
import type { Area } from "../../../excel/addresses/addresses";
import type { CellValue, Grid } from "../../../excel/cells/contents";
import type { Cell } from "../../../excel/plans/cells";
import { rowsOf, type Block, type Keyed, type PlannedRow } from "../../sheets/blocks";
import { aligned } from "./align";

/** A sheet as it stands, from its first cell on. */
export interface Standing {
  readonly name: string;
  /** Formulas, and what stands as it is. */
  readonly contents: Grid;
  readonly values: Grid;
  readonly formats: Grid;
}

/** Where blocks are, as far as their hidden names say. */
export type Regions = ReadonlyMap<string, Area>;

export interface Located {
  /** The sheet's row for each row of the plan; null for one that is gone. */
  readonly rows: readonly (number | null)[];
  /** The sheet's column for each column of a block. */
  readonly columns: ReadonlyMap<string, readonly (number | null)[]>;
  /** The sheet's column that the first of ours is, or would be. */
  readonly left: number;
}

/** What a cell's content has in common with those of other rows and columns. */
const shapeOf = (content: unknown): string =>
  typeof content === "string" && content.startsWith("=")
    ? content
        .replace(/\$?[A-Z]{1,3}\$?\d+/gi, "@")
        .replace(/\s|'/g, "")
        .toUpperCase()
    : String(content ?? "").replace(/^'/, "");

const plannedShape = (cell: Cell | null | undefined): string =>
  !cell || cell.kind === "spilled" ? "" : shapeOf(cell.content);

/** What a row is known by: the text it begins with, or the id that a formula shows there. */
function nameOf({ key }: PlannedRow, cell: Cell | null | undefined): string {
  if (!cell || cell.kind === "spilled") return "";
  return cell.kind === "formula" ? key.slice(key.lastIndexOf(":") + 1) : String(cell.content);
}

/** Whether a cell that begins a row shows its name: beside another report's an id has the report's before it. */
export function isNamed({ cells }: Keyed, row: PlannedRow, shown: CellValue | undefined): boolean {
  const cell = cells[row.row]?.[0];
  const [text, name] = [String(shown ?? ""), nameOf(row, cell)];
  return text === name || (cell?.kind === "formula" && text.endsWith(`:${name}`));
}

/** A row of the plan that nothing tells from others: blank, or filled by what spills. */
const isBare = (line: Keyed["cells"][number] | undefined): boolean =>
  !line || line.every((cell) => plannedShape(cell) === "");

/** Whether a row is filled by what spills, wholly or in part. */
export const isFilled = (line: Keyed["cells"][number] | undefined): boolean =>
  line?.some((cell) => cell?.kind === "spilled") ?? false;

/** How far the user may have moved a sheet's contents to the right without a name that says so. */
const MOST_SHIFTED = 6;

export function locate(base: Keyed, sheet: Standing, regions: Regions): Located {
  const rows = rowsOf(base);
  const named = [...regions.values()].map(({ column }) => column);
  const lefts = named.length > 0 ? [Math.min(...named)] : Array.from({ length: MOST_SHIFTED }, (_, at) => at);
  const [first, ...others] = lefts.map((left) => ({ left, ...locateRows(base, rows, sheet, regions, left) }));
  const { left, found } = others.reduce((best, one) => (one.score > best.score ? one : best), first!);
  const columns = new Map(
    keysOf(base).map((key) => [key, locateColumns(base, key, rows, found, sheet, left)] as const),
  );
  return { rows: found, columns, left };
}

/** A block may be in parts: what stays of it though it isn't planned any more comes after all else. */
export const keysOf = ({ blocks }: Pick<Keyed, "blocks">): readonly string[] => [
  ...new Set(blocks.map(({ key }) => key)),
];

export const columnsOf = ({ blocks }: Pick<Keyed, "blocks">, key: string): readonly string[] =>
  blocks.find((block) => block.key === key)?.columns ?? [];

function locateRows(
  base: Keyed,
  rows: readonly PlannedRow[],
  { contents, values }: Standing,
  regions: Regions,
  left: number,
): { readonly found: readonly (number | null)[]; readonly score: number } {
  const names = rows.map((row) => nameOf(row, base.cells[row.row]?.[0]));
  const shown = values.map((line) => String(line[left] ?? ""));
  const isCalled = (index: number, at: number): boolean => isNamed(base, rows[index]!, values[at]?.[left]);
  const isEmpty = contents.map((line) => line.every((content) => content === ""));
  const regionAt = (row: number): string | null => {
    for (const [key, area] of regions) if (row >= area.row && row < area.row + area.rows) return key;
    return null;
  };
  const inRegion = shown.map((_, row) => regionAt(row));
  const fits = ({ block }: Pick<PlannedRow, "block">, at: number): boolean =>
    !regions.has(block.key) || inRegion[at] === block.key;

  const likeness = (index: number, at: number): number => {
    const row = rows[index]!;
    const line = base.cells[row.row];
    // What is filled by what spills stands below its like, and is no blank row.
    if (isBare(line)) return isEmpty[at] && !isFilled(line) ? 1 : 0;
    if (!fits(row, at) || !isCalled(index, at)) return 0;
    // A row of the user's has no name either.
    return names[index] === "" ? 1 + 6 * alike(index, at) : 8;
  };
  const found = [...aligned(rows.length, shown.length, likeness)];
  const score = found.reduce<number>((sum, at, index) => sum + (at === null ? 0 : likeness(index, at)), 0);
  const used = new Set(found.filter((at) => at !== null));
  const take = (index: number, at: number): void => {
    found[index] = at;
    used.add(at);
  };

  // Sorted within their block.
  rows.forEach((row, index) => {
    if (found[index] !== null || names[index] === "" || isBare(base.cells[row.row])) return;
    const [from, to] = spanOf(row.block.key);
    for (let at = from; at < to; at++) {
      if (used.has(at) || !isCalled(index, at) || !fits(row, at)) continue;
      take(index, at);
      break;
    }
  });
  // Typed over: known by what stands beside.
  for (const { indices, places } of gaps()) {
    const left = places.filter((at) => !isEmpty[at]);
    const sure = left.length === indices.length;
    let next = 0;
    for (const index of indices) {
      const at = left.findIndex((place, order) => order >= next && (sure || alike(index, place) >= 0.5));
      if (at < 0) continue;
      take(index, left[at]!);
      next = at + 1;
    }
  }
  // Filled by what spills: below each other.
  rows.forEach((row, index) => {
    if (found[index] !== null || !isFilled(base.cells[row.row])) return;
    const above = found[index - 1];
    const at = above === null || above === undefined ? null : above + 1;
    // What spills may not have been calculated yet.
    if (at !== null && !used.has(at)) take(index, at);
  });
  return { found, score };

  /** Rows in which a block's may be: up to those of its neighbours that are known. */
  function spanOf(key: string): readonly [number, number] {
    const own = rows.flatMap((row, index) => (row.block.key === key ? [index] : []));
    const [head, tail] = [own[0]!, own.at(-1)!];
    const before = found.slice(0, head).reduce<number>((most, at) => Math.max(most, at ?? -1), -1);
    const after = found.slice(tail + 1).reduce<number>((least, at) => Math.min(least, at ?? Infinity), Infinity);
    return [before + 1, Math.min(after, shown.length)];
  }

  /** Runs of rows that aren't found yet, with the places between their neighbours that nothing stands on. */
  function gaps(): readonly { indices: readonly number[]; places: readonly number[] }[] {
    const open = new Map<string, { indices: number[]; places: readonly number[] }>();
    rows.forEach((row, index) => {
      if (found[index] !== null || isBare(base.cells[row.row])) return;
      const before = nearest(index, -1);
      const after = nearest(index, 1);
      const [from, to] = [before === null ? 0 : before + 1, after ?? shown.length];
      const key = `${from}:${to}`;
      const places = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at).filter(
        (at) => !used.has(at) && fits(row, at),
      );
      const gap = open.get(key) ?? { indices: [], places };
      gap.indices.push(index);
      open.set(key, gap);
    });
    return [...open.values()];
  }

  /** Of rows that are known by name: blank ones say little. */
  function nearest(index: number, step: 1 | -1): number | null {
    for (let at = index + step; at >= 0 && at < rows.length; at += step) {
      if (found[at] !== null && !isBare(base.cells[rows[at]!.row])) return found[at]!;
    }
    return null;
  }

  /** How much of what was written in a row stands in another, wherever in it. */
  function alike(index: number, at: number): number {
    const wanted = base.cells[rows[index]!.row]!.map(plannedShape).filter((shape) => shape !== "");
    const there = contents[at]!.map(shapeOf);
    const common = wanted.filter((shape) => {
      const place = there.indexOf(shape);
      if (place >= 0) there.splice(place, 1);
      return place >= 0;
    });
    return common.length / wanted.length;
  }
}

const EXACT = 5;

function locateColumns(
  base: Keyed,
  key: Block["key"],
  rows: readonly PlannedRow[],
  found: readonly (number | null)[],
  { contents, values }: Standing,
  left: number,
): readonly (number | null)[] {
  const here = rows.flatMap((row, index) => {
    const at = found[index];
    if (row.block.key !== key || at === null || at === undefined) return [];
    return [{ planned: base.cells[row.row] ?? [], at, isHeader: row.key === "header" }];
  });
  const names = columnsOf(base, key);
  const count = names.length;
  const width = Math.max(0, ...contents.map((line) => line.length)) - left;
  const isTitled = (column: number, at: number, to: number): boolean =>
    String(values[at]?.[left + to] ?? "") === names[column];
  const score = Array.from({ length: count }, (_, column) =>
    Array.from({ length: width }, (_unused, to) =>
      here.reduce((sum, { planned, at, isHeader }) => {
        const shape = plannedShape(planned[column]);
        // A title that follows another block's is a formula like all others beside it: what it shows tells them apart.
        if (isHeader && isTitled(column, at, to)) return sum + EXACT;
        if (shape === "" || shape !== shapeOf(contents[at]?.[left + to])) return sum;
        return sum + (planned[column]!.kind === "formula" ? 1 : EXACT);
      }, 0),
    ),
  );
  const places = [...aligned(count, width, (column, to) => score[column]![to]!)];
  // In another order, known by their heads: what stays though it isn't planned may stand before what is.
  const isHeaded = (column: number, to: number): boolean =>
    here.some(({ planned, at, isHeader }) => {
      const shape = planned[column]?.kind === "formula" ? "" : plannedShape(planned[column]);
      return isHeader && (isTitled(column, at, to) || (shape !== "" && shape === shapeOf(contents[at]?.[left + to])));
    });
  for (let column = 0; column < count; column++) {
    if (places[column] !== null) continue;
    const headed = score[column]!.flatMap((likeness, to) =>
      !places.includes(to) && isHeaded(column, to) ? [{ likeness, to }] : [],
    );
    const [best] = headed.sort((one, other) => other.likeness - one.likeness);
    if (best) places[column] = best.to;
  }
  for (let column = 0; column < count; column++) places[column] ??= besideKnown(column);
  return places.map((at) => (at === null ? null : left + at));

  /** Where a column stands by which nothing of ours is known, or that the user typed over: beside those that are known. */
  function besideKnown(column: number): number | null {
    const known = here.filter(({ planned }) => plannedShape(planned[column]) !== "");
    // Nothing is known of it: beside the last that is there, whichever the user took away between them.
    const last = places.slice(0, column).reduce<number>((most, at) => at ?? most, -1);
    const before = known.length === 0 || column === 0 ? last : places[column - 1]!;
    if (before === null || places.includes(before + 1)) return null;
    if (known.length === 0) return before + 1;
    const isTypedIn = (to: number): boolean => known.some(({ at }) => (contents[at]?.[left + to] ?? "") !== "");
    const next = places.slice(column + 1).find((at) => at !== null) ?? null;
    if (next === null) return isTypedIn(before + 1) ? before + 1 : null;
    if (next === before + 2) return before + 1;
    // Among columns of the user's, of which none is in the block's lines.
    for (let to = before + 1; to < next; to++) if (!places.includes(to) && isTypedIn(to)) return to;
    return null;
  }
}

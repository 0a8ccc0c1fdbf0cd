/**
 * What was written last, what stands there and what is planned, made one: what the user changed stays, all else becomes
 * what is planned.
 */
import { parseAddress, type Area } from "../../../excel/addresses/addresses";
import { meets } from "../../../excel/addresses/places";
import { isFormula, type CellValue } from "../../../excel/cells/contents";
import type { Mover } from "../../../excel/formulas/moved";
import { referencesIn } from "../../../excel/formulas/references";
import { FORMATS, text, type Cell } from "../../../excel/plans/cells";
import { rowId, rowsOf, type Block, type Keyed } from "../../sheets/blocks";
import type { Behind, Written } from "../../stored/sheets";
import { isDisplaced } from "./anchors";
import { cellsBeside, type Lane } from "./lane";
import { columnsOf, keysOf, type Regions, type Standing } from "./locate";
import { contentOf, moverOf, sameContent, type Placed } from "./places";
import { filledColumns, type Places, type Structure } from "./structure";

/** A cell of ours as it stands. */
export interface Held {
  readonly row: number;
  readonly column: number;
  readonly cell: Cell;
  /** Whether it holds something else than was written, or has another number format. */
  readonly isEdited: boolean;
  readonly isReformatted: boolean;
  /** Whether it refers to other rows than what spills fills, since some came between those or went. */
  readonly isShifted: boolean;
}

/** Of what was written last, as it would stand: as its rows were found, and as Excel moved what refers to them. */
export interface Moves {
  readonly found: Mover;
  readonly byExcel: Mover;
}

/** Every cell that was written last and is still there, by its place. */
export function heldCells(
  base: Keyed,
  standing: Standing,
  there: Places,
  regions: Regions,
  moves: Moves,
): ReadonlyMap<string, Held> {
  const found = new Map<string, Held>();
  const displaced = new Map(keysOf(base).map((key) => [key, isDisplaced(key, base, there, regions)]));
  for (const { block, id, row } of rowsOf(base)) {
    const at = there.rows.get(id);
    if (at === undefined) continue;
    columnsOf(base, block.key).forEach((key, index) => {
      const cell = base.cells[row]?.[index];
      const column = there.columns.get(block.key)?.get(key);
      if (!cell || column === undefined) return;
      const content = standing.contents[at]?.[column] ?? "";
      const isOther =
        cell.kind !== "spilled" && !isBroken(content) && !sameContent(content, contentOf(cell, moves.found));
      const isShifted = isOther && sameContent(content, contentOf(cell, moves.byExcel));
      // Beyond the cells in use nothing is known of formats.
      const isReformatted =
        (standing.formats[at]?.[column] ?? cell.format) !== cell.format &&
        !(cell.kind === "spilled" && displaced.get(block.key));
      found.set(`${at}:${column}`, {
        row: at,
        column,
        cell,
        isEdited: isOther && !isShifted,
        isReformatted,
        isShifted,
      });
    });
  }
  return found;
}

/** A formula of ours that refers to what is gone: no wish of the user's. */
const isBroken = (content: CellValue): boolean => isFormula(content) && content.includes("#REF!");

export interface Put {
  /** When all that comes is there. */
  readonly row: number;
  readonly column: number;
}

export interface ContentPut extends Put {
  readonly content: CellValue;
  /** Its number format, which stays unless it is among the formats. */
  readonly format: CellValue;
  /** As it stands, for cells that stand already. */
  readonly from: { readonly row: number; readonly column: number; readonly content: CellValue };
}

export interface Merge {
  readonly structure: Structure;
  /** New cells in rows and columns that come, with their looks. */
  readonly fresh: readonly (Put & { readonly cell: Cell })[];
  /** Cells that stand there and get another content. */
  readonly contents: readonly ContentPut[];
  readonly formats: readonly (Put & { readonly format: string; readonly from: Put })[];
  /** Rows of the sheet, as it stands, that go; and columns of a block. */
  readonly rowsGone: readonly number[];
  readonly columnsGone: readonly { readonly block: string; readonly column: number }[];
  /** Rows and columns, as the sheet stands, that aren't planned and stay, since something of the user's is in them or refers to them. */
  readonly rowsLeft: readonly number[];
  readonly columnsLeft: readonly { readonly block: string; readonly column: number }[];
  /** Cells of ours, as the sheet stands, that the user changed. */
  readonly edited: readonly Put[];
  /** What is written last from then on. */
  readonly base: Base;
}

export type Base = Keyed & Pick<Written, "beside" | "behind" | "narrow">;

export interface Merging {
  readonly base: Base;
  readonly next: Keyed;
  readonly standing: Standing;
  readonly there: Places;
  readonly structure: Structure;
  readonly lane: Lane;
  readonly held: ReadonlyMap<string, Held>;
  /** Of what was written last, as it will stand. */
  readonly moveBase: Mover;
  /** Of what is planned. */
  readonly moveNext: Mover;
  /** Whether a formula refers to cells that rows come into, or go from, in part: Excel leaves such a reference as it is. */
  readonly isTorn: (formula: string) => boolean;
  /** Whether a formula, or a name, of the user's refers to any of these cells, or they marked one. */
  readonly isReferred: (area: Area) => boolean;
  /** What is written beside what isn't in this edition. */
  readonly mark: string;
  /** Puts back what the user changed. */
  readonly renew: boolean;
}

const MARKED_COLUMN = 1;

export function merge(merging: Merging): Merge {
  const { base, next, standing, there, structure, lane, held, moveBase, moveNext, isTorn, mark, renew } = merging;
  const fresh: (Put & { cell: Cell })[] = [];
  const contents: ContentPut[] = [];
  const formats: (Put & { format: string; from: Put })[] = [];
  const wasRow = new Map(rowsOf(base).map((row) => [row.id, row.row]));
  const theirs = (row: number, column: number): CellValue => standing.contents[row]?.[column] ?? "";

  const write = (row: number, column: number, to: Put, content: CellValue): void => {
    const format = standing.formats[row]?.[column] ?? FORMATS.general;
    contents.push({ ...to, content, format, from: { row, column, content: theirs(row, column) } });
  };
  const format = (row: number, column: number, to: Put, wanted: string): void => {
    const was = held.get(`${row}:${column}`);
    const before = was?.cell.format ?? FORMATS.general;
    const now = standing.formats[row]?.[column] ?? before;
    const isUsers = was ? was.isReformatted : now !== before;
    if (now !== wanted && (renew || !isUsers)) formats.push({ ...to, format: wanted, from: { row, column } });
  };

  for (const { block, id, row } of rowsOf(next)) {
    const now = structure.rows.get(id);
    if (now === undefined) continue;
    const stood = there.rows.get(id);
    columnsOf(next, block.key).forEach((key, index) => {
      const column = structure.columns.get(block.key)?.get(key);
      if (column === undefined) return;
      const to = { row: now, column };
      const wanted = next.cells[row]?.[index] ?? null;
      const from = there.columns.get(block.key)?.get(key);
      if (stood === undefined || from === undefined) {
        // Something refers to what the user took away: better nothing than another cell.
        if (!wanted) return;
        const content = wanted.kind === "formula" ? contentOf(wanted, moveNext) : wanted.content;
        if (content !== null) fresh.push({ ...to, cell: { ...wanted, content } });
        return;
      }
      const was = held.get(`${stood}:${from}`);
      if (!wanted) {
        if (!was || (was.isEdited && !renew)) return;
        if (was.cell.kind !== "spilled") write(stood, from, to, "");
        format(stood, from, to, FORMATS.general);
        return;
      }
      const before = was?.cell ?? null;
      format(stood, from, to, wanted.format);
      if (wanted.kind === "spilled") {
        if (before && before.kind !== "spilled" && !was!.isEdited) write(stood, from, to, "");
        return;
      }
      const content = contentOf(wanted, moveNext);
      if (content === null) return;
      const stands = theirs(stood, from);
      const isUsers = before === null || before.kind === "spilled" ? before === null && stands !== "" : was!.isEdited;
      if (isUsers && !renew) return;
      const isSame =
        !isUsers &&
        !isBroken(stands) &&
        !(isFormula(stands) && isTorn(stands)) &&
        before !== null &&
        before.kind !== "spilled" &&
        !was!.isShifted &&
        sameContent(contentOf(before, moveBase), content);
      if (!isSame) write(stood, from, to, content);
    });
  }

  const isUsers = (row: number, column: number): boolean => {
    const cell = held.get(`${row}:${column}`);
    if (cell) return cell.isEdited || cell.isReformatted;
    return theirs(row, column) !== "";
  };
  const beside = (row: number): number => (lane.whole ? 0 : cellsBeside(standing.contents[row], lane));
  const isHeldRow = ({ id, at, area }: { readonly id: string; readonly at: number; readonly area: Area }): boolean => {
    const theirs = (standing.contents[at] ?? []).filter((_, column) => isUsers(at, column)).length;
    // What the row came beside stays where it is when the row goes again.
    return theirs > Math.min(beside(at), base.beside?.[id] ?? 0) || merging.isReferred(area);
  };
  const goingRows = structure.rowsGoing.map((one) => ({
    ...one,
    area: { row: one.at, column: 0, rows: 1, columns: Infinity },
  }));
  const stayingRows = withNeeded(goingRows, isHeldRow, standing);
  const going = goingRows.map((one) => ({ ...one, stays: stayingRows.has(one) }));
  const goingColumns = structure.columnsGoing.map((one) => {
    const rows = rowsOf(base).flatMap(({ block, id }) => {
      const at = block.key === one.block ? there.rows.get(id) : undefined;
      return at === undefined ? [] : [at];
    });
    const top = Math.min(...rows);
    return { ...one, area: { row: top, column: one.at, rows: Math.max(...rows) + 1 - top, columns: 1 } };
  });
  const isHeldColumn = ({ area }: { readonly area: Area }): boolean =>
    Array.from({ length: area.rows }, (_, at) => area.row + at).some((row) => isUsers(row, area.column)) ||
    merging.isReferred(area);
  const stayingColumns = withNeeded(goingColumns, isHeldColumn, standing);
  const columnsGoing = goingColumns.map((one) => ({ ...one, stays: stayingColumns.has(one) }));

  const marked = new Set<string>();
  for (const { id, at, stays } of going) {
    const line = rowsOf(base).find((row) => row.id === id)!;
    if (!stays || !/^:|^heading$/.test(line.key)) continue;
    const column = there.columns.get(line.block.key)?.get(columnsOf(base, line.block.key)[MARKED_COLUMN] ?? "");
    if (column === undefined) continue;
    const cell = held.get(`${at}:${column}`);
    if (cell ? cell.isEdited : theirs(at, column) !== "") continue;
    marked.add(id);
    const to = { row: structure.rowNow(at), column: structure.columnNow(line.block.key, column) };
    if (!sameContent(theirs(at, column), mark)) write(at, column, to, mark);
  }

  // What goes is emptied before, so that nothing of it is being calculated when its cells are deleted.
  const rowsGone = new Set(going.flatMap(({ at, stays }) => (stays ? [] : [at])));
  const columnsGone = columnsGoing.filter(({ stays }) => !stays);
  for (const [id, at] of there.rows) {
    const { block } = rowsOf(base).find((row) => row.id === id)!;
    for (const column of there.columns.get(block.key)?.values() ?? []) {
      const goes = rowsGone.has(at) || columnsGone.some((one) => one.block === block.key && one.at === column);
      if (!goes || !isFormula(theirs(at, column))) continue;
      write(at, column, { row: structure.rowNow(at), column: structure.columnNow(block.key, column) }, "");
    }
  }

  const goneNow = [...rowsGone].map(structure.rowNow);
  /** When all that goes is gone, too. */
  const atLast = (row: number): number => row - goneNow.filter((gone) => gone < row).length;
  return {
    structure,
    fresh,
    contents,
    formats,
    rowsGone: [...rowsGone],
    columnsGone: columnsGone.map(({ block, at }) => ({ block, column: at })),
    rowsLeft: going.flatMap(({ at, stays }) => (stays ? [at] : [])),
    columnsLeft: columnsGoing.flatMap(({ block, at, stays }) => (stays ? [{ block, column: at }] : [])),
    edited: [...held.values()].flatMap(({ row, column, isEdited, isReformatted }) =>
      isEdited || isReformatted ? [{ row, column }] : [],
    ),
    base: {
      ...withLeft(merging, {
        rows: new Set([
          ...going.flatMap(({ id, stays }) => (stays ? [id] : [])),
          ...(renew ? [] : [...wasRow.keys()].filter((id) => !there.rows.has(id))),
        ]),
        column: (block, key) =>
          columnsGoing.some((one) => one.block === block && one.key === key && one.stays) ||
          structure.isTaken.column(block, key),
        marked,
        mark,
      }),
      narrow: rowsGone.size > 0 ? !lane.whole : base.narrow === true && structure.rowsComing.length === 0,
      behind: {
        rows: behindOf(
          base.behind?.rows,
          structure.rows,
          going.flatMap(({ id, at, stays }) => (stays ? [] : [{ id, at, ours: there.rows }])),
        ),
        columns: behindOf(
          base.behind?.columns,
          new Set([...structure.columns].flatMap(([block, keys]) => [...keys.keys()].map((key) => rowId(block, key)))),
          columnsGone.map(({ block, key, at }) => ({
            id: rowId(block, key),
            at,
            ours: filledColumns(block, base, there),
          })),
        ),
      },
      beside: Object.fromEntries([
        ...Object.entries(base.beside ?? {}).filter(([id]) => there.rows.has(id) && !rowsGone.has(there.rows.get(id)!)),
        ...structure.rowsComing.flatMap(({ keys }) =>
          keys.flatMap((id) => {
            const count = beside(atLast(structure.rows.get(id)!));
            return count > 0 ? [[id, count] as const] : [];
          }),
        ),
      ]),
    },
  };
}

/** Of what goes, and of what went before and hasn't come again. */
function behindOf(
  before: Behind["rows"] = {},
  present: { readonly has: (id: string) => boolean },
  going: readonly { readonly id: string; readonly at: number; readonly ours: ReadonlyMap<string, number> }[],
): Behind["rows"] {
  return Object.fromEntries([
    ...Object.entries(before).filter(([id]) => !present.has(id)),
    ...going.flatMap(({ id, at, ours }) => {
      const last = Math.max(...[...ours.values()].filter((place) => place < at));
      return last < at - 1 && last >= 0 ? [[id, at - 1 - last] as const] : [];
    }),
  ]);
}

/**
 * What is held of what goes, and what its own formulas refer to: a line's id, or a column's title, may stand in another
 * block's.
 */
function withNeeded<Going extends { readonly area: Area }>(
  going: readonly Going[],
  isHeld: (one: Going) => boolean,
  { contents }: Standing,
): ReadonlySet<Going> {
  const staying = new Set(going.filter(isHeld));
  for (const { area } of staying) {
    const needed = contents
      .slice(area.row, area.row + area.rows)
      .flatMap((line) => line.slice(area.column, area.column + area.columns))
      .flatMap((content) => (isFormula(content) ? referencesIn(content) : []))
      .flatMap(({ sheet, address }) => (sheet === null ? (parseAddress(address) ?? []) : []));
    for (const one of going) if (needed.some((other) => meets(one.area, other))) staying.add(one);
  }
  return staying;
}

interface Left {
  readonly rows: ReadonlySet<string>;
  readonly column: (block: string, key: string) => boolean;
  readonly marked: ReadonlySet<string>;
  readonly mark: string;
}

/**
 * What is planned, and after it what stays though it isn't: known, so that an edition that has it again finds it, and
 * what the user took away isn't brought again.
 */
function withLeft({ base, next }: Merging, left: Left): Keyed {
  const planned = new Set(rowsOf(next).map(({ id }) => id));
  const columns = new Map<string, readonly string[]>();
  for (const key of new Set([...keysOf(next), ...keysOf(base)])) {
    const own = columnsOf(next, key);
    const stay = keysOf(next).includes(key)
      ? columnsOf(base, key).filter((name) => !own.includes(name) && left.column(key, name))
      : columnsOf(base, key);
    columns.set(key, [...own, ...stay]);
  }
  const extra = rowsOf(base).filter(({ id }) => !planned.has(id) && left.rows.has(id));
  const height = Math.max(next.cells.length, ...next.blocks.map(({ row, rows }) => row + rows.length));
  const blocks: Block[] = next.blocks.map((block) => ({ ...block, columns: columns.get(block.key)! }));
  extra.forEach(({ block, key }, index) =>
    blocks.push({ key: block.key, row: height + index, rows: [key], columns: columns.get(block.key)! }),
  );
  const shape: Keyed = { cells: [], blocks };
  const placed: Placed = {
    name: "",
    plan: base,
    places: {
      rows: new Map(rowsOf(shape).map(({ id, row }) => [id, row])),
      columns: new Map([...columns].map(([key, names]) => [key, new Map(names.map((name, at) => [name, at]))])),
    },
  };
  const move = moverOf(placed, new Map());
  const wasAt = new Map(rowsOf(base).map(({ id, row }) => [id, row]));
  const nextAt = new Map(rowsOf(next).map(({ id, row }) => [id, row]));
  const width = Math.max(0, ...[...columns.values()].map(({ length }) => length));
  const cells = Array.from({ length: height + extra.length }, () => Array<Cell | null>(width).fill(null));
  for (const { block, key, id, row } of rowsOf(shape)) {
    columns.get(block.key)!.forEach((name, column) => {
      const at = nextAt.get(id);
      if (at !== undefined && column < columnsOf(next, block.key).length) {
        cells[row]![column] = next.cells[at]?.[column] ?? null;
        return;
      }
      const from = wasAt.get(rowId(block.key, key));
      const was = from === undefined ? null : base.cells[from]?.[columnsOf(base, block.key).indexOf(name)];
      if (!was) return;
      if (left.marked.has(id) && column === MARKED_COLUMN) {
        cells[row]![column] = text(left.mark, was.style);
        return;
      }
      const content = was.kind === "formula" ? contentOf(was, move) : was.content;
      cells[row]![column] = content === null ? null : { ...was, content };
    });
    if (left.marked.has(id)) cells[row]![MARKED_COLUMN] ??= text(left.mark, "note");
  }
  return { cells, blocks };
}

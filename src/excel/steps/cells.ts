/** Contents of cells, written and taken back: the one way in which cells that stand there change. */
import { rectangles, type Area } from "../addresses/addresses";
import { covers, gridOf, placeOf } from "../addresses/places";
import { forAll, rangeIn } from "../addresses/ranges";
import { contentsIn, isFormula, type CellsByPlace, type CellValue, type Grid } from "../cells/contents";
import { batchesOf, bySheet } from "../cells/grouping";
import type { TableBody } from "../cells/tables";
import { bytesOf, REQUEST } from "../transactions/wire";
import { only, type Step } from "../transactions/step";

type Context = Excel.RequestContext;

/** Cells as they are, or are to be. */
export interface Block {
  readonly sheet: string;
  readonly area: Area;
  /** What has to be written for each cell to be that. */
  readonly contents: Grid;
  /** Number formats; those that stand stay where there are none. */
  readonly formats?: Grid | undefined;
}

/** The same cells before and after. */
export interface BlockChange {
  readonly before: Block;
  readonly after: Block;
  /** Whole columns of a table, which Excel would fill with a formula that is put into one of their cells. */
  readonly columns?: true;
}

/* Reading */

export interface ReadBlock extends Block {
  /** Whether a formula spills from, or into, any of them. */
  readonly spills: boolean;
}

/** Queues the reading of cells; what comes back is to be called after the next sync. */
export function readBlock(context: Context, sheet: string, area: Area): () => ReadBlock {
  const range = rangeIn(context, sheet, area);
  range.load("formulas,values,valueTypes,numberFormat,hasSpill");
  return () => ({
    sheet,
    area,
    // Null where some do, which the types do not say.
    spills: range.hasSpill !== false,
    contents: contentsIn(range),
    formats: range.numberFormat as Grid,
  });
}

/**
 * The same without what formulas spill: written back as constants, it would stand in their way. A round trip more, and
 * only where anything spills.
 */
export async function withoutSpilled(context: Context, blocks: readonly ReadBlock[]): Promise<readonly Block[]> {
  const pending = blocks.map(({ sheet, area, contents, spills }) => {
    if (!spills) return null;
    const range = rangeIn(context, sheet, area);
    return contents.map((line, row) =>
      line.map((content, column) => {
        if (content === "") return null;
        const cell = range.getCell(row, column);
        const parent = cell.getSpillParentOrNullObject();
        cell.load("address");
        parent.load("address");
        return { cell, parent };
      }),
    );
  });
  if (pending.every((cells) => cells === null)) return blocks;
  await context.sync();
  const isSpilledInto = (asked: { cell: Excel.Range; parent: Excel.Range } | null): boolean =>
    asked !== null && !asked.parent.isNullObject && asked.parent.address !== asked.cell.address;
  return blocks.map((block, index) => ({
    ...block,
    contents: block.contents.map((line, row) =>
      line.map((content, column) => (isSpilledInto(pending[index]?.[row]?.[column] ?? null) ? "" : content)),
    ),
  }));
}

/** A part of a block, by an area of the sheet. */
export function partOf<B extends Block>(block: B, area: Area): B {
  const [down, right] = [area.row - block.area.row, area.column - block.area.column];
  const cut = (grid: Grid): Grid =>
    grid.slice(down, down + area.rows).map((line) => line.slice(right, right + area.columns));
  return { ...block, area, contents: cut(block.contents), ...(block.formats && { formats: cut(block.formats) }) };
}

/* Cells one by one */

export interface CellChange {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  /** The formula in the first cell of a spill, nothing in the others. */
  readonly before: CellValue;
  readonly after: CellValue;
  /** Its number format, which stays. */
  readonly format: CellValue;
}

/** What cells hold besides those that change. */
export interface CellsAround {
  readonly tables: readonly TableBody[];
  readonly content: CellsByPlace;
  readonly format: CellsByPlace;
}

/**
 * Cells side by side as one block. Of a table's columns that have formulas put in or taken out, whole ones: a round trip
 * where any of their other cells may hold an empty text.
 */
export async function joined(
  context: Context,
  cells: readonly CellChange[],
  around: CellsAround,
): Promise<readonly BlockChange[]> {
  const columns = new Map<string, TableBody & { readonly rows: Map<number, CellChange> }>();
  const columnAt = ({ sheet, row, column }: CellChange): (TableBody & { readonly key: string }) | null => {
    const table = around.tables.find((one) => one.sheet === sheet && covers(one.area, { row, column }));
    if (!table) return null;
    const area = { ...table.area, column, columns: 1 };
    return { sheet, area, key: placeOf(sheet, area.row, column) };
  };
  for (const cell of cells) {
    const at = isFormula(cell.before) || isFormula(cell.after) ? columnAt(cell) : null;
    if (at && !columns.has(at.key)) columns.set(at.key, { ...at, rows: new Map() });
  }
  const others = cells.filter((cell) => {
    const at = columnAt(cell);
    const column = at && columns.get(at.key);
    column?.rows.set(cell.row, cell);
    return !column;
  });
  const pending = [...columns.values()].map(({ sheet, area, rows }) => {
    const known = gridOf(area, (row, column) => (rows.has(row) ? 0 : around.content(sheet, row, column)));
    const unsure = known.flat().includes("") ? rangeIn(context, sheet, area) : null;
    unsure?.load("formulas,values,valueTypes");
    return { sheet, area, rows, known, unsure };
  });
  if (pending.some(({ unsure }) => unsure !== null)) await context.sync();
  const whole = pending.map(({ sheet, area, rows, known, unsure }): BlockChange => {
    const contents = unsure ? contentsIn(unsure) : known;
    const formats = gridOf(area, (...place) => around.format(sheet, ...place));
    const block = (what: "before" | "after"): Block => ({
      sheet,
      area,
      contents: gridOf(
        area,
        (row, column) => rows.get(row)?.[what] ?? contents[row - area.row]![column - area.column]!,
      ),
      formats,
    });
    return { before: block("before"), after: block("after"), columns: true };
  });
  return [...blocksOf(others), ...whole];
}

function blocksOf(cells: readonly CellChange[]): readonly BlockChange[] {
  return [...bySheet(cells)].flatMap(([sheet, here]) => {
    const places = new Map(here.map((cell) => [`${cell.row}:${cell.column}`, cell]));
    const height = here.reduce((most, { row }) => Math.max(most, row + 1), 0);
    const width = here.reduce((most, { column }) => Math.max(most, column + 1), 0);
    const areas = rectangles(height, width, (row, column) => (places.has(`${row}:${column}`) ? true : undefined));
    return areas.map(({ area }) => {
      const grid = (what: "before" | "after" | "format"): Grid =>
        gridOf(area, (row, column) => places.get(`${row}:${column}`)![what]);
      const formats = grid("format");
      return {
        before: { sheet, area, contents: grid("before"), formats },
        after: { sheet, area, contents: grid("after"), formats },
      };
    });
  });
}

/* Writing */

const TEXT_FORMAT = "@";

/**
 * A cell that is formatted as text takes whatever is written for one, a formula too; so it is written as another, and
 * then formatted as it was. That keeps every format, which Excel may change with a formula.
 */
function write(context: Context, block: Block, put = putContents): void {
  const { sheet, area, formats } = block;
  const range = rangeIn(context, sheet, area);
  if (formats?.some((row) => row.includes(TEXT_FORMAT))) range.numberFormat = forAll("General");
  put(context, block);
  if (!formats) return;
  const first = formats[0]?.[0];
  const isOne = formats.every((row) => row.every((format) => format === first));
  range.numberFormat = isOne ? forAll(first) : (formats as string[][]);
}

function putContents(context: Context, { sheet, area, contents }: Pick<Block, "sheet" | "area" | "contents">): void {
  rangeIn(context, sheet, area).formulas = contents as CellValue[][];
}

/**
 * Puts contents into whole columns of tables. A formula that is put into a column without others, or with the same in
 * every row, goes into all its rows, unless the user has turned that off: so there is a number first wherever there is to
 * be a formula, the formulas come over the numbers, the last on its own, and what a lone one filled is put right.
 */
function putColumns(context: Context, { sheet, area, contents }: Block): void {
  const cut = (row: number, rows: number, column: number) => ({
    sheet,
    area: { row: area.row + row, column: area.column + column, rows, columns: 1 },
    contents: contents.slice(row, row + rows).map((line) => [line[column]!]),
  });
  putContents(context, {
    sheet,
    area,
    contents: contents.map((line) => line.map((one) => (isFormula(one) ? 0 : one))),
  });
  for (let column = 0; column < area.columns; column++) {
    const formulas = contents.flatMap((line, row) => (isFormula(line[column]) ? [row] : []));
    const last = formulas.at(-1);
    if (last === undefined) continue;
    const isIn = (row: number): true | undefined =>
      row !== last && isFormula(contents[row]![column]) ? true : undefined;
    for (const { area: run } of rectangles(area.rows, 1, isIn)) putContents(context, cut(run.row, run.rows, column));
    putContents(context, cut(last, 1, column));
    if (formulas.length > 1) continue;
    if (last > 0) putContents(context, cut(0, last, column));
    if (last + 1 < area.rows) putContents(context, cut(last + 1, area.rows - last - 1, column));
  }
}

/** By rows: each is asked for where it is cut, sent and read. */
const lengths = new WeakMap<readonly CellValue[], number>();

function lengthOf(row: readonly CellValue[]): number {
  let length = lengths.get(row);
  if (length === undefined) {
    length = row.reduce<number>((sum, cell) => sum + bytesOf(String(cell)) + 3, 0);
    lengths.set(row, length);
  }
  return length;
}

/** What a row takes, written or taken back. */
const rowLength = ({ before, after }: BlockChange, row: number): number =>
  [before, after].reduce(
    (most, { contents, formats }) =>
      Math.max(most, lengthOf(contents[row] ?? []) + (formats ? lengthOf(formats[row] ?? []) : 0)),
    0,
  );

/** None too long for a request. */
function slices(change: BlockChange): readonly (BlockChange & { readonly size: number })[] {
  const { area } = change.after;
  const found: (BlockChange & { readonly size: number })[] = [];
  let [start, size] = [0, 0];
  const cut = (end: number): void => {
    const rows: Area = { ...area, row: area.row + start, rows: end - start };
    found.push({ before: partOf(change.before, rows), after: partOf(change.after, rows), size });
  };
  for (let row = 0; row < area.rows; row++) {
    const more = rowLength(change, row);
    if (size + more > REQUEST && row > start) {
      cut(row);
      [start, size] = [row, 0];
    }
    size += more;
  }
  cut(area.rows);
  return found;
}

/** Gives cells other contents. */
export const writeBlocks = (changes: readonly BlockChange[]): readonly Step[] =>
  changes
    .flatMap((change) => (change.columns ? columnsOf(change) : [change]))
    .flatMap((change) => (change.columns ? [{ ...change, size: sizeOf(change) }] : slices(change)))
    .map(({ before, after, columns, size }) => {
      const put = columns && putColumns;
      return {
        size,
        apply: (context) => write(context, after, put),
        async undo(context) {
          write(context, before, put);
          await context.sync();
        },
      };
    });

/** Columns without formulas, which nothing fills, can go in slices. */
function columnsOf(change: BlockChange): readonly BlockChange[] {
  const { area } = change.after;
  const hasFormulas = (column: number): boolean =>
    [change.before, change.after].some(({ contents }) => contents.some((row) => isFormula(row[column])));
  return rectangles(1, area.columns, (_, column) => hasFormulas(column)).map(({ area: { column, columns }, key }) => {
    const part = { ...area, column: area.column + column, columns };
    const [before, after] = [partOf(change.before, part), partOf(change.after, part)];
    return key ? { before, after, columns: true } : { before, after };
  });
}

const sizeOf = (change: BlockChange): number =>
  change.after.contents.reduce((sum, _, row) => sum + rowLength(change, row), 0);

/** Gives cells other number formats, and leaves those alone whose format stays. */
export function formatCells(sheet: string, area: Area, before: Grid, after: Grid): readonly Step[] {
  const at = (row: number, column: number): string | undefined =>
    before[row]![column] === after[row]![column]
      ? undefined
      : JSON.stringify([before[row]![column], after[row]![column]]);
  return rectangles(area.rows, area.columns, at).map(({ area: part, key }) => {
    const [old, next] = JSON.parse(key) as [string, string];
    const place = { ...part, row: area.row + part.row, column: area.column + part.column };
    const give = (context: Context, format: string): void => {
      rangeIn(context, sheet, place).numberFormat = forAll(format);
    };
    return {
      apply: (context) => give(context, next),
      async undo(context) {
        give(context, old);
        await context.sync();
      },
    };
  });
}

/** Brings cells back to what they were, when something else was done to them. */
export const restoreBlock = (before: Block): readonly Step[] =>
  slices({ before, after: before }).map((slice) => ({
    size: slice.size,
    apply: () => undefined,
    async undo(context) {
      write(context, slice.before);
      await context.sync();
    },
  }));

interface ReadBack {
  readonly steps: readonly Step[];
  readonly contents: () => CellsByPlace;
  /** The same, block by block. */
  readonly grids: () => readonly Grid[];
}

interface Part {
  readonly sheet: string;
  readonly area: Area;
  /** Bytes of what it was given. */
  readonly size: number;
  read: () => Grid;
}

/**
 * Asks what Excel made of the contents that it was given, or what cells show where about as much is expected of them, no
 * more at once than it answers: it is there once the steps have been carried out.
 */
export function readBack(blocks: readonly Block[], what: "formulas" | "values" = "formulas"): ReadBack {
  const byBlock = blocks.map(partsOf);
  const parts = byBlock.flat();
  const steps = batchesOf(parts, ({ size }) => size, REQUEST).map((batch): Step => ({
    ...only((context) => {
      for (const part of batch) {
        const range = rangeIn(context, part.sheet, part.area);
        range.load(what);
        part.read = () => range[what] as Grid;
      }
    }),
    size: batch.reduce((sum, { size }) => sum + size, 0),
  }));
  return {
    steps,
    grids: () => byBlock.map((parts) => parts.flatMap(({ read }) => read())),
    contents() {
      const places = new Map<string, CellValue>();
      for (const { sheet, area, read } of parts) {
        read().forEach((row, down) =>
          row.forEach((content, right) => places.set(placeOf(sheet, area.row + down, area.column + right), content)),
        );
      }
      return (sheet, row, column) => places.get(placeOf(sheet, row, column)) ?? "";
    },
  };
}

function partsOf({ sheet, area, contents }: Block): readonly Part[] {
  let next = area.row;
  return batchesOf(contents, lengthOf, REQUEST).map((rows): Part => {
    const part = { ...area, row: next, rows: rows.length };
    next += rows.length;
    return { sheet, area: part, size: rows.reduce((sum, row) => sum + lengthOf(row), 0), read: () => [] };
  });
}

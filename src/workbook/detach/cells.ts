/** Many cells of a workbook in few requests: written, and brought back to what they were. */
import { areaAddress, rectangles, type Area } from "../addresses";
import { readCells, type Snapshot } from "../steps";
import type { CellValue, Grid } from "../tables";
import type { Message } from "../messages";
import type { Step } from "../transaction";

/** Contents for a rectangle of cells. */
export interface Change {
  readonly sheet: string;
  readonly area: Area;
  /** To be written. */
  readonly contents: Grid;
  /** What stands there before: the formula in the first cell of a spill, nothing in the others. */
  readonly before: Grid;
}

export interface CellChange {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly content: CellValue;
  readonly before: CellValue;
}

/** Characters in a request, below the 5 MB that Excel on the web takes: a character can be three bytes. */
const REQUEST = 1_000_000;

/** Joins cells into rectangles, none of them too long for a request. */
export function changesOf(cells: readonly CellChange[]): readonly Change[] {
  const bySheet = new Map<string, CellChange[]>();
  for (const cell of cells) {
    const known = bySheet.get(cell.sheet);
    if (known) known.push(cell);
    else bySheet.set(cell.sheet, [cell]);
  }
  return [...bySheet].flatMap(([sheet, inSheet]) => {
    const rows = new Map<number, Map<number, CellChange>>();
    for (const cell of inSheet) {
      const row = rows.get(cell.row) ?? new Map<number, CellChange>();
      rows.set(cell.row, row.set(cell.column, cell));
    }
    const height = inSheet.reduce((most, { row }) => Math.max(most, row + 1), 0);
    const width = inSheet.reduce((most, { column }) => Math.max(most, column + 1), 0);
    const areas = rectangles(height, width, (row, column) => (rows.get(row)?.has(column) ? true : undefined));
    const grid = ({ row, column, rows: down, columns: right }: Area, what: "content" | "before"): Grid =>
      Array.from({ length: down }, (_, r) =>
        Array.from({ length: right }, (_unused, c) => rows.get(row + r)!.get(column + c)![what]),
      );
    return areas.flatMap(({ area }) =>
      slices(area, grid(area, "content")).map((slice) => ({
        sheet,
        area: slice,
        contents: grid(slice, "content"),
        before: grid(slice, "before"),
      })),
    );
  });
}

const lengthOf = (row: readonly CellValue[]): number =>
  row.reduce<number>((sum, content) => sum + String(content).length + 3, 0);

function slices(area: Area, contents: Grid): readonly Area[] {
  const found: Area[] = [];
  let start = 0;
  let length = 0;
  contents.forEach((row, index) => {
    const more = lengthOf(row);
    if (length + more > REQUEST && index > start) {
      found.push({ ...area, row: area.row + start, rows: index - start });
      start = index;
      length = 0;
    }
    length += more;
  });
  return [...found, { ...area, row: area.row + start, rows: contents.length - start }];
}

/** What is written in one request. */
export function requestsOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const requests: Change[][] = [];
  let length = Infinity;
  for (const change of changes) {
    const more = change.contents.reduce((sum, row) => sum + lengthOf(row), 0);
    if (length + more > REQUEST) {
      requests.push([]);
      length = 0;
    }
    requests.at(-1)!.push(change);
    length += more;
  }
  return requests;
}

/** One round trip: number formats, which a written formula may change, beside what is known to stand there. */
export async function snapshotsOf(
  context: Excel.RequestContext,
  changes: readonly Change[],
): Promise<readonly Snapshot[]> {
  const pending = changes.map(({ sheet, area }) => readCells(context, sheet, area));
  await context.sync();
  return pending.map((read, index) => ({ ...read(), contents: changes[index]!.before }));
}

/** Contents as Excel holds them after they were written, by sheet and place. */
export type Written = (sheet: string, row: number, column: number) => CellValue;

export interface WriteStep extends Step {
  readonly written: () => readonly { readonly change: Change; readonly contents: Grid }[];
}

/** Writes contents and keeps the number formats; reads back what Excel made of them. */
export function writeChanges(changes: readonly Change[], before: readonly Snapshot[], message: Message): WriteStep {
  let ranges: Excel.Range[] = [];
  return {
    message,
    apply({ workbook }) {
      ranges = changes.map(({ sheet, area, contents }, index) => {
        const range = workbook.worksheets.getItem(sheet).getRange(areaAddress(area));
        range.formulas = contents as CellValue[][];
        range.numberFormat = before[index]!.formats as string[][];
        range.load("formulas");
        return range;
      });
    },
    async undo(context) {
      for (const { sheet, area, contents, formats } of before) {
        const range = context.workbook.worksheets.getItem(sheet).getRange(areaAddress(area));
        range.formulas = contents as CellValue[][];
        range.numberFormat = formats as string[][];
      }
      await context.sync();
    },
    written: () => changes.map((change, index) => ({ change, contents: ranges[index]!.formulas as Grid })),
  };
}

export function writtenIn(steps: readonly WriteStep[]): Written {
  const places = new Map<string, CellValue>();
  for (const { change, contents } of steps.flatMap((step) => step.written())) {
    const { sheet, area } = change;
    contents.forEach((row, down) =>
      row.forEach((content, right) => places.set(`${area.row + down}:${area.column + right}:${sheet}`, content)),
    );
  }
  return (sheet, row, column) => places.get(`${row}:${column}:${sheet}`) ?? "";
}

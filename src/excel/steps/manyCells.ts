/** Many cells of a workbook in few requests: written, and brought back to what they were. */
import { areaAddress, rectangles, type Area } from "../addresses/addresses";
import type { Message } from "../../workbook/messages/messages";
import type { CellValue, Grid } from "../../workbook/tables/tables";
import type { Step } from "../transactions/transaction";
import { placeOf } from "../../workbook/originals/original";

export interface CellChange {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  /** To be written. */
  readonly content: CellValue;
  /** What stands there before: the formula in the first cell of a spill, nothing in the others. */
  readonly before: CellValue;
  /** Its number format, which stays. */
  readonly format: CellValue;
}

/** The same for a rectangle of cells. */
export interface Change {
  readonly sheet: string;
  readonly area: Area;
  readonly contents: Grid;
  readonly before: Grid;
  readonly formats: Grid;
}

/** Characters in a request, below the 5 MB that Excel on the web takes: a character can be three bytes. */
const REQUEST = 1_000_000;
/** What it takes to say which range is to be written, about. */
const RANGE = 400;

/** Joins cells into rectangles, none of them too long for a request. */
export function changesOf(cells: readonly CellChange[]): readonly Change[] {
  const bySheet = new Map<string, CellChange[]>();
  for (const cell of cells) {
    const known = bySheet.get(cell.sheet);
    if (known) known.push(cell);
    else bySheet.set(cell.sheet, [cell]);
  }
  return [...bySheet].flatMap(([sheet, inSheet]) => {
    const places = new Map(inSheet.map((cell) => [`${cell.row}:${cell.column}`, cell]));
    const height = inSheet.reduce((most, { row }) => Math.max(most, row + 1), 0);
    const width = inSheet.reduce((most, { column }) => Math.max(most, column + 1), 0);
    const areas = rectangles(height, width, (row, column) => (places.has(`${row}:${column}`) ? true : undefined));
    const grid = ({ row, column, rows, columns }: Area, what: "content" | "before" | "format"): Grid =>
      Array.from({ length: rows }, (_, down) =>
        Array.from({ length: columns }, (_unused, right) => places.get(`${row + down}:${column + right}`)![what]),
      );
    return areas
      .map(({ area }) => ({
        sheet,
        area,
        contents: grid(area, "content"),
        before: grid(area, "before"),
        formats: grid(area, "format"),
      }))
      .flatMap(slices);
  });
}

/** What a row takes, written or taken back. */
function rowLength({ contents, before, formats }: Change, row: number): number {
  const [written, former, looks] = [contents, before, formats].map((cells) =>
    cells[row]!.reduce<number>((sum, cell) => sum + String(cell).length + 3, 0),
  );
  return Math.max(written!, former!) + looks!;
}

function slices(change: Change): readonly Change[] {
  const { area, contents, before, formats } = change;
  const rows = (start: number, end: number): Change => ({
    ...change,
    area: { ...area, row: area.row + start, rows: end - start },
    contents: contents.slice(start, end),
    before: before.slice(start, end),
    formats: formats.slice(start, end),
  });
  const found: Change[] = [];
  let start = 0;
  let length = 0;
  contents.forEach((_, row) => {
    const more = rowLength(change, row);
    if (length + more > REQUEST && row > start) {
      found.push(rows(start, row));
      start = row;
      length = 0;
    }
    length += more;
  });
  return [...found, rows(start, contents.length)];
}

/** What is written in one request. */
function requestsOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const requests: Change[][] = [];
  let length = Infinity;
  for (const change of changes) {
    const more = change.contents.reduce((sum, _, row) => sum + rowLength(change, row), RANGE);
    if (length + more > REQUEST) {
      requests.push([]);
      length = 0;
    }
    requests.at(-1)!.push(change);
    length += more;
  }
  return requests;
}

const TEXT_FORMAT = "@";

/**
 * A cell that is formatted as text takes whatever is written for one, a formula too; so it is written as another, and
 * then formatted as it was. That keeps every format, which Excel may change with a formula.
 */
function write(range: Excel.Range, contents: Grid, formats: Grid): void {
  const [first] = formats[0]!;
  const isOne = formats.every((row) => row.every((format) => format === first));
  if (formats.some((row) => row.includes(TEXT_FORMAT))) range.numberFormat = "General" as unknown as string[][];
  range.formulas = contents as CellValue[][];
  // One format for all cells of the range, which the types do not say.
  range.numberFormat = (isOne ? first : formats) as string[][];
}

const rangeOf = ({ workbook }: Excel.RequestContext, { sheet, area }: Change): Excel.Range =>
  workbook.worksheets.getItem(sheet).getRange(areaAddress(area));

/** Contents as Excel holds them after they were written, by name of the sheet and place. */
export type Written = (sheet: string, row: number, column: number) => CellValue;

export interface Writes {
  readonly steps: readonly Step[];
  /** Once the steps have been carried out, where the contents were asked for. */
  written(): Written;
}

/** Writes cells, about a million characters a step. `readBack` asks what Excel made of them. */
export function writeSteps(cells: readonly CellChange[], message: Message, readBack: boolean): Writes {
  const pending: { readonly change: Change; readonly range: Excel.Range }[] = [];
  const steps = requestsOf(changesOf(cells)).map((changes): Step => ({
    message,
    apply(context) {
      for (const change of changes) {
        const range = rangeOf(context, change);
        write(range, change.contents, change.formats);
        if (!readBack) continue;
        range.load("formulas");
        pending.push({ change, range });
      }
    },
    async undo(context) {
      for (const change of changes) write(rangeOf(context, change), change.before, change.formats);
      await context.sync();
    },
  }));
  return {
    steps,
    written() {
      const places = new Map<string, CellValue>();
      for (const { change, range } of pending) {
        const { sheet, area } = change;
        (range.formulas as Grid).forEach((row, down) =>
          row.forEach((content, right) => places.set(placeOf(sheet, area.row + down, area.column + right), content)),
        );
      }
      return (sheet, row, column) => places.get(placeOf(sheet, row, column)) ?? "";
    },
  };
}

/** What cells look like: set as planned, read, and brought back. */
import { parseAddress, rectangles, type Area } from "../addresses/addresses";
import { covers, gridOf } from "../addresses/places";
import { rangeOf } from "../addresses/ranges";
import type { Cell, Style } from "../plans/cells";
import { setFill } from "./fills";
import { STYLES, type Look } from "./styles";

type Context = Excel.RequestContext;

export function applyLook({ format }: Excel.Range, { color, bold, size, fill, align }: Look): void {
  if (color) format.font.color = color;
  if (bold) format.font.bold = true;
  if (size) format.font.size = size;
  if (fill) format.fill.color = fill;
  if (align) format.horizontalAlignment = align;
}

export function align({ format }: Excel.Range, side: NonNullable<Cell["align"]>): void {
  format.horizontalAlignment = side === "right" ? "Right" : "Left";
  if (side === "apart") format.indentLevel = 1;
}

type PlainAlignment = `${Excel.HorizontalAlignment}`;

/** What a cell looks like, as far as planned cells change it. */
export interface PlainLook {
  readonly color: string;
  readonly bold: boolean;
  readonly size: number;
  readonly fill: string;
  readonly align: PlainAlignment;
  readonly indent: number;
}

export interface Looks {
  readonly area: Area;
  readonly looks: readonly (readonly PlainLook[])[];
  /** Parts that nobody had touched: a look of their own, even a plain one, would count them among the cells in use. */
  readonly untouched: readonly Area[];
}

/** One more round trip, two where not all cells look alike, three where those of a column don't. */
export async function readLooks(context: Context, sheet: string, area: Area): Promise<Looks> {
  const worksheet = context.workbook.worksheets.getItem(sheet);
  const range = rangeOf(worksheet, area);
  const whole = queueLook(range);
  const used = worksheet.getUsedRangeOrNullObject();
  used.load("address");
  await context.sync();
  const common = whole();
  const untouched = partsOutside(area, used.isNullObject ? null : parseAddress(used.address));
  if (isOne(common)) return { area, untouched, looks: gridOf(area, () => common) };
  const columns = Array.from({ length: area.columns }, (_, column) => queueLook(range.getColumn(column)));
  await context.sync();
  const alike = columns.map((look) => look()).map((look) => (isOne(look) ? look : null));
  const pending = gridOf({ ...area, row: 0, column: 0 }, (row, column) => {
    const look = alike[column];
    return look ? () => look : queueLook(range.getCell(row, column));
  });
  if (alike.includes(null)) await context.sync();
  return { area, untouched, looks: pending.map((row) => row.map((look) => look())) };
}

/** Whether all cells that were asked look so. */
const isOne = (look: PlainLook): boolean => Object.values(look).every((value) => value !== null && value !== "");

function partsOutside(area: Area, used: Area | null): readonly Area[] {
  const isInside = (row: number, column: number): boolean => used !== null && covers(used, { row, column });
  const outside = rectangles(area.rows, area.columns, (row, column) =>
    isInside(area.row + row, area.column + column) ? undefined : true,
  );
  return outside.map(({ area: part }) => ({ ...part, row: part.row + area.row, column: part.column + area.column }));
}

function queueLook({ format }: Excel.Range): () => PlainLook {
  format.font.load("color,bold,size");
  format.fill.load("color");
  format.load("horizontalAlignment,indentLevel");
  return () => ({
    color: format.font.color,
    bold: format.font.bold,
    size: format.font.size,
    fill: format.fill.color,
    align: format.horizontalAlignment as PlainAlignment,
    indent: format.indentLevel,
  });
}

/** What a style makes of a cell, whatever it looked like. */
export const styledAs = (look: PlainLook, style: Style, side?: Cell["align"]): PlainLook => {
  const { color = "#000000", bold = false, fill = "#FFFFFF", align: own = "General", size = look.size } = STYLES[style];
  const align = side === "right" ? "Right" : side === undefined ? own : "Left";
  return { color, bold, fill, align, size, indent: side === "apart" ? 1 : 0 };
};

/** `but`: what cells look like already, which are left alone where that is the same. */
export function restoreLooks(
  sheet: Excel.Worksheet,
  { area, looks }: Pick<Looks, "area" | "looks">,
  but?: Looks,
): void {
  const keys = looks.map((row, down) =>
    row.map((look, right) => {
      const key = JSON.stringify(look);
      return but && JSON.stringify(but.looks[down]![right]) === key ? undefined : key;
    }),
  );
  for (const { area: part, key } of rectangles(area.rows, area.columns, (row, column) => keys[row]?.[column])) {
    const look = JSON.parse(key) as PlainLook;
    const { format } = rangeOf(sheet, { ...part, row: part.row + area.row, column: part.column + area.column });
    format.font.color = look.color;
    format.font.bold = look.bold;
    format.font.size = look.size;
    format.horizontalAlignment = look.align;
    format.indentLevel = look.indent;
    setFill(format.fill, look.fill);
  }
}

/** What cells look like: set as planned, read, and brought back. */
import { parseAddress, rectangles, type Area } from "../addresses/addresses";
import { covers, gridOf } from "../addresses/places";
import { rangeOf } from "../addresses/ranges";
import { setFill } from "./fills";
import type { Look } from "./styles";

type Context = Excel.RequestContext;

export function applyLook({ format }: Excel.Range, { color, bold, size, fill, align }: Look): void {
  if (color) format.font.color = color;
  if (bold) format.font.bold = true;
  if (size) format.font.size = size;
  if (fill) format.fill.color = fill;
  if (align) format.horizontalAlignment = align;
}

type PlainAlignment = `${Excel.HorizontalAlignment}`;

/** What a cell looks like, as far as planned cells change it. */
interface PlainLook {
  readonly color: string;
  readonly bold: boolean;
  readonly size: number;
  readonly fill: string;
  readonly align: PlainAlignment;
}

export interface Looks {
  readonly area: Area;
  readonly looks: readonly (readonly PlainLook[])[];
  /** Parts that nobody had touched: a look of their own, even a plain one, would count them among the cells in use. */
  readonly untouched: readonly Area[];
}

/** One more round trip, two where the cells don't all look alike. */
export async function readLooks(context: Context, sheet: string, area: Area): Promise<Looks> {
  const worksheet = context.workbook.worksheets.getItem(sheet);
  const range = rangeOf(worksheet, area);
  const whole = queueLook(range);
  const used = worksheet.getUsedRangeOrNullObject();
  used.load("address");
  await context.sync();
  const common = whole();
  const untouched = partsOutside(area, used.isNullObject ? null : parseAddress(used.address));
  if (Object.values(common).every((value) => value !== null && value !== ""))
    return { area, untouched, looks: gridOf(area, () => common) };
  const pending = gridOf({ ...area, row: 0, column: 0 }, (row, column) => queueLook(range.getCell(row, column)));
  await context.sync();
  return { area, untouched, looks: pending.map((row) => row.map((look) => look())) };
}

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
  format.load("horizontalAlignment");
  return () => ({
    color: format.font.color,
    bold: format.font.bold,
    size: format.font.size,
    fill: format.fill.color,
    align: format.horizontalAlignment as PlainAlignment,
  });
}

export function restoreLooks(sheet: Excel.Worksheet, { area, looks }: Looks): void {
  const keys = looks.map((row) => row.map((look) => JSON.stringify(look)));
  for (const { area: part, key } of rectangles(area.rows, area.columns, (row, column) => keys[row]?.[column])) {
    const look = JSON.parse(key) as PlainLook;
    const { format } = rangeOf(sheet, { ...part, row: part.row + area.row, column: part.column + area.column });
    format.font.color = look.color;
    format.font.bold = look.bold;
    format.font.size = look.size;
    format.horizontalAlignment = look.align;
    setFill(format.fill, look.fill);
  }
}

/** Colours of cells, of their fills and of what is written in them: read, set, and given back. */
import { rectangles, type Area } from "../addresses/addresses";
import { oneCell, placeOf, placesOf } from "../addresses/places";
import { rangeIn } from "../addresses/ranges";
import { bySheet } from "../cells/grouping";
import type { Style } from "../plans/cells";
import type { Step } from "../transactions/step";
import { STYLES } from "./styles";

/** What Excel answers for a cell without a fill, too. */
const NO_FILL = "#FFFFFF";

const isNone = (color: string): boolean => color === "" || color.toUpperCase() === NO_FILL;

interface Styled extends Cells {
  readonly style: Style;
}

/** Of single cells, those whose fill isn't that of their style, which may have none. */
export async function readOtherFills<T extends Styled>(
  context: Excel.RequestContext,
  cells: readonly T[],
): Promise<readonly T[]> {
  const fillOf = ({ style }: T): string => STYLES[style].fill ?? "";
  const found = await readFills(context, cells, fillOf);
  return cells.filter((cell, index) => {
    const [color, fill] = [found[index]!.fills[0]!, fillOf(cell)];
    return isNone(color) ? !isNone(fill) : color.toUpperCase() !== fill.toUpperCase();
  });
}

export function setFill(fill: Excel.RangeFill, color: string): void {
  if (isNone(color)) fill.clear();
  else fill.color = color;
}

/** So many cells asked one by one stay below what Excel takes at once. */
const ONE_BY_ONE = 2_000;

interface Cells {
  /** Name of the sheet. */
  readonly sheet: string;
  readonly area: Area;
}

export interface Filled extends Cells {
  /** Of each cell, row by row. */
  readonly fills: readonly string[];
}

/** Cells of a sheet that are alike, as few rectangles. */
function alike<K>(cells: readonly Cells[], keys: readonly (readonly K[])[]) {
  const byPlace = new Map<string, K>();
  let [height, width] = [0, 0];
  cells.forEach(({ area }, index) =>
    placesOf(area).forEach(({ row, column }, at) => {
      byPlace.set(`${row}:${column}`, keys[index]![at]!);
      height = Math.max(height, row + 1);
      width = Math.max(width, column + 1);
    }),
  );
  return rectangles(height, width, (row, column) => byPlace.get(`${row}:${column}`));
}

/** What of a cell has a colour. */
type Part = "fill" | "font";

/** Cells side by side that could be alike are asked together, and one by one only where they differ. */
async function readColors<T extends Cells>(
  context: Excel.RequestContext,
  part: Part,
  cells: readonly T[],
  couldBeAlike: (cell: T) => unknown,
): Promise<readonly (readonly string[])[]> {
  const ask = (sheet: string, area: Area) => {
    const colored = rangeIn(context, sheet, area).format[part];
    colored.load("color");
    return { sheet, area, colored };
  };
  const side = [...bySheet(cells)].flatMap(([sheet, here]) =>
    alike(
      here,
      here.map((cell) => placesOf(cell.area).map(() => couldBeAlike(cell))),
    ).map(({ area }) => ask(sheet, area)),
  );
  if (side.length > 0) await context.sync();

  const same = side.filter(({ colored }) => colored.color);
  const alone: ReturnType<typeof ask>[] = [];
  for (const { sheet, area } of side.filter(({ colored }) => !colored.color)) {
    for (const place of placesOf(area)) {
      alone.push(ask(sheet, oneCell(place)));
      // eslint-disable-next-line office-addins/no-context-sync-in-loop
      if (alone.length % ONE_BY_ONE === 0) await context.sync();
    }
  }
  if (alone.length % ONE_BY_ONE > 0) await context.sync();

  const colors = new Map<string, string>();
  for (const { sheet, area, colored } of [...same, ...alone]) {
    for (const { row, column } of placesOf(area)) colors.set(placeOf(sheet, row, column), colored.color);
  }
  return cells.map(({ sheet, area }) =>
    placesOf(area).map(({ row, column }) => colors.get(placeOf(sheet, row, column))!),
  );
}

export async function readFills<T extends Cells>(
  context: Excel.RequestContext,
  cells: readonly T[],
  couldBeAlike: (cell: T) => unknown = () => true,
): Promise<readonly (T & Filled)[]> {
  const colors = await readColors(context, "fill", cells, couldBeAlike);
  return cells.map((cell, index) => ({ ...cell, fills: colors[index]! }));
}

/** In which colours single cells are written. */
export async function readInks<T extends Cells>(
  context: Excel.RequestContext,
  cells: readonly T[],
  couldBeAlike: (cell: T) => unknown,
): Promise<readonly string[]> {
  return (await readColors(context, "font", cells, couldBeAlike)).map(([color]) => color!.toUpperCase());
}

function paintStep<T extends Cells>(
  before: readonly T[],
  after: readonly T[],
  colorsOf: (cell: T) => readonly string[],
  set: (range: Excel.Range, color: string) => void,
): Step {
  const paint = (context: Excel.RequestContext, cells: readonly T[]): void => {
    for (const [sheet, here] of bySheet(cells)) {
      for (const { area, key } of alike(here, here.map(colorsOf))) set(rangeIn(context, sheet, area), key);
    }
  };
  return {
    apply: (context) => paint(context, after),
    async undo(context) {
      if (before.length === 0) return;
      paint(context, before);
      await context.sync();
    },
  };
}

/** Gives cells other fills. */
export const fillStep = (before: readonly Filled[], after: readonly Filled[]): Step =>
  paintStep(
    before,
    after,
    ({ fills }) => fills,
    ({ format }, color) => setFill(format.fill, color),
  );

export interface Inked extends Cells {
  readonly ink: string;
}

/** Writes single cells in other colours. */
export const inkStep = (before: readonly Inked[], after: readonly Inked[]): Step =>
  paintStep(
    before,
    after,
    ({ ink }) => [ink],
    ({ format }, color) => {
      format.font.color = color;
    },
  );

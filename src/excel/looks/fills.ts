/** Fills of cells: read, set, and given back. */
import { rectangles, type Area } from "../addresses/addresses";
import { oneCell, placeOf, placesOf } from "../addresses/places";
import { rangeIn } from "../addresses/ranges";
import { bySheet } from "../cells/grouping";
import type { Step } from "../transactions/step";

/** What Excel answers for a cell without a fill, too. */
const NO_FILL = "#FFFFFF";

export function setFill(fill: Excel.RangeFill, color: string): void {
  if (color === "" || color.toUpperCase() === NO_FILL) fill.clear();
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

/** Cells side by side are asked together, and one by one only where they differ. */
export async function readFills<T extends Cells>(
  context: Excel.RequestContext,
  cells: readonly T[],
): Promise<readonly (T & Filled)[]> {
  const ask = (sheet: string, area: Area) => {
    const { fill } = rangeIn(context, sheet, area).format;
    fill.load("color");
    return { sheet, area, fill };
  };
  const side = [...bySheet(cells)].flatMap(([sheet, here]) =>
    alike(
      here,
      here.map(({ area }) => placesOf(area).map(() => true)),
    ).map(({ area }) => ask(sheet, area)),
  );
  if (side.length > 0) await context.sync();

  const same = side.filter(({ fill }) => fill.color);
  const alone: ReturnType<typeof ask>[] = [];
  for (const { sheet, area } of side.filter(({ fill }) => !fill.color)) {
    for (const place of placesOf(area)) {
      alone.push(ask(sheet, oneCell(place)));
      // eslint-disable-next-line office-addins/no-context-sync-in-loop
      if (alone.length % ONE_BY_ONE === 0) await context.sync();
    }
  }
  if (alone.length % ONE_BY_ONE > 0) await context.sync();

  const fills = new Map<string, string>();
  for (const { sheet, area, fill } of [...same, ...alone]) {
    for (const { row, column } of placesOf(area)) fills.set(placeOf(sheet, row, column), fill.color);
  }
  return cells.map((cell) => ({
    ...cell,
    fills: placesOf(cell.area).map(({ row, column }) => fills.get(placeOf(cell.sheet, row, column))!),
  }));
}

/** Gives cells other fills. */
export function fillStep(before: readonly Filled[], after: readonly Filled[]): Step {
  const paint = (context: Excel.RequestContext, cells: readonly Filled[]): void => {
    for (const [sheet, here] of bySheet(cells)) {
      for (const { area, key } of alike(
        here,
        here.map(({ fills }) => fills),
      )) {
        setFill(rangeIn(context, sheet, area).format.fill, key);
      }
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

/** A fill that says that cells are frozen, and the fills that they had. */
import { areaAddress, rectangles, type Area } from "../../excel/addresses/addresses";
import type { Message } from "../messages/messages";
import { placeOf, placesOf } from "./original";
import type { Step } from "../../excel/transactions/transaction";

const MARK = "#DDEBF7";
/** What Excel answers for a cell without a fill, too. */
const NO_FILL = "#FFFFFF";

/** So many cells asked one by one stay below what Excel takes at once. */
const ONE_BY_ONE = 2_000;

interface Marked {
  /** Name of the sheet. */
  readonly sheet: string;
  readonly area: Area;
  /** Before it was marked, of each cell; null where none is. */
  readonly fills: readonly string[] | null;
}

const rangeOf = ({ workbook }: Excel.RequestContext, sheet: string, area: Area): Excel.Range =>
  workbook.worksheets.getItem(sheet).getRange(areaAddress(area));

/** Cells of a sheet that are alike, as few rectangles. */
function areasOf<K>(cells: readonly { readonly area: Area }[], keys: readonly (readonly K[])[]) {
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

function bySheet<T extends { readonly sheet: string }>(cells: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const cell of cells) {
    const here = found.get(cell.sheet);
    if (here) here.push(cell);
    else found.set(cell.sheet, [cell]);
  }
  return found;
}

/** Cells side by side are asked together, and one by one only where they differ. */
export async function withFills<T extends Marked>(
  context: Excel.RequestContext,
  cells: readonly T[],
): Promise<readonly T[]> {
  const ask = (sheet: string, area: Area) => {
    const { fill } = rangeOf(context, sheet, area).format;
    fill.load("color");
    return { sheet, area, fill };
  };
  const side = [...bySheet(cells)].flatMap(([sheet, here]) =>
    areasOf(
      here,
      here.map(({ area }) => placesOf(area).map(() => true)),
    ).map(({ area }) => ask(sheet, area)),
  );
  if (side.length > 0) await context.sync();

  const alike = side.filter(({ fill }) => fill.color);
  const alone: ReturnType<typeof ask>[] = [];
  for (const { sheet, area } of side.filter(({ fill }) => !fill.color)) {
    for (const place of placesOf(area)) {
      alone.push(ask(sheet, { ...place, rows: 1, columns: 1 }));
      // eslint-disable-next-line office-addins/no-context-sync-in-loop
      if (alone.length % ONE_BY_ONE === 0) await context.sync();
    }
  }
  if (alone.length % ONE_BY_ONE > 0) await context.sync();

  const fills = new Map<string, string>();
  for (const { sheet, area, fill } of [...alike, ...alone]) {
    for (const { row, column } of placesOf(area)) fills.set(placeOf(sheet, row, column), fill.color);
  }
  return cells.map((cell) => ({
    ...cell,
    fills: placesOf(cell.area).map(({ row, column }) => fills.get(placeOf(cell.sheet, row, column))!),
  }));
}

/** Marks cells, or gives them the fills that they had. */
export function markStep(cells: readonly Marked[], does: "mark" | "unmark", message: Message): Step {
  const marked = bySheet(cells.filter(({ fills }) => fills !== null));
  const paint = (context: Excel.RequestContext, what: "mark" | "unmark"): void => {
    for (const [sheet, here] of marked) {
      const keys = here.map(({ fills }) => fills!.map((fill) => (what === "mark" ? MARK : fill)));
      for (const { area, key } of areasOf(here, keys)) {
        const { fill } = rangeOf(context, sheet, area).format;
        if (key === "" || key.toUpperCase() === NO_FILL) fill.clear();
        else fill.color = key;
      }
    }
  };
  return {
    message,
    apply: (context) => paint(context, does),
    async undo(context) {
      if (marked.size === 0) return;
      paint(context, does === "mark" ? "unmark" : "mark");
      await context.sync();
    },
  };
}

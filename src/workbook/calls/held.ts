/** Formulas of ours that are values or native formulas now, where they stand. */
import type { Area } from "../../excel/addresses/addresses";
import { covers, placesOf, type Place } from "../../excel/addresses/places";
import type { CellsByPlace, CellValue } from "../../excel/cells/contents";
import { WorkbookError } from "../messages/messages";
import { isAsPut, type Kind, type Original } from "../originals/original";
import { followedAs, watchesIn } from "../originals/watches";
import { loadStore } from "../stored/originals";

export interface HeldFormula {
  readonly state: Exclude<Kind, "linked">;
  /** Name of the sheet. */
  readonly sheet: string;
  /** The formula's cell, or all that it spilled into. */
  readonly area: Area;
  /** As it would come back. */
  readonly formula: string;
  /** Whether the cells still hold what was put there: else they are the user's. */
  readonly isThere: (holds: CellsByPlace) => boolean;
}

/** Queues the question for them; asked for after a sync, it reads them. */
export function queueHeld(context: Excel.RequestContext): () => Promise<readonly HeldFormula[]> {
  const { worksheets, names } = context.workbook;
  worksheets.load("items/id,items/name");
  names.load("items/name,items/formula,items/comment");
  const stores = (["frozen", "detached"] as const).map((kind) => ({ kind, read: loadStore(context, kind) }));
  return async () => {
    const sheets = worksheets.items.map(({ id, name }) => ({ id, name }));
    const held: HeldFormula[] = [];
    for (const { kind, read } of stores) {
      const store = await read().catch(noneIfUnreadable);
      if (!store) continue;
      const { cells, sheetNames, targets } = store;
      const watches = watchesIn(names.items, kind, sheets, targets);
      for (const cell of cells) {
        // A sheet that was given another id is known by its name.
        const sheet = sheets.find(({ id }) => id === cell.sheet)?.name ?? sheetNames.get(cell.sheet);
        if (sheet === undefined) continue;
        const here: Original = followedAs(kind, cell, watches, sheets);
        held.push({
          state: kind,
          sheet,
          area: here.area,
          formula: here.formula,
          isThere: (holds) => isAsPut(here, sheet, holds),
        });
      }
    }
    return held;
  };
}

/** What asks for them has more to say; what is to bring them back says that they can't be read. */
function noneIfUnreadable(reason: unknown): null {
  if (reason instanceof WorkbookError) return null;
  throw reason;
}

/** The one that a cell is of, if its cells still hold what was put there. */
export const heldAt = (
  held: readonly HeldFormula[],
  sheet: string,
  place: Place,
  holds: CellsByPlace,
): HeldFormula | undefined =>
  held.find((each) => each.sheet === sheet && covers(each.area, place) && each.isThere(holds));

/** Its first cell's value. */
export const valueOf = ({ sheet, area }: HeldFormula, values: CellsByPlace): CellValue => {
  const [{ row, column }] = placesOf(area) as readonly [Place];
  return values(sheet, row, column);
};

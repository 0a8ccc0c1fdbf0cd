/** Formulas of ours that are values or native formulas now, where they stand. */
import type { Area } from "../../excel/addresses/addresses";
import { covers, placesOf, type Place } from "../../excel/addresses/places";
import type { CellsByPlace, CellValue } from "../../excel/cells/contents";
import { isAsPut, type Kind, type Original } from "../originals/original";
import { followed, watchesIn } from "../originals/watches";
import { loadStore } from "../stored/originals";

export interface HeldFormula {
  readonly state: Kind;
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
  const stores = (["frozen", "detached"] as const).map((kind) => loadStore(context, kind));
  return async () => {
    const sheets = worksheets.items.map(({ id, name }) => ({ id, name }));
    const held: HeldFormula[] = [];
    for (const read of stores) {
      const { kind, cells, sheetNames, targets } = await read();
      const watches = watchesIn(names.items, kind, sheets, targets);
      for (const cell of cells) {
        // A sheet that was given another id is known by its name.
        const sheet = sheets.find(({ id }) => id === cell.sheet)?.name ?? sheetNames.get(cell.sheet);
        if (sheet === undefined) continue;
        // A native formula that reads moved cells was adjusted by Excel, and stays where it is.
        const here: Original = kind === "frozen" ? followed(cell, watches, sheets) : cell;
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

/** A fill that says that cells are frozen, and the fills that they had. */
import type { Area } from "../../excel/addresses/addresses";
import { fillStep, type Filled } from "../../excel/looks/fills";
import type { Step } from "../../excel/transactions/step";

const MARK = "#DDEBF7";

interface Marked {
  /** Name of the sheet. */
  readonly sheet: string;
  readonly area: Area;
  /** Before it was marked, of each cell; null where none is. */
  readonly fills: readonly string[] | null;
}

/** Marks cells, or gives them the fills that they had. */
export function markStep(cells: readonly Marked[], does: "mark" | "unmark"): Step {
  const plain = cells.flatMap(({ sheet, area, fills }): Filled[] => (fills ? [{ sheet, area, fills }] : []));
  const marked = plain.map((cell) => ({ ...cell, fills: cell.fills.map(() => MARK) }));
  return does === "mark" ? fillStep(plain, marked) : fillStep(marked, plain);
}

/** References of formulas of ours, between where a plan has its cells and where they stand. */
import type { Place } from "../../../excel/addresses/places";
import { movedFormula, plainFormula, type Ends, type Mover } from "../../../excel/formulas/moved";
import { isFormula } from "../../../excel/cells/contents";
import { written, type Cell } from "../../../excel/plans/cells";
import { rowsOf, type Keyed } from "../../sheets/blocks";
import { columnsOf } from "./locate";
import type { Places } from "./structure";

/** A plan's cells, and where they stand. */
export interface Placed {
  /** The sheet's name as formulas are to have it. */
  readonly name: string;
  readonly plan: Keyed;
  readonly places: Pick<Places, "rows" | "columns">;
}

/** Of all planned cells, where they are planned. */
export function asPlanned(plan: Keyed): Pick<Places, "rows" | "columns"> {
  return {
    rows: new Map(rowsOf(plan).map(({ id, row }) => [id, row])),
    columns: new Map(
      plan.blocks.map(({ key }) => [key, new Map(columnsOf(plan, key).map((name, at) => [name, at]))] as const),
    ),
  };
}

/** One end of what is referred to; where that is gone, what is left towards the other end. */
function endOf({ plan, places }: Placed, end: Place, other: Place): Place | null {
  const all = new Map(rowsOf(plan).map((row) => [row.row, row]));
  const step = (from: number, to: number): number => Math.sign(to - from);
  let row: number | undefined;
  const down = step(end.row, other.row);
  for (let at = end.row; row === undefined; at += down) {
    const planned = all.get(at);
    row = planned && places.rows.get(planned.id);
    if (down === 0 || at === other.row) break;
  }
  const block = all.get(end.row)?.block;
  if (row === undefined || !block) return null;
  const keys = columnsOf(plan, block.key);
  const columns = places.columns.get(block.key);
  const columnAt = (at: number): number | undefined => {
    const key = keys[at];
    if (key !== undefined) return columns?.get(key);
    // Beyond the block's own columns.
    const last = keys.filter((one) => columns?.has(one)).at(-1);
    return last === undefined ? at : columns!.get(last)! + at - keys.indexOf(last);
  };
  let column: number | undefined;
  const right = step(end.column, other.column);
  for (let at = end.column; column === undefined; at += right) {
    column = columnAt(at);
    if (right === 0 || at === other.column) break;
  }
  return column === undefined ? null : { row, column };
}

/** `sheets`: by the names that the formulas have for them; a sheet that isn't among them stays. */
export function moverOf(home: Placed, sheets: ReadonlyMap<string, Placed>): Mover {
  return (sheet, ends) => {
    const placed = sheet === null ? home : sheets.get(sheet.toLowerCase());
    if (!placed) return "same";
    const [first, last] = [endOf(placed, ends[0], ends[1]), endOf(placed, ends[1], ends[0])];
    if (!first || !last) return null;
    const found: Ends = [first, last];
    return { sheet: sheet === null ? null : placed.name, ends: found };
  };
}

/** What a planned cell holds where it stands; null where it refers to what is gone. */
export function contentOf(cell: Cell, move: Mover): string | number | null {
  return cell.kind === "formula" ? movedFormula(String(cell.content), move) : written(cell);
}

const PLANE = /(\$?[A-Z]{1,3})(\$?\d+):(\$?[A-Z]{1,3})(\$?\d+)/g;

/** Of a range over several blocks the last column says little: no column that comes or goes in one of them moves it. */
const withoutLastColumn = (formula: string): string =>
  formula.replace(PLANE, (range, left: string, top: string, right: string, bottom: string) =>
    left !== right && top !== bottom ? `${left}${top}:${bottom}` : range,
  );

const plain = (content: unknown): unknown =>
  isFormula(content)
    ? withoutLastColumn(plainFormula(content))
    : typeof content === "string"
      ? content.replace(/^'/, "")
      : content;

export const sameContent = (one: unknown, other: unknown): boolean => one === other || plain(one) === plain(other);

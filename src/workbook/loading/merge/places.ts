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

/** Around all rows of what is referred to that are there, also where they were sorted; null where none is. */
function endsOn({ plan, places }: Placed): (ends: Ends) => Ends | null {
  const planned = new Map(rowsOf(plan).map((row) => [row.row, row]));
  const columnsOfBlock = new Map(plan.blocks.map(({ key }) => [key, columnsIn(key)] as const));
  return ([first, last]) => {
    const rows: number[] = [];
    for (let at = first.row; at <= last.row; at++) {
      const line = planned.get(at);
      const row = line && places.rows.get(line.id);
      if (row !== undefined) rows.push(row);
    }
    const [from, to] = [columnAt(first, last), columnAt(last, first)];
    if (rows.length === 0 || from === undefined || to === undefined) return null;
    return [
      { row: Math.min(...rows), column: from },
      { row: Math.max(...rows), column: to },
    ];
  };

  /** Where a column is gone, what is left towards the other end. */
  function columnAt(end: Place, other: Place): number | undefined {
    const block = planned.get(end.row)?.block;
    return block && towards(end.column, other.column, columnsOfBlock.get(block.key)!);
  }

  function columnsIn(block: string): (at: number) => number | undefined {
    const keys = columnsOf(plan, block);
    const columns = places.columns.get(block);
    const last = keys.reduce((found, key, at) => (columns?.has(key) ? at : found), -1);
    return (at) => {
      const key = keys[at];
      if (key !== undefined) return columns?.get(key);
      // Beyond the block's own columns: with the widest that has such a one.
      return furthest(at) ?? (last < 0 ? at : columns!.get(keys[last]!)! + at - last);
    };
  }

  function furthest(at: number): number | undefined {
    const found = plan.blocks.flatMap(({ key, columns }) => places.columns.get(key)?.get(columns[at] ?? "") ?? []);
    return found.length === 0 ? undefined : Math.max(...found);
  }
}

/** What is found first on the way from one to the other. */
function towards(from: number, to: number, find: (at: number) => number | undefined): number | undefined {
  const step = Math.sign(to - from);
  for (let at = from; ; at += step) {
    const found = find(at);
    if (found !== undefined || at === to) return found;
  }
}

/** `sheets`: by the names that the formulas have for them; a sheet that isn't among them stays. */
export function moverOf(home: Placed, sheets: ReadonlyMap<string, Placed>): Mover {
  const found = new Map<Placed, ReturnType<typeof endsOn>>();
  return (sheet, ends) => {
    const placed = sheet === null ? home : sheets.get(sheet.toLowerCase());
    if (!placed) return "same";
    if (!found.has(placed)) found.set(placed, endsOn(placed));
    const moved = found.get(placed)!(ends);
    if (!moved) return null;
    return { sheet: sheet === null ? null : placed.name, ends: moved };
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

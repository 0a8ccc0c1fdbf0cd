/** The user's native cells that rest on cells which would change. What they would show only Excel can tell. */
import { cellAddress, referencedArea, type Area } from "../../excel/addresses/addresses";
import { covers } from "../../excel/addresses/places";
import { isFormula } from "../../excel/cells/contents";
import type { SheetCells } from "../../excel/cells/inUse";
import { referencesIn } from "../../excel/formulas/references";
import { callsIn } from "../calls/inFormulas";
import type { FormulaPlace } from "./types";

interface Place {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

interface Dependent extends Place {
  readonly formula: string;
  readonly reads: readonly { readonly sheet: string; readonly area: Area }[];
}

/** Longer chains are a slip, or go round. */
const MOST_ROUNDS = 100;

/** Followed from cell to cell through references that name cells; not through names and tables' columns. */
export function dependentsOf(
  pieces: readonly SheetCells[],
  changed: readonly Place[],
  isUsers: (sheet: string) => boolean,
): readonly FormulaPlace[] {
  let waiting = pieces.flatMap((piece): Dependent[] => (isUsers(piece.sheet) ? nativeCells(piece) : []));
  const found: Dependent[] = [];
  let last = changed;
  for (let round = 0; last.length > 0 && round < MOST_ROUNDS; round++) {
    const bySheet = new Map<string, Place[]>();
    for (const place of last) {
      const key = place.sheet.toLowerCase();
      const here = bySheet.get(key);
      if (here) here.push(place);
      else bySheet.set(key, [place]);
    }
    const next: Dependent[] = [];
    const others: Dependent[] = [];
    for (const cell of waiting) {
      const rests = cell.reads.some(({ sheet, area }) => bySheet.get(sheet)?.some((place) => covers(area, place)));
      (rests ? next : others).push(cell);
    }
    found.push(...next);
    waiting = others;
    last = next;
  }
  return found.map(({ sheet, row, column, formula }) => ({ sheet, address: cellAddress(row, column), formula }));
}

const nativeCells = ({ sheet, row, column, formulas }: SheetCells): Dependent[] =>
  formulas.flatMap((line, down) =>
    line.flatMap((formula, right): Dependent[] => {
      if (!isFormula(formula) || callsIn(formula).length > 0) return [];
      const reads = referencesIn(formula).flatMap((reference) => {
        const area = referencedArea(reference.address);
        return area ? [{ sheet: (reference.sheet ?? sheet).toLowerCase(), area }] : [];
      });
      return reads.length === 0 ? [] : [{ sheet, row: row + down, column: column + right, formula, reads }];
    }),
  );

/** A formula that isn't in its cell any more, with what it takes to bring it back only where nothing else was done. */
import type { Area } from "../../excel/addresses/addresses";
import { placesOf, type Place } from "../../excel/addresses/places";
import { isFormula, writtenText, type CellsByPlace, type CellValue, type Grid } from "../../excel/cells/contents";

import type { SheetCells } from "../../excel/cells/inUse";

/** Frozen formulas became values, detached ones native formulas; linked numbers became formulas of ours. */
export type Kind = "frozen" | "detached" | "linked";

export interface Original {
  /** Id of the worksheet, which stays when it is renamed. */
  readonly sheet: string;
  /** The formula's cell, or all that it spilled into. */
  readonly area: Area;
  /** Of a linked number the number, as a text; of one that stood as a text that text, in quotes. */
  readonly formula: string;
  /** A mark of what was put into each cell, row by row. */
  readonly put: readonly CellValue[];
  /** Whether it only follows another that spilled: it read `A1#`, and comes back with the formula in A1. */
  readonly follows: boolean;
  /** Which set of names watches the cells that it refers to; null where it refers to none. */
  readonly inputs: number | null;
  /** Fill of each cell before it was marked; null where none is marked. */
  readonly fills: readonly string[] | null;
  /**
   * A mark of what stood beside it, where another cell of its column got the same: by that alone it is told from it when rows
   * are sorted. Null where none did.
   */
  readonly beside: CellValue | null;
  /** As it was kept, where its cell or the cells that it refers to have moved since and were followed. */
  readonly kept?: Original;
}

/** As a number that was typed is kept, or a text that is one. */
export const keptAs = (typed: number, text?: string): string => (text === undefined ? String(typed) : `"${text}"`);
const textIn = (formula: string): string | null => (formula.startsWith('"') ? formula.slice(1, -1) : null);

/** What goes back into the cell: the formula, or the number or text that was typed. */
export function comesBack(formula: string): CellValue {
  const text = textIn(formula);
  return text !== null ? writtenText(text) : isFormula(formula) ? formula : Number(formula);
}

/** Whether a cell holds that again. */
export const isBackIn = (held: CellValue, formula: string): boolean => held === (textIn(formula) ?? comesBack(formula));

const APOSTROPHE = "'".charCodeAt(0);

/**
 * What a cell holds, short: a long text by its length and a checksum. Contents as `Range.formulas` gives them; a formula
 * without apostrophes, which come and go with the names of its sheets.
 */
export function markOf(held: CellValue): CellValue {
  if (typeof held !== "string") return held;
  const skipped = isFormula(held) ? APOSTROPHE : null;
  let [checksum, length] = [0x811c9dc5, 0];
  for (let at = 0; at < held.length; at++) {
    const code = held.charCodeAt(at);
    if (code === skipped) continue;
    checksum = Math.imul(checksum ^ code, 0x01000193);
    length++;
  }
  if (length > 24 || held.startsWith("~")) return `~${length}:${(checksum >>> 0).toString(36)}`;
  return skipped === null ? held : held.replaceAll("'", "");
}

/** How long a text it was that the mark stands for. */
export const lengthIn = (mark: CellValue): number => Number(/^~(\d+):/.exec(String(mark))?.[1] ?? 0);

/** Whether every cell of the original still holds what was put there, its sheet having this name. */
export const isAsPut = ({ area, put }: Original, name: string, holds: CellsByPlace): boolean =>
  placesOf(area).every(({ row, column }, at) => isPut(holds(name, row, column), put[at]!));

/** Whether what a cell holds is what was put there. */
export const isPut = (held: CellValue, put: CellValue): boolean => isSame(markOf(held), put);

/** Other programs keep no more than 15 digits of a number. */
const isSame = (one: CellValue, other: CellValue): boolean =>
  one === other ||
  (typeof one === "number" && typeof other === "number" && one.toPrecision(15) === other.toPrecision(15));

/** A mark of what the rows of a sheet hold besides formulas and the cells that something is put into. */
export function besideOn(
  sheet: string,
  pieces: readonly SheetCells[],
  isPut: (place: Place) => boolean,
): (row: number) => CellValue {
  const known = new Map<number, CellValue>();
  return (row) => {
    const before = known.get(row);
    if (before !== undefined) return before;
    const held = pieces.flatMap(({ sheet: name, row: top, column: left, formulas, values }) =>
      name !== sheet
        ? []
        : (formulas[row - top] ?? []).flatMap((formula, right) => {
            const value = values[row - top]![right]!;
            const isOurs = formula !== value || value === "" || isPut({ row, column: left + right });
            return isOurs ? [] : [value];
          }),
    );
    const mark = held.length === 0 ? "" : markOf(`~${JSON.stringify(held)}`);
    known.set(row, mark);
    return mark;
  };
}

/** A formula, and what is to be in its place. */
export interface Replacement {
  /** Name of its sheet. */
  readonly sheet: string;
  /** The formula's cell, or all that it spills into. */
  readonly area: Area;
  readonly formula: string;
  readonly values: Grid;
  /** To be written, for every cell. */
  readonly contents: Grid;
  readonly follows: boolean;
  readonly fills: readonly string[] | null;
}

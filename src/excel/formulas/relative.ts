/** Formulas as they stand relative to their cells: the same in every row of a column that Excel has filled. */
import { translateFormulaToA1, translateFormulaToR1C1 } from "@borgar/fx";
import { cellAddress } from "../addresses/addresses";
import type { Place } from "../addresses/places";

export const relativeAt = (formula: string, { row, column }: Place): string =>
  translateFormulaToR1C1(formula, cellAddress(row, column));

/** As it would be filled into another cell. */
export const filledInto = (formula: string, from: Place, to: Place): string =>
  translateFormulaToA1(relativeAt(formula, from), cellAddress(to.row, to.column));

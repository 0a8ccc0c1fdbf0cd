/** Which cells have formulas of ours. */
import { cellAddress } from "../../excel/addresses/addresses";
import type { CellValue } from "../../excel/cells/contents";
import type { SheetCells } from "../../excel/cells/inUse";
import { callsIn, mayHaveCalls } from "./inFormulas";

export interface OurCell {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly address: string;
  readonly formula: string;
  readonly value: CellValue;
}

/**
 * Cells of a piece that have formulas of ours. Cells that a formula spills into have none of their own; a text that
 * reads like a formula is its own value, and none.
 */
export function ourCells({ sheet, row, column, formulas, values }: SheetCells): readonly OurCell[] {
  return formulas.flatMap((line, down) =>
    line.flatMap((formula, right) => {
      const value = values[down]![right]!;
      if (!mayHaveCalls(formula) || formula === value || callsIn(formula).length === 0) return [];
      const address = cellAddress(row + down, column + right);
      return [{ sheet, row: row + down, column: column + right, address, formula, value }];
    }),
  );
}

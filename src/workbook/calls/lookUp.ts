/** What the cells hold that a formula refers to. */
import { parseAddress } from "../../excel/addresses/addresses";
import type { CellsByPlace, CellValue } from "../../excel/cells/contents";
import type { Reference } from "../../excel/formulas/references";

/** The value in a referenced cell; of a range, the one that belongs to the cell asked about; undefined if unknown. */
export type LookUp = (reference: Reference) => CellValue | undefined;

/** A range argument's first cell stands for it: it is what the formula's own cell shows. */
export function lookUpIn(values: CellsByPlace, home: string): LookUp {
  return ({ sheet, address }) => {
    const area = parseAddress(address);
    return area ? values(sheet ?? home, area.row, area.column) : undefined;
  };
}

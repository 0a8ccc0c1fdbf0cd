import type { UniverModules } from "./context.js";
import { asHeld, asResult } from "./empty-texts.js";

type Engine = UniverModules["engineFormula"];
export type ReferenceObject = InstanceType<Engine["BaseReferenceObject"]>;

/** What it says of its sheet; what stands for several areas says none. */
interface OnSheet {
  getForcedSheetName?(): unknown;
  getForcedSheetId?(): unknown;
}

/** For the engine it depends on the same cells of its own sheet: two formulas could wait for each other for ever. */
export const isNowhere = (reference: OnSheet): boolean =>
  Boolean(reference.getForcedSheetName?.()) && !reference.getForcedSheetId?.();

/** What the engine makes of a reference to no sheet, or to before the first cell; of a range it leaves the rest out. */
export function errorOf(reference: ReferenceObject): string | undefined {
  if (isNowhere(reference)) return "#REF!";
  const { startRow, startColumn } = reference.getRangePosition();
  return startRow < 0 || startColumn < 0 ? "#REF!" : undefined;
}

/** The engine makes two tables to look up each cell of a range, for which it has no use but where something spilled. */
export function readCellsPlainly({ BaseReferenceObject }: Engine): void {
  const prototype = BaseReferenceObject.prototype as ReferenceObject & { readsPlainly?: true };
  if (prototype.readsPlainly) return;
  prototype.readsPlainly = true;
  const { getCellData } = prototype;
  prototype.getCellData = function (row, column) {
    const held =
      this.getCurrentRuntimeSheetData()?.getValue(row, column) ??
      this.getCurrentRuntimeActiveArrayFormulaCellData()?.getValue(row, column) ??
      this.getRuntimeFeatureCellValue(row, column);
    if (held) return asResult(held);
    if (this.getCurrentActiveArrayFormulaCellData()?.getValue(row, column)) {
      const spilled = getCellData.call(this, row, column);
      return spilled && asResult(spilled);
    }
    return asHeld(this.getCurrentActiveSheetData()?.cellData.getValue(row, column));
  };
}

/** Areas as Excel has them. */
import { areaAddress, type Area } from "./addresses";

export const rangeOf = (sheet: Excel.Worksheet, area: Area): Excel.Range => sheet.getRange(areaAddress(area));

export const rangeIn = ({ workbook }: Excel.RequestContext, sheet: string, area: Area): Excel.Range =>
  rangeOf(workbook.worksheets.getItem(sheet), area);

/** One value for every cell of a range, which the types do not say. */
export const forAll = <T>(value: unknown): T => value as T;

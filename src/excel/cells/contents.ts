/** What cells hold and show. */

export type CellValue = string | number | boolean;
/** Rows of cells. */
export type Grid = readonly (readonly CellValue[])[];

export const isFormula = (content: unknown): content is string =>
  typeof content === "string" && content.startsWith("=");

const ERRORS =
  /^#(?:N\/A|VALUE!|NUM!|REF!|DIV\/0!|NAME\?|NULL!|SPILL!|CALC!|BUSY!|GETTING_DATA|CONNECT!|BLOCKED!|FIELD!|UNKNOWN!)$/;

export const isError = (value: CellValue): value is string => typeof value === "string" && ERRORS.test(value);

/** Errors of a formula that is still being calculated. */
export const isBusy = (value: CellValue): boolean => value === "#BUSY!" || value === "#GETTING_DATA";

/**
 * A text as it is written so that Excel takes it for one. What Excel could read as a formula, a number, a date or a
 * truth value gets the apostrophe that makes it a text; so a text from elsewhere is never a formula.
 */
export function writtenText(content: string): string {
  if (content === "") return "";
  const plain = /^\p{L}/u.test(content) && !/\d/.test(content) && !/^(?:true|false)$/i.test(content);
  return plain ? content : `'${content}`;
}

/** The same of a text that a formula gave, which is no blank where it's empty: `A1+1` over it is an error. */
export const keptText = (content: string): string => (content === "" ? "'" : writtenText(content));

/**
 * What has to be written for a cell to hold what it holds. A text constant reads as itself in both; only a formula reads
 * differently from its value. An empty one reads as a blank does: only the type tells (`Excel.RangeValueType`).
 */
export function contentOf(formula: CellValue, value: CellValue, type?: string): CellValue {
  const isText = typeof value === "string" && formula === value;
  if (!isText) return formula;
  return type === TEXT ? keptText(value) : writtenText(value);
}

const TEXT = "String";

/** What a range holds, of which formulas, values and their types are loaded. */
export const contentsIn = ({ formulas, values, valueTypes }: Excel.Range): Grid =>
  (formulas as Grid).map((row, down) =>
    row.map((formula, right) => contentOf(formula, (values as Grid)[down]![right]!, valueTypes[down]![right])),
  );

/** Cells of a sheet by place, e.g. their values. */
export type CellsByPlace = (sheet: string, row: number, column: number) => CellValue;

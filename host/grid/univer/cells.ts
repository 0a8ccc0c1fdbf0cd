/** Counted from 0. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface NamedCell extends Place {
  readonly fixedRow: boolean;
  readonly fixedColumn: boolean;
}

const CELL = /^(\$?)([A-Z]{1,3})(\$?)([1-9][0-9]{0,6})$/;
const LAST_ROW = 1_048_575;
const LAST_COLUMN = 16_383;
/** The engine takes it for the function wherever it stands. */
const NO_CELL = "LOG10";

/** The cell that a word of a formula names. */
export function cellOf(word: string): NamedCell | null {
  const match = CELL.exec(word);
  if (!match || word === NO_CELL) return null;
  const [, fixedColumn, letters, fixedRow, digits] = match;
  const row = Number(digits) - 1;
  let column = -1;
  for (const letter of letters!) column = (column + 1) * 26 + letter.charCodeAt(0) - 65;
  if (row > LAST_ROW || column > LAST_COLUMN) return null;
  return { row, column, fixedRow: fixedRow === "$", fixedColumn: fixedColumn === "$" };
}

/** A reference without its sheet, and the sheet with its mark. */
export const addressOf = (reference: string): string => reference.slice(reference.lastIndexOf("!") + 1);
export const sheetOf = (reference: string): string => reference.slice(0, reference.lastIndexOf("!") + 1);

const FIXED = /^(?:\$[A-Z]+)?(?:\$[0-9]+)?$/;

/** Whether a reference to a cell, a column or a row stays where it is when its formula is moved. */
export const isFixed = (reference: string): boolean => FIXED.test(addressOf(reference));

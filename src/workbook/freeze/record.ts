/**
 * What freezing keeps in the workbook: for each frozen cell its formula and the values that stand in its place, in
 * custom XML parts of their own, so many formulas a part that none grows beyond what Excel takes.
 */
import type { CellValue, Grid } from "../tables";
import { textOf, xmlOf } from "../xml";

export const FROZEN_NAMESPACE = "urn:market-model:frozen";

export interface FrozenCell {
  /** Id of its sheet, which stays when the sheet is renamed. */
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly formula: string;
  /** The cell's value, and those of the cells that the formula spilled into. */
  readonly values: Grid;
  /** Fill of the cell before it was marked; null where it isn't marked. */
  readonly fill: string | null;
}

/** Characters of JSON a part. In Chinese, and quoted once more on the wire, it may come to three times as many bytes. */
const PART = 500_000;
/** A part that it is worth writing anew with others. */
export const isSmall = (xml: string): boolean => xml.length < PART / 2;
/** Far more than a workbook holds: beyond it the part isn't ours to trust. */
const LONGEST = 4 * PART;

export function writeFrozen(cells: readonly FrozenCell[]): readonly string[] {
  const parts: string[] = [];
  let lines: string[] = [];
  let length = 0;
  const finish = (): void => {
    if (lines.length > 0) parts.push(xmlOf("frozen", FROZEN_NAMESPACE, `[${lines.join(",")}]`));
    lines = [];
    length = 0;
  };
  for (const { sheet, row, column, formula, values, fill } of cells) {
    const line = JSON.stringify([sheet, row, column, formula, values, fill]);
    if (length + line.length > PART) finish();
    lines.push(line);
    length += line.length;
  }
  finish();
  return parts;
}

/** Null where the part can't be read: then none of it is used, and it is left as it is. */
export function readFrozen(xml: string): readonly FrozenCell[] | null {
  if (xml.length > LONGEST) return null;
  const text = textOf("frozen", xml);
  if (text === null) return null;
  try {
    const data: unknown = JSON.parse(text);
    return Array.isArray(data) && data.every(isLine) ? data.map(cellOf) : null;
  } catch {
    return null;
  }
}

type Line = readonly [sheet: string, row: number, column: number, formula: string, values: Grid, fill: string | null];

const cellOf = ([sheet, row, column, formula, values, fill]: Line): FrozenCell => ({
  sheet,
  row,
  column,
  formula,
  values,
  fill,
});

const isIndex = (value: unknown): boolean => Number.isInteger(value) && (value as number) >= 0;
const isValue = (value: unknown): value is CellValue =>
  typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));

/** A formula from a part is written into a cell only if it is one. */
function isLine(line: unknown): line is Line {
  if (!Array.isArray(line) || line.length !== 6) return false;
  const [sheet, row, column, formula, values, fill] = line as unknown[];
  return (
    typeof sheet === "string" &&
    isIndex(row) &&
    isIndex(column) &&
    typeof formula === "string" &&
    formula.startsWith("=") &&
    (fill === null || (typeof fill === "string" && /^(?:#[0-9a-f]{6})?$/i.test(fill))) &&
    Array.isArray(values) &&
    values.length > 0 &&
    values.every((row) => Array.isArray(row) && row.length === (values[0] as unknown[]).length && row.every(isValue))
  );
}

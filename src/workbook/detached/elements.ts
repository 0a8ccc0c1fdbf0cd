/** Arguments that are ranges: what belongs to one cell of a spill. */
import { parseAddress, cellAddress } from "../../excel/addresses/addresses";
import { literalOf, quoteSheet, referenceOf } from "../../excel/formulas/text";

export interface Elements {
  readonly rows: number;
  readonly columns: number;
  /** The text of one element; null beyond a range that is too short for the others. */
  at(row: number, column: number): string | null;
}

/** Null where the argument can't be taken apart: a name, a table's column, an expression over ranges. */
export function elementsOf(text: string): Elements | null {
  if (literalOf(text) !== undefined) return single(text);
  if (text.startsWith("{")) return constant(text);
  if (text.endsWith("#")) return null;
  const reference = referenceOf(text);
  const area = reference && parseAddress(reference.address);
  if (!area) return isScalar(text) ? single(text) : null;
  if (area.rows === 1 && area.columns === 1) return single(text);
  const sheet = reference.sheet === null ? "" : `${quoteSheet(reference.sheet)}!`;
  return of(area.rows, area.columns, (row, column) => sheet + cellAddress(area.row + row, area.column + column));
}

const single = (text: string): Elements => of(1, 1, () => text);

/** A lone row or column serves every place, as with native functions. */
function of(rows: number, columns: number, element: (row: number, column: number) => string): Elements {
  return {
    rows,
    columns,
    at(row, column) {
      const [down, right] = [rows === 1 ? 0 : row, columns === 1 ? 0 : column];
      return down < rows && right < columns ? element(down, right) : null;
    },
  };
}

function constant(text: string): Elements | null {
  const rows = splitOutsideQuotes(text.slice(1, -1), ";").map((row) =>
    splitOutsideQuotes(row, ",").map((part) => part.trim()),
  );
  const columns = rows[0]?.length ?? 0;
  return columns > 0 && rows.every((row) => row.length === columns)
    ? of(rows.length, columns, (row, column) => rows[row]![column]!)
    : null;
}

function splitOutsideQuotes(text: string, separator: string): readonly string[] {
  const parts = [""];
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (character === separator && !quoted) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

const TEXTS = /"(?:[^"]|"")*"/g;
const SHEETS = /'(?:[^']|'')*'!/g;
/** A cell of this table's own row, as `[@Year]` and `Table[[#This Row],[Year]]`. */
const THIS_ROW = /(?:[\p{L}_][\p{L}\p{N}_.]*)?\[(?:@[^[\]]*|@\[[^\]]*\]|\[#This Row\],\[[^\]]*\])\]/giu;

/**
 * Whether an expression is sure to be one value: no ranges, no array constants, no spills, no tables' columns, no names
 * that could stand for one. A function of a range may give one value or many, so it isn't sure.
 */
export function isScalar(text: string): boolean {
  const bare = text.replace(TEXTS, "0").replace(SHEETS, "").replace(THIS_ROW, "0");
  if (/[:{#[\]']/.test(bare)) return false;
  const words = bare.match(/[\p{L}_\\][\p{L}\p{N}_.$!]*\s*\(?|\$[A-Z]{1,3}\$?\d+/giu) ?? [];
  return words.every(
    (word) => word.endsWith("(") || /^(?:.*!)?\$?[A-Z]{1,3}\$?\d{1,7}$/i.test(word) || isLogical(word),
  );
}

const isLogical = (word: string): boolean => /^(?:true|false)$/i.test(word.trim());

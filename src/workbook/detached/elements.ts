/** Arguments that are ranges: what belongs to one cell of a spill. */
import { cellAddress, parseAddress } from "../../excel/addresses/addresses";
import { literalOf } from "../../excel/formulas/calls";
import { referenceOf } from "../../excel/formulas/references";
import { isSign, TYPE, tokensOf, type Token } from "../../excel/formulas/tokens";
import { quoteSheet } from "../../excel/names/names";
import { callsIn } from "../calls/inFormulas";
import { formulaNamed } from "./valueTables";

export interface Elements {
  readonly rows: number;
  readonly columns: number;
  /** The text of one element; null beyond a range that is too short for the others. */
  at(row: number, column: number): string | null;
}

/** An argument's text; of a list the texts of its values. */
export type ArgumentText = string | readonly string[];

/** The texts of all elements. */
export function allOf({ rows, columns, at }: Elements): readonly string[] {
  const places = Array.from({ length: rows * columns }, (_, place) => place);
  return places.map((place) => at(Math.floor(place / columns), place % columns)!);
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
  const tokens = tokensOf(`=${text}`).slice(2);
  if (!isSign(tokens.at(-1), "}")) return null;
  const rows = split(tokens.slice(0, -1), ";").map((row) =>
    split(row, ",").map((element) =>
      element
        .map((token) => token.text)
        .join("")
        .trim(),
    ),
  );
  const columns = rows[0]?.length ?? 0;
  return columns > 0 && rows.every((row) => row.length === columns)
    ? of(rows.length, columns, (row, column) => rows[row]![column]!)
    : null;
}

function split(tokens: readonly Token[], sign: string): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  for (const token of tokens) {
    if (isSign(token, sign)) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts;
}

/** A cell of this table's own row, as `[@Year]` and `Table[[#This Row],[Year]]`. */
const THIS_ROW = /^[^[]*\[(?:@[^[\]]*|@\[[^\]]*\]|\[#This Row\],\[[^\]]*\])\]$/iu;

const SURE: readonly string[] = [TYPE.FX_PREFIX, TYPE.BOOLEAN, TYPE.NUMBER, TYPE.STRING, TYPE.WHITESPACE, TYPE.NEWLINE];

/** Excel's functions that give one value where each of their arguments is one. `OFFSET` and others may give a range. */
const OF_ONE = new Set(
  `ABS AND AVERAGE CEILING CHAR CLEAN CODE CONCAT CONCATENATE COUNT COUNTA DATE DATEVALUE DAY DAYS EDATE EOMONTH EXACT EXP
  FALSE FIND FIXED FLOOR IF IFERROR IFNA INT ISBLANK ISERROR ISEVEN ISNA ISNUMBER ISODD ISTEXT LEFT LEN LN LOG LOG10 LOWER
  MAX MEDIAN MID MIN MOD MONTH MROUND N NOT NOW NUMBERVALUE OR PI POWER PRODUCT PROPER QUOTIENT RAND RANDBETWEEN REPLACE REPT
  RIGHT ROUND ROUNDDOWN ROUNDUP SEARCH SIGN SQRT SUBSTITUTE SUM SWITCH T TEXT TEXTJOIN TODAY TRIM TRUE TRUNC UNICHAR UNICODE
  UPPER VALUE WEEKDAY XOR YEAR YEARFRAC`.split(/\s+/),
);

/** Excel's forms of a file stand before newer ones: `_xlfn.CONCAT`. */
function isOfOne(name: string): boolean {
  const [call] = callsIn(`=${name}()`);
  if (call) return formulaNamed(call.name)?.result === "value";
  return OF_ONE.has(name.replace(/^_xlfn\./i, "").toUpperCase());
}

/**
 * Whether an expression is sure to be one value: no ranges, no array constants, no spills, no tables' columns, no names
 * that could stand for one, no functions but those known to give one value. A function of a range may give one value or
 * many, so it isn't sure.
 */
export const isScalar = (text: string): boolean => literalOf(text) !== undefined || CELL.test(text) || isOneValue(text);

/** What most arguments are, which needn't be taken apart. */
const CELL = /^\$?[A-Z]{1,2}\$?[1-9]\d{0,5}$/i;

const isOneValue = (text: string): boolean =>
  tokensOf(`=${text}`).every(({ type, text }) => {
    if (type === TYPE.OPERATOR) return !/[:{}#]/.test(text);
    if (type === TYPE.REF_RANGE) return !text.slice(text.lastIndexOf("!") + 1).includes(":");
    if (type === TYPE.REF_STRUCT) return THIS_ROW.test(text);
    return type === TYPE.FUNCTION ? isOfOne(text) : SURE.includes(type);
  });

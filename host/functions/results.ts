import type { FormulaError, FormulaResult } from "../grid/port.js";
import { INVALID } from "./arguments.js";

/** The runner's numbers for what went wrong. */
const ERROR_CODES: Readonly<Record<number, string>> = {
  1: "#N/A",
  5: "#DIV/0!",
  6: "#NUM!",
  7: "#VALUE!",
  8: "#NULL!",
  9: "#NAME?",
  10: "#NAME?",
};

/** [id, succeeded, value or message, error code]: a value, an array of rows, or what went wrong. */
export function resultOf([, succeeded, value, code]: readonly unknown[]): FormulaResult {
  if (succeeded !== true) return errorOf(ERROR_CODES[code as number] ?? "#VALUE!", value);
  if (!Array.isArray(value)) return element(value);
  const rows = value as unknown[];
  if (rows.length === 0 || !rows.every((row) => Array.isArray(row) && row.length > 0)) return INVALID;
  const width = (rows[0] as unknown[]).length;
  if (rows.some((row) => (row as unknown[]).length !== width)) return INVALID;
  // One cell spills nowhere: it needs no calculation to be put in its place.
  if (rows.length === 1 && width === 1) return element((rows as unknown[][])[0]![0]);
  return (rows as unknown[][]).map((row) => row.map(element));
}

function errorOf(error: string, message: unknown): FormulaError {
  return typeof message === "string" && message !== "" ? { error, message } : { error };
}

type Element = string | number | boolean | FormulaError;

/** A cell of a result: plain, an error object, or a rich value, of which the cell shows the basic value. */
function element(value: unknown): Element {
  if (value === null || value === undefined) return 0;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  const rich = value as {
    readonly type?: string;
    readonly code?: string;
    readonly basicValue?: unknown;
    readonly message?: unknown;
  };
  if (rich.type === "Error" || rich.type === "CustomFunctionError")
    return errorOf(rich.code ?? String(rich.basicValue ?? "#VALUE!"), rich.message);
  if (
    typeof rich.basicValue === "string" ||
    typeof rich.basicValue === "number" ||
    typeof rich.basicValue === "boolean"
  )
    return rich.basicValue;
  return INVALID;
}

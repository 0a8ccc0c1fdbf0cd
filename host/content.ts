import { shapeMismatch } from "./errors.js";
import type { CellContent } from "./grid/port.js";

/** Reads texts as Excel does when they are typed: numbers, percentages, dates. */
export type TextParser = (text: string) => { readonly value: number | boolean; readonly format?: string } | null;

/**
 * What a value written through `values` or `formulas` puts into a cell: null leaves it, "" empties it, "=…" is a
 * formula, an apostrophe makes text, and other text is read as if typed, unless the cell's format is Text.
 * @see https://learn.microsoft.com/javascript/api/excel/excel.range#excel-excel-range-values-member
 */
export function contentOf(value: unknown, parse: TextParser, textFormat: boolean): CellContent | undefined {
  if (value === null || value === undefined) return undefined;
  if (value === "") return { kind: "empty" };
  if (typeof value === "number" || typeof value === "boolean") return { kind: "value", value };
  if (typeof value !== "string") return { kind: "value", value: String(value), text: true };
  if (textFormat) return { kind: "value", value, text: true };
  if (value.startsWith("'")) return { kind: "value", value: value.slice(1), text: true };
  if (value.startsWith("=") && value.length > 1) return { kind: "formula", formula: value };
  const parsed = parse(value);
  if (parsed) return { kind: "value", ...parsed };
  if (/^[+-]./.test(value) && !/^[+-]\s/.test(value)) return { kind: "formula", formula: `=${value}` };
  return { kind: "value", value, text: true };
}

/** A two-dimensional array of exactly that shape; a single value stands for all cells. */
export function matrixOf(value: unknown, rows: number, columns: number): readonly (readonly unknown[])[] {
  if (!Array.isArray(value)) return filled(rows, columns, () => value);
  const matrix = value as readonly unknown[];
  const fits = matrix.length === rows && matrix.every((row) => Array.isArray(row) && row.length === columns);
  if (!fits) throw shapeMismatch();
  return matrix as readonly (readonly unknown[])[];
}

export function filled<T>(rows: number, columns: number, pick: (row: number, column: number) => T): T[][] {
  return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => pick(row, column)));
}

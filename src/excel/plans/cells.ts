/** Cells as they are planned, before Excel is asked for anything: content, style, number format. */
import { columnName, type Area } from "../addresses/addresses";
import { writtenText } from "../cells/contents";
import { quoteSheet } from "../names/names";

/** Colours follow modelling convention: blue inputs, black formulas, green links to other sheets. */
export type Style =
  | "title"
  | "heading"
  | "header"
  | "number-header"
  | "note"
  | "label"
  | "input"
  | "inferred"
  | "entry"
  | "year"
  | "formula"
  | "link"
  | "total"
  | "check";

export interface Cell {
  /** `spilled`: filled by a formula that spills; only its look is ours. */
  readonly kind: "text" | "number" | "error" | "formula" | "spilled";
  readonly content: string | number;
  readonly style: Style;
  readonly format: string;
  /** `apart`: from the number on its left, which would touch it; `right`: as numbers are; `left`: as texts are. */
  readonly align?: "apart" | "right" | "left";
}

/** Rows of cells; null for one that stays as it is. */
export type PlannedCells = readonly (readonly (Cell | null)[])[];

export const sizeOf = (cells: PlannedCells): Pick<Area, "rows" | "columns"> => ({
  rows: cells.length,
  columns: cells[0]?.length ?? 0,
});

export const FORMATS = {
  general: "General",
  money: "#,##0.0",
  percent: "0.0%",
  year: "0",
  decimal: "#,##0.0###",
  text: "@",
} as const;

/** A whole number shows no decimals: a bare decimal point would stand behind it otherwise. */
export const numberFormat = (value: number): string => (Number.isInteger(value) ? "#,##0" : FORMATS.decimal);

export const text = (content: string, style: Style = "label"): Cell => ({
  kind: "text",
  content,
  style,
  format: FORMATS.general,
});

export const apart = (cell: Cell): Cell => ({ ...cell, align: "apart" });
export const asTexts = (cell: Cell): Cell => ({ ...cell, align: "left" });
export const asNumbers = (cell: Cell): Cell => ({ ...cell, align: "right" });

export const number = (content: number, format: string, style: Style = "input"): Cell => ({
  kind: "number",
  content,
  style,
  format,
});

/** As a constant: a formula would be calculated, in every one of many gaps. */
export const notAvailable = (style: Style = "label"): Cell => ({
  kind: "error",
  content: "#N/A",
  style,
  format: FORMATS.general,
});

export const formula = (content: string, format: string, style: Style = "formula"): Cell => ({
  kind: "formula",
  content: `=${content}`,
  style,
  format,
});

export const spilled = (format: string, style: Style): Cell => ({ kind: "spilled", content: "", style, format });

/** What is written into a cell so that Excel takes it as planned. */
export function written({ kind, content, format }: Pick<Cell, "kind" | "content" | "format">): string | number {
  // A cell that is formatted as text takes everything for one, an apostrophe too.
  if (kind === "text" && format === FORMATS.text) return content;
  return kind === "text" ? writtenText(String(content)) : content;
}

/** What Excel shows for a text that was written: cells hold at most this many characters. */
const LONGEST_TEXT = 32_767;

/** Cells being planned, from A1 on or from where a block is to stand. */
export interface Canvas {
  readonly origin: { readonly row: number; readonly column: number };
  put(row: number, column: number, cell: Cell): void;
  /** Puts cells side by side. */
  row(row: number, column: number, cells: readonly (Cell | null)[]): void;
  finish(): PlannedCells;
}

/** Rows and columns of a canvas are counted from its origin; references are to where the cells will be. */
export function canvas(origin: { row: number; column: number } = { row: 0, column: 0 }): Canvas {
  const rows: (Cell | null)[][] = [];
  const put = (row: number, column: number, cell: Cell): void => {
    const isTooLong = typeof cell.content === "string" && cell.content.length > LONGEST_TEXT;
    (rows[row] ??= [])[column] = isTooLong ? { ...cell, content: String(cell.content).slice(0, LONGEST_TEXT) } : cell;
  };
  return {
    origin,
    put,
    row(row, column, cells) {
      cells.forEach((cell, index) => cell && put(row, column + index, cell));
    },
    finish() {
      const width = Math.max(0, ...Array.from(rows, (row) => row?.length ?? 0));
      return Array.from(rows, (row) => Array.from({ length: width }, (_, column) => row?.[column] ?? null));
    },
  };
}

/** Which parts of a reference stay when the formula is copied: `$A1`, `A$1`, `$A$1`. */
export type Fixed = "none" | "row" | "column" | "both";

/** References to cells of a canvas, in formulas on it or, with `sheet`, on another sheet. */
export function referrer({ origin }: Pick<Canvas, "origin">, sheet?: string) {
  const prefix = sheet === undefined ? "" : `${quoteSheet(sheet)}!`;
  const place = (row: number, column: number, fixed: Fixed): string => {
    const name = columnName(origin.column + column);
    const number = origin.row + row + 1;
    return `${fixed === "column" || fixed === "both" ? "$" : ""}${name}${fixed === "row" || fixed === "both" ? "$" : ""}${number}`;
  };
  return {
    cell: (row: number, column: number, fixed: Fixed = "none"): string => prefix + place(row, column, fixed),
    range: (row: number, column: number, rows: number, columns: number, fixed: Fixed = "both"): string =>
      `${prefix}${place(row, column, fixed)}:${place(row + rows - 1, column + columns - 1, fixed)}`,
  };
}

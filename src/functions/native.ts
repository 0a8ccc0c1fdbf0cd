/**
 * How a formula is written without the add-in. Most are looked up in a table of the formula's own values, which stands on a
 * sheet of the detached workbook; some are an expression over such tables.
 */
import type { Op } from "../report/types";
import type { CellValue } from "./outcome";
import type { Parameter } from "./parameter";
import type { Setting } from "./setting";

export type NativeForm =
  /** One value, calculated when the workbook is detached. */
  | { readonly is: "constant" }
  | {
      readonly is: "table";
      /** Names of the parameters whose values its rows are for, the first the slowest. All have to be names or choices. */
      readonly rows: readonly string[];
      /** The parameter whose values its columns are for. */
      readonly columns: string;
      /** The id of a row whose values take no unit, although the formula does. */
      readonly unitless: string | null;
      /** Whether what it is over a span that isn't a year is known from values that don't change without the add-in. */
      readonly overPeriods: boolean;
      /** A choice that decides what the row parameter is read as: each has a table of its own. Null where none does. */
      readonly by: RowsBy | null;
      /** Ids of the formulas whose tables its own is worked out from. */
      readonly over: readonly string[];
    }
  | {
      readonly is: "expression";
      /** Ids of the formulas whose tables it looks in. */
      readonly over: readonly string[];
      /** Names of the parameters that are read when the workbook is detached, and not followed from then on. */
      readonly labels: readonly string[];
    };

/** Writes an expression: `formulas/<name>.native.ts` beside the formula, which nothing but detaching loads. */
export type Write = (target: NativeTarget, ...given: readonly Given[]) => string;

export interface RowsBy {
  /** Name of the parameter that chooses. */
  readonly parameter: string;
  /** What the row parameter then is, by choice. */
  readonly rows: Readonly<Record<string, Parameter>>;
}

/** A call of a value formula: its id, and its arguments as texts of a formula. */
export type NativeCall = readonly [formula: string, ...args: string[]];

/** A call, or a header or label, which stays as it is. */
export type NativeCell = NativeCall | CellValue;

/** How a table is written: what stands in its cells as it is now. */
export interface NativeCells<V extends readonly unknown[] = never[]> {
  readonly is: "cells";
  /** Ids of the formulas that its cells call. */
  readonly over: readonly string[];
  /** Names of the parameters that its rows, columns and labels follow. They are one value each. */
  readonly labels: readonly string[];
  /** `texts` are all arguments as they stand, `values` those that labels follow; the others are undefined. */
  readonly cells: (
    setting: Setting,
    texts: readonly string[],
    ...values: { readonly [K in keyof V]: V[K] | undefined }
  ) => readonly (readonly NativeCell[])[];
}

/** A text as a formula's argument. */
export const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

export const constant: NativeForm = { is: "constant" };

interface TableOptions {
  readonly columns?: string;
  readonly unitless?: string;
  readonly overPeriods?: boolean;
  readonly by?: RowsBy;
  readonly over?: readonly string[];
}

export const tabulated = (
  rows: readonly string[],
  { columns = "year", unitless, overPeriods = true, by, over = [] }: TableOptions = {},
): NativeForm => ({ is: "table", rows, columns, unitless: unitless ?? null, overPeriods, by: by ?? null, over });

export const expression = (over: readonly string[], labels: readonly string[] = []): NativeForm => ({
  is: "expression",
  over,
  labels,
});

/** An argument as a native expression sees it: left out, read already, an expression that is read in the sheet, or several. */
export type Given = { readonly parameter: Parameter } & (
  | { readonly is: "omitted" }
  | { readonly is: "read"; readonly value: unknown }
  | { readonly is: "live"; readonly text: string }
  | { readonly is: "list"; readonly items: readonly Given[] }
);

/** What native expressions are written with. All give and take expressions of Excel's. */
export interface NativeTarget {
  readonly setting: Setting;
  /** Whether any value of the tables is below zero. */
  readonly hasNegative: boolean;
  /** The value in a formula's table for its row parameters, in order, and a year. */
  value(formula: string, rows: readonly Given[], year: string): string;
  year(given: Given): string;
  /** How many years lie between two. */
  yearsBetween(from: Given, to: Given): string;
  /** Which of the entries that its parameter can stand for, from 1 on. */
  position(given: Given): string;
  /** `most`: where that is less than the parameter takes. */
  number(given: Given, most?: number): string;
  /** `year`: the year of the value, for whose rate money is converted. */
  inUnit(value: string, unit: Given, year: string): string;
  /** Money in the report's unit; anything else as it is. */
  inReportUnit(value: string, unit: string): string;
  /** `otherwise` where the argument is blank. */
  unlessBlank(given: Given, value: string, otherwise: string): string;
}

/** The value of a native expression that has none. */
export const NA = "NA()";

/** The error of an argument that can't be read. */
export const VALUE = "#VALUE!";

/** A text where a number is looked for, which comes to that error: IFNA and IFERROR of other programs take no error themselves. */
export const NO_NUMBER = '"?"';

/** #NUM!, for which Excel has no function of its own. */
export const NUM = "SQRT(-1)";

/** Of several expressions the one that belongs to a position, from 1 on: `places[p - 1]` is its index among them. */
export function chosenAt(position: string, places: readonly number[], texts: readonly string[]): string {
  if (texts.length === 1) return texts[0]!;
  return `CHOOSE(INDEX({${places.map((index) => index + 1).join()}},1,${position}),${texts.join()})`;
}

/** A driver from others, as they are written: what `model/drivers/tree.ts` works out. */
export function workedOut(op: Op, parts: readonly string[], scales: readonly number[]): string {
  const scaled = (text: string, scale: number): string => (scale === 1 ? text : `${text}*${scale}`);
  const terms = parts.map((part, index) => scaled(part, scales[index]!));
  switch (op) {
    case "product":
      return scaled(parts.join("*"), scales[0]!);
    case "ratio":
      return scaled(parts.join("/"), scales[0]!);
    case "sum":
      return terms.join("+");
    case "difference":
      return terms.join("-");
    case "complement":
      return ["1", ...terms].join("-");
  }
}

/** What a formula is: declared once, and everything else about it follows from the declaration. */
import type { Fault, Model } from "../model";
import type { Text } from "../report/types";
import type { Parameter } from "./parameter";
import type { Refusal } from "./refusal";

export type CellValue = number | string | boolean;

/** What evaluating a value formula gives for one cell. */
export type Outcome = CellValue | Fault | Refusal;

/** Rows of a table, the header first. */
export type Table = readonly (readonly Outcome[])[];

/** One call that the help shows and the tests make. */
export interface Example {
  /** As typed into a cell; a nested list is an array constant. Null leaves an argument out. */
  readonly arguments: readonly Argument[];
  /** A number is what the cell shows at that many decimals; of a table, its rows and columns. */
  readonly gives:
    CellValue | { readonly error: "#VALUE!" | "#N/A" | "#NUM!" } | readonly [rows: number, columns: number];
  readonly note: Text;
}

export type Argument = CellValue | null | readonly (readonly CellValue[])[];

interface Description {
  /** Upper-case; the namespace comes from the manifest. */
  readonly id: string;
  readonly summary: Text;
  readonly parameters: readonly Parameter[];
  /** What the result is, with its unit. */
  readonly gives: Text;
  readonly examples: readonly Example[];
}

export interface ValueFormula extends Description {
  readonly result: "value";
  readonly evaluate: (model: Model, ...values: never[]) => Outcome;
}

export interface TableFormula extends Description {
  readonly result: "table";
  readonly evaluate: (model: Model, ...values: never[]) => Table | Fault | Refusal;
}

export type Formula = ValueFormula | TableFormula;

// A parameter takes and gives its own type, so that only `any` covers one of each in a list.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type AnyParameter = Parameter<any>;

type ValuesOf<P extends readonly Parameter[]> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never;
};

type Declared<P extends readonly Parameter[], R> = Omit<Description, "parameters"> & {
  readonly parameters: P;
  readonly evaluate: (model: Model, ...values: ValuesOf<P>) => R;
};

/** A formula with one value for each combination of its arguments: every parameter takes a range. */
export function valueFormula<const P extends readonly AnyParameter[]>(declared: Declared<P, Outcome>): ValueFormula {
  return { ...declared, result: "value" } as unknown as ValueFormula;
}

/** A formula that spills a table. */
export function tableFormula<const P extends readonly AnyParameter[]>(
  declared: Declared<P, Table | Fault | Refusal>,
): TableFormula {
  return { ...declared, result: "table" } as unknown as TableFormula;
}

/** The example as typed into a cell. */
export function formulaText(id: string, args: readonly Argument[]): string {
  return `=MARKET.${id}(${args.map(argumentText).join(", ")})`;
}

function argumentText(argument: Argument): string {
  if (argument === null) return "";
  if (typeof argument === "object") return `{${argument.map((row) => row.map(argumentText).join(",")).join(";")}}`;
  if (typeof argument === "string") return `"${argument.replaceAll('"', '""')}"`;
  return typeof argument === "boolean" ? (argument ? "TRUE" : "FALSE") : String(argument);
}

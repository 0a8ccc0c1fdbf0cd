/** What a person reads about a formula: in the pane, in the docs, and in Excel while typing. */
import type { Text } from "../report/types";
import type { CellValue } from "./outcome";

export type ErrorCode = "#VALUE!" | "#N/A" | "#NUM!";

/** One call that the help shows and the tests make. */
export interface Example {
  /** As typed into a cell; a nested list is an array constant. Null leaves an argument out. */
  readonly arguments: readonly Argument[];
  /** A number is what the cell shows at that many decimals; of a table, its rows and columns. */
  readonly gives: CellValue | { readonly error: ErrorCode } | readonly [rows: number, columns: number];
  readonly note: Text;
}

export type Argument = CellValue | null | readonly (readonly CellValue[])[];

export interface ParameterHelp {
  readonly summary: Text;
  /** Unit of a number, where it has one. */
  readonly unit?: Text;
}

/** What a formula's numbers are, for the number format of the cells that it is put into. */
export type Shows =
  /** Money in the unit asked for. */
  | "amount"
  /** A part of one, which reads as a percentage. */
  | "fraction"
  /** In the unit of the driver, series or figure that the first argument names. */
  | "in the item's unit"
  /** In the unit that stands in the row's second cell; money in the unit asked for where none does. */
  | "in the row's unit"
  /** A count, a year, a text, or numbers of many kinds. */
  | "plain";

export interface Help<Name extends string = string> {
  /** What the result is, with its unit. */
  readonly gives: Text;
  /** Of a table what each column shows, the last for all that follow; or what it is with these arguments. */
  readonly shows: Shows | readonly Shows[] | ((given: Readonly<Partial<Record<Name, unknown>>>) => Shows);
  readonly parameters: Readonly<Record<Name, ParameterHelp>>;
  readonly errors: readonly ErrorCode[];
  readonly examples: readonly Example[];
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

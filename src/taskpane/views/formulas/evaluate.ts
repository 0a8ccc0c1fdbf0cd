/** What a cell will show, by the very function that Excel calls. */
import type { Formula } from "../../../functions/formula";
import { runner } from "../../../functions/run";
import type { ArgumentValue } from "../../../workbook/operations/argumentValues";

export type ShownCell = string | number | boolean | { readonly error: string; readonly message: string | null };

/** One row of one cell for a plain value. */
export type Shown = readonly (readonly ShownCell[])[];

/** An argument as Excel hands it over: one value, or rows of them. */
export type Given = string | number | null | ArgumentValue;

const handedOver = (given: Given): unknown =>
  Array.isArray(given)
    ? (given as ArgumentValue).map((row) => row.map((value) => (typeof value === "object" ? cellError(value) : value)))
    : given;

const cellError = ({ error }: { readonly error: string }): CustomFunctions.Error =>
  new CustomFunctions.Error(error as CustomFunctions.ErrorCode);

export async function evaluate(formula: Formula, given: readonly Given[]): Promise<Shown> {
  const answer: unknown = await runner(formula)(...given.map(handedOver));
  const rows = Array.isArray(answer) ? (answer as unknown[][]) : [[answer]];
  return rows.map((row) => row.map(shownCell));
}

function shownCell(cell: unknown): ShownCell {
  if (typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean") return cell;
  const { code, message } = cell as CustomFunctions.Error;
  return { error: code, message: message ?? null };
}

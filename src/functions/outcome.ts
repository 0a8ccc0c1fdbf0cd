/** What a formula gives for a cell: a value, or why there is none. */
import type { Fault } from "../model";
import type { Text } from "../report/types";
import type { Language } from "./language";

export type CellValue = number | string | boolean;

export type Outcome = CellValue | Fault | Refusal;

/** Rows of a table, the header first. */
export type Table = readonly (readonly Outcome[])[];

/** The cell errors that a formula answers with. Excel shows a message with the first two alone. */
export type ErrorName = "invalidValue" | "notAvailable" | "invalidNumber";

/**
 * Why a formula has no value for a cell. A class, so that one `instanceof` tells it from whatever a domain reads. The
 * message is put together only when the cell is.
 */
export class Refusal {
  constructor(
    readonly error: ErrorName,
    readonly message: () => Text | undefined = () => undefined,
    /** An error cell among the arguments, handed on as it came. */
    readonly passed?: CustomFunctions.Error,
  ) {}
}

/** Refused only for now: asked again once it is ready, the formula answers. Excel waits for that. */
export class Later extends Refusal {
  constructor(
    readonly ready: Promise<unknown>,
    message: () => Text,
  ) {
    super("notAvailable", message);
    // Whoever waits for it hears of a failure; who doesn't needs not.
    ready.catch(() => undefined);
  }
}

export function toCellError({ error, message, passed }: Refusal, language: Language): CustomFunctions.Error {
  const text = error === "invalidNumber" ? undefined : message()?.[language];
  return passed ?? new CustomFunctions.Error(CustomFunctions.ErrorCode[error], text);
}

export function isCellError(value: unknown): value is CustomFunctions.Error {
  return value instanceof CustomFunctions.Error;
}

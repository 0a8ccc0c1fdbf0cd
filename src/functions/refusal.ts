import type { Text } from "../report/types";
import { displayLanguage } from "./language";

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

export function toCellError({ error, message, passed }: Refusal): CustomFunctions.Error {
  return passed ?? new CustomFunctions.Error(CustomFunctions.ErrorCode[error], message()?.[displayLanguage()]);
}

export function isCellError(value: unknown): value is CustomFunctions.Error {
  return value instanceof CustomFunctions.Error;
}

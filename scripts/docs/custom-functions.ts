/** The part of Excel's `CustomFunctions` that a formula needs in order to answer. */
export class CellError extends Error {
  constructor(
    readonly code: string,
    message = "",
  ) {
    super(message);
  }
}

const ErrorCode = { invalidValue: "#VALUE!", notAvailable: "#N/A", invalidNumber: "#NUM!" };

Object.assign(globalThis, { CustomFunctions: { associate: () => undefined, Error: CellError, ErrorCode } });

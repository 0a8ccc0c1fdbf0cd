/** The part of Excel's `CustomFunctions` that a formula needs in order to answer. */
class CellError extends Error {
  constructor(
    readonly code: string,
    message = "",
  ) {
    super(message);
  }
}

const ErrorCode = { invalidValue: "#VALUE!", notAvailable: "#N/A", invalidNumber: "#NUM!" };

// A test that asks for these has the formulas' errors of its own already.
globalThis.CustomFunctions ??= { associate: () => undefined, Error: CellError, ErrorCode } as never;

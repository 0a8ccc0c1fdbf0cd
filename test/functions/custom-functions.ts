/** The part of Excel's `CustomFunctions` that a formula uses, as in @types/custom-functions-runtime. */
export const associated = new Map<string, (...args: unknown[]) => unknown>();

export class CellError extends Error {
  constructor(
    readonly code: string,
    message?: string,
  ) {
    // Millions are thrown and none is looked into: where it was is most of what an error costs.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    if (message === undefined) this.message = "";
  }
}

(globalThis as Record<string, unknown>).CustomFunctions = {
  associate: (id: string, call: (...args: unknown[]) => unknown) => associated.set(id.toUpperCase(), call),
  Error: CellError,
  ErrorCode: {
    invalidValue: "#VALUE!",
    notAvailable: "#N/A",
    divisionByZero: "#DIV/0!",
    invalidNumber: "#NUM!",
    nullReference: "#NULL!",
    invalidName: "#NAME?",
    invalidReference: "#REF!",
  },
};

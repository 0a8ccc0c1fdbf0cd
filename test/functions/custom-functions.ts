/** The part of Excel's `CustomFunctions` that a formula uses, as in @types/custom-functions-runtime. */
const NAME = "market-model:custom-functions";

interface Shared {
  readonly associated: Map<string, (...args: unknown[]) => unknown>;
  readonly CellError: new (code: string, message?: string) => Error & { readonly code: string };
}

/** Files of several projects may run in one process, each with this module anew: there is one `CustomFunctions`. */
const shared: Shared = ((globalThis as Record<string, unknown>)[NAME] as Shared | undefined) ?? {
  associated: new Map(),
  CellError: class CellError extends Error {
    constructor(
      readonly code: string,
      message?: string,
    ) {
      super(message);
      if (message === undefined) this.message = "";
    }
  },
};
(globalThis as Record<string, unknown>)[NAME] = shared;

export const { associated, CellError } = shared;
export type CellError = InstanceType<Shared["CellError"]>;

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

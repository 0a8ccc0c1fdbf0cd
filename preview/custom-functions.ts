export interface FormulaError {
  readonly code: string;
  readonly message?: string | undefined;
}

export type FormulaImplementation = (...args: unknown[]) => unknown;
export type Implementations = ReadonlyMap<string, FormulaImplementation>;

/** Excel's error values by the names that Microsoft's custom-functions runtime gives them. */
const ErrorCode = {
  divisionByZero: "#DIV/0!",
  invalidName: "#NAME?",
  invalidNumber: "#NUM!",
  invalidReference: "#REF!",
  invalidValue: "#VALUE!",
  notAvailable: "#N/A",
  nullReference: "#NULL!",
} as const;

class CustomFunctionsError extends Error implements FormulaError {
  constructor(
    readonly code: string,
    message?: string,
  ) {
    super(message);
  }
}

/**
 * Runs the shipped `functions.js` against a global `CustomFunctions` that does no more than keep what is registered,
 * and an `Office` that knows the reader's language.
 */
export async function loadFunctions(address: string, displayLanguage: string): Promise<Implementations> {
  const implementations = new Map<string, FormulaImplementation>();
  const associate = (ids: string | Record<string, FormulaImplementation>, implementation?: FormulaImplementation) => {
    const entries = typeof ids === "string" ? [[ids, implementation!] as const] : Object.entries(ids);
    for (const [id, each] of entries) implementations.set(id.toUpperCase(), each);
  };
  Object.assign(globalThis, {
    CustomFunctions: { associate, Error: CustomFunctionsError, ErrorCode },
    Office: { context: { displayLanguage } },
  });

  const script = document.createElement("script");
  script.src = address;
  await new Promise<void>((resolve, reject) => {
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(`${address} could not be loaded`));
    document.head.append(script);
  });
  return implementations;
}

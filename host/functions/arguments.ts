import type { FormulaArgument, FormulaError, FormulaScalar } from "../grid/port.js";
import type { FunctionMetadata, ParameterMetadata } from "./metadata.js";

type Prepared = { readonly args: readonly unknown[] } | FormulaError;

export const INVALID: FormulaError = { error: "#VALUE!" };

export const isError = (value: unknown): value is FormulaError =>
  typeof value === "object" && value !== null && "error" in value;

/** How a blank cell arrives: some builds of Excel hand over null, others 0. */
export type Blanks = "null" | "zero";

/** Arguments in the form the runner takes, by the function's metadata; an error where Excel wouldn't call it. */
export function argumentsFor(
  definition: FunctionMetadata,
  given: readonly FormulaArgument[],
  allowErrors: boolean,
  blanks: Blanks,
): Prepared {
  const { parameters } = definition;
  const args: unknown[] = [];
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index]!;
    if (parameter.repeating) {
      const rest: unknown[] = [];
      for (const each of given.slice(index)) {
        const converted = convert(parameter, each, allowErrors, blanks);
        if (isError(converted)) return converted;
        rest.push(converted);
      }
      args.push(rest);
      return { args };
    }
    if (index >= given.length) {
      if (!parameter.optional) return INVALID;
      args.push(null);
      continue;
    }
    const converted = convert(parameter, given[index]!, allowErrors, blanks);
    if (isError(converted)) return converted;
    args.push(converted);
  }
  return given.length > parameters.length ? INVALID : { args };
}

function convert(parameter: ParameterMetadata, given: FormulaArgument, allowErrors: boolean, blanks: Blanks): unknown {
  const type = parameter.type ?? "any";
  const value = blanks === "zero" && Array.isArray(given) ? withoutBlanks(given as FormulaScalar[][], type) : given;
  if (parameter.dimensionality !== "matrix") {
    const single = Array.isArray(value) ? soleElement(value as FormulaScalar[][]) : (value as FormulaScalar);
    if (single === undefined) return INVALID;
    if (single === null && parameter.optional) return null;
    return convertElement(type, single, allowErrors);
  }
  if (value === null && parameter.optional) return null;
  const rows = Array.isArray(value) ? (value as FormulaScalar[][]) : [[value as FormulaScalar]];
  if (type === "any" && !rows.some((row) => row.some(isError))) return rows;
  const converted = rows.map((row) => row.map((each) => convertElement(type, each, allowErrors)));
  for (const row of converted) for (const each of row) if (isError(each)) return each;
  return converted;
}

const withoutBlanks = (cells: readonly (readonly FormulaScalar[])[], type: string): FormulaArgument =>
  cells.map((row) => row.map((cell) => cell ?? (type === "string" ? "" : 0)));

function convertElement(type: string, scalar: FormulaScalar, allowErrors: boolean): unknown {
  if (!isError(scalar)) return coerce(type, scalar);
  return allowErrors && type === "any" ? { type: "CustomFunctionError", code: scalar.error } : scalar;
}

const soleElement = (value: readonly (readonly FormulaScalar[])[]): FormulaScalar | undefined =>
  value.length === 1 && value[0]!.length === 1 ? value[0]![0]! : undefined;

function coerce(type: string, value: Exclude<FormulaScalar, FormulaError>): unknown {
  switch (type) {
    case "number": {
      if (value === null) return 0;
      const number = typeof value === "string" && value.trim() === "" ? NaN : Number(value);
      return Number.isFinite(number) ? number : INVALID;
    }
    case "string":
      return value === null ? "" : typeof value === "boolean" ? String(value).toUpperCase() : String(value);
    case "boolean":
      if (typeof value === "string") return /^(true|false)$/i.test(value) ? value.toLowerCase() === "true" : INVALID;
      return Boolean(value);
    default:
      return value;
  }
}

export function hasErrors(args: readonly unknown[]): boolean {
  return args.some((each) =>
    Array.isArray(each)
      ? hasErrors(each)
      : typeof each === "object" && each !== null && (each as { type?: unknown }).type === "CustomFunctionError",
  );
}

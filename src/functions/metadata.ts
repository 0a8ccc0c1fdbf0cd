/**
 * Custom-function metadata as Office reads it:
 * https://learn.microsoft.com/office/dev/add-ins/excel/custom-functions-json
 */
import { documentedFormulas, type DocumentedFormula } from "./formulas";
import type { Language } from "./language";

export interface ParameterMetadata {
  readonly name: string;
  readonly description: string;
  readonly type: "any";
  readonly dimensionality: "matrix" | "scalar";
  readonly optional?: true;
}

export interface FunctionMetadata {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly parameters: readonly ParameterMetadata[];
  readonly result: { readonly type: "any"; readonly dimensionality: "matrix" | "scalar" };
}

export interface Metadata {
  /** An error cell in a range comes in as an error, so that it is one error cell of the result, and not all of it. */
  readonly allowErrorForDataTypeAny: true;
  readonly functions: readonly FunctionMetadata[];
}

export async function buildMetadata(language: Language): Promise<Metadata> {
  const formulas = await documentedFormulas();
  return { allowErrorForDataTypeAny: true, functions: formulas.map((formula) => describe(formula, language)) };
}

function describe({ id, summary, parameters, result, help }: DocumentedFormula, language: Language): FunctionMetadata {
  return {
    id,
    name: id,
    description: summary[language],
    parameters: parameters.map(({ name, optional, list }) => ({
      name,
      description: help.parameters[name]!.summary[language],
      type: "any",
      dimensionality: result === "value" || list ? "matrix" : "scalar",
      ...(optional ? { optional: true as const } : {}),
    })),
    result: { type: "any", dimensionality: result === "value" && parameters.length === 0 ? "scalar" : "matrix" },
  };
}

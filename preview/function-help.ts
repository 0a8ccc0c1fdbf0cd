import { BooleanNumber } from "@univerjs/core";
import { FunctionType, type IFunctionInfo } from "@univerjs/preset-sheets-core";
import type { FunctionsMetadata } from "../host";

/** The shipped metadata as the grid's function list, autocomplete and parameter help want it. */
export function functionHelp(namespace: string, { functions }: FunctionsMetadata): IFunctionInfo[] {
  return functions.map(({ name, description, parameters }) => ({
    functionName: `${namespace}.${name}`,
    functionType: FunctionType.User,
    description: description ?? "",
    abstract: description ?? "",
    functionParameter: parameters.map((parameter) => ({
      name: parameter.name,
      detail: parameter.description ?? "",
      // The help builds its example line of these; a name says more there than a value.
      example: parameter.name,
      require: parameter.optional ? BooleanNumber.FALSE : BooleanNumber.TRUE,
      repeat: BooleanNumber.FALSE,
    })),
  }));
}

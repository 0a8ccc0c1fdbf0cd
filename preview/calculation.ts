import {
  ArrayValueObject,
  AsyncCustomFunction,
  AsyncObject,
  BooleanValueObject,
  ErrorType,
  ErrorValueObject,
  NullValueObject,
  NumberValueObject,
  StringValueObject,
  type BaseFunction,
  type BaseValueObject,
} from "@univerjs/preset-sheets-core";
import type { CellMessages } from "./cell-messages";
import type { FormulaError, FormulaImplementation, Implementations } from "./custom-functions";
import type { FunctionMetadata, ParameterMetadata } from "./shipped";

type Scalar = number | string | boolean | null;
type Result = Scalar | FormulaError;

/**
 * The shipped formulas as functions of the grid. A class each, since the grid makes its own instances; the grid's
 * simpler registration would turn blank cells into 0 and texts such as "4.2" into numbers.
 */
export function gridFunctions(
  namespace: string,
  functions: readonly FunctionMetadata[],
  implementations: Implementations,
  messages: CellMessages,
): [new (name: string) => BaseFunction, string][] {
  return functions.map(({ id, name, parameters }) => {
    const implementation = implementations.get(id);
    if (!implementation) throw new Error(`functions.js does not register ${id}`);
    return [gridFunction(implementation, parameters, messages), `${namespace}.${name}`];
  });
}

function gridFunction(
  implementation: FormulaImplementation,
  parameters: readonly ParameterMetadata[],
  messages: CellMessages,
): new (name: string) => BaseFunction {
  return class extends AsyncCustomFunction {
    override isCustom(): boolean {
      return false;
    }

    override calculate(...given: BaseValueObject[]): BaseValueObject {
      const cell = { sheetId: this.subUnitId ?? "", row: this.row, column: this.column };
      const inherited = given.find((argument) => argument.isError());
      if (inherited) return inherited;
      const args = parameters.map((parameter, index) => argumentOf(given[index], parameter));
      const answer = call(implementation, args).then((result) => {
        elements(result).forEach((row, i) =>
          row.forEach((value, j) => {
            if (isError(value)) messages.set(cell.sheetId, cell.row + i, cell.column + j, value.message ?? "");
          }),
        );
        return valueOf(result);
      });
      // The grid waits for an AsyncObject, though its types don't say so.
      return new AsyncObject(answer) as unknown as BaseValueObject;
    }
  };
}

async function call(implementation: FormulaImplementation, args: unknown[]): Promise<Result | Result[][]> {
  try {
    return (await implementation(...args, {})) as Result | Result[][];
  } catch (thrown) {
    if (isError(thrown)) return thrown;
    console.error(thrown);
    return { code: ErrorType.VALUE, message: String(thrown) };
  }
}

function argumentOf(given: BaseValueObject | undefined, parameter: ParameterMetadata): unknown {
  if (!given || given.isNull()) return null;
  const rows = given.isArray() ? (given as ArrayValueObject).getArrayValue() : [[given]];
  const values = rows.map((row) => row.map((value) => scalarOf(value)));
  return parameter.dimensionality === "matrix" ? values : values[0]?.[0];
}

function scalarOf(value: BaseValueObject | null | undefined | void): Scalar {
  return !value || value.isNull() ? null : (value.getValue() as Scalar);
}

function elements(result: Result | Result[][]): Result[][] {
  return Array.isArray(result) ? result : [[result]];
}

function valueOf(result: Result | Result[][]): BaseValueObject {
  if (!Array.isArray(result)) return elementOf(result);
  return ArrayValueObject.create({
    calculateValueList: result.map((row) => row.map(elementOf)),
    rowCount: result.length,
    columnCount: result[0]?.length ?? 0,
    unitId: "",
    sheetId: "",
    row: -1,
    column: -1,
  });
}

function elementOf(value: Result): BaseValueObject {
  if (isError(value)) return ErrorValueObject.create(value.code as ErrorType);
  if (typeof value === "number") return NumberValueObject.create(value);
  if (typeof value === "boolean") return BooleanValueObject.create(value);
  return value === null ? NullValueObject.create() : StringValueObject.create(value);
}

function isError(value: unknown): value is FormulaError {
  return typeof value === "object" && value !== null && "code" in value;
}

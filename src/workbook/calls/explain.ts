/** A call of ours in a cell, with what the formula says about where its value comes from. */
import { cellAddress, parseAddress } from "../../excel/addresses/addresses";
import { placesOf } from "../../excel/addresses/places";
import { arrayLiteralOf, type FormulaArgument, type FormulaCall } from "../../excel/formulas/calls";
import { referenceOf } from "../../excel/formulas/references";
import { explain, unknownArgument, type Explanation } from "../../functions/explain";
import { formulas } from "../../functions/formulas";
import type { Setting } from "../../functions/setting";
import type { ArgumentValue, CallSource } from "../types";
import type { LookUp } from "./lookUp";

const byId = new Map(formulas.map((formula) => [formula.id, formula]));

export function explainCall(setting: Setting, call: FormulaCall, lookUp: LookUp): CallSource {
  const args = call.args.map((argument, index) =>
    isList(call.name, index) ? listOf(argument, lookUp) : valueOf(argument, lookUp),
  );
  parametersOf(call.name).forEach(({ beside }, index, all) => {
    const names = args[all.findIndex(({ name }) => name === beside)];
    // A list for each of several results: which is this cell's isn't known here.
    if (beside && sizeOf(args[index]) > sizeOf(names)) args[index] = undefined;
  });
  // An argument that is an expression was not evaluated: what it would be is not to be guessed.
  return {
    call,
    arguments: args,
    ...(args.includes(undefined) ? unknownArgument : explainValues(setting, call.name, args)),
  };
}

const parametersOf = (name: string) => byId.get(name)?.parameters ?? [];

/** Whether a formula takes an argument whole, and not one of its values for each result. */
export const isList = (name: string, index: number): boolean => parametersOf(name)[index]?.list ?? false;

const sizeOf = (value: ArgumentValue): number => (Array.isArray(value) ? value.length : 1);

function valueOf({ text, literal }: FormulaArgument, lookUp: LookUp) {
  const reference = literal === undefined ? referenceOf(text) : null;
  const value = reference ? lookUp(reference) : literal;
  return value === "" ? null : value;
}

/** Lists of more cells than a person would go through aren't read. */
export const MOST_LISTED = 500;

function listOf(argument: FormulaArgument, lookUp: LookUp): ArgumentValue {
  const { text, literal } = argument;
  // How far a formula spills isn't known here.
  if (text.endsWith("#")) return undefined;
  const reference = literal === undefined ? referenceOf(text) : null;
  const area = reference && parseAddress(reference.address);
  if (!reference || !area) return literal === undefined ? arrayLiteralOf(text) : valueOf(argument, lookUp);
  const count = area.rows * area.columns;
  if (count === 1) return valueOf(argument, lookUp);
  if (count > MOST_LISTED) return undefined;
  const values = placesOf(area).map(({ row, column }) =>
    lookUp({ sheet: reference.sheet, address: cellAddress(row, column) }),
  );
  return values.includes(undefined) ? undefined : (values as ArgumentValue);
}

/** What a formula gives of these arguments. */
export function explainValues(setting: Setting, name: string, args: readonly unknown[]): Explanation {
  const formula = byId.get(name);
  return formula ? explain(formula, setting, args) : unknownArgument;
}

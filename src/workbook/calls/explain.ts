/** A call of ours in a cell, with what the formula says about where its value comes from. */
import type { FormulaCall } from "../../excel/formulas/calls";
import { referenceOf } from "../../excel/formulas/references";
import { explain, unknownArgument, type Explanation } from "../../functions/explain";
import { formulas } from "../../functions/formulas";
import type { Setting } from "../../functions/setting";
import type { CallSource } from "../types";
import type { LookUp } from "./lookUp";

const byId = new Map(formulas.map((formula) => [formula.id, formula]));

export function explainCall(setting: Setting, call: FormulaCall, lookUp: LookUp): CallSource {
  const args = call.args.map(({ text, literal }) => {
    const reference = literal === undefined ? referenceOf(text) : null;
    const value = reference ? lookUp(reference) : literal;
    return value === "" ? null : value;
  });
  // An argument that is an expression was not evaluated: what it would be is not to be guessed.
  return {
    call,
    arguments: args,
    ...(args.includes(undefined) ? unknownArgument : explainValues(setting, call.name, args)),
  };
}

/** What a formula gives of these arguments. */
export function explainValues(setting: Setting, name: string, args: readonly unknown[]): Explanation {
  const formula = byId.get(name);
  return formula ? explain(formula, setting, args) : unknownArgument;
}

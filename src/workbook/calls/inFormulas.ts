/** Our calls in a formula's text. */
import { callsIn as callsOf, type FormulaCall } from "../../excel/formulas/calls";

/** Also as Excel's file format stores them, which is what a workbook shows while the add-in isn't loaded. */
const OURS = /^(?:MARKET\.|_xldudf_MARKET_)([A-Z][A-Z0-9_]*)$/i;

/** Named without the namespace, upper case, e.g. `SIZE`. */
export const callsIn = (formula: string): readonly FormulaCall[] =>
  mayHaveCalls(formula) ? callsOf(formula, (name) => OURS.exec(name)?.[1]?.toUpperCase() ?? null) : [];

/** Cheap enough for every cell of a workbook. */
export function mayHaveCalls(formula: unknown): formula is string {
  return typeof formula === "string" && formula.startsWith("=") && /MARKET[._]/i.test(formula);
}

/** A whole formula of one of our calls and nothing else: what can be spilled, reopened in the builder, put in words. */
export function onlyCall(formula: string): FormulaCall | null {
  const [call] = callsIn(formula);
  if (!call) return null;
  const before = formula.slice(1, call.start).trim();
  return (before === "" || before === "@") && formula.slice(call.end).trim() === "" ? call : null;
}

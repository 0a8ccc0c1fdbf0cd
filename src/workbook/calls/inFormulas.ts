/** Our calls in a formula's text. */
import { callsIn as callsOf, type FormulaCall } from "../../excel/formulas/calls";

/** Also as Excel's file format stores them, which is what a workbook shows while the add-in isn't loaded. */
const OURS = /^(?:MARKET\.|_xldudf_MARKET_)([A-Z][A-Z0-9_]*)$/i;

/** An operation asks several times of each formula. */
const known = new Map<string, readonly FormulaCall[]>();
const MOST_KNOWN = 20_000;

/** Named without the namespace, upper case, e.g. `SIZE`. */
export function callsIn(formula: string): readonly FormulaCall[] {
  if (!mayHaveCalls(formula)) return [];
  let calls = known.get(formula);
  if (!calls) {
    calls = callsOf(formula, (name) => OURS.exec(name)?.[1]?.toUpperCase() ?? null);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(formula, calls);
  }
  return calls;
}

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

/**
 * A formula as it works: Excel leaves calls in the form of its files, or as calls of the file that an add-in once was, where
 * it didn't know the add-in when it read them.
 */
export function repaired(formula: string): string {
  let text = formula;
  // The last first: what stands in a call's arguments comes after it.
  for (const { name, start } of [...callsIn(formula)].sort((one, other) => other.start - one.start)) {
    const open = openingAfter(text, start);
    const head = text.slice(start, open);
    if (!BROKEN.test(head)) continue;
    text = `${text.slice(0, start)}MARKET.${name}${text.slice(open)}`;
  }
  return text;
}

const BROKEN = /!|_xldudf_/i;

/** Where the parenthesis of a call is: the path of a file may have others. */
function openingAfter(formula: string, start: number): number {
  const [before] = /^(?:'(?:[^']|'')*'|[^('])*/u.exec(formula.slice(start))!;
  return start + before.length;
}

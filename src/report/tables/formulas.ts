/** Formulas of lines: one kind of operation each, over names of drivers. */
import type { Op } from "../types";
import { folded } from "./cells";
import { operators, rest } from "./words";

export type Formula =
  | { readonly is: "rest" }
  /** Another line, by itself. */
  | { readonly is: "line"; readonly of: string }
  | { readonly is: "operation"; readonly op: Op; readonly of: readonly string[] }
  /** Several kinds of operation. */
  | { readonly is: "mixed" };

const ops = Object.entries(operators) as [Exclude<Op, "complement">, readonly string[]][];

/** `isName`: whether a text is a line's, whatever signs it has in it. */
export function readFormula(text: string, isName: (text: string) => boolean): Formula {
  const plain = text.trim().replace(/^=\s*/, "");
  if ([rest.en, rest.zh].some((word) => folded(word) === folded(plain))) return { is: "rest" };
  if (isName(plain)) return { is: "line", of: plain };
  const found = ops.flatMap(([op, signs]) => {
    const parts = partsOf(plain, signs);
    return parts.length > 1 ? [{ op, parts }] : [];
  });
  if (found.length === 0) return { is: "line", of: plain };
  if (found.length > 1) return { is: "mixed" };
  const [{ op, parts }] = found as [(typeof found)[0]];
  const [first, ...others] = parts as [string, ...string[]];
  if (op === "difference" && first === "1") return { is: "operation", op: "complement", of: others };
  if ((op === "product" && first === "1") || (op === "sum" && first === "0"))
    return { is: "operation", op, of: others };
  return { is: "operation", op, of: parts };
}

/** Signs between spaces always divide; those that no name has, without them as well. */
function partsOf(text: string, signs: readonly string[]): readonly string[] {
  const escaped = signs.map((sign) => sign.replace(/[*+/\-·]/g, "\\$&"));
  const spaced = text.split(new RegExp(`\\s+(?:${escaped.join("|")})\\s+`));
  if (spaced.length > 1) return spaced;
  const tight = escaped.filter((sign) => /[×*+÷−]/.test(sign));
  return text.split(new RegExp(tight.join("|"))).map((part) => part.trim());
}

/** `names` are without operators in them. */
export function formulaText(op: Op, names: readonly string[]): string {
  if (op === "complement") return ["1", ...names].join(" − ");
  // Of one driver there are only products and sums.
  const parts = names.length === 1 ? [op === "product" ? "1" : "0", ...names] : names;
  return parts.join(` ${operators[op][0]} `);
}

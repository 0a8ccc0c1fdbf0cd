/** What a formula refers to by name: names, and tables with their columns. */
import { parseStructRef } from "@borgar/fx/xlsx";
import { isBlank, isSign, TYPE, tokensOf, type Token } from "./tokens";

export interface Named {
  /** Of names and of tables. */
  readonly names: readonly string[];
  readonly columns: readonly {
    /** "" for the table that the formula stands in. */
    readonly table: string;
    readonly column: string;
  }[];
}

/** Those of other workbooks, and those that the formula itself defines (`LET`, `LAMBDA`), aren't among them. */
export function namedIn(formula: string): Named {
  const tokens = tokensOf(formula);
  const own = definedIn(tokens);
  const names: string[] = [];
  const columns: { table: string; column: string }[] = [];
  for (const token of tokens) {
    const { type, text } = token;
    if (/[[\\/].*!/.test(text)) continue;
    if (type === TYPE.REF_NAMED) {
      const name = text.slice(text.lastIndexOf("!") + 1);
      if (!own.has(name.toLowerCase())) names.push(name);
    }
    const found = type === TYPE.REF_STRUCT ? parseStructRef(text) : undefined;
    if (!found) continue;
    const { table = "", columns: of = [] } = found;
    if (table !== "") names.push(table);
    columns.push(...of.map((column) => ({ table, column })));
  }
  return { names, columns };
}

/** In a formula that defines names, each that a comma follows. */
function definedIn(tokens: readonly Token[]): ReadonlySet<string> {
  const defines = tokens.some(({ type, text }) => type === TYPE.FUNCTION && /^(?:_xlfn\.)?(?:LET|LAMBDA)$/i.test(text));
  if (!defines) return new Set();
  const isFollowed = (at: number): boolean =>
    isSign(
      tokens.slice(at + 1).find((token) => !isBlank(token)),
      ",",
    );
  return new Set(
    tokens.flatMap(({ type, text }, at) => (type === TYPE.REF_NAMED && isFollowed(at) ? [text.toLowerCase()] : [])),
  );
}

/** Totals leave out cells that have such a function, and count the values that these become. */
export const hasSubtotal = (formula: string): boolean =>
  /SUBTOTAL|AGGREGATE/i.test(formula) &&
  tokensOf(formula).some(({ type, text }) => type === TYPE.FUNCTION && /^(?:SUBTOTAL|AGGREGATE)$/i.test(text));

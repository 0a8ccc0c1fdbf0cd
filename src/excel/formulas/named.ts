/** What a formula refers to by name: names, and tables with their columns. */
import { parseStructRef } from "@borgar/fx/xlsx";
import { prefixOf } from "./references";
import { isBlank, isSign, TYPE, tokensOf, type Token } from "./tokens";

export interface Named {
  /** Of names and of tables. */
  readonly names: readonly string[];
  readonly columns: readonly {
    /** "" for the table that the formula stands in. */
    readonly table: string;
    readonly column: string;
  }[];
  /** Names alone, with the sheet, or the workbook, that is said to be theirs. */
  readonly scoped: readonly { readonly sheet: string | null; readonly name: string }[];
  /** Tables alone. */
  readonly tables: readonly TablePart[];
}

/** Of a table what is referred to. */
export interface TablePart {
  /** "" for the table that the formula stands in. */
  readonly table: string;
  /** The first and the last; none for all. */
  readonly columns: readonly string[];
  /** Its data, unless told: only what stands in the formula's own row, or in the rows of titles or totals alone. */
  readonly rows: "data" | "this" | "headers" | "totals";
}

/** Those of other workbooks, and those that the formula itself defines (`LET`, `LAMBDA`), aren't among them. */
export function namedIn(formula: string): Named {
  const tokens = tokensOf(formula);
  const own = definedIn(tokens);
  const names: string[] = [];
  const columns: { table: string; column: string }[] = [];
  const scoped: { sheet: string | null; name: string }[] = [];
  const tables: TablePart[] = [];
  for (const token of tokens) {
    const { type, text } = token;
    if (/[[\\/].*!/.test(text)) continue;
    if (type === TYPE.REF_NAMED) {
      const name = text.slice(text.lastIndexOf("!") + 1);
      if (!own.has(name.toLowerCase())) {
        names.push(name);
        scoped.push({ sheet: prefixOf(token), name });
      }
    }
    const found = type === TYPE.REF_STRUCT ? parseStructRef(text) : undefined;
    if (!found) continue;
    const { table = "", columns: of = [], sections = [] } = found;
    tables.push({
      table,
      columns: of.map((column) => column.replace(/^@/, "")),
      rows: rowsOf(sections, of),
    });
    if (table !== "") names.push(table);
    columns.push(...of.map((column) => ({ table, column })));
  }
  return { names, columns, scoped, tables };
}

function rowsOf(sections: readonly string[], columns: readonly string[]): TablePart["rows"] {
  if (sections.some((one) => /^(?:@|this row)$/i.test(one)) || columns.some((one) => one.startsWith("@")))
    return "this";
  const [only, ...others] = sections.map((one) => one.toLowerCase());
  return others.length === 0 && (only === "headers" || only === "totals") ? only : "data";
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

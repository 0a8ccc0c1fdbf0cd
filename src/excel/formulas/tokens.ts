/**
 * A formula's text taken apart, in English with commas, as `Range.formulas` and workbook files have it. The grammar is
 * `@borgar/fx`'s; what it doesn't read (paths of other workbooks, apostrophes that escape what needn't be) is made plain
 * before, at the same length.
 */
import { tokenize, tokenTypes } from "@borgar/fx/xlsx";

export interface Token {
  readonly type: string;
  /** As written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Texts, brackets and quoted names, whichever begins first. */
const QUOTED = /"(?:[^"]|"")*"|\[(?:'.|[^'[\]])*\]|'(?:[^']|'')*'/gsu;

const plain = (formula: string): string =>
  formula.replace(QUOTED, (quoted) => {
    if (quoted.startsWith("[")) return quoted.replace(/'[^[\]#'@]/gsu, (escaped) => "x".repeat(escaped.length));
    // `'C:\Books\[Book.xlsx]Sheet'`, `'https://…/Book.xlsx'`: no sheet has a slash in its name.
    if (quoted.startsWith("'") && /[\\/]/.test(quoted)) return quoted.replace(/[:\\/]/g, "x");
    return quoted;
  });

/** None for what is no formula. */
export function tokensOf(formula: string): readonly Token[] {
  if (!formula.startsWith("=")) return [];
  let end = 0;
  return tokenize(plain(formula)).map(({ type, value }) => {
    const start = end;
    end += value.length;
    return { type, text: formula.slice(start, end), start, end };
  });
}

export const TYPE = tokenTypes;

export const isBlank = ({ type }: Token): boolean => type === TYPE.WHITESPACE || type === TYPE.NEWLINE;

export const isSign = (token: Token | undefined, sign: string): boolean =>
  token?.type === TYPE.OPERATOR && token.text === sign;

/** Where the last token before one is that isn't blank; -1 where there is none. */
export function before(tokens: readonly Token[], at: number): number {
  let index = at - 1;
  while (index >= 0 && isBlank(tokens[index]!)) index--;
  return index;
}

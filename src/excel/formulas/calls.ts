/** Calls of functions in a formula. */
import { before, isBlank, isSign, TYPE, tokensOf, type Token } from "./tokens";

/** One call in a cell's formula. */
export interface FormulaCall {
  /** As the one who asked names the function. */
  readonly name: string;
  readonly args: readonly FormulaArgument[];
  /** Where the call stands in the formula's text. */
  readonly start: number;
  readonly end: number;
}

export interface FormulaArgument {
  /** As written, trimmed; "" when left out. */
  readonly text: string;
  /** The value where it is a literal; undefined where it is a reference or an expression; null when left out. */
  readonly literal: string | number | boolean | null | undefined;
}

/** What an argument says where it is a literal; null when left out; undefined where it must be evaluated. */
export function literalOf(text: string): FormulaArgument["literal"] {
  if (text === "") return null;
  // A reference, most often, which each of the others would be tried on.
  if (/^[$'(A-EG-SU-Z]/i.test(text)) return undefined;
  if (/^"(?:[^"]|"")*"$/.test(text)) return text.slice(1, -1).replaceAll('""', '"');
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)%$/.test(text)) return Number(text.slice(0, -1)) / 100;
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  return undefined;
}

/** The values of an array such as `{"a","b";1,2}`; undefined where the text is anything else. */
export function arrayLiteralOf(text: string): readonly (string | number | boolean)[] | undefined {
  const tokens = tokensOf(`=${text}`).filter((token) => !isBlank(token));
  if (!isSign(tokens[1], "{") || !isSign(tokens.at(-1), "}")) return undefined;
  const texts = [""];
  for (const token of tokens.slice(2, -1)) {
    if (isSign(token, ",") || isSign(token, ";")) texts.push("");
    else texts.push(`${texts.pop()}${token.text}`);
  }
  const values = texts.map(literalOf);
  return values.some((value) => value === undefined || value === null)
    ? undefined
    : (values as readonly (string | number | boolean)[]);
}

/**
 * Calls of the functions that `nameOf` knows, outermost and first come first; calls inside a call's arguments follow it.
 * Excel may say of an add-in's function in which file it once was: `[2]!F(1)`, `'C:\\X.XLAM'!F(1)`. A function of a sheet
 * isn't one of them.
 */
export function callsIn(formula: string, nameOf: (name: string) => string | null): readonly FormulaCall[] {
  const tokens = tokensOf(formula);
  return tokens.flatMap((token, index): FormulaCall[] => {
    const name = token.type === TYPE.FUNCTION || token.type === TYPE.REF_NAMED ? nameOf(token.text) : null;
    if (name === null) return [];
    const sign = before(tokens, index);
    const file = isSign(tokens[sign], "!") ? tokens[sign - 1] : null;
    if (file !== null && !(file && isFile(file.text))) return [];
    let open = index + 1;
    while (open < tokens.length && isBlank(tokens[open]!)) open++;
    const found = isSign(tokens[open], "(") ? argumentsFrom(formula, tokens, open) : null;
    if (!found) return [];
    const args = found.texts.map((text) => ({ text, literal: literalOf(text) }));
    return [{ name, args, start: (file ?? token).start, end: found.end }];
  });
}

const isFile = (prefix: string): boolean => /[[\\/]|\.xl[a-z]+'?$/i.test(prefix);

const count = (text: string, sign: string): number => text.split(sign).length - 1;

/** The texts between a call's parentheses, and where it ends. Null when it isn't closed. */
function argumentsFrom(
  formula: string,
  tokens: readonly Token[],
  open: number,
): { texts: string[]; end: number } | null {
  const texts: string[] = [];
  let depth = 0;
  /** Of brackets in what can't be read; nothing in them is a sign. */
  let brackets = 0;
  let start = tokens[open]!.end;
  for (const token of tokens.slice(open)) {
    const { type, text } = token;
    if (type === TYPE.UNKNOWN) brackets = Math.max(0, brackets + count(text, "[") - count(text, "]"));
    if (type !== TYPE.OPERATOR || brackets > 0) continue;
    if (text === "(" || text === "{") depth++;
    else if (text === ")" || text === "}") {
      if (--depth === 0) {
        const last = formula.slice(start, token.start).trim();
        return { texts: texts.length > 0 || last !== "" ? [...texts, last] : [], end: token.end };
      }
    } else if (text === "," && depth === 1) {
      texts.push(formula.slice(start, token.start).trim());
      start = token.end;
    }
  }
  return null;
}

/** The texts that stand in a formula as literals. */
export const textsIn = (formula: string): readonly string[] =>
  formula.includes('"')
    ? tokensOf(formula).flatMap(({ type, text }) =>
        type === TYPE.STRING ? [text.slice(1, -1).replaceAll('""', '"')] : [],
      )
    : [];

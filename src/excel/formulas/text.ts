/**
 * Formulas as text, in English with commas, as `Range.formulas` gives them: which calls of ours are in one, with what
 * arguments. Only as much of Excel's grammar as is needed not to be misled: texts, quoted sheet names, structured
 * references, array constants, nested calls.
 */
import type { FormulaArgument, FormulaCall } from "../../workbook/types";

/** Also as Excel's file format stores them, which is what a workbook shows while the add-in isn't loaded. */
const CALL = /(?:MARKET\.|_xldudf_MARKET_)([A-Z][A-Z0-9_]*)\s*\(/iy;
const NAME_CHARACTER = /[\p{L}\p{N}_.\\?$!]/u;

/** Where the quoted text, sheet name or structured reference that starts at `start` ends; the length if it is open. */
function skipQuoted(formula: string, start: number): number {
  const quote = formula[start]!;
  for (let at = start + 1; at < formula.length; at++) {
    if (formula[at] !== quote) continue;
    if (formula[at + 1] !== quote) return at + 1;
    at++;
  }
  return formula.length;
}

/** `Table[[#This Row],[It's]]`: brackets nest; an apostrophe escapes the next character. */
function skipBrackets(formula: string, start: number): number {
  let depth = 0;
  for (let at = start; at < formula.length; at++) {
    if (formula[at] === "'") at++;
    else if (formula[at] === "[") depth++;
    else if (formula[at] === "]" && --depth === 0) return at + 1;
  }
  return formula.length;
}

/** Past the token at `at` where it can hide brackets, commas or names; else past one character. */
function skip(formula: string, at: number): number {
  const character = formula[at];
  if (character === '"' || character === "'") return skipQuoted(formula, at);
  if (character === "[") return skipBrackets(formula, at);
  return at + 1;
}

/** The texts between a call's parentheses, and where it ends. Null when it isn't closed. */
function argumentsFrom(formula: string, open: number): { texts: string[]; end: number } | null {
  const texts: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < formula.length;) {
    const character = formula[at]!;
    if (character === "(" || character === "{") depth++;
    else if (character === ")" || character === "}") {
      if (--depth === 0) {
        const last = formula.slice(start, at).trim();
        return { texts: texts.length > 0 || last !== "" ? [...texts, last] : [], end: at + 1 };
      }
    } else if (character === "," && depth === 1) {
      texts.push(formula.slice(start, at).trim());
      start = at + 1;
    }
    at = skip(formula, at);
  }
  return null;
}

/** What an argument says where it is a literal; null when left out; undefined where it must be evaluated. */
export function literalOf(text: string): FormulaArgument["literal"] {
  if (text === "") return null;
  if (/^"(?:[^"]|"")*"$/.test(text)) return text.slice(1, -1).replaceAll('""', '"');
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)%$/.test(text)) return Number(text.slice(0, -1)) / 100;
  if (/^true$/i.test(text)) return true;
  if (/^false$/i.test(text)) return false;
  return undefined;
}

/** Our calls in a formula, outermost and first come first; calls inside a call's arguments follow it. */
export function callsIn(formula: string): readonly FormulaCall[] {
  const calls: FormulaCall[] = [];
  if (!formula.startsWith("=")) return calls;
  for (let at = 1; at < formula.length;) {
    CALL.lastIndex = at;
    const match = isNameStart(formula, at) ? CALL.exec(formula) : null;
    if (!match) {
      at = skip(formula, at);
      continue;
    }
    const found = argumentsFrom(formula, CALL.lastIndex - 1);
    if (found) {
      const args = found.texts.map((text) => ({ text, literal: literalOf(text) }));
      calls.push({ name: match[1]!.toUpperCase(), args, start: at, end: found.end });
    }
    at += match[0].length;
  }
  return calls;
}

/** So that `OTHERMARKET.SIZE(` and `Sheet.MARKET.SIZE(` aren't ours. */
function isNameStart(formula: string, at: number): boolean {
  return !NAME_CHARACTER.test(formula[at - 1] ?? "");
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

export interface Reference {
  /** Null for the formula's own sheet. */
  readonly sheet: string | null;
  /** Without dollar signs, upper case: `A1`, `B2:C9`. */
  readonly address: string;
}

const REFERENCE =
  /^(?:(?:'((?:[^']|'')+)'|([\p{L}_][\p{L}\p{N}_.]*))!)?(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)(#?)$/iu;

/** A plain reference to cells of this workbook; null where the argument is anything else. A `#` after it is dropped. */
export function referenceOf(text: string): Reference | null {
  const match = REFERENCE.exec(text);
  if (!match || match[1]?.includes("[")) return null;
  const sheet = match[1]?.replaceAll("''", "'") ?? match[2] ?? null;
  return { sheet, address: match[3]!.replaceAll("$", "").toUpperCase() };
}

export interface FoundReference extends Reference {
  /** As written, without the sheet and the `#`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** `A1#`: all that the formula in the cell spills into. */
  readonly isSpill: boolean;
}

const ANYWHERE =
  /(?:(?:'((?:[^']|'')+)'|([\p{L}_][\p{L}\p{N}_.]*(?::[\p{L}_][\p{L}\p{N}_.]*)?))!)?(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d{1,7}:\$?\d{1,7})(#?)(?![\p{L}\p{N}_.\\?(!])/iuy;

/** Every reference to cells in a formula, also to whole rows and columns; none to another workbook. */
export function referencesIn(formula: string): readonly FoundReference[] {
  const found: FoundReference[] = [];
  if (!formula.startsWith("=")) return found;
  for (let start = 1; start < formula.length;) {
    ANYWHERE.lastIndex = start;
    const match = isNameStart(formula, start) && formula[start - 1] !== "]" ? ANYWHERE.exec(formula) : null;
    if (!match) {
      start = skip(formula, start);
      continue;
    }
    const end = start + match[0].length;
    const [, quoted, plain, text, hash] = match;
    const sheet = quoted?.replaceAll("''", "'") ?? plain ?? null;
    const address = text!.replaceAll("$", "").toUpperCase();
    if (!sheet?.includes("[")) found.push({ sheet, address, text: text!, start, end, isSpill: hash === "#" });
    start = end;
  }
  return found;
}

/** A sheet's name as it stands in a formula. */
export function quoteSheet(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

/** Whether a formula refers to the sheet, quoted or not. Texts don't count. */
export function refersToSheet(formula: string, sheet: string): boolean {
  const wanted = sheet.toLowerCase();
  for (let at = 1; at < formula.length;) {
    const end = skip(formula, at);
    if (formula[at] === "'" && formula[end] === "!") {
      if (
        formula
          .slice(at + 1, end - 1)
          .replaceAll("''", "'")
          .toLowerCase() === wanted
      )
        return true;
    } else if (isNameStart(formula, at) && formula.slice(at, at + wanted.length + 1).toLowerCase() === `${wanted}!`) {
      return true;
    }
    at = end;
  }
  return false;
}

/** The texts that stand in a formula as literals. */
export function textsIn(formula: string): readonly string[] {
  const texts: string[] = [];
  for (let at = 1; at < formula.length;) {
    const end = skip(formula, at);
    if (formula[at] === '"') texts.push(formula.slice(at + 1, end - 1).replaceAll('""', '"'));
    at = end;
  }
  return texts;
}

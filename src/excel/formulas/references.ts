/** Which cells and sheets a formula refers to. */
import { before, isSign, TYPE, tokensOf, type Token } from "./tokens";

export interface Reference {
  /** Null for the formula's own sheet. */
  readonly sheet: string | null;
  /** Without dollar signs, upper case: `A1`, `B2:C9`. */
  readonly address: string;
}

export interface FoundReference extends Reference {
  /** As written, without the sheet and the `#`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** `A1#`: all that the formula in the cell spills into. */
  readonly isSpill: boolean;
}

const isCells = ({ type }: Token): boolean => type === TYPE.REF_RANGE || type === TYPE.REF_BEAM;

const isPrefix = ({ type }: Token): boolean => type === TYPE.CONTEXT || type === TYPE.CONTEXT_QUOTE;

const unquoted = (prefix: string): string =>
  prefix.startsWith("'") ? prefix.slice(1, -1).replaceAll("''", "'") : prefix;

/** No sheet has these in its name. */
const isOtherWorkbook = (prefix: string): boolean => /[[\\/]/.test(prefix);

/** What stands before a token's exclamation mark, if it has one. */
export function prefixOf({ type, text }: Token): string | null {
  if (type === TYPE.CONTEXT || type === TYPE.CONTEXT_QUOTE) return unquoted(text);
  const isReference =
    type === TYPE.REF_RANGE || type === TYPE.REF_BEAM || type === TYPE.REF_NAMED || type === TYPE.REF_STRUCT;
  if (!isReference) return null;
  const [, prefix] = /^('(?:[^']|'')*'|[^'!]*)!/su.exec(text) ?? [];
  return prefix === undefined ? null : unquoted(prefix);
}

/**
 * Every reference to cells in a formula, also to whole rows and columns; none to another workbook, nor to a sheet that is
 * gone (`#REF!A1`).
 */
export function referencesIn(formula: string): readonly FoundReference[] {
  const tokens = tokensOf(formula);
  return tokens.flatMap((token, index): FoundReference[] => {
    if (!isCells(token)) return [];
    let start = token.start;
    let sheet = prefixOf(token);
    if (sheet === null) {
      // `'Sheet 2'! A1`, with a space that Excel allows.
      const sign = before(tokens, index);
      if (isSign(tokens[sign], "!")) {
        const prefix = tokens[sign - 1];
        if (prefix && isPrefix(prefix)) [sheet, start] = [unquoted(prefix.text), prefix.start];
      } else if (tokens[index - 1]?.type === TYPE.ERROR) return [];
    }
    if (sheet !== null && isOtherWorkbook(sheet)) return [];
    const text = token.text.slice(token.text.lastIndexOf("!") + 1);
    const isSpill = isSign(tokens[index + 1], "#");
    const address = text.replaceAll(/[$.]/g, "").toUpperCase();
    return [{ sheet, address, text, start, end: token.end + (isSpill ? 1 : 0), isSpill }];
  });
}

/** What most references are, which needn't be taken apart: cells of the formula's own sheet, none near its far ends. */
const NEAR = /^\$?[A-Z]{1,2}\$?[1-9]\d{0,5}(?::\$?[A-Z]{1,2}\$?[1-9]\d{0,5})?$/i;

/** A plain reference to cells of one sheet of this workbook; null where the text is anything else. A `#` after it is dropped. */
export function referenceOf(text: string): Reference | null {
  if (NEAR.test(text)) return { sheet: null, address: text.replaceAll("$", "").toUpperCase() };
  const [found, ...others] = referencesIn(`=${text}`);
  if (!found || others.length > 0 || found.start !== 1 || found.end !== text.length + 1) return null;
  if (found.sheet?.includes(":")) return null;
  if (!/^\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?$/i.test(found.text)) return null;
  return { sheet: found.sheet, address: found.address };
}

/** Whether a formula refers to the sheet. Texts don't count. */
export function refersToSheet(formula: string, sheet: string): boolean {
  const wanted = sheet.toLowerCase();
  // Most formulas needn't be taken apart.
  if (!formula.toLowerCase().includes(wanted.replaceAll("'", "''"))) return false;
  return tokensOf(formula).some((token) => {
    const prefix = prefixOf(token)?.toLowerCase();
    // Over several sheets: `First:Last!A1`.
    return prefix !== undefined && (prefix === wanted || prefix.split(":").includes(wanted));
  });
}

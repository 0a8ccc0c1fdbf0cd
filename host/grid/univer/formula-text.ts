/** Texts, quoted sheets, words and references, runs of blanks, and what is left character by character. */
const TOKENS = /"(?:[^"]|"")*"|'(?:[^']|'')*'|[\p{L}\p{N}_.$\\?#]+|\s+|./gsu;

const isBlank = (token: string): boolean => /^\s/.test(token);

/** A formula that the grid has rewritten, with the blanks that it drops on the way: Excel keeps them. */
export function withBlanksOf(original: string, rewritten: string): string {
  if (original === rewritten || !/\s/.test(original)) return rewritten;
  const words = (rewritten.match(TOKENS) ?? []).filter((token) => !isBlank(token));
  const tokens = original.match(TOKENS) ?? [];
  if (tokens.filter((token) => !isBlank(token)).length !== words.length) return rewritten;
  return tokens.map((token) => (isBlank(token) ? token : words.shift()!)).join("");
}

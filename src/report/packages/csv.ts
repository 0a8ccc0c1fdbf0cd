/** Tables as CSV (RFC 4180), with a byte order mark so that Excel reads the Chinese in it. */

const mark = "\uFEFF";

export type Delimiter = "," | ";" | "\t";

const quoted = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const csvText = (rows: readonly (readonly string[])[]): string =>
  mark + rows.map((row) => row.map(quoted).join(",") + "\r\n").join("");

/**
 * A text that a spreadsheet would take for a formula is written with an apostrophe before it, which reading takes away
 * again: https://owasp.org/www-community/attacks/CSV_Injection
 */
export const guarded = (text: string): string =>
  /^'*[=+@\t\r-]/.test(text) && !/^-?[\d.,]+$/.test(text) ? `'${text}` : text;
export const unguarded = (text: string): string => (/^'+[=+@\t\r-]/.test(text) ? text.slice(1) : text);

/** Rows of texts; a quote that isn't closed ends with the text. */
export function readCsv(text: string, delimiter: Delimiter = ","): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let inside = false;
  const source = text.startsWith(mark) ? text.slice(1) : text;
  const endRow = () => {
    rows.push([...row, field]);
    [row, field] = [[], ""];
  };
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!;
    if (inside) {
      if (character !== '"') field += character;
      else if (source[at + 1] === '"') field += source[at++];
      else inside = false;
    } else if (character === '"' && field === "") inside = true;
    else if (character === delimiter) {
      row.push(field);
      field = "";
    } else if (character === "\n") endRow();
    else if (character !== "\r" || source[at + 1] !== "\n") field += character;
  }
  if (field !== "" || row.length > 0) endRow();
  return rows;
}

/** Which sign divides a text's first lines most regularly. */
export function delimiterOf(text: string): Delimiter {
  const lines = text.split(/\r?\n/, 20).filter((line) => line.trim() !== "");
  const count = (sign: Delimiter): number => Math.min(...lines.map((line) => readCsv(line, sign)[0]!.length));
  const signs: Delimiter[] = ["\t", ";", ","];
  const [best] = signs.sort((one, other) => count(other) - count(one)) as [Delimiter];
  return lines.length > 0 && count(best) > 1 ? best : ",";
}

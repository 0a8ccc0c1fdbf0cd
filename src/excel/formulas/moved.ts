/** A formula whose references mean the same cells at other places. */
import { columnName, columnNumber } from "../addresses/addresses";
import type { Place } from "../addresses/places";
import { quoteSheet } from "../names/names";
import { referencesIn } from "./references";
import { isBlank, TYPE, tokensOf } from "./tokens";

interface Corner extends Place {
  /** `$` or nothing, before the column and before the row. */
  readonly marks: readonly [string, string];
}

const CELLS = /^(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?::(\$?)([A-Z]{1,3})(\$?)(\d{1,7}))?$/i;

const cornerOf = (mark: string, column: string, other: string, row: string): Corner => ({
  row: Number(row) - 1,
  column: columnNumber(column),
  marks: [mark, other],
});

/** The first and the last cell of what is referred to: the same where it is one cell. */
export type Ends = readonly [Place, Place];

/** Where cells are now, and the name of their sheet (null for the formula's own); null where they can't be said. */
export type Mover = (
  sheet: string | null,
  ends: Ends,
) => { readonly sheet: string | null; readonly ends: Ends } | "same" | null;

/** Null where one of its references can't be said. References to whole rows and columns stay. */
export function movedFormula(formula: string, move: Mover): string | null {
  let text = "";
  let done = 0;
  for (const { sheet, text: written, start, end } of referencesIn(formula)) {
    const match = CELLS.exec(written);
    if (!match) continue;
    const [, a = "", b = "", c = "", d = "", e = "", f, g = "", h = ""] = match;
    const first = cornerOf(a, b, c, d);
    const last = f === undefined ? null : cornerOf(e, f, g, h);
    const moved = move(sheet, [first, last ?? first]);
    if (moved === null) return null;
    if (moved === "same") continue;
    const at = ({ marks }: Corner, { row, column }: Place): string =>
      `${marks[0]}${columnName(column)}${marks[1]}${row + 1}`;
    const cells = at(first, moved.ends[0]) + (last ? `:${at(last, moved.ends[1])}` : "");
    const tail = formula.slice(start, end).endsWith("#") ? "#" : "";
    text += formula.slice(done, start) + (moved.sheet === null ? "" : `${quoteSheet(moved.sheet)}!`) + cells + tail;
    done = end;
  }
  return text + formula.slice(done);
}

/** With other names of the sheets that it refers to; `rename` gives a name as it is where that stays. */
export function renamedFormula(formula: string, rename: (sheet: string) => string): string {
  let text = formula;
  for (const { sheet, start, end, text: cells, isSpill } of [...referencesIn(formula)].reverse()) {
    if (sheet === null) continue;
    // Over several sheets: `First:Last!A1`.
    const renamed = sheet.split(":").map(rename).join(":");
    if (renamed === sheet) continue;
    text = `${text.slice(0, start)}${quoteSheet(renamed)}!${cells}${isSpill ? "#" : ""}${text.slice(end)}`;
  }
  return text;
}

/** The same text for formulas that Excel takes for the same: spaces, case and needless apostrophes left out. */
export function plainFormula(formula: string): string {
  return tokensOf(formula)
    .filter((token) => !isBlank(token))
    .map(({ type, text }) => (type === TYPE.STRING ? text : text.replaceAll("'", "").toUpperCase()))
    .join("");
}

/** What the cells of loaded sheets mean, as a person reads them: by the heads above and the ids beside. */
import { expect } from "vitest";
import type { SheetKind } from "../../src/workbook";
import type { Opened } from "../workbook/workbook";

export interface Sheet {
  readonly kind: SheetKind | null;
  readonly name: string;
  readonly values: readonly (readonly unknown[])[];
  readonly formats: readonly (readonly string[])[];
  readonly fills: readonly (readonly (string | null)[])[];
}

export interface Spot {
  readonly row: number;
  readonly column: number;
}

export function read({ excel: { grid } }: Opened, kind: SheetKind | null, name: string): Sheet {
  const { id } = grid.sheets().find((sheet) => sheet.name === name)!;
  const bounds = grid.usedBounds(id, false)!;
  const area = {
    sheetId: id,
    row: 0,
    column: 0,
    rows: bounds.row + bounds.rows,
    columns: bounds.column + bounds.columns,
  };
  return {
    kind,
    name,
    values: grid.values(area),
    formats: grid.formats(area),
    fills: grid.styles(area).map((line) => line.map(({ fillColor }) => fillColor)),
  };
}

/** Where what is in a line is told by: columns of ids, and the line with the titles of the others. */
interface Head {
  readonly of: string;
  readonly row: number;
  readonly ids: readonly number[];
  readonly titles: number;
}

/** Of heads: the first id's title, another title, what its lines are, titles of further ids, how far below its fields are. */
const HEADS: Readonly<
  Record<SheetKind, readonly (readonly [string, string | null, string, readonly string[], number])[]>
> = {
  market: [["Scenario", null, "", [], 0]],
  segments: [["Segment", null, "", [], 0]],
  sources: [["Figure", "Metric", "figure", [], 1]],
  checks: [
    ["Check", "Allowed", "check", [], 0],
    ["Verdict", "Claims", "verdict", [], 0],
    ["Claim", "Verdict", "claim", [], 0],
  ],
  assumptions: [["Key", "Override", "assumption", ["Scenario", "Year"], 0]],
};

function headAt({ kind, values }: Sheet, row: number): Head | null {
  const line = values[row]!;
  for (const [first, second, of, others, below] of kind ? HEADS[kind] : []) {
    const at = line.indexOf(first);
    const isHead =
      second === null
        ? line.some((value, to) => to > at && (typeof value === "number" || value === "Unit"))
        : line.includes(second);
    if (at >= 0 && isHead)
      return { of, row, ids: [at, ...others.map((title) => line.indexOf(title))], titles: row + below };
  }
  return null;
}

/** Whether a row has the title of the block whose head is below: lines have a unit, a title has none. */
function isTitle(sheet: Sheet, row: number): boolean {
  const { values } = sheet;
  for (let below = row + 1; below < values.length; below++) {
    const head = headAt(sheet, below);
    if (head)
      return (values[row]![head.ids[0]!] ?? "") !== "" && (values[row]![values[below]!.indexOf("Unit")] ?? "") === "";
    if ((values[below]![headerAbove(sheet, row)?.ids[0] ?? 0] ?? "") !== "") return false;
  }
  return false;
}

function headerAbove(sheet: Sheet, row: number): Head | null {
  for (let at = row - 1; at >= 0; at--) {
    const head = headAt(sheet, at);
    if (head) return head;
  }
  return null;
}

/** Block, line and year, or column, of a cell; null for one that has none. */
export function meaningOf(sheet: Sheet, row: number, column: number): string | null {
  const { values, kind } = sheet;
  if (headAt(sheet, row) || isTitle(sheet, row)) return null;
  const head = headerAbove(sheet, row);
  if (!head || column <= Math.max(...head.ids)) return null;
  const id = values[row]![head.ids[0]!];
  const title = values[head.titles]![column] || values[head.row]![column];
  if (
    typeof id !== "string" ||
    id === "" ||
    id.startsWith("#") ||
    title === undefined ||
    title === null ||
    title === ""
  )
    return null;
  if (kind === "market" || kind === "segments") {
    if (typeof title !== "number") return null;
    return [...blockOf(sheet, head), id, title].join(" | ");
  }
  // Claims spill, in their order; labels of checks name sheets, which the user may rename.
  if (head.of === "claim") return [head.of, `#${row - head.row}`, title].join(" | ");
  const ids = head.ids.map((at) => values[row]![at] ?? "");
  return [head.of, ...ids, title].join(" | ").replace(/( x)+ \|/, " |");
}

function blockOf({ values }: Sheet, { row: head, ids: [ids] }: Head): readonly unknown[] {
  // Lines have a unit, a block's title has none.
  const unit = values[head]!.indexOf("Unit");
  const hasNone = (line: readonly unknown[]): boolean => (line[ids!] ?? "") !== "" && (line[unit] ?? "") === "";
  let title = head - 1;
  while (title > 0 && !hasNone(values[title]!)) title--;
  // The second column's head says of what the block is.
  const second = values[head]!.find((value, at) => at > ids! && typeof value === "string" && value !== "");
  return [values[title]![ids!], second];
}

/** Filled by one formula: what refers to such a cell stays where it is, whatever comes to stand there. */
export const isSpilled = (meaning: string): boolean => meaning.startsWith("claim |");

export function meanings(sheet: Sheet): ReadonlyMap<string, Spot> {
  const found = new Map<string, Spot>();
  sheet.values.forEach((line, row) =>
    line.forEach((_, column) => {
      const meaning = meaningOf(sheet, row, column);
      if (meaning === null) return;
      expect(found.has(meaning), `${sheet.name} says twice: ${meaning}`).toBe(false);
      found.set(meaning, { row, column });
    }),
  );
  return found;
}

export const letters = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26);
export const addressOf = ({ row, column }: Spot): string => `${letters(column)}${row + 1}`;
export function spotOf(address: string): Spot {
  const [, name, row] = /^\$?([A-Z]+)\$?(\d+)$/.exec(address)!;
  return { row: Number(row) - 1, column: [...name!].reduce((sum, each) => sum * 26 + each.charCodeAt(0) - 64, 0) - 1 };
}

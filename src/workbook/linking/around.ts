/** What stands around a number: the texts and years of its row and column, and what its table is called. */
import { startsNote } from "../../report/blocks";
import { isNumber, isText, type Held, type Place, type Region, type Sheet } from "./sheet";

export interface Said extends Place {
  readonly text: string;
}

export interface Around {
  /** At its left, nearest first. */
  readonly row: readonly Said[];
  /** Above it, nearest first. */
  readonly column: readonly Said[];
  /** What rows, or columns, are under together, nearest first. */
  readonly headings: readonly Said[];
  /** Corners and titles of its table, nearest first. */
  readonly titles: readonly Said[];
  /** Notes below it. */
  readonly notes: readonly Said[];
  /** Titles further up on the sheet, above other tables. */
  readonly far: readonly Said[];
  /** Years in its row and column. */
  readonly years: readonly Said[];
}

const said = ({ row, column, value, period }: Held): Said => ({
  row,
  column,
  text: period ?? String(value).trim(),
});

/** How far below a table its notes may begin, and above one its header. */
const NEAR = 3;

/** Remembers what cells have in common, so that a long column is walked once. */
export function aroundIn(sheet: Sheet): (cell: Place) => Around {
  const walked = { left: new Map<string, Walked>(), up: new Map<string, Walked>() };
  const rowsAlone = new Map<string, Said | null>();
  const tables = new Map<Region, Pick<Around, "titles" | "notes" | "far">>();

  /**
   * Away from a cell to the first texts and years: they end at the next number, and at the edge of the table unless nothing
   * was found within it.
   */
  function walk(region: Region, { row, column }: Place, way: "left" | "up"): Walked {
    const texts: Said[] = [];
    const years: Said[] = [];
    const edge = way === "left" ? region.left : region.top;
    let gap = 0;
    let found: Walked | undefined;
    for (let at = (way === "left" ? column : row) - 1; at >= 0 && !found; at--) {
      const isFound = texts.length > 0 || years.length > 0;
      if (at < edge && (isFound || ++gap > NEAR)) break;
      const held = way === "left" ? sheet.at(row, at) : sheet.at(at, column);
      if (held === undefined) continue;
      if (held.period !== null) years.push(said(held));
      else if (isText(held)) texts.push(said(held));
      else if (isFound) break;
      else found = walked[way].get(`${held.row}:${held.column}`);
    }
    const all = found ?? { texts, years: years.slice(0, 1) };
    walked[way].set(`${row}:${column}`, all);
    return all;
  }

  /** The nearest row above that holds a text and nothing else. */
  function alone(region: Region, row: number, headerRow: number): Said | null {
    const key = `${region.left}:${region.top}:${row}`;
    const known = rowsAlone.get(key);
    if (known !== undefined) return known;
    let found: Said | null = null;
    const above = row - 1;
    if (above > headerRow && above >= region.top) {
      const line = rowOf(sheet, region, above);
      found =
        line.length === 1 && isText(line[0])
          ? said(line[0])
          : (rowsAlone.get(`${region.left}:${region.top}:${above}`) ?? null);
    }
    rowsAlone.set(key, found);
    return found;
  }

  /** Merged cells at the left have their text in their first row. */
  function mergedBeside(region: Region, { row }: Place, headerRow: number, texts: readonly Said[]): readonly Said[] {
    const found: Said[] = [];
    const innermost = Math.min(...texts.map(({ column }) => column), region.right + 1);
    for (let column = innermost - 1; column >= region.left; column--) {
      if (sheet.at(row, column)) continue;
      for (let above = row - 1; above > Math.max(headerRow, row - TALLEST, region.top - 1); above--) {
        const held = sheet.at(above, column);
        if (held === undefined) continue;
        if (isText(held)) found.push(said(held));
        break;
      }
    }
    return found;
  }

  function tableOf(region: Region): Pick<Around, "titles" | "notes" | "far"> {
    const known = tables.get(region);
    if (known) return known;
    const found = {
      titles: titlesOf(sheet, region, "near"),
      notes: notesOf(sheet, region),
      far: titlesOf(sheet, region, "far"),
    };
    tables.set(region, found);
    return found;
  }

  return (cell) => {
    const region = sheet.regionOf(cell);
    const left = walk(region, cell, "left");
    const up = walk(region, cell, "up");
    const headerRow = Math.max(-1, ...[...up.texts, ...up.years].map(({ row }) => row));
    const labels = Math.max(-1, ...[...left.texts, ...left.years].map(({ column }) => column));
    const heading = alone(region, cell.row, headerRow);
    // What the rows below are under too is a heading, though it stands in this row.
    const isGroup = ({ row, column }: Said): boolean =>
      !sheet.at(row + 1, column) && row < region.bottom && left.texts.some((other) => other.column > column);
    const beside = [...left.texts.filter(isGroup), ...mergedBeside(region, cell, headerRow, left.texts)];
    const isHeading = (one: Said): boolean => one.row === heading?.row && one.column === heading.column;
    return {
      row: left.texts.filter((one) => !isGroup(one)),
      column: up.texts,
      years: [...left.years, ...up.years],
      headings: [
        ...(heading ? [heading] : []),
        ...beside.filter((one) => !isHeading(one)),
        ...mergedAbove(sheet, region, cell, headerRow, labels),
      ],
      ...tableOf(region),
      titles: [...corner(sheet, region, headerRow, cell, labels), ...tableOf(region).titles],
    };
  };
}

interface Walked {
  readonly texts: readonly Said[];
  readonly years: readonly Said[];
}

/** No merged heading is over more rows. */
const TALLEST = 500;

const rowOf = (sheet: Sheet, { left, right }: Region, row: number): readonly Held[] =>
  Array.from({ length: right - left + 1 }, (_, at) => sheet.at(row, left + at)).filter((held) => held !== undefined);

/** A header over several columns stands in the first of them. */
function mergedAbove(
  sheet: Sheet,
  region: Region,
  { column }: Place,
  headerRow: number,
  labels: number,
): readonly Said[] {
  const found: Said[] = [];
  for (let row = headerRow - 1; row >= region.top; row--) {
    if (sheet.at(row, column) !== undefined) continue;
    for (let left = column - 1; left > labels; left--) {
      const held = sheet.at(row, left);
      if (held === undefined) continue;
      if (isText(held)) found.push(said(held));
      break;
    }
  }
  return found;
}

/** Texts at or above the header that head no column of numbers. */
function corner(sheet: Sheet, region: Region, headerRow: number, cell: Place, labels: number): readonly Said[] {
  const found: Said[] = [];
  for (let row = headerRow; row >= region.top; row--) {
    const line = rowOf(sheet, region, row);
    for (const held of line) {
      if (!isText(held) || held.column === cell.column) continue;
      if (held.column <= labels || line.length === 1) found.push(said(held));
    }
  }
  return found;
}

const overlaps = (one: Region, other: Region): boolean => one.left <= other.right && other.left <= one.right;

function textsIn(sheet: Sheet, { top, bottom, left, right }: Region): readonly Said[] {
  const found: Said[] = [];
  for (let row = bottom; row >= top; row--) {
    for (let column = left; column <= right; column++) {
      const held = sheet.at(row, column);
      if (held && (isText(held) || held.period !== null)) found.push(said(held));
    }
  }
  return found;
}

/** Texts above a table: `near` with no other table between, `far` beyond others. */
function titlesOf(sheet: Sheet, region: Region, where: "near" | "far"): readonly Said[] {
  return sheet.regions
    .filter((other) => !other.hasNumbers && other.bottom < region.top)
    .filter((title) => {
      const isBetween = (other: Region): boolean =>
        other.hasNumbers && other.top > title.bottom && other.bottom < region.top;
      return sheet.regions.some(isBetween) === (where === "far");
    })
    .sort((one, other) => other.bottom - one.bottom)
    .flatMap((title) => textsIn(sheet, title));
}

function notesOf(sheet: Sheet, region: Region): readonly Said[] {
  const below = sheet.regions
    .filter((other) => !other.hasNumbers && other.top > region.bottom && other.top <= region.bottom + NEAR)
    .filter((other) => overlaps(other, region))
    .flatMap((other) => textsIn(sheet, other));
  const own: Said[] = [];
  for (let row = region.bottom; row > region.top; row--) {
    const line = rowOf(sheet, region, row);
    if (line.some(isNumber)) break;
    own.push(...line.filter(isText).map(said));
  }
  return [...own, ...below].filter(({ text }) => startsNote(text) || /^(?:unit|in |单位|單位)/iu.test(text));
}

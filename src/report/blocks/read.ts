/**
 * A table of numbers as it was pasted from a document: years along the top or down the side, names on the other side,
 * the unit in a corner, a header or a note. What can't be read is told by its cell; nothing is guessed.
 */
import { isFiscal, readStated } from "../dated";
import { isPart, periodText, yearsIn } from "../periods";
import type { Text } from "../types";
import { readUnit } from "../units/dimensions";
import { isPercent, spell } from "../units/spelling";
import { folded, textOf, type Cell } from "../tables/cells";
import { noValue } from "../tables/messages";
import { printedText, readPeriod, readValue } from "../tables/values";
import { faultTexts, isTotal, isWholeYear, isUnavailable, isUnitHeader, startsNote, unitAfter } from "./words";

/** In the block, from its first cell on. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface BlockLine {
  readonly name: string;
  /** As the block says it; null where it says none. */
  readonly unit: string | null;
  readonly figures: readonly BlockFigure[];
}

export interface BlockFigure {
  readonly period: string;
  /** As printed. */
  readonly value: string;
  readonly isPercent: boolean;
}

export interface BlockFault {
  readonly place: Place;
  readonly text: Text;
}

export interface Block {
  readonly lines: readonly BlockLine[];
  /** What can't be read: while there are any, nothing is taken. */
  readonly faults: readonly BlockFault[];
  /** Rows and columns that hold neither names, years, numbers nor units: notes, sources, totals. */
  readonly leftOut: readonly BlockFault[];
  /** Cells that say that there is no number. */
  readonly unavailable: number;
}

type Cells = readonly (readonly Cell[])[];

const blank: Cell = { content: null };

/** Marks that lead to a footnote, after a name, a year or a number. */
const MARKS = /\s*(?:[\u00b9\u00b2\u00b3\u2070-\u2079*†‡§]+|\[[\da-z]{1,2}\])$/u;
export const withoutMarks = (text: string): string => text.trim().replace(MARKS, "").trim();

const EARLIEST = 1900;
const LATEST = 2200;

const GROWTH = /^(?:cagr|复合(?:年均)?增长率|年均复合增长率)[\s,:：(（]*|[)）]$/gi;

/** A year or two as the header of a table says them; a fiscal year stays one. */
export function periodIn(cell: Cell | undefined): string | null {
  if (!cell || textOf(cell) === "") return null;
  // An amount that could be a year shows thousands or decimals.
  if (typeof cell.content === "number" && /[,.]/.test(cell.format ?? "")) return null;
  const plain = withoutMarks(textOf(cell)).replace(GROWTH, "");
  const period = readPeriod({ content: plain, ...(cell.format !== undefined && { format: cell.format }) });
  if (period === undefined || period === null) return null;
  const years = isPart(period) ? [parseInt(period)] : yearsIn(period);
  if (!years.every((year) => year >= EARLIEST && year <= LATEST)) return null;
  return (isFiscal(plain) ? "FY" : "") + periodText(period);
}

/** Where in time one ends, in years; of two years nothing. */
function endOf(period: string): number {
  const [, year, letter, number] = /^(?:FY)?(\d{4})(?:([QH])(\d))?$/.exec(period) ?? [];
  return letter === undefined ? Number(year) + 1 : Number(year) + Number(number) / { Q: 4, H: 2 }[letter]!;
}

/** The line of cells in which most are periods, rather one after the other; of several the first. */
function mostPeriods(lines: Cells): { readonly at: number; readonly count: number } {
  return lines.reduce(
    (best, line, at) => {
      const periods = line.map(periodIn).filter((period) => period !== null);
      const ends = periods.map(endOf).filter((end) => !Number.isNaN(end));
      const steps = ends.slice(1).map((end, index) => Math.sign(end - ends[index]!));
      const count = periods.length - (steps.every((step) => step === steps[0]) ? 0 : 1);
      return count > best.count ? { at, count } : best;
    },
    { at: -1, count: 0 },
  );
}

/** A quarter, a half or the whole of a year that stands elsewhere. */
const isPartAlone = (text: string): boolean => isPart(readStated(`2000 ${text}`)) || isWholeYear(text);

/** Quarters and halves with the year that stands above the first of them, as in merged cells. */
function withYears(cells: Cells): Cells {
  return cells.map((row, at) => {
    const parts = row.map((cell) => withoutMarks(textOf(cell)));
    if (parts.filter(isPartAlone).length < 2) return row;
    let year = "";
    return row.map((cell, column) => {
      const above = cells[at - 1]?.[column];
      if (textOf(above) !== "") year = periodIn(above) ?? "";
      const part = parts[column]!;
      return isPartAlone(part) && year !== "" ? { content: isWholeYear(part) ? year : `${year} ${part}` } : cell;
    });
  });
}

const turned = (cells: Cells): Cells =>
  Array.from({ length: Math.max(0, ...cells.map((row) => row.length)) }, (_, column) =>
    cells.map((row) => row[column] ?? blank),
  );

/** A text of the block as a unit: by itself, in brackets, or after "in" or "Unit:". */
export function unitIn(text: string): string | null {
  const plain = withoutMarks(text);
  const bracketed = [...plain.matchAll(/[（([【]([^()[\]（）【】]+)[)）\]】]/gu)].map((found) => found[1]!);
  const candidates = [plain, ...bracketed, unitAfter(plain), plain.slice(plain.lastIndexOf(",") + 1)];
  return candidates.map((one) => one?.trim() ?? "").find((one) => one !== "" && isUnit(one)) ?? null;
}

const MEASURES = /^(?:[kMGT]?Wh|[kMGT]?W|kg|t|tonnes?|km|m2|GB|TB|PB)$/;

/** What names a scale, a currency, a measure or what it is per: any other word could be a name. */
const isUnit = (text: string): boolean => {
  if (isPercent(text)) return true;
  const spelling = readUnit(text) && spell(text);
  if (!spelling) return false;
  return spelling.currency !== null || spelling.times !== 1 || spelling.per.length > 0 || MEASURES.test(text);
};

/** A name without the unit that stands with it. */
function named(text: string): { readonly name: string; readonly unit: string | null } {
  const plain = withoutMarks(text)
    .replace(/[:：]$/, "")
    .trim();
  const found = /^(.*?)\s*(?:[（(]([^()（）]+)[)）]|[,，]\s*([^,，]+))$/u.exec(plain);
  const unit = (found?.[2] ?? found?.[3])?.trim();
  return found?.[1] && unit !== undefined && isUnit(unit) ? { name: found[1], unit } : { name: plain, unit: null };
}

const SIGNS: Readonly<Record<string, readonly string[]>> = {
  $: ["USD", "AUD", "CAD", "HKD", "SGD"],
  "€": ["EUR"],
  "£": ["GBP"],
  "¥": ["CNY", "JPY"],
  "￥": ["CNY", "JPY"],
};

/** A number as the reader of tables takes it: without marks, spaces between thousands and the unit's own sign. */
function plainNumber(cell: Cell, unit: string | null): Cell {
  if (typeof cell.content !== "string") return cell;
  let text = withoutMarks(cell.content).replace(/(\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))/gu, "$1");
  const sign = /^([$€£¥￥])\s*(?=[\d.(])/u.exec(text);
  if (sign && unit !== null && SIGNS[sign[1]!]!.some((code) => unit.includes(code))) text = text.slice(sign[0].length);
  return { content: text };
}

/** What the columns are once years run along the top. */
interface Layout {
  readonly cells: Cells;
  readonly header: number;
  /** The years of a column; null beside them. */
  readonly periods: readonly (string | null)[];
  readonly names: readonly number[];
  readonly units: readonly number[];
  /** Neither years, names nor units. */
  readonly others: readonly number[];
  /** Where a cell stands in the block as it was given. */
  readonly place: (row: number, column: number) => Place;
}

function layoutOf(given: Cells): Layout | null {
  const ways = [withYears(given), withYears(turned(given))] as const;
  const [across, down] = [mostPeriods(ways[0]), mostPeriods(ways[1])];
  const isTurned = down.count > across.count;
  const cells = ways[isTurned ? 1 : 0];
  const header = (isTurned ? down : across).at;
  const head = cells[header];
  if (!head) return null;
  const all = Array.from({ length: Math.max(...cells.map((row) => row.length)) }, (_, column) => column);
  const periods = all.map((column) => periodIn(head[column]));
  const first = periods.findIndex((period) => period !== null);
  const beside = all.filter((column) => periods[column] === null);
  const units = beside.filter((column) => isUnitHeader(textOf(head[column])));
  const isUsed = (from: number) => (column: number) =>
    !units.includes(column) && cells.slice(from).some((row) => textOf(row[column]) !== "");
  return {
    cells,
    header,
    periods,
    units,
    names: beside.filter((column) => column < first).filter(isUsed(header + 1)),
    others: beside.filter((column) => column > first).filter(isUsed(0)),
    place: (row, column) => (isTurned ? { row: column, column: row } : { row, column }),
  };
}

/** The unit that the header, or what stands above it, says; of several the last. */
const unitAbove = ({ cells, header, units }: Layout): string | null =>
  cells
    .slice(0, header + 1)
    .flatMap((row, at) =>
      row.filter((cell, column) => periodIn(cell) === null && !(at === header && units.includes(column))),
    )
    .reduce<string | null>((unit, cell) => unitIn(textOf(cell)) ?? unit, null);

/** `isOf`: whether the lines are parts of a whole, which a total isn't one of. */
export function readBlock(given: Cells, isOf: boolean): Block {
  const layout = layoutOf(given);
  if (!layout) {
    return {
      lines: [],
      faults: [{ place: { row: 0, column: 0 }, text: faultTexts.noYears }],
      leftOut: [],
      unavailable: 0,
    };
  }
  const { cells, header, periods, names, units, others, place } = layout;
  const faults: BlockFault[] = [];
  const leftOut: BlockFault[] = others.map((column) => {
    return { place: place(header, column), text: faultTexts.noYear(textOf(cells[header]![column])) };
  });
  periods.forEach((period, column) => {
    if (period !== null && periods.indexOf(period) < column)
      faults.push({ place: place(header, column), text: faultTexts.twice(period) });
  });

  let unavailable = 0;
  function figuresIn(row: number, unit: string | null): readonly BlockFigure[] {
    return periods.flatMap((period, column): readonly BlockFigure[] => {
      const cell = cells[row]![column] ?? blank;
      if (period === null || textOf(cell) === "") return [];
      if (isUnavailable(withoutMarks(textOf(cell)))) {
        unavailable++;
        return [];
      }
      const value = readValue(plainNumber(cell, unit));
      if (typeof value === "string") {
        faults.push({ place: place(row, column), text: noValue(value, textOf(cell)) });
        return [];
      }
      const isPercentage = value.percent || (unit !== null && isPercent(unit));
      const printed = printedText({ ...value, percent: isPercentage });
      return [{ period, value: printed, isPercent: isPercentage }];
    });
  }

  const found: (BlockLine & { readonly group: string; readonly row: number })[] = [];
  const groups: string[] = [];
  const nameColumn = names.at(-1) ?? 0;
  let [unit, heading] = [unitAbove(layout), ""];
  for (let row = header + 1; row < cells.length; row++) {
    const line = cells[row]!;
    const texts = names.map((column) => textOf(line[column]));
    const first = texts.find((text) => text !== "") ?? "";
    if (periods.every((period, column) => period === null || textOf(line[column]) === "")) {
      const said = unitIn(first);
      if (first !== "" && startsNote(first))
        leftOut.push({ place: place(row, names[0] ?? 0), text: faultTexts.note(first) });
      else if (said !== null) unit = said;
      else if (first !== "") heading = named(first).name;
      continue;
    }
    // A merged heading stands in its first cell alone.
    texts.slice(0, -1).forEach((text, at) => {
      if (text !== "") groups.splice(at, groups.length, text);
    });
    if (first === "") {
      faults.push({ place: place(row, nameColumn), text: faultTexts.noName });
      continue;
    }
    const { name, unit: inName } = named(texts.at(-1) || first);
    if (isOf && isTotal(name)) {
      leftOut.push({ place: place(row, nameColumn), text: faultTexts.total(name) });
      continue;
    }
    const inColumn = units.map((column) => textOf(line[column])).find((text) => text !== "");
    const own = inColumn ?? inName ?? unit;
    const figures = figuresIn(row, own);
    const group = groups.filter((text) => text !== "").join(", ") || heading;
    if (figures.length > 0)
      found.push({ name, unit: figures.every((figure) => figure.isPercent) ? "%" : own, figures, group, row });
  }

  const lines = found.map(({ name, group, unit: of, figures }): BlockLine => {
    const isAlone = found.filter((one) => folded(one.name) === folded(name)).length === 1;
    return { name: isAlone || group === "" ? name : `${named(group).name}: ${name}`, unit: of, figures };
  });
  lines.forEach(({ name }, at) => {
    if (lines.findIndex((one) => folded(one.name) === folded(name)) < at)
      faults.push({ place: place(found[at]!.row, nameColumn), text: faultTexts.namedTwice(name) });
  });
  if (lines.length === 0 && faults.length === 0) faults.push({ place: place(header, 0), text: faultTexts.noNumbers });
  return { lines, faults, leftOut, unavailable };
}

/**
 * A table of numbers as it was pasted from a document: years along the top or down the side, names on the other side,
 * the unit in a corner, a header or a note. What can't be read is told by its cell; nothing is guessed.
 */
import type { Period, Text } from "../types";
import { readUnit } from "../units/dimensions";
import { isPercent, spell } from "../units/spelling";
import { folded, textOf, type Cell } from "../tables/cells";
import { noValue } from "../tables/messages";
import { periodText, printedText, readPeriod, readValue } from "../tables/values";
import { faultTexts, isTotal, isUnavailable, isUnitHeader, startsNote, unitAfter } from "./words";

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
  readonly place: Place;
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
const withoutMarks = (text: string): string => text.trim().replace(MARKS, "").trim();

const EARLIEST = 1900;
const LATEST = 2200;

function periodIn(cell: Cell | undefined): Period {
  if (!cell || textOf(cell) === "") return null;
  const plain = withoutMarks(textOf(cell)).replace(
    /^(?:cagr|复合(?:年均)?增长率|年均复合增长率)[\s,:：(（]*|[)）]$/gi,
    "",
  );
  const period = readPeriod({ content: plain, ...(cell.format !== undefined && { format: cell.format }) });
  if (period === undefined || period === null) return null;
  // An amount that could be a year shows thousands or decimals.
  if (typeof cell.content === "number" && /[,.]/.test(cell.format ?? "")) return null;
  return [period].flat().every((year) => year >= EARLIEST && year <= LATEST) ? period : null;
}

/** The line of cells in which most are periods, rather one after the other; of several the first. */
function mostPeriods(lines: Cells): { readonly at: number; readonly count: number } {
  return lines.reduce(
    (best, line, at) => {
      const periods = line.map(periodIn).filter((period) => period !== null);
      const years = periods.filter((period) => typeof period === "number");
      const steps = years.slice(1).map((year, index) => Math.sign(year - years[index]!));
      const count = periods.length - (steps.every((step) => step === steps[0]) ? 0 : 1);
      return count > best.count ? { at, count } : best;
    },
    { at: -1, count: 0 },
  );
}

const turned = (cells: Cells): Cells =>
  Array.from({ length: Math.max(0, ...cells.map((row) => row.length)) }, (_, column) =>
    cells.map((row) => row[column] ?? blank),
  );

/** A text of the block as a unit: by itself, in brackets, or after "in" or "Unit:". */
function unitIn(text: string): string | null {
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

/** `isOf`: whether the lines are parts of a whole, which a total isn't one of. */
export function readBlock(given: Cells, isOf: boolean): Block {
  const across = mostPeriods(given);
  const down = mostPeriods(turned(given));
  const isTurned = down.count > across.count;
  const cells = isTurned ? turned(given) : given;
  const header = (isTurned ? down : across).at;
  const place = (row: number, column: number): Place => (isTurned ? { row: column, column: row } : { row, column });
  const faults: BlockFault[] = [];
  const leftOut: BlockFault[] = [];
  if (header < 0) {
    return { lines: [], faults: [{ place: place(0, 0), text: faultTexts.noYears }], leftOut, unavailable: 0 };
  }
  const head = cells[header]!;
  const width = Math.max(...cells.map((row) => row.length));
  const periods = Array.from({ length: width }, (_, column) => periodIn(head[column]));
  const firstPeriod = periods.findIndex((period) => period !== null);
  const seen = new Map<string, number>();
  periods.forEach((period, column) => {
    if (period === null) return;
    const text = periodText(period);
    if (seen.has(text)) faults.push({ place: place(header, column), text: faultTexts.twice(text) });
    seen.set(text, column);
  });

  // Beside the years: names, their groups, and units.
  const unitColumns = new Set(
    Array.from({ length: width }, (_, column) => column).filter(
      (column) => periods[column] === null && isUnitHeader(textOf(head[column])),
    ),
  );
  const nameColumns = Array.from({ length: firstPeriod }, (_, column) => column).filter(
    (column) => !unitColumns.has(column) && cells.slice(header + 1).some((row) => textOf(row[column]) !== ""),
  );
  for (let column = firstPeriod; column < width; column++) {
    if (periods[column] !== null || unitColumns.has(column)) continue;
    if (cells.some((row) => textOf(row[column]) !== ""))
      leftOut.push({ place: place(header, column), text: faultTexts.noYear(textOf(head[column])) });
  }

  let unit: string | null = null;
  for (let row = 0; row <= header; row++) {
    cells[row]!.forEach((cell, column) => {
      if (periodIn(cell) === null && !(row === header && unitColumns.has(column))) unit = unitIn(textOf(cell)) ?? unit;
    });
  }

  const found: { name: string; group: string; unit: string | null; figures: BlockFigure[]; row: number }[] = [];
  const groups: string[] = [];
  let heading = "";
  let unavailable = 0;
  for (let row = header + 1; row < cells.length; row++) {
    const line = cells[row]!;
    const texts = nameColumns.map((column) => textOf(line[column]));
    const first = texts.find((text) => text !== "") ?? "";
    const holds = periods.some((period, column) => period !== null && textOf(line[column]) !== "");
    if (!holds) {
      if (first === "") continue;
      const said = unitIn(first);
      if (startsNote(first)) leftOut.push({ place: place(row, nameColumns[0] ?? 0), text: faultTexts.note(first) });
      else if (said !== null) unit = said;
      else heading = named(first).name;
      continue;
    }
    // A merged heading stands in its first cell alone.
    texts.slice(0, -1).forEach((text, at) => {
      if (text !== "") groups.splice(at, groups.length, text);
    });
    const own = texts.at(-1) === "" ? first : (texts.at(-1) ?? "");
    if (own === "") {
      faults.push({ place: place(row, Math.max(0, firstPeriod - 1)), text: faultTexts.noName });
      continue;
    }
    const { name, unit: inName } = named(own);
    if (isOf && isTotal(name)) {
      leftOut.push({ place: place(row, nameColumns.at(-1) ?? 0), text: faultTexts.total(name) });
      continue;
    }
    const inColumn = [...unitColumns].map((column) => textOf(line[column])).find((text) => text !== "");
    const lineUnit: string | null = inColumn ?? inName ?? unit;
    const figures: BlockFigure[] = [];
    periods.forEach((period, column) => {
      const cell = line[column] ?? blank;
      if (period === null || textOf(cell) === "") return;
      if (isUnavailable(textOf(cell))) {
        unavailable++;
        return;
      }
      const value = readValue(plainNumber(cell, lineUnit));
      if (typeof value === "string") {
        faults.push({ place: place(row, column), text: noValue(value, textOf(cell)) });
        return;
      }
      const percent = value.percent || (lineUnit !== null && isPercent(lineUnit));
      figures.push({
        period: periodText(period),
        value: printedText({ ...value, percent }),
        isPercent: percent,
        place: place(row, column),
      });
    });
    if (figures.length > 0)
      found.push({
        name,
        group: groups.filter((text) => text !== "").join(", ") || heading,
        unit: lineUnit,
        figures,
        row,
      });
  }

  const called = (name: string) => found.filter((one) => folded(one.name) === folded(name)).length;
  const names = new Set<string>();
  const lines = found.map(({ name, group, unit: said, figures, row }): BlockLine => {
    const full = called(name) > 1 && group !== "" ? `${named(group).name}: ${name}` : name;
    if (names.has(folded(full)))
      faults.push({ place: place(row, nameColumns.at(-1) ?? 0), text: faultTexts.namedTwice(full) });
    names.add(folded(full));
    const percent = figures.every((figure) => figure.isPercent);
    return { name: full, unit: percent ? "%" : said, figures };
  });
  if (lines.length === 0 && faults.length === 0)
    faults.push({ place: place(header, Math.max(0, firstPeriod)), text: faultTexts.noNumbers });
  return { lines, faults, leftOut, unavailable };
}

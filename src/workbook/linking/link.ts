/** Which typed numbers are the report's, by value, year, label and unit, and how sure that is. */
import { cellAddress } from "../../excel/addresses/addresses";
import type { SheetCells } from "../../excel/cells/inUse";
import type { Setting } from "../../functions/setting";
import type { Text } from "../../report/types";
import { aroundIn, type Around, type Said } from "./around";
import { labelsOf, type Item, type Labels } from "./labels";
import { numbersOf, type Argument, type Calculate, type Numbers, type Target } from "./numbers";
import { sheetsOf, type Held, type Sheet } from "./sheet";
import { fitOf, readTyped, type Fit, type Typed } from "./typed";
import { amounts, moneys, percentages, unitsAround, type Conversion } from "./units";
import {
  anyEstimate,
  asText,
  described,
  fitText,
  joined,
  nameText,
  noUnit,
  percentFormat,
  SHEET_NAME,
  unitText,
  yearText,
} from "./why";
import type { Measure } from "./words";
import { yearsIn } from "./years";

/**
 * `sure`: name, year and unit stand with it, the value agrees to every digit that was typed, and nothing else does.
 * `likely`: one of these is missing. `possible`: two, or several numbers agree equally well.
 */
export const CERTAINTIES = ["sure", "likely", "possible"] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** One number of the report's that a typed one can be. */
export interface Reading {
  readonly formula: string;
  /** What the cell would show. */
  readonly value: number;
  readonly what: Text;
  readonly why: Text;
}

export interface Proposal {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly typed: number;
  /** Where it stands as a text, that text. */
  readonly text?: string;
  readonly certainty: Certainty;
  /** Best first; of several that agree equally well the user chooses. */
  readonly readings: readonly [Reading, ...Reading[]];
}

/** A reading with what it lacks of being sure. */
interface Judged {
  readonly target: Target;
  readonly numbers: Numbers;
  readonly conversion: Conversion;
  readonly value: number;
  readonly fit: Fit;
  readonly misses: number;
  /** So few digits that it agrees by chance, unless others beside it do. */
  readonly isRound: boolean;
  /** The same for readings of one and the same number. */
  readonly same: string;
  readonly what: Text;
  readonly why: Text;
  /** It is the whole market, by an estimate that nothing names. */
  readonly isUnnamed: boolean;
  /** Nothing says by whose estimate it is. */
  readonly isByAny: boolean;
}

interface Line {
  readonly cell: Held;
  /** Where its name stands. */
  readonly key: string;
  readonly year: string | null;
  readonly judged: readonly Judged[];
}

const MOST_MISSES = 2;
/** So many numbers in a line that agree with one estimate don't do so by chance. */
const ENOUGH = 3;
/** So many readings are shown of one number. */
const MOST_READINGS = 5;

export function proposals(
  setting: Setting,
  calculate: Calculate,
  pieces: readonly SheetCells[],
  isWanted: (sheet: string, place: Held) => boolean,
): readonly Proposal[] {
  const readers = [...setting.models.values()].map((model) => ({
    labels: labelsOf(model),
    numbers: numbersOf(setting, model, calculate),
  }));
  const sheets = sheetsOf(pieces, (text) => readers.some(({ labels }) => labels.isNamed(text)));
  return sheets.flatMap((sheet) => inSheet(sheet, readers, (cell) => isWanted(sheet.name, cell)));
}

interface Reader {
  readonly labels: Labels;
  readonly numbers: Numbers;
}

function inSheet(sheet: Sheet, readers: readonly Reader[], isWanted: (cell: Held) => boolean): readonly Proposal[] {
  const aroundOf = aroundIn(sheet);
  const isTyped = ({ number, period, isFormula }: Held): boolean =>
    number !== null && period === null && !isFormula && number !== 0;
  const lines = sheet.cells.filter(isTyped).flatMap((cell): Line[] => {
    const typed = readTyped(cell.number!, cell.format);
    if (!typed) return [];
    const near = aroundOf(cell);
    const judged = readers.flatMap((reader) => judge(sheet, cell, typed, near, reader, readers.length > 1));
    const name = near.row[0] ?? near.column[0];
    const key = name ? `${name.row}:${name.column}` : "";
    const [year = null] = near.years.map(({ text }) => text);
    return [{ cell, key, year, judged }];
  });
  const estimates = estimatesOf(lines);
  const agreed = agreeing(sheet, lines);
  return lines
    .filter(({ cell }) => isWanted(cell))
    .flatMap(({ cell, key, judged }) => {
      const found = judged.map((one) => {
        const isBacked = one.isUnnamed && estimates.get(key) === estimateOf(one);
        const { byIt, byAnother } = agreed(cell, estimateOf(one));
        const isLone = one.isRound && byIt < ENOUGH;
        const isOdd = one.isByAny && byAnother > byIt;
        return { ...one, misses: one.misses - (isBacked ? 1 : 0) + (isLone || isOdd ? 1 : 0) };
      });
      const proposal = proposed(sheet, cell, found);
      return proposal ? [proposal] : [];
    });
}

/** How many of its row or column, itself among them, agree in all with an estimate, and how many with another one. */
function agreeing(sheet: Sheet, lines: readonly Line[]) {
  const counts = new Map<string, Map<string | null, number>>();
  const keysOf = (cell: Held): readonly [string, string] => {
    const { top, left } = sheet.regionOf(cell);
    return [`${top}:${left} row ${cell.row}`, `${top}:${left} column ${cell.column}`];
  };
  for (const { cell, judged } of lines)
    for (const key of keysOf(cell)) {
      const counted = counts.get(key) ?? new Map<string | null, number>();
      counts.set(key, counted);
      for (const estimate of new Set(judged.filter(({ misses }) => misses === 0).map(estimateOf)))
        counted.set(estimate, (counted.get(estimate) ?? 0) + 1);
    }
  return (cell: Held, estimate: string | null): { readonly byIt: number; readonly byAnother: number } => {
    const counted = keysOf(cell).map((key) => [...counts.get(key)!]);
    const most = (isWanted: (of: string | null) => boolean): number =>
      Math.max(0, ...counted.flatMap((of) => of.flatMap(([id, count]) => (isWanted(id) ? [count] : []))));
    return { byIt: most((id) => id === estimate), byAnother: most((id) => id !== null && id !== estimate) };
  };
}

/** Whose estimate it is: two reports may call theirs alike. */
const estimateOf = ({ numbers, target }: Judged): string | null =>
  target.scenario === null ? null : `${numbers.model.report.id}:${target.scenario}`;

/** By line, the estimate that all its numbers agree with, and no other does. */
function estimatesOf(lines: readonly Line[]): ReadonlyMap<string, string> {
  const byLine = new Map<string, Line[]>();
  for (const line of lines) byLine.set(line.key, [...(byLine.get(line.key) ?? []), line]);
  const found = new Map<string, string>();
  for (const [key, members] of byLine) {
    const scenarios = members.map(
      ({ judged }) => new Set(judged.filter(({ isUnnamed }) => isUnnamed).flatMap((one) => estimateOf(one) ?? [])),
    );
    const [first, ...others] = scenarios;
    const common = [...(first ?? [])].filter((id) => others.every((other) => other.has(id)));
    const values = new Set(members.map(({ cell }) => cell.number));
    if (common.length === 1 && values.size >= ENOUGH) found.set(key, common[0]!);
  }
  return found;
}

function proposed(sheet: Sheet, cell: Held, judged: readonly Judged[]): Proposal | null {
  const sorted = [...judged].sort((one, other) => one.misses - other.misses);
  const distinct = sorted.filter((one, at) => sorted.findIndex(({ same }) => same === one.same) === at);
  const [best] = distinct;
  if (!best || best.misses > MOST_MISSES) return null;
  const equals = distinct.filter(({ misses }) => misses === best.misses);
  const isRivalled = distinct.some((one) => one !== best && one.misses <= 1);
  const isAmbiguous = equals.length > 1;
  const certainty = isAmbiguous || best.misses > 1 ? "possible" : best.misses === 1 || isRivalled ? "likely" : "sure";
  const [first, ...others] = equals.slice(0, MOST_READINGS).map(readingOf) as [Reading, ...Reading[]];
  const { row, column, number, value, isAsText } = cell;
  return {
    sheet: sheet.name,
    row,
    column,
    typed: number!,
    ...(isAsText && { text: String(value) }),
    certainty,
    readings: [first, ...others],
  };
}

const readingOf = ({ target, numbers, conversion, value, what, why }: Judged): Reading => ({
  formula: formulaOf(numbers.args(target, conversion.money), target, conversion.times),
  value,
  what,
  why,
});

function formulaOf(args: readonly Argument[], { formula }: Target, times: number): string {
  const given = args.map((arg) => (typeof arg === "string" ? `"${arg.replaceAll('"', '""')}"` : (arg ?? "")));
  while (given.at(-1) === "") given.pop();
  const call = `=MARKET.${formula}(${given.join(",")})`;
  if (times === 1) return call;
  const inverse = Number((1 / times).toPrecision(12));
  return Number.isInteger(inverse) ? `${call}/${inverse}` : `${call}*${times}`;
}

/* One number */

interface Times {
  /** One year, or two for a rate between them. */
  readonly years: readonly string[];
  readonly at: Said | null;
  readonly isOne: boolean;
}

interface Subject {
  readonly item: Item;
  readonly at: Said | null;
  readonly misses: number;
  readonly isUnnamed: boolean;
  /** Nothing names it. */
  readonly isAnything?: true;
}

/** What a number without a name can be: it has to agree in all else. */
const anythingOf = ({ model }: Numbers): readonly Subject[] => {
  const items: readonly Item[] = [
    ...model.scenarios.map((of): Item => ({ kind: "scenario", of })),
    ...model.segments.map((of): Item => ({ kind: "segment", of })),
    ...model.drivers.map((of): Item => ({ kind: "driver", of })),
    ...model.series.map((of): Item => ({ kind: "series", of })),
  ];
  return items.map((item) => ({ item, at: null, misses: MOST_MISSES, isUnnamed: false, isAnything: true }));
};

const sheetName = ({ name }: Sheet): Said => ({ row: SHEET_NAME, column: SHEET_NAME, text: name });

/** `isOneOfSeveral`: whether it is one of several reports, and its numbers are told by it. */
function judge(
  sheet: Sheet,
  cell: Held,
  typed: Typed,
  near: Around,
  { labels, numbers }: Reader,
  isOneOfSeveral: boolean,
): readonly Judged[] {
  const titles = [...near.titles, sheetName(sheet)];
  const times = timesOf(near, titles, numbers.years);
  if (!times) return [];
  const beside = [...near.row, ...near.column];
  const measuresIn = (texts: readonly Said[]): readonly Measure[] =>
    texts.flatMap(({ text }) => labels.read(text).measures.slice(0, 1));
  const measures = [measuresIn(beside), measuresIn(near.headings), measuresIn(titles)];
  const estimatesIn = (texts: readonly Said[]): readonly string[] =>
    texts.flatMap(({ text }) =>
      labels.read(text).items.flatMap((item) => (item.kind === "scenario" ? [item.of.id] : [])),
    );
  const estimates = { near: estimatesIn([...beside, ...near.headings]), far: estimatesIn(titles) };
  const named = [...estimates.near, ...estimates.far];
  const units = unitsAround(near);
  const given = { units, isPercent: typed.isPercent, value: typed.value };
  const { report } = numbers.model;
  const found: Judged[] = [];
  const subjects = subjectsOf(beside, near.headings, titles, labels, numbers, estimates);
  const mayBeAnything =
    typed.digits >= ENOUGH && typed.shown === null && beside.every(({ text }) => labels.read(text).rest === "");
  for (const subject of subjects.length === 0 && mayBeAnything ? anythingOf(numbers) : subjects) {
    const measure = measures.find((some) => some.length > 0)?.[0] ?? null;
    const ofTitle = measure !== null && measures[0]!.length === 0;
    const targets = times.flatMap(({ years, ...time }) =>
      [...new Set([measure, ...(ofTitle ? [null] : [])])].flatMap((one) =>
        numbers
          .of(subject.item, one, years, named)
          .map((target) => ({ target, ...time, isTold: one !== null || target.formula !== "SHARE" })),
      ),
    );
    for (const { target, at, isOne, isTold } of targets) {
      const conversions =
        target.unit === null
          ? moneys(numbers.model, given)
          : target.unit === "%"
            ? percentages(given)
            : amounts(report, target.unit, given);
      for (const conversion of conversions) {
        const number = numbers.value(target, conversion.money);
        if (!number || number.value === 0) continue;
        const value = Number((number.value * conversion.times).toPrecision(15));
        const fit = fitOf(typed, value);
        if (!fit) continue;
        const misses =
          subject.misses +
          (at ? (isOne ? 0 : 1) : 2) +
          conversion.guessed +
          (isTold ? 0 : 1) +
          { exact: 0, rounded: 0, shown: 1, round: 2 }[fit] +
          (typed.digits < 2 && fit !== "exact" ? 1 : 0);
        if (misses > MOST_MISSES + 1) continue;
        if (subject.isAnything && misses > MOST_MISSES) continue;
        const what = described(numbers, target, isOneOfSeveral);
        found.push({
          target,
          numbers,
          conversion,
          value,
          fit,
          misses,
          isRound: typed.digits < ENOUGH && (fit === "exact" || fit === "rounded"),
          same: `${report.id} ${sameAs(target, number.value, number.figures)}`,
          what,
          isUnnamed: subject.isUnnamed && target.item.kind === "scenario",
          isByAny: target.scenario !== null && !named.includes(target.scenario),
          why: whyOf(
            cell,
            typed,
            fit,
            value,
            numbers,
            what,
            target,
            subject,
            { at, isOne },
            conversion,
            given.isPercent,
          ),
        });
      }
    }
  }
  return found;
}

/** A size that several formulas give is one number; of one thing, whoever's estimate gives it. */
function sameAs({ formula, item, scenario, years }: Target, value: number, figures: string): string {
  const number = value.toPrecision(10);
  if (figures !== "") return [number, ...years, figures].join(" ");
  const isWhole = item.kind === "scenario";
  return [number, formula, item.kind, item.of.id, isWhole ? scenario : "", ...years].join(" ");
}

function whyOf(
  cell: Held,
  typed: Typed,
  fit: Fit,
  value: number,
  numbers: Numbers,
  what: Text,
  target: Target,
  subject: Subject,
  { at, isOne }: Pick<Times, "at" | "isOne">,
  conversion: Conversion,
  isPercent: boolean,
): Text {
  const plain = (number: number): string => String(Number(number.toPrecision(6)));
  const unit: readonly Text[] = conversion.said
    ? [unitText(conversion.said.at, conversion.said.unit)]
    : target.unit === "%"
      ? isPercent
        ? [percentFormat]
        : []
      : [noUnit(conversion.money ?? target.unit ?? numbers.model.report.unit)];
  return joined([
    ...(cell.isAsText ? [asText(String(cell.value))] : []),
    fitText(String(typed.value), fit, what, plain(value)),
    nameText(subject.at, subject.misses === 0 || subject.isUnnamed),
    ...(subject.isUnnamed ? [anyEstimate] : []),
    yearText(at, isOne),
    ...unit,
  ]);
}

/** The years that it can be of; null where it is of a part of one. */
function timesOf(
  { row, column, years, headings }: Around,
  titles: readonly Said[],
  all: readonly string[],
): readonly Times[] | null {
  const said = (texts: readonly Said[]) => texts.map((at) => ({ at, ...yearsIn(at.text) }));
  const beside = said([...row, ...column, ...years]);
  if (beside.some(({ isPart }) => isPart)) return null;
  for (const level of [beside, said(headings), said(titles)]) {
    const spans = level.flatMap(({ at, spans }) => spans.map((years) => ({ years, at })));
    const singles = level.flatMap(({ at, years }) => years.map((year) => ({ years: [year], at })));
    const isOf = (year: string) => year.replace("FY", "");
    const distinct = singles.filter(
      ({ years: [year] }, index) => singles.findIndex((other) => isOf(other.years[0]!) === isOf(year!)) === index,
    );
    if (level !== beside && distinct.length + spans.length === 0) continue;
    if (distinct.length + spans.length === 0) continue;
    const isOne = distinct.length <= 1 && spans.length <= 1;
    return [
      ...distinct.map((one) => ({ ...one, isOne: distinct.length === 1 })),
      ...spans.map((one) => ({ ...one, isOne: isOne || spans.length === 1 })),
    ];
  }
  return all.map((year) => ({ years: [year], at: null, isOne: false }));
}

/** What it can be a number of: what its row and column name, else what its heading or title does, else any market. */
function subjectsOf(
  beside: readonly Said[],
  headings: readonly Said[],
  titles: readonly Said[],
  labels: Labels,
  { model }: Numbers,
  estimates: { readonly near: readonly string[]; readonly far: readonly string[] },
): readonly Subject[] {
  const whole = (at: Said, misses: number): readonly Subject[] => {
    const { near, far } = estimates;
    // What a title says may be meant for more than one table.
    const views = near.length > 0 ? model.scenarios.filter(({ id }) => near.includes(id)) : model.scenarios;
    return views.map((of): Subject => {
      const isNamed = [...near, ...far].includes(of.id);
      return { item: { kind: "scenario", of }, at, misses: misses + (isNamed ? 0 : 1), isUnnamed: !isNamed };
    });
  };
  const isExplained = beside.every(({ text }) => labels.read(text).rest === "");
  const from = (texts: readonly Said[], misses: number): readonly Subject[] => {
    const all = texts.flatMap((at) => labels.read(at.text).items.map((item) => ({ item, at })));
    // A scenario beside a segment says by whose estimate it is.
    const isOnlyBy = (at: Said): boolean =>
      all.some((other) => other.at !== at && other.item.kind !== "scenario" && other.item.kind !== "figure");
    const subjects = all.filter(({ item, at }) => item.kind !== "scenario" || !isOnlyBy(at));
    const things = new Set(subjects.filter(({ item }) => item.kind !== "figure").map(({ at }) => at));
    const more = things.size > 1 ? 1 : 0;
    const wholes = texts.filter(({ text }) => labels.read(text).isWhole);
    const isAlone = subjects.every(({ item }) => item.kind === "figure" || item.kind === "scenario");
    return [
      ...subjects.map(({ item, at }) => ({ item, at, misses: misses + more, isUnnamed: false })),
      ...(isAlone && wholes.length > 0 && !subjects.some(({ item }) => item.kind === "scenario")
        ? whole(wholes[0]!, misses)
        : []),
    ];
  };
  const near = from(beside, isExplained ? 0 : 1);
  if (near.length > 0) return near;
  for (const texts of [headings, titles]) {
    for (const at of texts) {
      const { rest } = labels.read(at.text);
      const found = from([at], (isExplained ? 0 : 1) + (rest === "" ? 0 : 1));
      if (found.length > 0) return found;
    }
  }
  return [];
}

export const addressOf = ({ row, column }: Proposal): string => cellAddress(row, column);

/**
 * The two tables that hold a workbook's assumptions, between cells and data. Tables are found by name and columns by
 * position, so that headers can be in any language; what the user adds to the right of our columns is the user's.
 */
import {
  isFault,
  normalise,
  type Assumption,
  type Model,
  type OfReport,
  type OwnScenario,
  type Override,
  YEAR_END,
  yearEndOf,
} from "../../model";
import { listed } from "../../functions/fill";
import type { Setting } from "../../functions/setting";
import { readYear } from "../../functions/year";
import { printedIn, sectionName, unitName } from "../../report";
import type { Report, Text } from "../../report/types";
import type { CellValue, Grid } from "../../excel/cells/contents";
import { FORMATS, numberFormat, type Cell } from "../../excel/plans/cells";
import { messageText } from "../messages/messages";
import { BASIS_TEXT, publisherOf, TEXT } from "../sheets/texts";
import type { AssumptionId, Language, TableName } from "../types";
import { NO_YEAR, problemMessage } from "./problems";

const HEADERS = {
  MarketAssumptions: [
    TEXT.key,
    TEXT.scenario,
    TEXT.year,
    TEXT.default,
    TEXT.override,
    TEXT.unit,
    TEXT.basis,
    TEXT.source,
    TEXT.status,
    TEXT.name,
    TEXT.why,
    TEXT.report,
  ],
  MarketScenarios: [TEXT.scenario, TEXT.name, TEXT.basedOn, TEXT.until, TEXT.beyond, TEXT.report],
} as const satisfies Readonly<Record<TableName, readonly Text[]>>;

export const COLUMN = {
  key: 0,
  scenario: 1,
  year: 2,
  default: 3,
  override: 4,
  unit: 5,
  basis: 6,
  source: 7,
  status: 8,
  name: 9,
  why: 10,
  report: 11,
} as const;
/** Where a row of a table of ours says which report it is of, as a new table has it. */
export const REPORT_AT: Readonly<Record<TableName, number>> = { MarketAssumptions: COLUMN.report, MarketScenarios: 5 };
/** Columns without which a table can't be read. */
export const WIDTH: Readonly<Record<TableName, number>> = { MarketAssumptions: 9, MarketScenarios: 3 };

export const headersOf = (table: TableName, language: Language): readonly string[] =>
  HEADERS[table].map((header) => header[language]);

/**
 * Our columns that a table lacks. A column's header may be renamed, but a header of ours in another's place
 * means that columns were deleted or moved, and reading by position would take one number for another.
 */
export function lostColumns(table: TableName, headers: readonly CellValue[]): readonly Text[] {
  const known = HEADERS[table];
  const found = headers.map((header) => known.findIndex((text) => isHeader(header, text)));
  return known
    .slice(0, WIDTH[table])
    .filter((_, index) => index >= headers.length || (found[index]! >= 0 && found[index] !== index));
}

const isHeader = (header: CellValue | undefined, { en, zh }: Text): boolean => header === en || header === zh;

/** Whether a cell is the title of a column of the assumptions, in either language. */
export const isTitleOf = (column: number, value: CellValue): boolean =>
  isHeader(value, HEADERS.MarketAssumptions[column]!);

/**
 * How many columns of a table, from the first on, are ours. A table of 1.0 has none for names and reasons, and one that was
 * made for one report none for reports: what stands there is the user's.
 */
export function oursIn(table: TableName, headers: readonly CellValue[]): number {
  const widths = [HEADERS[table].length, REPORT_AT[table]];
  const isOurs = (text: Text, at: number): boolean => at < WIDTH[table] || isHeader(headers[at], text);
  return widths.find((width) => HEADERS[table].slice(0, width).every(isOurs)) ?? WIDTH[table];
}

/** Whether a table of assumptions is as 1.0 made it, with nothing that is called as a name or a reason is. */
export const lacksNames = (headers: readonly CellValue[]): boolean =>
  oursIn("MarketAssumptions", headers) === WIDTH.MarketAssumptions &&
  !headers.some((header) => isHeader(header, TEXT.name) || isHeader(header, TEXT.why));

/** Where a table says which report a row is of, which may be beyond the user's columns; null where it doesn't. */
export function reportColumnIn(headers: readonly CellValue[]): number | null {
  const at = headers.findIndex((header) => isHeader(header, TEXT.report));
  return at < 0 ? null : at;
}

/** The reports of a workbook. */
export interface Reports {
  /** Its id. */
  readonly main: string;
  /** The ids of the others. */
  readonly others: readonly string[];
}

/** Rows of a table, and where it says which report a row is of. */
export interface Rows {
  readonly rows: Grid;
  readonly report: number | null;
}

/** What a row says of its report: nothing where it is of the main one. One that the workbook doesn't have is as typed. */
function reportOf(row: readonly CellValue[], column: number | null, { main, others }: Reports): OfReport {
  const text = column === null ? "" : textOf(row[column]);
  const isIt = (id: string): boolean => normalise(id) === normalise(text);
  return text === "" || isIt(main) ? {} : { report: others.find(isIt) ?? text };
}

export const textOf = (value: CellValue | undefined): string => String(value ?? "").trim();
const isBlank = (value: CellValue | undefined): boolean => textOf(value) === "";

/** Assumptions are for the report's years: where the workbook's end in another month, FY2027 is none of them. */
function yearOf(value: CellValue | undefined, hasOwnYears: boolean): number | null {
  if (isBlank(value)) return null;
  const reading = readYear(value);
  return "year" in reading && !(reading.fiscal && hasOwnYears) ? reading.year : NO_YEAR;
}

function overrideOf(row: readonly CellValue[], hasOwnYears: boolean, of: OfReport): Override | null {
  const value = row[COLUMN.override];
  if (isBlank(value)) return null;
  return {
    ...of,
    key: textOf(row[COLUMN.key]),
    scenario: isBlank(row[COLUMN.scenario]) ? null : textOf(row[COLUMN.scenario]),
    year: yearOf(row[COLUMN.year], hasOwnYears),
    // What isn't a number goes to the model as such, and comes back as a problem of its row.
    value: typeof value === "number" ? value : NaN,
  };
}

export function readOverrides({ rows, report }: Rows, reports: Reports): readonly Override[] {
  const hasOwnYears = rows.some((row) => textOf(row[COLUMN.key]) === YEAR_END && !isBlank(row[COLUMN.override]));
  return rows.flatMap((row) => overrideOf(row, hasOwnYears, reportOf(row, report, reports)) ?? []);
}

/** `ours`: how many of their columns, from the first on, are. */
export const readScenarios = (
  { rows, ours, report }: Rows & { readonly ours: number },
  reports: Reports,
): readonly OwnScenario[] =>
  rows.flatMap((row): OwnScenario[] => {
    const [id, name, basedOn, until, beyond] = row.slice(0, Math.min(ours, REPORT_AT.MarketScenarios));
    if (isBlank(id)) return [];
    return [
      {
        ...reportOf(row, report, reports),
        id: textOf(id),
        name: isBlank(name) ? textOf(id) : textOf(name),
        basedOn: textOf(basedOn),
        ...(!isBlank(until) && { until: yearOf(until, true) }),
        ...(!isBlank(beyond) && { beyond: textOf(beyond) }),
      },
    ];
  });

/** Whether an edition knows what a row names: a default of nothing would count as 0 where the user's cells refer to it. */
function knownTo(model: Model): (row: readonly CellValue[]) => boolean {
  const keys = new Set(model.assumptionRows().flatMap(({ key, name }) => [key, ...Object.values(name)].map(normalise)));
  return (row) =>
    isBlank(row[COLUMN.key]) ||
    (keys.has(normalise(textOf(row[COLUMN.key]))) &&
      (isBlank(row[COLUMN.scenario]) || !isFault(model.scenario(textOf(row[COLUMN.scenario])))));
}

/** One string for what identifies an assumption. */
export const placeOf = ({ report, key, scenario, year }: AssumptionId): string =>
  [report ?? "", key, scenario ?? "", year ?? ""].map((part) => normalise(String(part))).join("|");

/** Of a workbook's reports; the main one's is the first. */
export type Models = readonly [main: Model, ...others: Model[]];

export const modelsOf = ({ main, models }: Setting): Models => [
  main,
  ...[...models.values()].filter((model) => model !== main),
];

const reportsOf = ([main, ...others]: Models): Reports => ({
  main: main.report.id,
  others: others.map(({ report }) => report.id),
});

/** Which report a row is of. */
export const reportIn = (models: Models, row: readonly CellValue[], { report }: Pick<Rows, "report">): OfReport =>
  reportOf(row, report, reportsOf(models));

export const isOfReport =
  (models: Models, of: OfReport) =>
  (row: readonly CellValue[], table: Pick<Rows, "report">): boolean =>
    reportIn(models, row, table).report === of.report;

/** The model that a row of a report is read by; undefined where there is none. */
export const modelFor = ([main, ...others]: Models, { report: of }: OfReport): Model | undefined =>
  of === undefined ? main : others.find(({ report }) => report.id === of);

/** Ids in place of the names that a row may give, as the model sees them. */
export function identified(model: Model, of: OfReport) {
  const keys = new Map<string, string>();
  for (const { key, name } of model.assumptionRows()) {
    for (const known of [key, ...Object.values(name)]) {
      if (known && !keys.has(normalise(known))) keys.set(normalise(known), key);
    }
  }
  return (row: readonly CellValue[]): AssumptionId => {
    const key = textOf(row[COLUMN.key]);
    const scenario = isBlank(row[COLUMN.scenario]) ? null : textOf(row[COLUMN.scenario]);
    const found = scenario === null ? null : model.scenario(scenario);
    return {
      ...of,
      key: keys.get(normalise(key)) ?? key,
      scenario: found === null || isFault(found) ? scenario : found.id,
      year: yearOf(row[COLUMN.year], model.yearEnd !== yearEndOf(model.report)),
    };
  };
}

/**
 * The assumption that stands behind each row of the table, in the table's order; null for an empty row. Where two rows
 * name the same one, the first is it, and the second a duplicate.
 */
export function assumptionsOf(models: Models, { rows, report }: Rows): readonly (Assumption | null)[] {
  const reports = rows.map((row) => reportOf(row, report, reportsOf(models)).report);
  const found = rows.map((row, index) => strayOf(row, reports[index]));
  for (const report of new Set(reports)) {
    const of = report === undefined ? {} : { report };
    const model = modelFor(models, of);
    if (!model) continue;
    const places = reports.flatMap((one, index) => (one === report ? [index] : []));
    const its = assumptionsIn(
      model,
      of,
      places.map((index) => rows[index]!),
    );
    places.forEach((index, at) => (found[index] = its[at]!));
  }
  return found;
}

/** A row of a report that the workbook doesn't have. */
function strayOf(row: readonly CellValue[], report: string | undefined): Assumption | null {
  const override = report === undefined ? null : overrideOf(row, false, { report });
  if (report === undefined || !override) return null;
  const name = { en: override.key, zh: override.key };
  const nothing = { default: null, unit: "", basis: "derived", figures: [] } as const;
  return { ...override, ...nothing, name, override: override.value, problem: { problem: "unknown-report", report } };
}

function assumptionsIn(model: Model, of: OfReport, rows: Grid): readonly (Assumption | null)[] {
  const identify = identified(model, of);
  const known = new Map<string, Assumption[]>();
  for (const assumption of model.assumptionRows()) {
    const place = placeOf(assumption);
    known.set(place, [...(known.get(place) ?? []), assumption]);
  }
  const places = rows.map((row) => (isBlank(row[COLUMN.key]) ? null : placeOf(identify(row))));
  return rows.map((row, index) => {
    const place = places[index];
    const candidates = place === null || place === undefined ? [] : (known.get(place) ?? []);
    const overridden = candidates.filter(({ override }) => override !== null);
    if (isBlank(row[COLUMN.override])) {
      const [first] = candidates;
      return first
        ? { ...first, override: null, problem: null, basis: first.default === null ? first.basis : plainBasis(first) }
        : null;
    }
    const before = rows.slice(0, index).filter((other, at) => places[at] === place && !isBlank(other[COLUMN.override]));
    return overridden[before.length] ?? null;
  });
}

/** The basis of a default whose row has no override, though another row of the same place may have one. */
const plainBasis = ({ basis }: Assumption): Assumption["basis"] => (basis === "overridden" ? "reported" : basis);

/** What our columns say beside key, scenario, year and override; why is left to the user. */
function rowTexts(model: Model, assumption: Assumption, language: Language): readonly CellValue[] {
  const { report } = model;
  return [
    assumption.default ?? "",
    assumption.override ?? "",
    unitName(report, assumption.unit, language),
    // What has no value comes from nowhere.
    assumption.default === null && assumption.basis !== "overridden" ? "" : BASIS_TEXT[assumption.basis][language],
    sourceText(report, assumption, language),
    statusText(assumption, language),
    nameText(model, assumption, language),
    "",
  ];
}

/** What a key is called, and the scenario that it is of. */
function nameText(model: Model, { key, scenario, name }: Assumption, language: Language): string {
  const found = scenario === null ? null : model.scenario(scenario);
  const called = name[language] === key ? [] : [name[language]];
  return listed([...called, ...(found === null || isFault(found) ? [] : [found.name[language]])], language);
}

/** Publisher, document, page and section of the figures behind a default. */
function sourceText(report: Report, { figures }: Assumption, language: Language): string {
  const texts = figures.map((figure) =>
    listed(
      [
        publisherOf(report, figure, language),
        ...printedIn(figure, language),
        ...(figure.section === null ? [] : [sectionName(figure.section, language)]),
      ],
      language,
    ),
  );
  return [...new Set(texts)].join({ en: "; ", zh: "；" }[language]);
}

function statusText({ override, problem }: Assumption, language: Language): string {
  if (problem) return messageText(problemMessage(problem), language);
  return override === null ? "" : messageText({ id: "status-used" }, language);
}

/** An output cell of ours whose text is not what it should be. */
export interface CellChange {
  /** Within the table's body. */
  readonly row: number;
  readonly column: number;
  readonly value: CellValue;
}

/** How the cells of a column of ours look: what is there to be typed into stands out, and a unit stands off from its number. */
export function rowLook(table: TableName, column: number): Pick<Cell, "style" | "align"> {
  if (table === "MarketScenarios") return { style: "input" };
  if (column === COLUMN.override || column === COLUMN.why) return { style: "entry" };
  return column === COLUMN.unit ? { style: "label", align: "apart" } : { style: "label" };
}

/** Columns of the assumptions that say what the model does. */
export const OUTPUTS: readonly number[] = [
  COLUMN.default,
  COLUMN.unit,
  COLUMN.basis,
  COLUMN.source,
  COLUMN.status,
  COLUMN.name,
];

/** The cells of our output columns, so many of them as the table has, that have to be written for it to say what the model does. */
export function outputChanges(
  models: Models,
  table: Rows & { readonly ours: number },
  language: Language,
): readonly CellChange[] {
  const { rows, ours } = table;
  const known = new Map(models.map((model) => [model, knownTo(model)]));
  return assumptionsOf(models, table).flatMap((assumption, row) => {
    const model = modelFor(models, assumption ?? reportIn(models, rows[row]!, table));
    const isKnown = isBlank(rows[row]![COLUMN.key]) || (model && known.get(model)!(rows[row]!));
    const none = isKnown ? emptyTexts : [TEXT.notInEdition[language], ...emptyTexts.slice(1)];
    const [byDefault, , ...rest] = assumption ? rowTexts(model ?? models[0], assumption, language) : none;
    const wanted = new Map<number, CellValue>([byDefault!, ...rest].map((value, index) => [OUTPUTS[index]!, value]));
    return OUTPUTS.filter((column) => column < ours).flatMap((column) => {
      const value = wanted.get(column)!;
      return same(rows[row]![column], value) ? [] : [{ row, column, value }];
    });
  });
}

const emptyTexts: readonly CellValue[] = ["", "", "", "", "", "", ""];
const same = (shown: CellValue | undefined, wanted: CellValue): boolean => (shown ?? "") === wanted;

/** A row of the table as it is first written, with all of our columns; `why`: the user's reason, where it is known. */
export function newRow(model: Model, assumption: Assumption, language: Language, why = ""): readonly CellValue[] {
  const { key, scenario, year, report = "" } = assumption;
  const row = [key, scenario ?? "", year ?? "", ...rowTexts(model, assumption, language), report];
  return row.map((value, column) => (column === COLUMN.why ? why : value));
}

/** Number formats of our columns in a row of the table. */
export function rowFormats(table: TableName, row: readonly CellValue[]): readonly string[] {
  const formats = Array<string>(HEADERS[table].length).fill(FORMATS.general);
  if (table !== "MarketAssumptions") return formats;
  const value = row[COLUMN.default];
  const percent = row[COLUMN.unit] === "%" ? "0.0###%" : null;
  formats[COLUMN.year] = FORMATS.year;
  formats[COLUMN.default] = percent ?? numberFormat(typeof value === "number" ? value : 0);
  // What the user will type isn't known, and none of its decimals may be hidden.
  formats[COLUMN.override] = percent ?? FORMATS.decimal;
  return formats;
}

/** Rows for the report's assumptions that a table has none for. */
export function lackingRows(model: Model, table: Rows, language: Language): readonly (readonly CellValue[])[] {
  const there = new Set(assumptionsOf([model], table).flatMap((one) => (one ? [placeOf(one)] : [])));
  return model
    .assumptionRows()
    .filter((assumption) => assumption.override === null && !there.has(placeOf(assumption)))
    .map((assumption) => newRow(model, assumption, language));
}

/** Index of the row that holds an assumption; -1 when the table has none. */
export function rowIndex(models: Models, { rows, report }: Rows, id: AssumptionId): number {
  const model = modelFor(models, id);
  if (!model) return -1;
  const identify = identified(model, id.report === undefined ? {} : { report: id.report });
  const wanted = placeOf(id);
  const reports = reportsOf(models);
  return rows.findIndex(
    (row) =>
      !isBlank(row[COLUMN.key]) &&
      reportOf(row, report, reports).report === id.report &&
      placeOf(identify(row)) === wanted,
  );
}

export const isRowEmpty = (row: readonly CellValue[]): boolean => row.every(isBlank);

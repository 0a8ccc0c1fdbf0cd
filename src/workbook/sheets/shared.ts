/** What the plans of sheets share: their shape, their setting, and the header of years that they have in common. */
import { fill } from "../../functions/fill";
import type { Model, ScenarioView } from "../../model";
import type { NamedKind, NameField } from "../../functions/words";
import { unitName } from "../../report";
import type { Text } from "../../report/types";
import type { ChartPlan, SheetPlan as PlannedSheet } from "../../excel/plans/sheets";
import { asNumbers, formula, FORMATS, number, referrer, text, type Canvas, type Cell } from "../../excel/plans/cells";
import { SHEET_NAMES, TEXT } from "./texts";
import type { Language, SheetKind } from "../types";
import type { Block } from "./blocks";

/** A sheet of the report's defaults. */
export interface SheetPlan extends PlannedSheet {
  readonly kind: SheetKind;
  /** What its cells are called. */
  readonly blocks: readonly Block[];
}

/** What the plans of one load share. */
export interface Setting {
  readonly model: Model;
  /** Of the workbook's other reports: the Assumptions sheet shows what is overridden of them, Checks what they claim. */
  readonly others?: readonly Model[];
  /** What stands before the report's names: nothing, or the id and a colon of one that isn't the workbook's main one. */
  readonly prefix?: string;
  readonly language: Language;
  /** Names of the sheets that the workbook will have, for links between them. */
  readonly names: Readonly<Partial<Record<SheetKind, string>>>;
  /** Whether the table of own scenarios comes with the Assumptions sheet; not where it stands elsewhere. */
  readonly withScenarios: boolean;
  /** Why assumptions are overridden, by their place, where a lost table comes back. */
  readonly reasons?: ReadonlyMap<string, string>;
}

export const NO_CHART: readonly ChartPlan[] = [];
/** Columns before the years: id, name, section, unit. */
export const FIRST_YEAR = 4;

export const span = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Where the Market sheet has its unit, which the Segments sheet follows. */
export const MARKET_UNIT = { row: 4, column: 1 } as const;

/** The block that every sheet begins with. */
export const HEADING: Block = { key: "heading", row: 0, rows: ["title", "version", "colours"], columns: [] };

export function heading(sheet: Canvas, { model, language }: Setting, kind: SheetKind): void {
  sheet.put(
    0,
    0,
    text(`${SHEET_NAMES[kind][language]}${TEXT.colon[language]}${model.report.title[language]}`, "title"),
  );
  sheet.put(1, 0, formula("MARKET.VERSION()", FORMATS.general, "note"));
  sheet.put(2, 0, text(TEXT.colours[language], "note"));
}

/** In a formula. */
export const GAP = '"n/a"';

/** What the report has no value for is said to be missing: it is no error of the sheet. */
export const orGap = (call: string, format: string): Cell => asNumbers(formula(`IFNA(${call},${GAP})`, format));

/** Runs of years that any of the scenarios has a value for. */
export function yearsOf(scenarios: readonly ScenarioView[]): readonly number[] {
  const used = scenarios.filter(({ from, to }) => from <= to);
  return used.length === 0
    ? []
    : span(Math.min(...used.map(({ from }) => from)), Math.max(...used.map(({ to }) => to)));
}

/** The name and the section of what a row's id stands for, so that they follow it. `before`: what the name begins with. */
export function named(id: string, kind: NamedKind, before = ""): readonly [Cell, Cell] {
  const ask = (field: NameField): string => `MARKET.NAME(${id},"${field}","${kind}")`;
  return [
    formula(before === "" ? ask("name") : `"${before}"&${ask("name")}`, FORMATS.general),
    // What isn't the report's own has no section, and that is no error of the sheet.
    formula(`IFNA(${ask("section")},"")`, FORMATS.general),
  ];
}

/** The header of a block with the years along the top. Years are inputs: the columns below follow them. */
export function yearHeader(
  sheet: Canvas,
  row: number,
  language: Language,
  years: readonly number[],
  first: Text = TEXT.scenario,
): void {
  const titles = [first, TEXT.name, TEXT.section, TEXT.unit].map((title) => text(title[language], "header"));
  sheet.row(row, 0, [...titles, ...years.map((year) => number(year, FORMATS.year, "year"))]);
}

/** The unit that sizes are asked for in. Formulas take its Chinese name as they take the report's own. */
export const unitInput = ({ report }: Model, language: Language): Cell =>
  text(unitName(report, report.unit, language), "input");

/** The top of a block without a sheet: its unit, which the reference that it gives refers to, and the header of years. */
export function unitAndHeader(
  sheet: Canvas,
  { model, language }: Setting,
  years: readonly number[],
  first: Text = TEXT.scenario,
): string {
  sheet.row(0, 0, [text(TEXT.unit[language]), unitInput(model, language)]);
  yearHeader(sheet, 1, language, years, first);
  return referrer(sheet).cell(0, 1, "both");
}

const ID_WIDTH = 18;
const NAME_WIDTH = 44;
const UNIT_WIDTH = 12;
const YEAR_WIDTH = 11;

export const gridWidths = (years: number): readonly number[] => [
  ID_WIDTH,
  NAME_WIDTH,
  UNIT_WIDTH,
  UNIT_WIDTH,
  ...Array<number>(years).fill(YEAR_WIDTH),
];

/** A chart's title can't follow the unit that the user asks for. */
export const chartTitle = (name: string, language: Language): string => fill(TEXT.chartTitle, { name }, language);

export const nameOf = (kind: SheetKind, { names, language }: Setting): string =>
  names[kind] ?? SHEET_NAMES[kind][language];

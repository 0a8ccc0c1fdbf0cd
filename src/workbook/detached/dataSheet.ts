/**
 * The sheet with the model's values that native formulas look in, as a plan. Years run along the top, in the same columns for
 * every block; what there is no value for is #N/A, so that nobody takes a gap for a zero.
 */
import { isFault, type Model, type Result } from "../../model";
import { figureValue } from "../../functions/definitions/report";
import { check } from "../../functions/definitions/checks";
import { version } from "../../functions/definitions/reference";
import type { Figure } from "../../report/types";
import { Refusal } from "../../functions/refusal";
import { canvas, formula, FORMATS, number, referrer, text, type Cell } from "../../excel/plans/cells";
import type { SheetPlan } from "../sheets";
import { TEXT } from "../sheets/texts";
import type { Language } from "../types";
import { builtScenarios, FIELDS, knownNames, STATISTICS, type KnownName, type NameKind } from "./names";
import { DETACHED } from "./texts";

/** A block of values and the ids that name its rows, as references for formulas. */
export interface BlockRefs {
  readonly values: string;
  readonly ids: string;
}

export interface NameRefs {
  /** With the first row, which stands for a blank argument. */
  readonly all: { readonly keys: string; readonly targets: string };
  /** Without it, for an argument that has to be given. */
  readonly given: { readonly keys: string; readonly targets: string };
}

/** Where a native formula finds what. */
export interface DataRefs {
  readonly years: string;
  /** The row of the chosen scenario, among all and among those that are built from drivers. */
  readonly chosen: string;
  readonly chosenBuilt: string;
  readonly version: string;
  readonly check: string;
  readonly size: BlockRefs;
  /** For each scenario a row for the whole market and one for each segment; the ids are those of the first scenario. */
  readonly share: BlockRefs;
  /** For each scenario that is built from drivers a row for each driver. */
  readonly driver: BlockRefs;
  readonly series: BlockRefs;
  readonly consensus: BlockRefs;
  readonly figure: BlockRefs & { readonly fields: string };
  readonly names: Readonly<Record<NameKind, NameRefs>>;
  readonly built: readonly string[];
  /** Whether a size is below zero, which growth has no meaning for. */
  readonly hasNegative: boolean;
}

export interface DataSheet {
  readonly plan: Omit<SheetPlan, "kind">;
  readonly refs: DataRefs;
}

/** A cell that became a value, and why. */
export interface ValueNote {
  readonly cell: string;
  readonly formula: string;
  readonly reason: string;
}

/** Columns before the years: id, id within it, name, unit. */
const FIRST_YEAR = 4;
const HEADER = 8;

const missing: Cell = { ...formula("NA()", FORMATS.general), style: "note" };
/** In no format of its own: a cell that looks it up would take the format over. */
const plain = (value: number): Cell => number(value, FORMATS.general, "label");
const valueCell = (value: Result): Cell => (isFault(value) ? missing : plain(value));

/** What names begin with in the list, so that a blank has a key, too, and one kind is told from another. */
export const namePrefix = (kind: NameKind): string => `${kind}:`;

export function planDataSheet(
  model: Model,
  language: Language,
  name: string,
  notes: readonly ValueNote[] = [],
): DataSheet {
  const sheet = canvas();
  const at = referrer(sheet, name);
  const years = yearsOf(model);
  const known = knownNames(model, years);
  const built = builtScenarios(model);
  const say = (key: keyof typeof DETACHED): string => DETACHED[key][language];
  let next = HEADER + 1;
  let hasNegative = false;

  const header = (row: number, titles: readonly string[]): void =>
    titles.forEach((title, column) => sheet.put(row, column, text(title, "header")));

  /** Rows of values by year under a heading. */
  function block(
    title: string,
    rows: readonly { readonly about: readonly [string, string, string, string]; at(year: number): Result }[],
    idColumn: number,
    idRows = rows.length,
  ): BlockRefs {
    sheet.put(next, 0, text(title, "heading"));
    const first = next + 1;
    rows.forEach(({ about, at }, index) => {
      sheet.row(
        first + index,
        0,
        about.map((part) => text(part)),
      );
      years.forEach((year, column) => {
        const value = at(year);
        hasNegative ||= !isFault(value) && value < 0;
        sheet.put(first + index, FIRST_YEAR + column, valueCell(value));
      });
    });
    next = first + rows.length + 1;
    const height = Math.max(1, rows.length);
    return {
      values: at.range(first, FIRST_YEAR, height, Math.max(1, years.length)),
      ids: at.range(first, idColumn, Math.max(1, idRows), 1),
    };
  }

  sheet.put(0, 0, text(`${say("sheet")}: ${model.report.title[language]}`, "title"));
  sheet.put(1, 0, text(say("explanation"), "note"));
  sheet.row(3, 0, [text(say("version")), text(String(version.evaluate(model)))]);
  sheet.row(4, 0, [
    text(say("checks")),
    formula(check.evaluate(model) === true ? "TRUE()" : "FALSE()", FORMATS.general),
  ]);
  sheet.row(5, 0, [text(TEXT.unit[language]), text(model.report.unit)]);
  sheet.row(6, 0, [text(TEXT.chosen[language]), text(model.chosen.id, "input"), text(say("chosenNote"), "note")]);
  header(
    HEADER,
    [TEXT.key, TEXT.key, TEXT.name, TEXT.unit].map((title) => title[language]),
  );
  years.forEach((year, column) => sheet.put(HEADER, FIRST_YEAR + column, { ...plain(year), style: "header" }));

  const size = block(
    TEXT.sizes[language],
    model.scenarios.map((scenario) => ({
      about: [scenario.id, "", scenario.name[language], model.report.unit],
      at: (year) => model.size(scenario, year),
    })),
    0,
  );
  const share = block(
    say("shares"),
    model.scenarios.flatMap((scenario) => [
      { about: [scenario.id, "", TEXT.market[language], "%"] as const, at: () => 1 },
      ...model.segments.map((segment) => ({
        about: [scenario.id, segment.id, segment.name[language], "%"] as const,
        at: (year: number) => model.share(segment, year, scenario),
      })),
    ]),
    1,
    model.segments.length + 1,
  );
  const driver = block(
    say("drivers"),
    built.flatMap((scenario) =>
      model.drivers.map((driver) => ({
        about: [scenario.id, driver.id, driver.name[language], driver.unit] as const,
        at: (year: number) => model.driverValue(driver, year, scenario),
      })),
    ),
    1,
    model.drivers.length,
  );
  const series = block(
    say("series"),
    model.series.map((series) => ({
      about: [series.id, "", series.name[language], series.unit],
      at: (year) => model.seriesValue(series, year),
    })),
    0,
  );
  const consensus = block(
    TEXT.consensus[language],
    STATISTICS.map((statistic) => ({
      about: [statistic, "", "", statistic === "count" ? "" : model.report.unit],
      at: (year) => model.consensus(year, statistic),
    })),
    0,
  );
  const figure = figures();
  sheet.put(next++, 0, text(say("names"), "heading"));
  sheet.put(next++, 0, text(say("namesNote"), "note"));
  // After the names' keys stand, so that the choice can be looked up among them; which rows those are is known now.
  const chosen = at.cell(6, 1, "both");
  const lookUp = { chosen: at.cell(6, 3, "both"), built: at.cell(7, 3, "both") };
  const blanks: Readonly<Partial<Record<NameKind, Cell>>> = {
    scenario: formula(lookUp.chosen, FORMATS.general),
    built: formula(lookUp.built, FORMATS.general),
    segment: plain(1),
    field: plain(1),
    statistic: plain(STATISTICS.indexOf("median") + 1),
    unit: plain(1),
  };
  const kinds = Object.keys(known) as NameKind[];
  const names = Object.fromEntries(kinds.map((kind) => [kind, nameSection(kind, known[kind])])) as Record<
    NameKind,
    NameRefs
  >;
  const find = (kind: "scenario" | "built") =>
    `INDEX(${names[kind].given.targets},MATCH(${keyOf(kind, chosen)},${names[kind].given.keys},0))`;
  sheet.put(6, 3, formula(find("scenario"), FORMATS.general));
  sheet.row(7, 2, [text(say("builtNote"), "note"), formula(`IFERROR(${find("built")},1)`, FORMATS.general)]);
  valueNotes();

  return {
    plan: {
      name,
      cells: sheet.finish(),
      widths: [26, 20, 34, 16, ...years.map(() => 12)],
      freeze: { rows: HEADER + 1, columns: FIRST_YEAR },
      tables: [],
      charts: [],
    },
    refs: {
      years: at.range(HEADER, FIRST_YEAR, 1, Math.max(1, years.length)),
      chosen: lookUp.chosen,
      chosenBuilt: lookUp.built,
      version: at.cell(3, 1, "both"),
      check: at.cell(4, 1, "both"),
      size,
      share,
      driver,
      series,
      consensus,
      figure,
      names,
      built: built.map(({ id }) => id),
      hasNegative,
    },
  };

  function figures(): BlockRefs & { readonly fields: string } {
    const { figures } = model.report;
    sheet.put(next, 0, text(say("figures"), "heading"));
    sheet.row(next + 1, 0, [text(TEXT.figure[language], "header"), null, text(TEXT.metric[language], "header"), null]);
    sheet.row(
      next + 1,
      FIRST_YEAR,
      FIELDS.map((field) => text(field, "header")),
    );
    const first = next + 2;
    figures.forEach((figure, index) => {
      sheet.row(first + index, 0, [text(figure.id), null, text(figure.metric[language])]);
      FIELDS.forEach((field, column) => {
        const value = fieldOf(model, figure, field);
        sheet.put(first + index, FIRST_YEAR + column, fieldCell(value));
      });
    });
    next = first + figures.length + 1;
    const height = Math.max(1, figures.length);
    return {
      values: at.range(first, FIRST_YEAR, height, FIELDS.length),
      ids: at.range(first, 0, height, 1),
      fields: at.range(first - 1, FIRST_YEAR, 1, FIELDS.length),
    };
  }

  /** The names of one kind; the first row stands for a blank argument. */
  function nameSection(kind: NameKind, entries: readonly KnownName[]): NameRefs {
    const first = next;
    sheet.row(first, 0, [text(namePrefix(kind)), blanks[kind] ?? missing]);
    entries.forEach(({ key, target }, index) => {
      const cell = target === null ? missing : plain(target);
      sheet.row(first + 1 + index, 0, [text(namePrefix(kind) + key), cell]);
    });
    next = first + entries.length + 1;
    const refs = (row: number, rows: number) => ({
      keys: at.range(row, 0, rows, 1),
      targets: at.range(row, 1, rows, 1),
    });
    return { all: refs(first, entries.length + 1), given: refs(first + 1, Math.max(1, entries.length)) };
  }

  function valueNotes(): void {
    if (notes.length === 0) return;
    next++;
    sheet.put(next++, 0, text(say("values"), "heading"));
    header(next++, [say("cell"), say("reason"), say("formula")]);
    for (const { cell, reason, formula } of notes) sheet.row(next++, 0, [text(cell), text(reason), text(formula)]);
  }
}

const fieldOf = figureValue.evaluate as unknown as (model: Model, figure: Figure, field: string) => unknown;

function fieldCell(value: unknown): Cell {
  if (value instanceof Refusal) return missing;
  if (typeof value === "number") return plain(value);
  return text(String(value));
}

/** Every year that anything has a value for. */
function yearsOf(model: Model): readonly number[] {
  const candidates = [
    ...model.scenarios.flatMap(({ from, to }) => (from <= to ? [from, to] : [])),
    ...model.report.figures.flatMap(({ year }) => year ?? []),
  ];
  if (candidates.length === 0) return [];
  const [from, to] = [Math.min(...candidates), Math.max(...candidates)];
  const all = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const built = builtScenarios(model);
  const has = (year: number): boolean =>
    model.scenarios.some((scenario) => !isFault(model.size(scenario, year))) ||
    model.scenarios.some((scenario) => model.segments.some((one) => !isFault(model.share(one, year, scenario)))) ||
    built.some((scenario) => model.drivers.some((driver) => !isFault(model.driverValue(driver, year, scenario)))) ||
    model.series.some((series) => !isFault(model.seriesValue(series, year))) ||
    !isFault(model.consensus(year, "count"));
  const used = all.filter(has);
  const [first, last] = [used[0], used.at(-1)];
  return first === undefined || last === undefined ? [] : all.filter((year) => year >= first && year <= last);
}

/** What stands for a text among the names: without spaces; characters that MATCH would take for wildcards are escaped. Ids of figures stand for themselves. */
export function keyOf(kind: NameKind | null, expression: string): string {
  const plain = `SUBSTITUTE(${expression}," ","")`;
  const escaped = ["~", "*", "?"].reduce((inner, sign) => `SUBSTITUTE(${inner},"${sign}","~${sign}")`, plain);
  return kind === null ? escaped : `"${namePrefix(kind)}"&${escaped}`;
}

/**
 * The sheets of the report defaults, as plans. Built as modelling standards ask: inputs, workings and outputs apart,
 * years along the top, one formula a row, no numbers in formulas, units and sources beside the figures.
 */
import { isFault, type Model, type ScenarioView } from "../model";
import type { Split, Text } from "../report/types";
import type { Area } from "./addresses";
import { figuresUsed } from "./figuresUsed";
import { canvas, formula, FORMATS, number, referrer, text, type Canvas, type Cell } from "./cells";
import { headersOf, newRow, type CellValue } from "./tables";
import { fill, SHEET_NAMES, TEXT } from "./texts";
import type { BlockKind, Language, SheetKind, TableName } from "./types";

export interface SheetPlan {
  readonly kind: SheetKind;
  readonly name: string;
  readonly cells: readonly (readonly (Cell | null)[])[];
  /** In characters of the default font, from column A. */
  readonly widths: readonly number[];
  readonly freeze: { readonly rows: number; readonly columns: number };
  readonly tables: readonly { readonly name: TableName; readonly area: Area }[];
  readonly charts: readonly ChartPlan[];
}

export interface ChartPlan {
  readonly name: string;
  readonly title: string;
  readonly type: "Line" | "ColumnStacked" | "ColumnClustered";
  /** Cells of the years along the axis. */
  readonly categories: Area;
  /** A row of values each. */
  readonly series: readonly { readonly name: string; readonly values: Area }[];
  /** Cells that it covers. */
  readonly place: Area;
}

/** What the plans of one load share. */
export interface Setting {
  readonly model: Model;
  readonly language: Language;
  /** Names of the sheets that the workbook will have, for links between them. */
  readonly names: Readonly<Partial<Record<SheetKind, string>>>;
  /** Whether the table of own scenarios comes with the Assumptions sheet; not where it stands elsewhere. */
  readonly withScenarios: boolean;
}

const NO_CHART: readonly ChartPlan[] = [];
const ID_WIDTH = 18;
const NAME_WIDTH = 30;
const UNIT_WIDTH = 12;
const YEAR_WIDTH = 11;

/** Columns before the years: id, name, section, unit. */
const FIRST_YEAR = 4;

const span = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

export function planSheet(kind: SheetKind, setting: Setting): SheetPlan {
  return PLANS[kind](setting);
}

const PLANS: Readonly<Record<SheetKind, (setting: Setting) => SheetPlan>> = {
  market: planMarket,
  segments: planSegments,
  assumptions: planAssumptions,
  sources: planSources,
  checks: planChecks,
};

/** Where the parts of a sheet are that others refer to; the plans themselves are built from these. */
const MARKET = { unit: { row: 4, column: 1 } } as const;
const SEGMENTS = { scenario: { row: 4, column: 1 }, unit: { row: 5, column: 1 } } as const;

function heading(sheet: Canvas, { model, language }: Setting, kind: SheetKind): void {
  sheet.put(0, 0, text(`${SHEET_NAMES[kind][language]}: ${model.report.title[language]}`, "title"));
  sheet.put(1, 0, formula("MARKET.VERSION()", FORMATS.general, "note"));
  sheet.put(2, 0, text(TEXT.colours[language], "note"));
}

/** Runs of years that any of the scenarios has a value for. */
function yearsOf(scenarios: readonly ScenarioView[]): readonly number[] {
  const used = scenarios.filter(({ from, to }) => from <= to);
  return used.length === 0
    ? []
    : span(Math.min(...used.map(({ from }) => from)), Math.max(...used.map(({ to }) => to)));
}

/* Market */

/** The scenarios that stand for the market at a glance: the chosen one, the bounds, the bottom-up one. */
function glance({ model, language }: Setting): readonly { readonly id: string; readonly name: string }[] {
  const bound = (alias: string, name: string) => {
    const found = model.scenario(alias);
    return isFault(found) ? [] : [{ id: found.id, name: `${name}: ${found.name[language]}` }];
  };
  const built = model.scenarios.find(({ kind }) => kind === "bottom-up");
  return [
    { id: "", name: TEXT.chosen[language] },
    ...bound("low", TEXT.lowest[language]),
    ...bound("high", TEXT.highest[language]),
    ...(built ? [{ id: built.id, name: built.name[language] }] : []),
  ];
}

function planMarket(setting: Setting): SheetPlan {
  const { model, language } = setting;
  const sheet = canvas();
  const at = referrer(sheet);
  heading(sheet, setting, "market");

  const years = yearsOf(model.scenarios);
  const ahead = span(model.chosen.from, model.chosen.to);
  const unit = at.cell(MARKET.unit.row, MARKET.unit.column, "both");
  sheet.put(3, 0, text(TEXT.inputs[language], "heading"));
  sheet.row(4, 0, [text(TEXT.unit[language]), text(model.report.unit, "input")]);
  sheet.row(5, 0, [text(TEXT.growthFrom[language]), number(model.chosen.from, FORMATS.year)]);
  sheet.row(6, 0, [text(TEXT.growthTo[language]), number(model.chosen.to, FORMATS.year)]);
  sheet.row(7, 0, [text(TEXT.statistic[language]), text("median", "input")]);
  const [from, to, statistic] = [5, 6, 7].map((row) => at.cell(row, 1, "both"));

  const outputs = 9;
  sheet.put(outputs, 0, text(TEXT.outputs[language], "heading"));
  yearHeader(sheet, outputs + 1, language, ahead);
  const lines = glance(setting);
  lines.forEach(({ id, name }, index) => {
    const row = outputs + 2 + index;
    sheet.row(row, 0, [text(id, "input"), text(name), null, formula(unit, FORMATS.general)]);
    ahead.forEach((_, year) => {
      const column = FIRST_YEAR + year;
      const args = [at.cell(outputs + 1, column, "row"), at.cell(row, 0, "column"), unit];
      sheet.put(row, column, formula(`MARKET.SIZE(${args.join(",")})`, FORMATS.money));
    });
    const growth = `MARKET.CAGR(${from},${to},${at.cell(row, 0, "column")})`;
    sheet.put(row, FIRST_YEAR + ahead.length, formula(growth, FORMATS.percent));
  });
  sheet.put(outputs + 1, FIRST_YEAR + ahead.length, text(TEXT.cagr[language], "header"));
  const consensus = outputs + 2 + lines.length;
  sheet.row(consensus, 0, [null, text(TEXT.consensus[language]), null, formula(unit, FORMATS.general)]);
  ahead.forEach((_, year) => {
    const call = `MARKET.CONSENSUS(${at.cell(outputs + 1, FIRST_YEAR + year, "row")},${statistic},${unit})`;
    // A year that nobody published a figure for has no consensus, and that is no error of the sheet.
    sheet.put(consensus, FIRST_YEAR + year, formula(`IFNA(${call},"")`, FORMATS.money));
  });

  const chartAt = consensus + 2;
  const CHART_ROWS = 18;
  const sizes = chartAt + CHART_ROWS + 1;
  sheet.put(sizes, 0, text(TEXT.sizes[language], "heading"));
  scenarioGrid(sheet, sizes + 1, setting, years, (row, column) =>
    formula(
      `IFNA(MARKET.SIZE(${at.cell(sizes + 1, column, "row")},${at.cell(row, 0, "column")},${unit}),"")`,
      FORMATS.money,
    ),
  );
  sheet.put(sizes + 1, FIRST_YEAR + years.length, text(TEXT.cagr[language], "header"));
  model.scenarios.forEach((scenario, index) => {
    const row = sizes + 2 + index;
    sheet.row(row, 0, [text(scenario.id, "input"), ...named(scenario, language), formula(unit, FORMATS.general)]);
    const growth = `IFNA(MARKET.CAGR(${from},${to},${at.cell(row, 0, "column")}),"")`;
    sheet.put(row, FIRST_YEAR + years.length, formula(growth, FORMATS.percent));
  });

  const growth = sizes + model.scenarios.length + 3;
  sheet.put(growth, 0, text(TEXT.growth[language], "heading"));
  scenarioGrid(sheet, growth + 1, setting, years, (row, column) =>
    formula(
      `IFNA(MARKET.GROWTH(${at.cell(growth + 1, column, "row")},${at.cell(row, 0, "column")}),"")`,
      FORMATS.percent,
    ),
  );
  model.scenarios.forEach((scenario, index) => {
    const row = growth + 2 + index;
    const id = formula(at.cell(sizes + 2 + index, 0), FORMATS.general);
    sheet.row(row, 0, [id, ...named(scenario, language), text("%")]);
  });
  years.forEach((_, year) => {
    const column = FIRST_YEAR + year;
    sheet.put(growth + 1, column, { ...formula(at.cell(sizes + 1, column), FORMATS.year), style: "header" });
  });

  return {
    kind: "market",
    name: nameOf("market", setting),
    cells: sheet.finish(),
    widths: gridWidths(Math.max(years.length, ahead.length) + 1),
    freeze: { rows: 3, columns: 2 },
    tables: [],
    charts: [
      {
        name: "MarketSize",
        title: `${TEXT.size[language]} (${model.report.unit})`,
        type: "Line",
        categories: { row: outputs + 1, column: FIRST_YEAR, rows: 1, columns: ahead.length },
        series: lines.map(({ name }, index) => ({
          name,
          values: { row: outputs + 2 + index, column: FIRST_YEAR, rows: 1, columns: ahead.length },
        })),
        place: { row: chartAt, column: 0, rows: CHART_ROWS, columns: FIRST_YEAR + Math.min(6, ahead.length) },
      },
    ],
  };
}

function named({ name, section }: ScenarioView, language: Language): readonly [Cell, Cell] {
  return [text(name[language]), text(section ?? "")];
}

/** The header of a block with the years along the top. Years are inputs: the columns below follow them. */
function yearHeader(
  sheet: Canvas,
  row: number,
  language: Language,
  years: readonly number[],
  first: Text = TEXT.scenario,
): void {
  const titles = [first, TEXT.name, TEXT.section, TEXT.unit].map((title) => text(title[language], "header"));
  sheet.row(row, 0, [...titles, ...years.map((year) => number(year, FORMATS.year, "year"))]);
}

/** A row for each scenario and a column for each year. */
function scenarioGrid(
  sheet: Canvas,
  header: number,
  { model, language }: Setting,
  years: readonly number[],
  cellAt: (row: number, column: number) => Cell,
): void {
  yearHeader(sheet, header, language, years);
  model.scenarios.forEach((_, index) =>
    years.forEach((_year, year) => {
      const [row, column] = [header + 1 + index, FIRST_YEAR + year];
      sheet.put(row, column, cellAt(row, column));
    }),
  );
}

const gridWidths = (years: number): readonly number[] => [
  ID_WIDTH,
  NAME_WIDTH,
  UNIT_WIDTH,
  UNIT_WIDTH,
  ...Array<number>(years).fill(YEAR_WIDTH),
];

const nameOf = (kind: SheetKind, { names, language }: Setting): string => names[kind] ?? SHEET_NAMES[kind][language];

/* Segments */

/** Years for which every segment of a split has a share in the chosen scenario. */
function splitYears({ segments }: Split, model: Model): readonly number[] {
  const { chosen } = model;
  return span(chosen.from, chosen.to).filter((year) =>
    segments.every((segment) => !isFault(model.segmentSize(segment, year, chosen))),
  );
}

interface SplitRows {
  readonly split: Split;
  readonly years: number;
  readonly heading: number;
  readonly sizes: number;
  readonly shares: number;
  /** Row of total less market; null where the parts overlap. */
  readonly difference: number | null;
  readonly chart: number;
  readonly end: number;
}

const SPLIT_CHART_ROWS = 16;

/** Which rows each split takes, worked out before anything is put, so that the Checks sheet can refer to them. */
function splitRows(model: Model): readonly SplitRows[] {
  let next = 7;
  return model.splits.map((split) => {
    const count = split.segments.length;
    const start = next;
    const shares = start + 2;
    const sizes = shares + count + 2;
    const afterSizes = sizes + count;
    const difference = split.additive ? afterSizes + 2 : null;
    const chart = afterSizes + (split.additive ? 4 : 1);
    next = chart + SPLIT_CHART_ROWS + 1;
    return {
      split,
      years: splitYears(split, model).length,
      heading: start,
      shares,
      sizes,
      difference,
      chart,
      end: next,
    };
  });
}

function planSegments(setting: Setting): SheetPlan {
  const { model, language, names } = setting;
  const sheet = canvas();
  const at = referrer(sheet);
  heading(sheet, setting, "segments");
  sheet.put(3, 0, text(TEXT.inputs[language], "heading"));
  sheet.row(4, 0, [text(TEXT.scenario[language]), text("", "input"), text(TEXT.chosenNote[language], "note")]);
  const unitLink = names.market && referrer(canvas(), names.market).cell(MARKET.unit.row, MARKET.unit.column, "both");
  sheet.row(5, 0, [
    text(TEXT.unit[language]),
    unitLink ? formula(unitLink, FORMATS.general, "link") : text(model.report.unit, "input"),
  ]);
  const scenario = at.cell(SEGMENTS.scenario.row, SEGMENTS.scenario.column, "both");
  const unit = at.cell(SEGMENTS.unit.row, SEGMENTS.unit.column, "both");

  for (const { split, heading, shares, sizes, difference } of splitRows(model)) {
    const years = splitYears(split, model);
    sheet.put(heading, 0, text(split.name[language], "heading"));
    if (!split.additive) sheet.put(heading, 1, text(TEXT.overlapping[language], "note"));
    yearHeader(sheet, shares - 1, language, years, TEXT.segment);
    yearHeader(sheet, sizes - 1, language, [], TEXT.segment);
    sheet.put(shares - 1, 1, text(TEXT.share[language], "header"));
    sheet.put(sizes - 1, 1, text(TEXT.size[language], "header"));
    split.segments.forEach((segment, index) => {
      const about = [text(segment.name[language]), text(segment.section)];
      sheet.row(shares + index, 0, [text(segment.id, "input"), ...about, text("%")]);
      const id = formula(at.cell(shares + index, 0), FORMATS.general);
      sheet.row(sizes + index, 0, [id, ...about, formula(unit, FORMATS.general)]);
    });
    years.forEach((_, year) => {
      const column = FIRST_YEAR + year;
      const header = at.cell(shares - 1, column, "row");
      sheet.put(sizes - 1, column, { ...formula(at.cell(shares - 1, column), FORMATS.year), style: "header" });
      split.segments.forEach((_segment, index) => {
        const share = `MARKET.SHARE(${at.cell(shares + index, 0, "column")},${header},${scenario})`;
        sheet.put(shares + index, column, formula(share, FORMATS.percent));
        const sizeYear = at.cell(sizes - 1, column, "row");
        const size = `MARKET.SEGMENT(${at.cell(sizes + index, 0, "column")},${sizeYear},${scenario},${unit})`;
        sheet.put(sizes + index, column, formula(size, FORMATS.money));
      });
      if (difference === null) return;
      const sizeYear = at.cell(sizes - 1, column, "row");
      const [total, market] = [difference - 2, difference - 1];
      const parts = at.range(sizes, column, split.segments.length, 1, "none");
      sheet.put(total, column, formula(`SUM(${parts})`, FORMATS.money, "total"));
      sheet.put(market, column, formula(`MARKET.SIZE(${sizeYear},${scenario},${unit})`, FORMATS.money));
      const less = `${at.cell(total, column)}-${at.cell(market, column)}`;
      sheet.put(difference, column, formula(less, FORMATS.money, "check"));
    });
    if (difference !== null) {
      [TEXT.total, TEXT.market, TEXT.difference].forEach((label, index) =>
        sheet.row(difference - 2 + index, 1, [text(label[language]), null, formula(unit, FORMATS.general)]),
      );
    }
  }

  const rows = splitRows(model);
  return {
    kind: "segments",
    name: nameOf("segments", setting),
    cells: sheet.finish(),
    widths: gridWidths(Math.max(1, ...rows.map(({ years }) => years))),
    freeze: { rows: 3, columns: 2 },
    tables: [],
    charts: rows.flatMap(({ split, years, sizes, chart }): ChartPlan[] =>
      years === 0
        ? []
        : [
            {
              name: `MarketSplit_${split.id}`,
              title: `${split.name[language]} (${model.report.unit})`,
              type: split.additive ? "ColumnStacked" : "ColumnClustered",
              categories: { row: sizes - 1, column: FIRST_YEAR, rows: 1, columns: years },
              series: split.segments.map(({ name }, index) => ({
                name: name[language],
                values: { row: sizes + index, column: FIRST_YEAR, rows: 1, columns: years },
              })),
              place: { row: chart, column: 0, rows: SPLIT_CHART_ROWS, columns: FIRST_YEAR + Math.min(6, years) },
            },
          ],
    ),
  };
}

/* Assumptions */

export const ASSUMPTIONS_AT = { row: 4, column: 0 } as const;
/** To the right of the assumptions, with room for the user's own columns between. */
export const SCENARIOS_AT = { row: 4, column: 13 } as const;

const cellOf = (value: CellValue, style: Cell["style"], format: string): Cell =>
  typeof value === "number" ? number(value, format, style) : text(String(value), style);

const valueFormat = (unit: string): string => (unit === "%" ? "0.0###%" : FORMATS.number);

function planAssumptions(setting: Setting): SheetPlan {
  const { model, language } = setting;
  const sheet = canvas();
  heading(sheet, setting, "assumptions");
  sheet.put(3, 0, text(TEXT.assumptionsNote[language], "note"));
  const { row, column } = ASSUMPTIONS_AT;
  const assumptions = model.assumptionRows();
  sheet.row(
    row,
    column,
    headersOf("MarketAssumptions", language).map((header) => text(header, "header")),
  );
  assumptions.forEach((assumption, index) =>
    sheet.row(row + 1 + index, column, assumptionCells(newRow(model, assumption, language), assumption.unit)),
  );
  const own = setting.withScenarios ? model.assumptions.scenarios : [];
  if (own.length > 0) {
    sheet.row(SCENARIOS_AT.row, SCENARIOS_AT.column, scenarioCells(own, language)[0]!);
    scenarioCells(own, language).forEach((cells, index) =>
      sheet.row(SCENARIOS_AT.row + index, SCENARIOS_AT.column, cells),
    );
  }
  const tables = [
    { name: "MarketAssumptions" as const, area: { row, column, rows: assumptions.length + 1, columns: 9 } },
    ...(own.length > 0
      ? [{ name: "MarketScenarios" as const, area: { ...SCENARIOS_AT, rows: own.length + 1, columns: 3 } }]
      : []),
  ];
  return {
    kind: "assumptions",
    name: nameOf("assumptions", setting),
    cells: sheet.finish(),
    widths: [24, 20, 8, 12, 12, 20, 13, 40, 44, 4, 4, 4, 4, 24, 24, 24],
    freeze: { rows: row + 1, columns: 1 },
    tables,
    charts: NO_CHART,
  };
}

/** A row of the assumptions table: what the user types is blue. */
export function assumptionCells(values: readonly CellValue[], unit: string): readonly Cell[] {
  const formats = [FORMATS.general, FORMATS.general, FORMATS.year, valueFormat(unit), valueFormat(unit)];
  return values.map((value, column) =>
    cellOf(value, column === 4 ? "input" : "label", formats[column] ?? FORMATS.general),
  );
}

/** The scenarios table with its header. */
export function scenarioCells(
  own: readonly { readonly id: string; readonly name: string; readonly basedOn: string }[],
  language: Language,
): readonly (readonly Cell[])[] {
  return [
    headersOf("MarketScenarios", language).map((header) => text(header, "header")),
    ...own.map(({ id, name, basedOn }) => [id, name, basedOn].map((value) => text(value, "input"))),
  ];
}

/* Sources */

/** A figure's fields that the Sources sheet asks for, a column each, named as formulas name them. */
const FIELDS = ["value", "comparator", "unit", "year", "publisher", "section"] as const;

function sourcesBlock(sheet: Canvas, row: number, { model, language }: Setting): void {
  const at = referrer(sheet);
  const fields = [TEXT.value, TEXT.comparator, TEXT.unit, TEXT.year, TEXT.publisher, TEXT.section];
  sheet.row(
    row,
    0,
    [TEXT.figure, TEXT.metric, ...fields].map((title) => text(title[language], "header")),
  );
  sheet.row(
    row + 1,
    2,
    FIELDS.map((field) => text(field, "input")),
  );
  figuresUsed(model.report).forEach((figure, index) => {
    const here = row + 2 + index;
    sheet.row(here, 0, [text(figure.id, "input"), text(figure.metric[language])]);
    FIELDS.forEach((field, offset) => {
      // A figure without a publisher or a year has none to show, and that is no error of the sheet.
      const call = `IFNA(MARKET.FIGURE(${at.cell(here, 0, "column")},${at.cell(row + 1, 2 + offset, "row")}),"")`;
      const format = field === "value" ? (figure.unit === "%" ? FORMATS.percent : FORMATS.number) : FORMATS.general;
      sheet.put(here, 2 + offset, formula(call, format));
    });
  });
}

function planSources(setting: Setting): SheetPlan {
  const sheet = canvas();
  heading(sheet, setting, "sources");
  sourcesBlock(sheet, 4, setting);
  return {
    kind: "sources",
    name: nameOf("sources", setting),
    cells: sheet.finish(),
    widths: [34, 44, 12, 12, 18, 12, 36, 10],
    freeze: { rows: 6, columns: 2 },
    tables: [],
    charts: NO_CHART,
  };
}

/* Checks */

interface CheckRow {
  readonly label: string;
  /** How much is wrong, a number. */
  readonly wrong: Cell;
  readonly allowed: number;
}

function planChecks(setting: Setting): SheetPlan {
  const { model, language } = setting;
  const sheet = canvas();
  const at = referrer(sheet);
  heading(sheet, setting, "checks");
  const checks = checkRows(setting);
  const first = 7;
  const holds = at.range(first, 3, checks.length, 1, "both");
  sheet.row(4, 0, [
    text(TEXT.allChecks[language], "check"),
    null,
    null,
    formula(`AND(${holds})`, FORMATS.general, "check"),
  ]);
  sheet.row(
    first - 1,
    0,
    [TEXT.check, TEXT.value, TEXT.allowed, TEXT.holds].map((title) => text(title[language], "header")),
  );
  checks.forEach(({ label, wrong, allowed }, index) => {
    const row = first + index;
    const test = `IFERROR(${at.cell(row, 1)}<=${at.cell(row, 2)},FALSE)`;
    sheet.row(row, 0, [text(label), wrong, number(allowed, "General"), formula(test, FORMATS.general, "check")]);
  });

  const audit = first + checks.length + 1;
  const verdicts = ["consistent", "within rounding", "only as a bound", "inconsistent"];
  const claims = model.audit(null);
  const rows = isFault(claims) ? 0 : claims.length;
  const table = audit + verdicts.length + 4;
  sheet.put(audit, 0, text(TEXT.audit[language], "heading"));
  sheet.row(
    audit + 1,
    0,
    [TEXT.verdict, TEXT.claims].map((title) => text(title[language], "header")),
  );
  const verdictCells = at.range(table + 1, 5, Math.max(1, rows), 1);
  verdicts.forEach((verdict, index) => {
    const row = audit + 2 + index;
    sheet.row(row, 0, [text(verdict, "input"), formula(`COUNTIF(${verdictCells},${at.cell(row, 0)})`, "0")]);
  });
  if (rows > 0) sheet.put(table, 0, formula("MARKET.AUDIT()", FORMATS.general));

  return {
    kind: "checks",
    name: nameOf("checks", setting),
    cells: sheet.finish(),
    widths: [52, 14, 14, 14, 14, 20],
    freeze: { rows: 3, columns: 1 },
    tables: [],
    charts: NO_CHART,
  };

  function checkRows({ names }: Setting): readonly CheckRow[] {
    const errors = (kind: SheetKind): readonly CheckRow[] => {
      const name = names[kind];
      if (name === undefined) return [];
      const { cells } = planSheet(kind, { ...setting, names });
      const area = referrer(canvas(), name).range(0, 0, cells.length, cells[0]?.length ?? 1);
      const count = formula(`SUMPRODUCT(--ISERROR(${area}))`, "0", "link");
      return [{ label: fill(TEXT.errorsOn[language], name), wrong: count, allowed: 0 }];
    };
    const segments = names.segments;
    const sums = segments === undefined ? [] : splitSums(segments);
    return [
      { label: TEXT.modelCheck[language], wrong: formula("N(NOT(MARKET.CHECK()))", "0"), allowed: 0 },
      ...sums,
      ...errors("market"),
      ...errors("segments"),
      ...errors("sources"),
    ];
  }

  function splitSums(segments: string): readonly CheckRow[] {
    return splitRows(model).flatMap(({ split, difference, years }): CheckRow[] => {
      if (difference === null || years === 0) return [];
      const area = referrer(canvas(), segments).range(difference, FIRST_YEAR, 1, years);
      return [
        {
          label: fill(TEXT.partsSum[language], split.name[language]),
          wrong: formula(`SUMSQ(${area})`, "0.0E+00", "link"),
          allowed: 1e-9,
        },
      ];
    });
  }
}

/* Blocks at a selected cell */

/** One block without a sheet around it, from a cell on. Its inputs are its own. */
export function planBlock(
  kind: BlockKind,
  setting: Setting,
  origin: { readonly row: number; readonly column: number },
): readonly (readonly (Cell | null)[])[] {
  const sheet = canvas(origin);
  if (kind === "sources") sourcesBlock(sheet, 0, setting);
  else if (kind === "market") marketBlock(sheet, setting);
  else segmentsBlock(sheet, setting);
  return sheet.finish();
}

function unitAndHeader(
  sheet: Canvas,
  { model, language }: Setting,
  years: readonly number[],
  first: Text = TEXT.scenario,
): string {
  sheet.row(0, 0, [text(TEXT.unit[language]), text(model.report.unit, "input")]);
  yearHeader(sheet, 1, language, years, first);
  return referrer(sheet).cell(0, 1, "both");
}

function marketBlock(sheet: Canvas, setting: Setting): void {
  const { model, language } = setting;
  const at = referrer(sheet);
  const years = yearsOf(model.scenarios);
  const unit = unitAndHeader(sheet, setting, years);
  model.scenarios.forEach((scenario, index) => {
    const row = 2 + index;
    sheet.row(row, 0, [text(scenario.id, "input"), ...named(scenario, language), formula(unit, FORMATS.general)]);
    years.forEach((_, year) => {
      const args = [at.cell(1, FIRST_YEAR + year, "row"), at.cell(row, 0, "column"), unit];
      sheet.put(row, FIRST_YEAR + year, formula(`IFNA(MARKET.SIZE(${args.join(",")}),"")`, FORMATS.money));
    });
  });
}

function segmentsBlock(sheet: Canvas, setting: Setting): void {
  const { model, language } = setting;
  const at = referrer(sheet);
  const years = span(model.chosen.from, model.chosen.to);
  const unit = unitAndHeader(sheet, setting, years, TEXT.segment);
  const scenario = at.cell(0, 4, "both");
  sheet.row(0, 3, [text(TEXT.scenario[language]), text("", "input"), text(TEXT.chosenNote[language], "note")]);
  model.segments.forEach((segment, index) => {
    const row = 2 + index;
    const about = [text(segment.name[language]), text(segment.section)];
    sheet.row(row, 0, [text(segment.id, "input"), ...about, formula(unit, FORMATS.general)]);
    years.forEach((_, year) => {
      const args = [at.cell(row, 0, "column"), at.cell(1, FIRST_YEAR + year, "row"), scenario, unit];
      sheet.put(row, FIRST_YEAR + year, formula(`IFNA(MARKET.SEGMENT(${args.join(",")}),"")`, FORMATS.money));
    });
  });
}

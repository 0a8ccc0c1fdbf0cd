/** The Market sheet: the market at a glance, its chart, and sizes and growth in every scenario. */
import { isFault } from "../../model";
import {
  asTexts,
  canvas,
  formula,
  FORMATS,
  number,
  referrer,
  text,
  type Canvas,
  type Cell,
} from "../../excel/plans/cells";
import { columnKeys, ID_COLUMNS, stacked } from "./blocks";
import { TEXT } from "./texts";
import {
  chartTitle,
  FIRST_YEAR,
  gridWidths,
  HEADING,
  heading,
  MARKET_UNIT,
  named,
  nameOf,
  orGap,
  span,
  unitAndHeader,
  unitInput,
  yearHeader,
  yearsOf,
  type Setting,
  type SheetPlan,
} from "./shared";

/** The scenarios that stand for the market at a glance: the chosen one, the bounds, the bottom-up one. */
function glance({ model, prefix = "", language }: Setting): readonly Line[] {
  const colon = TEXT.colon[language];
  const bound = (alias: "low" | "high", before: string): readonly Line[] => {
    const found = model.scenario(alias);
    return isFault(found)
      ? []
      : [{ key: alias, id: found.id, before: before + colon, name: before + colon + found.name[language] }];
  };
  const built = model.scenarios.find(({ kind }) => kind === "built");
  const chosen: Line =
    prefix === ""
      ? // Whichever scenario is chosen when the sheet is read.
        { key: "chosen", id: "", before: TEXT.chosen[language] + colon, name: TEXT.chosen[language] }
      : { key: "chosen", id: model.chosen.id, before: "", name: model.chosen.name[language] };
  return [
    chosen,
    ...bound("low", TEXT.lowest[language]),
    ...bound("high", TEXT.highest[language]),
    ...(built ? [{ key: "built", id: built.id, before: "", name: built.name[language] }] : []),
  ];
}

interface Line {
  readonly key: string;
  readonly id: string;
  /** What its name on the sheet begins with. */
  readonly before: string;
  /** In the chart, which can't follow a cell. */
  readonly name: string;
}

export function planMarket(setting: Setting): SheetPlan {
  const { model, prefix = "", language } = setting;
  const sheet = canvas();
  const at = referrer(sheet);
  heading(sheet, setting, "market");

  const years = yearsOf(model.scenarios);
  const ahead = span(model.chosen.from, model.chosen.to);
  const unit = at.cell(MARKET_UNIT.row, MARKET_UNIT.column, "both");
  sheet.put(3, 0, text(TEXT.inputs[language], "heading"));
  sheet.row(4, 0, [text(TEXT.unit[language]), unitInput(model, language)]);
  sheet.row(5, 0, [text(TEXT.growthFrom[language]), asTexts(number(model.chosen.from, FORMATS.year))]);
  sheet.row(6, 0, [text(TEXT.growthTo[language]), asTexts(number(model.chosen.to, FORMATS.year))]);
  // CONSENSUS is over the main report's figures, but where scenarios are given.
  const hasConsensus = prefix === "";
  if (hasConsensus) sheet.row(7, 0, [text(TEXT.statistic[language]), text("median", "input")]);
  const [from, to] = [5, 6].map((row) => at.cell(row, 1, "both"));

  const outputs = 9;
  sheet.put(outputs, 0, text(TEXT.outputs[language], "heading"));
  yearHeader(sheet, outputs + 1, language, ahead);
  const lines = glance(setting);
  lines.forEach(({ id, before }, index) => {
    const row = outputs + 2 + index;
    const labels = named(at.cell(row, 0, "column"), "scenario", before);
    sheet.row(row, 0, [text(id === "" ? "" : prefix + id, "input"), ...labels, formula(unit, FORMATS.general)]);
    ahead.forEach((_, year) => {
      const column = FIRST_YEAR + year;
      const args = [at.cell(outputs + 1, column, "row"), at.cell(row, 0, "column"), unit];
      sheet.put(row, column, orGap(`MARKET.SIZE(${args.join(",")})`, FORMATS.money));
    });
    const growth = `MARKET.CAGR(${from},${to},${at.cell(row, 0, "column")})`;
    sheet.put(row, FIRST_YEAR + ahead.length, orGap(growth, FORMATS.percent));
  });
  sheet.put(outputs + 1, FIRST_YEAR + ahead.length, text(TEXT.cagr[language], "number-header"));
  const consensus = outputs + 2 + lines.length;
  const all = [
    { asked: formula(at.cell(7, 1, "both"), FORMATS.general), label: TEXT.consensus, format: FORMATS.money },
    { asked: text("low", "input"), label: TEXT.consensusLow, format: FORMATS.money },
    { asked: text("high", "input"), label: TEXT.consensusHigh, format: FORMATS.money },
    { asked: text("count", "input"), label: TEXT.consensusCount, format: FORMATS.year },
  ];
  const statistics = hasConsensus ? all : [];
  statistics.forEach(({ asked, label, format }, index) => {
    const row = consensus + index;
    const isCount = label === TEXT.consensusCount;
    sheet.row(row, 0, [asked, text(label[language]), null, isCount ? null : formula(unit, FORMATS.general)]);
    ahead.forEach((_, year) => {
      const args = [at.cell(outputs + 1, FIRST_YEAR + year, "row"), at.cell(row, 0, "column"), unit];
      // A year that nobody published a figure for has no consensus, and that is no error of the sheet.
      sheet.put(row, FIRST_YEAR + year, formula(`IFNA(MARKET.CONSENSUS(${args.join(",")}),"")`, format));
    });
  });

  const chartAt = consensus + statistics.length + 1;
  const CHART_ROWS = 18;
  const sizes = chartAt + CHART_ROWS + 1;
  sheet.put(sizes, 0, text(TEXT.sizes[language], "heading"));
  scenarioGrid(sheet, sizes + 1, setting, years, (row, column) =>
    formula(
      `IFNA(MARKET.SIZE(${at.cell(sizes + 1, column, "row")},${at.cell(row, 0, "column")},${unit}),"")`,
      FORMATS.money,
    ),
  );
  sheet.put(sizes + 1, FIRST_YEAR + years.length, text(TEXT.cagr[language], "number-header"));
  model.scenarios.forEach((scenario, index) => {
    const row = sizes + 2 + index;
    sheet.row(row, 0, [
      text(prefix + scenario.id, "input"),
      ...named(at.cell(row, 0, "column"), "scenario"),
      formula(unit, FORMATS.general),
    ]);
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
  model.scenarios.forEach((_, index) => {
    const row = growth + 2 + index;
    const id = formula(at.cell(sizes + 2 + index, 0), FORMATS.general);
    sheet.row(row, 0, [id, ...named(at.cell(row, 0, "column"), "scenario"), text("%")]);
  });
  years.forEach((_, year) => {
    const column = FIRST_YEAR + year;
    sheet.put(growth + 1, column, { ...formula(at.cell(sizes + 1, column), FORMATS.year), style: "header" });
  });

  const cells = sheet.finish();
  const scenarios = model.scenarios.map(({ id }) => id);
  const glanced = lines.map(({ key }) => key);
  const columns = columnKeys(ID_COLUMNS, years, ["cagr"]);
  return {
    kind: "market",
    name: nameOf("market", setting),
    cells,
    blocks: stacked(cells, [
      HEADING,
      {
        key: "inputs",
        row: 3,
        rows: ["heading", "unit", "from", "to", ...(hasConsensus ? ["statistic"] : [])],
        columns: [],
      },
      {
        key: "glance",
        row: outputs,
        rows: ["heading", "header", ...glanced, ...(hasConsensus ? ["consensus", "lowest", "highest", "count"] : [])],
        columns: columnKeys(ID_COLUMNS, ahead, ["cagr"]),
      },
      { key: "sizes", row: sizes, rows: ["heading", "header", ...scenarios.map((id) => `:${id}`)], columns },
      { key: "growth", row: growth, rows: ["heading", "header", ...scenarios.map((id) => `:${id}`)], columns },
    ]),
    widths: gridWidths(Math.max(years.length, ahead.length) + 1),
    freeze: { rows: 3, columns: 2 },
    print: { titleRows: 2, breaks: [sizes] },
    tables: [],
    charts: [
      {
        name: "MarketSize",
        title: chartTitle(TEXT.size[language], language),
        // Where there is no value there is no column; a line would fall to nothing.
        type: "ColumnClustered",
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

/** Every scenario from a cell on. */
export function marketBlock(sheet: Canvas, setting: Setting): void {
  const { model, prefix = "" } = setting;
  const at = referrer(sheet);
  const years = yearsOf(model.scenarios);
  const unit = unitAndHeader(sheet, setting, years);
  model.scenarios.forEach((scenario, index) => {
    const row = 2 + index;
    sheet.row(row, 0, [
      text(prefix + scenario.id, "input"),
      ...named(at.cell(row, 0, "column"), "scenario"),
      formula(unit, FORMATS.general),
    ]);
    years.forEach((_, year) => {
      const args = [at.cell(1, FIRST_YEAR + year, "row"), at.cell(row, 0, "column"), unit];
      sheet.put(row, FIRST_YEAR + year, formula(`IFNA(MARKET.SIZE(${args.join(",")}),"")`, FORMATS.money));
    });
  });
}

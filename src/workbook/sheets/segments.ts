/** The Segments sheet: shares and sizes of each split's parts, with a chart, and the parts held against the market. */
import { isFault, type Model } from "../../model";
import type { Split } from "../../report/types";
import { asNumbers, canvas, formula, FORMATS, referrer, text, type Canvas, type Cell } from "../../excel/plans/cells";
import type { ChartPlan } from "../../excel/plans/sheets";
import { columnKeys, ID_COLUMNS, stacked } from "./blocks";
import { TEXT } from "./texts";
import {
  chartTitle,
  FIRST_YEAR,
  GAP,
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
  type Setting,
  type SheetPlan,
} from "./shared";

/** Where its inputs are. */
const SEGMENTS = { scenario: { row: 4, column: 1 }, unit: { row: 5, column: 1 } } as const;

/** Years for which every segment of a split has a share in the chosen scenario. */
function splitYears({ segments }: Split, model: Model): readonly number[] {
  const { chosen } = model;
  return span(chosen.from, chosen.to).filter((year) =>
    segments.every((segment) => !isFault(model.segmentSize(segment, year, chosen))),
  );
}

interface SplitRows {
  readonly split: Split;
  readonly years: readonly number[];
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
export function splitRows(model: Model): readonly SplitRows[] {
  let next = 7;
  // Those that divide the market: the sheet compares their sum with its size.
  const ofMarket = model.splits.filter(({ segments }) =>
    segments.every((segment) => "scenario" in model.wholeOf(segment)),
  );
  return ofMarket.map((split) => {
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
      years: splitYears(split, model),
      heading: start,
      shares,
      sizes,
      difference,
      chart,
      end: next,
    };
  });
}

/** A blank stands for the workbook's chosen scenario, which is the main report's. */
const scenarioInput = ({ model, prefix = "", language }: Setting): readonly Cell[] =>
  prefix === ""
    ? [text("", "input"), text(TEXT.chosenNote[language], "note")]
    : [text(prefix + model.chosen.id, "input")];

export function planSegments(setting: Setting): SheetPlan {
  const { model, prefix = "", language, names } = setting;
  const sheet = canvas();
  const at = referrer(sheet);
  heading(sheet, setting, "segments");
  sheet.put(3, 0, text(TEXT.inputs[language], "heading"));
  sheet.row(4, 0, [text(TEXT.scenario[language]), ...scenarioInput(setting)]);
  const unitLink = names.market && referrer(canvas(), names.market).cell(MARKET_UNIT.row, MARKET_UNIT.column, "both");
  sheet.row(5, 0, [
    text(TEXT.unit[language]),
    unitLink ? formula(unitLink, FORMATS.general, "link") : unitInput(model, language),
  ]);
  const scenario = at.cell(SEGMENTS.scenario.row, SEGMENTS.scenario.column, "both");
  const unit = at.cell(SEGMENTS.unit.row, SEGMENTS.unit.column, "both");

  const rows = splitRows(model);
  for (const { split, years, heading, shares, sizes, difference } of rows) {
    sheet.put(heading, 0, text(split.name[language], "heading"));
    if (!split.additive) sheet.put(heading, 1, text(TEXT.overlapping[language], "note"));
    yearHeader(sheet, shares - 1, language, years, TEXT.segment);
    yearHeader(sheet, sizes - 1, language, [], TEXT.segment);
    sheet.put(shares - 1, 1, text(TEXT.share[language], "header"));
    sheet.put(sizes - 1, 1, text(TEXT.size[language], "header"));
    split.segments.forEach((segment, index) => {
      const about = (row: number) => named(at.cell(row, 0, "column"), "segment");
      sheet.row(shares + index, 0, [text(prefix + segment.id, "input"), ...about(shares + index), text("%")]);
      const id = formula(at.cell(shares + index, 0), FORMATS.general);
      sheet.row(sizes + index, 0, [id, ...about(sizes + index), formula(unit, FORMATS.general)]);
    });
    years.forEach((_, year) => {
      const column = FIRST_YEAR + year;
      const header = at.cell(shares - 1, column, "row");
      sheet.put(sizes - 1, column, { ...formula(at.cell(shares - 1, column), FORMATS.year), style: "header" });
      split.segments.forEach((_segment, index) => {
        const share = `MARKET.SHARE(${at.cell(shares + index, 0, "column")},${header},${scenario})`;
        sheet.put(shares + index, column, orGap(share, FORMATS.percent));
        const sizeYear = at.cell(sizes - 1, column, "row");
        const size = `MARKET.SEGMENT(${at.cell(sizes + index, 0, "column")},${sizeYear},${scenario},${unit})`;
        sheet.put(sizes + index, column, orGap(size, FORMATS.money));
      });
      if (difference === null) return;
      const sizeYear = at.cell(sizes - 1, column, "row");
      const [total, market] = [difference - 2, difference - 1];
      const parts = at.range(sizes, column, split.segments.length, 1, "none");
      const sum = `IF(COUNTIF(${parts},${GAP}),${GAP},SUM(${parts}))`;
      sheet.put(total, column, asNumbers(formula(sum, FORMATS.money, "total")));
      sheet.put(market, column, orGap(`MARKET.SIZE(${sizeYear},${scenario},${unit})`, FORMATS.money));
      const [t, m] = [at.cell(total, column), at.cell(market, column)];
      const less = `IF(OR(${t}=${GAP},${m}=${GAP}),${GAP},${t}-${m})`;
      sheet.put(difference, column, formula(less, FORMATS.money, "check"));
    });
    if (difference !== null) {
      [TEXT.total, TEXT.market, TEXT.difference].forEach((label, index) =>
        sheet.row(difference - 2 + index, 1, [text(label[language]), null, formula(unit, FORMATS.general)]),
      );
    }
  }

  const cells = sheet.finish();
  return {
    kind: "segments",
    name: nameOf("segments", setting),
    cells,
    blocks: stacked(cells, [
      HEADING,
      { key: "inputs", row: 3, rows: ["heading", "scenario", "unit"], columns: [] },
      ...rows.flatMap(({ split, years, heading, sizes, difference }) => {
        const ids = split.segments.map(({ id }) => `:${id}`);
        const columns = columnKeys(ID_COLUMNS, years);
        const sums = difference === null ? [] : ["total", "market", "difference"];
        return [
          { key: `shares:${split.id}`, row: heading, rows: ["heading", "header", ...ids], columns },
          { key: `sizes:${split.id}`, row: sizes - 1, rows: ["header", ...ids, ...sums], columns },
        ];
      }),
    ]),
    widths: gridWidths(Math.max(1, ...rows.map(({ years }) => years.length))),
    freeze: { rows: 3, columns: 2 },
    // No chart is cut: a split with all that belongs to it is a page.
    print: { titleRows: 2, breaks: rows.slice(1).map(({ heading }) => heading) },
    tables: [],
    charts: rows.flatMap(({ split, years, sizes, chart }): ChartPlan[] =>
      years.length === 0
        ? []
        : [
            {
              name: `MarketSplit_${split.id}`,
              title: chartTitle(split.name[language], language),
              type: split.additive ? "ColumnStacked" : "ColumnClustered",
              categories: { row: sizes - 1, column: FIRST_YEAR, rows: 1, columns: years.length },
              series: split.segments.map(({ name }, index) => ({
                name: name[language],
                values: { row: sizes + index, column: FIRST_YEAR, rows: 1, columns: years.length },
              })),
              place: { row: chart, column: 0, rows: SPLIT_CHART_ROWS, columns: FIRST_YEAR + Math.min(6, years.length) },
            },
          ],
    ),
  };
}

/** Every segment from a cell on. */
export function segmentsBlock(sheet: Canvas, setting: Setting): void {
  const { model, prefix = "", language } = setting;
  const at = referrer(sheet);
  const years = span(model.chosen.from, model.chosen.to);
  const unit = unitAndHeader(sheet, setting, years, TEXT.segment);
  const scenario = at.cell(0, 4, "both");
  sheet.row(0, 3, [text(TEXT.scenario[language]), ...scenarioInput(setting)]);
  model.segments.forEach((segment, index) => {
    const row = 2 + index;
    const about = named(at.cell(row, 0, "column"), "segment");
    sheet.row(row, 0, [text(prefix + segment.id, "input"), ...about, formula(unit, FORMATS.general)]);
    years.forEach((_, year) => {
      const args = [at.cell(row, 0, "column"), at.cell(1, FIRST_YEAR + year, "row"), scenario, unit];
      sheet.put(row, FIRST_YEAR + year, formula(`IFNA(MARKET.SEGMENT(${args.join(",")}),"")`, FORMATS.money));
    });
  });
}

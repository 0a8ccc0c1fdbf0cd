/** The start sheet of the second report's workbook: its market, what makes it, who pays it, and a what-if. */
import { canvas, formula, FORMATS, number, referrer, spilled, text } from "../../../src/excel/plans/cells";
import type { Language } from "../../../src/functions/language";
import type { Plan } from "./calculate";

export const ELECTRICITY = "us-retail-electricity-2012-2022";

const english = {
  sheet: "Start",
  title: "Retail electricity in the United States",
  note: "Every number is a live formula on the report that this workbook keeps. Blue cells are inputs: change one.",
  unit: "Unit",
  revenue: "Revenue by estimate",
  drivers: "What makes it: customers × use × price",
  sectors: "Revenue by sector",
  whatIf: "At another price",
  line: "Line",
  name: "Name",
  cagr: "CAGR",
  source: "Source of the last year",
  total: "Total",
  check: "Total less the market",
  year: "Year",
  price: "Price, USD cents/kWh",
  built: "Revenue as built",
  atPrice: "Revenue at that price",
  change: "Change",
  final: "Final less first figure",
  reconcile: "What would make the built revenue the published one",
};

const chinese: typeof english = {
  sheet: "开始",
  title: "美国零售电力市场",
  note: "每个数字都是基于本工作簿所存报告的实时公式。蓝色单元格是输入，可以修改。该报告只有英文名称。",
  unit: "单位",
  revenue: "各估计的收入",
  drivers: "构成：用户数 × 户均用电 × 电价",
  sectors: "各用电部门的收入",
  whatIf: "换一个电价",
  line: "行项",
  name: "名称",
  cagr: "复合增长率",
  source: "最后一年的来源",
  total: "合计",
  check: "合计减市场规模",
  year: "年份",
  price: "电价（美分/千瓦时）",
  built: "按驱动因素的收入",
  atPrice: "该电价下的收入",
  change: "变化",
  final: "终值减初值",
  reconcile: "使推算收入等于公布收入所需的变化",
};

const texts: Readonly<Record<Language, typeof english>> = { en: english, zh: chinese };

const FROM = 2012;
const TO = 2022;
/** The last year that has all drivers. */
const BUILT = 2020;
const years = Array.from({ length: TO - FROM + 1 }, (_, at) => FROM + at);
const FIRST_YEAR = 2;
const LAST_YEAR = FIRST_YEAR + years.length - 1;
const CHART_ROWS = 16;
/** Of the table that reconciles: its header, the size, each driver. */
const RECONCILED_ROWS = 5;
const RECONCILED_FORMATS = [FORMATS.general, FORMATS.general, "#,##0.00", "#,##0.00", "0.000%", FORMATS.general];

export function planElectricity(language: Language): Plan {
  const say = texts[language];
  const sheet = canvas();
  const at = referrer(sheet);
  const unit = at.cell(3, 1, "both");
  sheet.put(0, 0, text(say.title, "title"));
  sheet.put(1, 0, text(say.note, "note"));
  sheet.row(3, 0, [text(say.unit), text("USD bn", "input")]);

  const header = (row: number, title: string, last: readonly string[]): void => {
    sheet.put(row, 0, text(title, "heading"));
    sheet.row(row + 1, 0, [text(say.line, "header"), text(say.name, "header")]);
    years.forEach((year, index) =>
      sheet.put(
        row + 1,
        FIRST_YEAR + index,
        row === REVENUE ? number(year, FORMATS.year, "year") : yearAbove(FIRST_YEAR + index),
      ),
    );
    last.forEach((title, index) =>
      sheet.put(row + 1, LAST_YEAR + 1 + index, text(title, index === 0 ? "number-header" : "header")),
    );
  };
  const REVENUE = 5;
  const yearAbove = (column: number) => formula(at.cell(REVENUE + 1, column, "row"), FORMATS.year, "number-header");
  const yearAt = (column: number) => at.cell(REVENUE + 1, column, "row");
  const line = (row: number, id: string, kind: string, call: (id: string, year: string) => string, format: string) => {
    const cell = at.cell(row, 0, "column");
    sheet.row(row, 0, [text(id, "input"), formula(`MARKET.NAME(${cell},"name","${kind}")`, FORMATS.general)]);
    years.forEach((_, index) => {
      const column = FIRST_YEAR + index;
      // A year that the report has no number for stays blank.
      sheet.put(row, column, formula(`IFNA(${call(cell, yearAt(column))},"")`, format));
    });
  };
  const growth = (row: number, call: string) =>
    sheet.put(row, LAST_YEAR + 1, formula(`IFNA(${call},"")`, FORMATS.percent));
  const [from, to] = [at.cell(REVENUE + 1, FIRST_YEAR, "both"), at.cell(REVENUE + 1, LAST_YEAR, "both")];

  header(REVENUE, say.revenue, [say.cagr, say.source]);
  const scenarios = ["annual", "first", "bottom-up"];
  scenarios.forEach((id, index) => {
    const row = REVENUE + 2 + index;
    const cell = at.cell(row, 0, "column");
    line(row, id, "scenario", (scenario, year) => `MARKET.SIZE(${year},${scenario},${unit})`, FORMATS.money);
    growth(row, `MARKET.CAGR(${from},${to},${cell})`);
    sheet.put(row, LAST_YEAR + 2, {
      ...formula(`IFNA(MARKET.SOURCE("size",${to},${cell}),"")`, FORMATS.general),
      align: "apart",
    });
  });
  const difference = REVENUE + 2 + scenarios.length;
  sheet.put(difference, 0, text(say.final));
  years.forEach((_, index) => {
    const column = FIRST_YEAR + index;
    const [final, first] = [at.cell(difference - 3, column), at.cell(difference - 2, column)];
    sheet.put(difference, column, formula(`IF(${first}="","",${final}-${first})`, FORMATS.money));
  });

  const drivers = difference + 2;
  header(drivers, say.drivers, []);
  const formats = ["#,##0.0", "#,##0.00", "#,##0.00"];
  ["customers", "use", "price"].forEach((id, index) =>
    line(drivers + 2 + index, id, "driver", (driver, year) => `MARKET.DRIVER(${driver},${year})`, formats[index]!),
  );
  ["customers", "use", "price"].forEach((_, index) => {
    const row = drivers + 2 + index;
    const unitOf = `MARKET.NAME(${at.cell(row, 0, "column")},"unit","driver")`;
    sheet.put(row, LAST_YEAR + 1, { ...formula(unitOf, FORMATS.general), align: "apart" });
  });

  const whatIf = drivers + 6;
  sheet.put(whatIf, 0, text(say.whatIf, "heading"));
  sheet.row(whatIf + 1, 0, [text(say.year), number(BUILT, FORMATS.year)]);
  sheet.row(whatIf + 2, 0, [text(say.price), number(12, "#,##0.00")]);
  const [year, price] = [1, 2].map((below) => at.cell(whatIf + below, 1, "both"));
  const [built, changed] = [3, 4].map((below) => at.cell(whatIf + below, 1));
  sheet.row(whatIf + 3, 0, [text(say.built), formula(`MARKET.SIZE(${year},"bottom-up",${unit})`, FORMATS.money)]);
  sheet.row(whatIf + 4, 0, [
    text(say.atPrice),
    formula(`MARKET.BUILD(${year},"price",${price},"bottom-up",${unit})`, FORMATS.money),
  ]);
  sheet.row(whatIf + 5, 0, [text(say.change), formula(`${changed}/${built}-1`, FORMATS.percent)]);

  const reconcile = whatIf + 7;
  sheet.put(reconcile, 0, text(say.reconcile, "heading"));
  const call = `MARKET.RECONCILE(${BUILT},"annual","USD bn","bottom-up")`;
  for (let below = 0; below < RECONCILED_ROWS; below++)
    RECONCILED_FORMATS.forEach((format, beside) => {
      const style = below > 0 ? "formula" : beside < 2 ? "header" : "number-header";
      const isFirst = below === 0 && beside === 0;
      sheet.put(reconcile + 1 + below, beside, isFirst ? formula(call, format, style) : spilled(format, style));
    });

  const sectors = reconcile + RECONCILED_ROWS + 2;
  header(sectors, say.sectors, [say.cagr]);
  const segments = ["residential", "commercial", "industrial", "transportation"];
  segments.forEach((id, index) => {
    const row = sectors + 2 + index;
    const cell = at.cell(row, 0, "column");
    line(row, id, "segment", (segment, of) => `MARKET.SEGMENT(${segment},${of},"annual",${unit})`, FORMATS.money);
    growth(row, `MARKET.CAGR(${from},${to},"annual",${cell})`);
  });
  const total = sectors + 2 + segments.length;
  sheet.row(total, 0, [text(say.total, "total"), null]);
  sheet.put(total + 1, 0, text(say.check, "note"));
  years.forEach((_, index) => {
    const column = FIRST_YEAR + index;
    sheet.put(total, column, formula(`SUM(${at.range(total - 4, column, 4, 1, "none")})`, FORMATS.money, "total"));
    const market = `MARKET.SIZE(${yearAt(column)},"annual",${unit})`;
    // Sectors and total are each rounded to a million dollars in the table.
    sheet.put(total + 1, column, formula(`ROUND(${at.cell(total, column)}-${market},2)`, FORMATS.money));
  });

  const chart = total + 3;
  return {
    name: say.sheet,
    cells: sheet.finish(),
    widths: [22, 26, ...years.map(() => 9), 20, 60],
    freeze: { rows: 2, columns: 2 },
    print: { titleRows: 2, breaks: [] },
    tables: [],
    charts: [
      {
        name: "RevenueBySector",
        title: say.sectors,
        type: "ColumnStacked",
        categories: { row: sectors + 1, column: FIRST_YEAR, rows: 1, columns: years.length },
        series: segments.map((name, index) => ({
          name: name[0]!.toUpperCase() + name.slice(1),
          values: { row: sectors + 2 + index, column: FIRST_YEAR, rows: 1, columns: years.length },
        })),
        place: { row: chart, column: 0, rows: CHART_ROWS, columns: LAST_YEAR + 1 },
      },
    ],
  };
}

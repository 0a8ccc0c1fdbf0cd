/** A workbook with 120 typed numbers, of which 60 are the report's: half of them in other units, or rounded. */
import { settingOf } from "../../src/functions/setting";
import { createModel } from "../../src/model";
import { builtInReport } from "../../src/report";
import type { CellValue } from "../../src/excel/cells/contents";
import type { SheetCells } from "../../src/excel/cells/inUse";
import { explainCall } from "../../src/workbook/calls/explain";
import { callsIn } from "../../src/workbook/calls/inFormulas";

export const setting = settingOf(createModel(builtInReport), { messages: "en" });

/** A number of the report's, as it was typed; or another one. */
export interface TypedNumber {
  readonly typed: number;
  readonly format?: string;
  /** The formula that gives it; null for a number that isn't the report's. */
  readonly is: string | null;
  /** Not as the report has it: in another unit, or rounded. */
  readonly shifted?: boolean;
}
export type FixtureCell = CellValue | TypedNumber;

export const isTyped = (cell: FixtureCell): cell is TypedNumber => typeof cell === "object";

/** What a formula of one call shows. */
export function valueOf(formula: string): number {
  const [call] = callsIn(formula);
  const { value } = explainCall(setting, call!, () => undefined);
  if (typeof value !== "number") throw new Error(`No number: ${formula}`);
  const [, sign, factor] = /([*/])([\d.]+)$/.exec(formula.slice(call!.end)) ?? [];
  return sign === "*" ? value * Number(factor) : sign === "/" ? value / Number(factor) : value;
}

/** As typed with so many decimals, or all. */
const r = (is: string, decimals?: number, format?: string): TypedNumber => {
  const value = valueOf(is);
  const typed = decimals === undefined ? Number(value.toPrecision(12)) : Number(value.toFixed(decimals));
  return {
    typed,
    is,
    shifted: typed !== Number(value.toPrecision(12)) || /[*/]|CNY bn|CNY m/.test(is),
    ...(format !== undefined && { format }),
  };
};
/** A decoy. */
const x = (typed: number, format?: string): TypedNumber => ({
  typed,
  is: null,
  ...(format !== undefined && { format }),
});

const YEARS = [2025, 2026, 2027, 2028, 2029, 2030];
const along = (id: string, decimals: number, unit = ""): readonly TypedNumber[] =>
  YEARS.map((year) => r(`=MARKET.SIZE(${year},"${id}"${unit})`, decimals));

export const FIXTURE: Readonly<Record<string, readonly (readonly FixtureCell[])[]>> = {
  // Years along the top, the unit in the corner.
  Market: [
    ["Automotive cloud in China"],
    [],
    ["CNY 100m", "2025", "2026E", "2027E", "2028E", "2029E", "2030E"],
    ["Vendor table", ...along("vendors", 1)],
    ["Our own plan", x(188), x(270.1), x(347.9), x(416.3), x(540), x(664.5)],
    ["Applications", x(479), x(626), x(815.4), x(1072), x(1383), x(1801)],
    ["Headcount", x(12), x(15), x(19), x(24), x(27), x(30)],
    [],
    ["Note: the plan was made in 2024, for 3 regions and 415.2 of sales"],
  ],
  // Years down the side, units in headers, as fractions, as percentages, and as 41.8 for 41.8 %.
  Series: [
    ["Year", "Gross margin", "Capacity utilisation (%)", "Average unit price (CNY/set)", "Steel price (CNY/t)", "No."],
    ...YEARS.map((year, at) => [
      year,
      r(`=MARKET.SERIES("gross-margin",${year})`, undefined, "0.0%"),
      r(`=MARKET.SERIES("utilisation",${year})*100`),
      ...(at < 4
        ? [r(`=MARKET.SERIES("unit-price",${year})`)]
        : [x(valueOf(`=MARKET.SERIES("unit-price",${year})`) * 1.02)]),
      x([3820, 3765, 3810, 3900, 3905, 3940][at]!),
      x(at + 1),
    ]),
  ],
  // Chinese labels, the unit said above, rounded to whole millions.
  细分: [
    ["中国汽车云服务市场"],
    ["单位：百万元"],
    ["细分", "2025年", "2030年", "备注"],
    [
      "研发云",
      r('=MARKET.SEGMENT("rd",2025,"applications","CNY m")', 0, "#,##0"),
      r('=MARKET.SEGMENT("rd",2030,"applications","CNY m")', 0, "#,##0"),
      "内部",
    ],
    [
      "制造云",
      r('=MARKET.SEGMENT("manufacturing",2025,"applications","CNY m")', 0, "#,##0"),
      r('=MARKET.SEGMENT("manufacturing",2030,"applications","CNY m")', 0, "#,##0"),
      "",
    ],
    [
      "营销云",
      r('=MARKET.SEGMENT("marketing",2025,"applications","CNY m")', 0, "#,##0"),
      r('=MARKET.SEGMENT("marketing",2030,"applications","CNY m")', 0, "#,##0"),
      "",
    ],
    [
      "运维云",
      r('=MARKET.SEGMENT("operations",2025,"applications","CNY m")', 0, "#,##0"),
      r('=MARKET.SEGMENT("operations",2030,"applications","CNY m")', 0, "#,##0"),
      "",
    ],
    ["其他业务", x(5200, "#,##0"), x(7300, "#,##0"), ""],
  ],
  // One year a sheet.
  "2027": [
    ["Vendors' shares"],
    [],
    ["Vendor", "Market share", "Size (CNY bn)", "Stores"],
    [
      "Huawei Cloud",
      r('=MARKET.SHARE("huawei",2027,"vendors")', undefined, "0%"),
      r('=MARKET.SEGMENT("huawei",2027,"vendors","CNY bn")', 2),
      x(112),
    ],
    [
      "Alibaba Cloud",
      r('=MARKET.SHARE("alibaba",2027,"vendors")', undefined, "0%"),
      r('=MARKET.SEGMENT("alibaba",2027,"vendors","CNY bn")', 2),
      x(98),
    ],
    [
      "Tencent Cloud",
      r('=MARKET.SHARE("tencent",2027,"vendors")', undefined, "0%"),
      r('=MARKET.SEGMENT("tencent",2027,"vendors","CNY bn")', 2),
      x(71),
    ],
    ["Volkswagen", x(0.11, "0%"), x(3.82), x(64)],
  ],
  // Labels with everything in them, in one column.
  Inputs: [
    ["Vehicle parc 2027 (100m vehicles)", r('=MARKET.DRIVER("parc",2027,"bottom-up")', 2)],
    ["Vehicle parc 2030 (million vehicles)", r('=MARKET.DRIVER("parc",2030,"bottom-up")*100')],
    ["Cloud penetration 2027 (%)", r('=MARKET.DRIVER("cloud-penetration",2027,"bottom-up")*100')],
    ["Cloud penetration 2028", r('=MARKET.DRIVER("cloud-penetration",2028,"bottom-up")', undefined, "0.0%")],
    ["Connected rate 2030", r('=MARKET.DRIVER("connected-rate",2030,"bottom-up")')],
    ["Revenue per vehicle (ARPU), CNY/vehicle/year, 2029", r('=MARKET.DRIVER("arpu",2029,"bottom-up")', 0)],
    ["Bottom-up market size 2030 (CNY bn)", r('=MARKET.SIZE(2030,"bottom-up","CNY bn")', 1)],
    ["CAGR 2025-2030, Vendor table", r('=MARKET.CAGR(2025,2030,"vendors")', 3, "0.0%")],
    ["Growth 2027, Vendor table", r('=MARKET.GROWTH(2027,"vendors")', 3, "0.0%")],
    ["Price of a licence 2027 (CNY)", x(415.2)],
    ["华为云份额 2029年", r('=MARKET.SHARE("huawei",2029,"vendors")', 2, "0%")],
    ["Rebate 2030", x(0.35, "0%")],
    ["Discount rate", x(0.09, "0.0%")],
  ],
  // The unit in a note below; a market without a name; a quarter; a heading over rows.
  Notes: [
    ["", 2025, 2027, 2030],
    [
      "Market size",
      r('=MARKET.SIZE(2025,"applications","CNY bn")'),
      r('=MARKET.SIZE(2027,"applications","CNY bn")', 1),
      r('=MARKET.SIZE(2030,"applications","CNY bn")'),
    ],
    ["Volume and price table"],
    [
      "Size",
      r('=MARKET.SIZE(2025,"volumes","CNY bn")'),
      r('=MARKET.SIZE(2027,"volumes","CNY bn")', 2),
      r('=MARKET.SIZE(2030,"volumes","CNY bn")', 2),
    ],
    ["Competitor", x(48.4), x(81), x(179)],
    [],
    ["Note: in CNY bn"],
    [],
    ["", "2027Q1", "2027Q2"],
    ["Vendor table", x(41.5), x(415.2)],
  ],
  // Nothing of the report's: prices, row numbers, other years.
  Other: [
    ["Item", "Price", "Pieces", "Total"],
    ["1. Bolts", x(1.2), x(100), 120],
    ["2. Nuts", x(0.6), x(435), x(261)],
    ["3. Screws", x(0.418), x(1800), x(752.4)],
    [],
    ["CNY 100m", 2019, 2021],
    ["Vendor table", x(48), x(90)],
  ],
  // Merged headings above and at the side, a column of units, thousands typed in full.
  Units: [
    ["", "", "Unit", "Forecast", "", "Source"],
    ["", "", "", 2028, 2029, ""],
    [
      "Supply",
      "Capacity",
      "10k sets/year",
      r('=MARKET.SERIES("capacity",2028)'),
      r('=MARKET.SERIES("capacity",2029)'),
      "a",
    ],
    [
      "",
      "Output",
      "m sets/year",
      r('=MARKET.SERIES("output",2028)/100', 1),
      r('=MARKET.SERIES("output",2029)/100', 2),
      "b",
    ],
    ["", "Imports", "m sets/year", x(1.9), x(2.15), "c"],
    ["Demand", "需求量", "万套/年", r('=MARKET.SERIES("demand",2028)'), r('=MARKET.SERIES("demand",2029)'), "d"],
    [
      "",
      "毛利率",
      "%",
      r('=MARKET.SERIES("gross-margin",2028)*100'),
      r('=MARKET.SERIES("gross-margin",2029)*100', 0),
      "e",
    ],
  ],
};

const contentOf = (cell: FixtureCell | undefined): CellValue =>
  cell === undefined ? "" : isTyped(cell) ? cell.typed : cell;

export function piecesOf(sheets: Readonly<Record<string, readonly (readonly FixtureCell[])[]>>): readonly SheetCells[] {
  return Object.entries(sheets).map(([sheet, rows]) => {
    const width = Math.max(...rows.map((row) => row.length));
    const grid = <T>(what: (cell: FixtureCell | undefined) => T) =>
      rows.map((row) => Array.from({ length: width }, (_, at) => what(row[at])));
    const values = grid(contentOf);
    const formats = grid((cell) => (cell !== undefined && isTyped(cell) ? (cell.format ?? "General") : "General"));
    return { sheet, row: 0, column: 0, formulas: values, values, formats, hasSpill: false };
  });
}

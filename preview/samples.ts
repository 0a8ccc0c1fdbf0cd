import type { WorkbookContent } from "../host/file";
import { blankContent, blankSheet } from "../host/file/blank";
import { PLAIN } from "../host/grid/plain";
import type { CellStyle, StoredCell } from "../host/grid/port";
import type { Language } from "./messages";

export const SAMPLES = ["start", "starter", "electricity", "valuation"] as const;
export type Sample = (typeof SAMPLES)[number];

/** The build's own workbooks, as anyone who has Excel starts from: one on the built-in report, one that keeps another. */
export const BUILT: Readonly<Partial<Record<Sample, Readonly<Record<Language, string>>>>> = {
  starter: { en: "market-model.xlsx", zh: "market-model.xlsx" },
  electricity: { en: "us-retail-electricity.xlsx", zh: "us-retail-electricity.zh-CN.xlsx" },
};

const rule = { style: "Continuous", weight: "Thin", color: "#7F7F7F" };
const LOOKS = {
  title: { ...PLAIN, fontSize: 16, bold: true },
  section: { ...PLAIN, bold: true, borders: { bottom: rule } },
  year: { ...PLAIN, bold: true, horizontal: "Right", borders: { bottom: rule } },
  text: { ...PLAIN },
  note: { ...PLAIN, fontColor: "#595959", italic: true },
  input: { ...PLAIN, fontColor: "#0000C8", numberFormat: "#,##0.0" },
  inputShare: { ...PLAIN, fontColor: "#0000C8", numberFormat: "0.0%" },
  number: { ...PLAIN, numberFormat: "#,##0.0" },
  share: { ...PLAIN, numberFormat: "0.0%" },
  total: { ...PLAIN, bold: true, numberFormat: "#,##0.0", borders: { top: rule } },
} as const satisfies Record<string, CellStyle>;
type Look = keyof typeof LOOKS;

const english = {
  name: "Valuation",
  title: "Valuation of a supplier, from a market model",
  note: "The market's size was typed from the report. A formula in its place, such as =MARKET.SIZE(2030), keeps its source and stays up to date.",
  line: "CNY 100m",
  market: "Market size",
  share: "Market share",
  revenue: "Revenue",
  margin: "Operating margin",
  profit: "Operating profit",
  tax: "Tax rate",
  reinvestment: "Reinvestment, of growth in revenue",
  cash: "Free cash flow",
  wacc: "Discount rate",
  factor: "Discount factor",
  growth: "Growth thereafter",
  terminal: "Value thereafter",
  value: "Enterprise value",
};
const chinese: typeof english = {
  name: "估值",
  title: "基于市场规模的供应商估值",
  note: "市场规模是从报告中手工录入的。换成 =MARKET.SIZE(2030) 之类的公式，即可保留来源并随报告更新。",
  line: "亿元",
  market: "市场规模",
  share: "市场份额",
  revenue: "收入",
  margin: "营业利润率",
  profit: "营业利润",
  tax: "税率",
  reinvestment: "再投资占收入增量之比",
  cash: "自由现金流",
  wacc: "折现率",
  factor: "折现系数",
  growth: "永续增长率",
  terminal: "终值",
  value: "企业价值",
};

/** A model as analysts have it: the report's sizes typed in, everything else calculated from them. */
export function valuation(language: Language): WorkbookContent {
  const text = language === "zh" ? chinese : english;
  const years = [2025, 2026, 2027, 2028, 2029, 2030];
  // As printed in the report for the ends, and as an analyst rounds what is between them.
  const sizes = [480, 625.2, 814.4, 1060.8, 1381.8, 1800];
  const cells = new Map<number, Map<number, StoredCell>>();
  const put = (row: number, column: number, content: string | number, look: Look): void => {
    const isFormula = typeof content === "string" && content.startsWith("=");
    const cell: StoredCell = {
      ...(isFormula ? { value: null, formula: content } : { value: content }),
      style: LOOKS[look],
    };
    const line = cells.get(row) ?? new Map<number, StoredCell>();
    cells.set(row, line.set(column, cell));
  };
  const letters = ["B", "C", "D", "E", "F", "G"];
  const across = (
    row: number,
    label: string,
    content: (column: string, before: string, at: number) => string | number,
    look: Look,
  ): void => {
    put(row, 0, label, look === "total" ? "total" : "text");
    letters.forEach((column, at) => put(row, at + 1, content(column, letters[at - 1] ?? column, at), look));
  };
  put(0, 0, text.title, "title");
  put(1, 0, text.note, "note");
  put(3, 0, text.line, "section");
  years.forEach((year, at) => put(3, at + 1, year, "year"));
  across(4, text.market, (_, __, at) => sizes[at]!, "input");
  across(5, text.share, (_, __, at) => 0.1 + at * 0.004, "inputShare");
  across(6, text.revenue, (column) => `=${column}5*${column}6`, "total");
  across(7, text.margin, (_, __, at) => 0.14 + at * 0.008, "inputShare");
  across(8, text.profit, (column) => `=${column}7*${column}8`, "number");
  across(
    9,
    text.cash,
    (column, before, at) => `=${column}9*(1-$B$14)${at === 0 ? "" : `-(${column}7-${before}7)*$B$15`}`,
    "number",
  );
  across(10, text.factor, (column, _, at) => (at === 0 ? "=1" : `=1/(1+$B$16)^(${column}4-$B$4)`), "number");
  put(13, 0, text.tax, "text");
  put(13, 1, 0.15, "inputShare");
  put(14, 0, text.reinvestment, "text");
  put(14, 1, 0.25, "inputShare");
  put(15, 0, text.wacc, "text");
  put(15, 1, 0.095, "inputShare");
  put(16, 0, text.growth, "text");
  put(16, 1, 0.03, "inputShare");
  put(17, 0, text.terminal, "text");
  put(17, 1, "=G10*(1+B17)/(B16-B17)*G11", "number");
  put(18, 0, text.value, "total");
  put(18, 1, "=SUMPRODUCT(C10:G10,C11:G11)+B18", "total");
  const sheet = {
    ...blankSheet("sheet-1", text.name),
    cells,
    columns: new Map([[0, { size: 210 }]]),
    frozen: { rows: 4, columns: 1 },
  };
  return { ...blankContent(text.name, [sheet]) };
}

import {
  BooleanNumber,
  BorderStyleTypes,
  HorizontalAlign,
  WrapStrategy,
  type ICellData,
  type IObjectMatrixPrimitiveType,
  type IStyleData,
  type IWorkbookData,
  type IWorksheetData,
} from "@univerjs/core";
import type { Language } from "./messages";

const english = {
  start: "Start",
  lists: "Lists",
  title: "China automotive cloud market",
  hint: "Every number is a live formula on the report. Blue cells are inputs: change one, or type a formula of your own.",
  unit: "Unit",
  scenario: "Scenario",
  unitValue: "CNY 100m",
  sizes: "Market size by scenario",
  cagr: "CAGR",
  source: "Source of the last year",
  applications: "Applications in the chosen scenario",
  segment: "Segment",
  total: "Total",
  check: "Total less the market",
  growth: "Growth on the year before",
  split: "A table that spills",
  wrong: "Wrong calls (select one to read why)",
  wrongYear: "Outside the report",
  wrongScenario: "Misspelt",
  caught: "Caught by IFERROR",
  caughtText: "n/a",
  listsHint: "What the arguments accept",
};

type Texts = typeof english;

const chinese: Texts = {
  start: "开始",
  lists: "列表",
  title: "中国汽车云市场",
  hint: "每个数字都是基于报告的实时公式。蓝色单元格是输入：可以修改，也可以输入自己的公式。",
  unit: "单位",
  scenario: "情景",
  unitValue: "亿元",
  sizes: "各情景的市场规模",
  cagr: "复合增长率",
  source: "最后一年的来源",
  applications: "所选情景下的应用领域",
  segment: "细分",
  total: "合计",
  check: "合计减市场规模",
  growth: "同比增长",
  split: "溢出的表格",
  wrong: "错误示例（选中单元格查看原因）",
  wrongYear: "超出报告年份",
  wrongScenario: "拼写错误",
  caught: "用 IFERROR 处理",
  caughtText: "无数据",
  listsHint: "参数可用的取值",
};

const texts: Record<Language, Texts> = { en: english, zh: chinese };

/** Excel's own, so that what is saved looks as a workbook of Excel's. */
export const startFont = "Calibri";

/** All the words that the start workbook shows, for loading their font before it is drawn. */
export function startWorkbookText(language: Language): string {
  return Object.values(texts[language]).join("");
}

const green = "#107C41";
const blue = "#0000C8";

const ruleBelow = { b: { s: BorderStyleTypes.THIN, cl: { rgb: green } } };
const indented = { l: 12 };

const styles = {
  title: { fs: 16, bl: BooleanNumber.TRUE, cl: { rgb: green } },
  hint: { cl: { rgb: "#595959" } },
  section: { fs: 12, bl: BooleanNumber.TRUE, cl: { rgb: green } },
  header: { bl: BooleanNumber.TRUE, bd: ruleBelow },
  sourceHeader: { bl: BooleanNumber.TRUE, bd: ruleBelow, pd: indented },
  source: { cl: { rgb: "#595959" }, pd: indented },
  headerRight: {
    bl: BooleanNumber.TRUE,
    ht: HorizontalAlign.RIGHT,
    bd: ruleBelow,
  },
  inputText: { cl: { rgb: blue } },
  inputYear: {
    cl: { rgb: blue },
    bl: BooleanNumber.TRUE,
    ht: HorizontalAlign.RIGHT,
    n: { pattern: "0" },
    bd: ruleBelow,
  },
  year: {
    bl: BooleanNumber.TRUE,
    ht: HorizontalAlign.RIGHT,
    n: { pattern: "0" },
    bd: ruleBelow,
  },
  size: { n: { pattern: "#,##0.0" } },
  percent: { n: { pattern: "0.0%" } },
  total: {
    bl: BooleanNumber.TRUE,
    n: { pattern: "#,##0.0" },
    bd: { t: { s: BorderStyleTypes.THIN, cl: { rgb: "#7F7F7F" } } },
  },
  check: { cl: { rgb: "#595959" }, n: { pattern: "0.0;-0.0;0.0" } },
} satisfies Record<string, IStyleData>;

type Style = keyof typeof styles;

const years = [2025, 2026, 2027, 2028, 2029, 2030];
const scenarios = ["base", "low", "high", "bottom-up", "caam-idc"];
const applications = ["rd", "manufacturing", "marketing", "operations"];
const yearColumns = ["B", "C", "D", "E", "F", "G"];

export function startWorkbook(language: Language, namespace: string): Partial<IWorkbookData> {
  const text = texts[language];
  return {
    id: "workbook",
    name: text.title,
    sheetOrder: ["start", "lists"],
    styles,
    sheets: { start: startSheet(text, namespace), lists: listsSheet(text, namespace) },
  };
}

function startSheet(text: Texts, namespace: string): Partial<IWorksheetData> {
  const sheet = new SheetWriter();
  const formula = (call: string) => `=${namespace}.${call}`;

  sheet.put("A1", text.title, "title");
  sheet.put("A2", text.hint, "hint");
  sheet.put("A3", text.scenario).put("B3", "base", "inputText");
  sheet.put("D3", text.unit).put("E3", text.unitValue, "inputText");

  sheet.put("A5", text.sizes, "section");
  sheet.put("A6", text.scenario, "header").put("H6", text.cagr, "headerRight").put("I6", text.source, "sourceHeader");
  yearColumns.forEach((column, index) => sheet.put(`${column}6`, years[index]!, "inputYear"));
  scenarios.forEach((scenario, index) => sheet.put(`A${7 + index}`, scenario, "inputText"));
  sheet.put("B7", formula("SIZE(B6:G6,A7:A11,E3)")).style("B7:G11", "size");
  sheet.put("H7", formula("CAGR(B6,G6,A7:A11)")).style("H7:H11", "percent");
  sheet.put("I7", formula('SOURCE("size",G6,A7:A11)')).style("I7:I11", "source");

  sheet.put("A13", text.applications, "section");
  sheet.put("A14", text.segment, "header");
  yearColumns.forEach((column) => sheet.put(`${column}14`, `=${column}6`, "year"));
  sheet.put("H14", text.cagr, "headerRight");
  applications.forEach((segment, index) => sheet.put(`A${15 + index}`, segment, "inputText"));
  sheet.put("B15", formula("SEGMENT(A15:A18,B14:G14,B3,E3)")).style("B15:G18", "size");
  sheet.put("H15", formula("CAGR(B14,G14,B3,A15:A18)")).style("H15:H18", "percent");
  sheet.put("A19", text.total, "total").put("A20", text.check, "check");
  for (const column of yearColumns) {
    sheet.put(`${column}19`, `=SUM(${column}15:${column}18)`, "total");
    sheet.put(`${column}20`, `=ROUND(${column}19-${namespace}.SIZE(${column}14,$B$3,$E$3),6)`, "check");
  }
  sheet.style("H19", "total");

  sheet.put("A22", text.growth, "section");
  sheet.put("A23", text.scenario, "header").style("B23", "header");
  yearColumns.slice(1).forEach((column) => sheet.put(`${column}23`, `=${column}6`, "year"));
  ["A24", "A25", "A26"].forEach((cell, index) => sheet.put(cell, `=A${7 + index}`));
  sheet.put("C24", formula("GROWTH(C23:G23,A24:A26)")).style("C24:G26", "percent");

  sheet.put("A28", text.split, "section");
  sheet.put("A29", formula('SPLIT("vendor",G6,"vendors",E3)'));
  sheet.style("A29", "header").style("B29:C29", "headerRight").style("B30:B34", "size").style("C30:C34", "percent");

  sheet.put("E28", text.wrong, "section");
  sheet.put("E29", text.wrongYear).put("G29", formula("SIZE(2035,B3,E3)"), "size");
  sheet.put("E30", text.wrongScenario).put("G30", formula('SIZE(2030,"vendor",E3)'), "size");
  sheet.put("E31", text.caught).put("G31", `=IFERROR(${namespace}.SIZE(2035,B3,E3),"${text.caughtText}")`, "size");

  return {
    ...sheetSize,
    id: "start",
    name: text.start,
    cellData: sheet.cells,
    columnData: { 0: { w: 170 }, ...sameWidth(1, 7, 82), 8: { w: 420 } },
    rowData: { 0: { h: 30 }, 3: gap, 11: gap, 20: gap, 26: gap },
  };
}

function listsSheet(text: Texts, namespace: string): Partial<IWorksheetData> {
  const sheet = new SheetWriter().put("A1", text.listsHint, "section");
  const kinds = ["scenarios", "segments", "splits", "drivers", "units"];
  const firstColumns = ["A", "E", "I", "M", "Q"];
  kinds.forEach((kind, index) => sheet.put(`${firstColumns[index]}3`, `=${namespace}.LIST("${kind}")`));
  for (const columns of ["A3:C3", "E3:G3", "I3:K3", "M3:O3", "Q3:S3"]) sheet.style(columns, "header");
  return {
    ...sheetSize,
    id: "lists",
    name: text.lists,
    cellData: sheet.cells,
    columnData: { ...sameWidth(0, 20, 170), 3: { w: 24 }, 7: { w: 24 }, 11: { w: 24 }, 15: { w: 24 } },
    rowData: { 0: { h: 30 } },
  };
}

const gap = { h: 10 };

const sheetSize = {
  rowCount: 200,
  columnCount: 26,
  defaultColumnWidth: 82,
  defaultRowHeight: 20,
  defaultStyle: { ff: startFont, fs: 11, tb: WrapStrategy.OVERFLOW },
} as const;

function sameWidth(first: number, count: number, w: number): Record<number, { w: number }> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [first + index, { w }]));
}

/** Fills a sheet by cell addresses, so that the layout above reads as the sheet does. */
class SheetWriter {
  readonly cells: IObjectMatrixPrimitiveType<ICellData> = {};

  put(address: string, content: string | number, style?: Style): this {
    const cell = this.#cell(address);
    if (typeof content === "string" && content.startsWith("=")) cell.f = content;
    else cell.v = content;
    if (style) cell.s = style;
    return this;
  }

  style(range: string, style: Style): this {
    const [first, last = first] = range.split(":").map(positionOf);
    for (let row = first!.row; row <= last!.row; row++) {
      for (let column = first!.column; column <= last!.column; column++) this.#at(row, column).s = style;
    }
    return this;
  }

  #cell(address: string): ICellData {
    const { row, column } = positionOf(address);
    return this.#at(row, column);
  }

  #at(row: number, column: number): ICellData {
    return ((this.cells[row] ??= {})[column] ??= {});
  }
}

/** Of an address in columns A to Z, which is all that this workbook uses. */
function positionOf(address: string): { row: number; column: number } {
  return { row: Number(address.slice(1)) - 1, column: address.charCodeAt(0) - "A".charCodeAt(0) };
}

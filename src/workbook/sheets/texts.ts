/** Words that the sheets show: names of sheets, headers, labels. */
import type { Basis, Verdict } from "../../model/types";
import { figurePublisher } from "../../report";
import type { Figure, Report, Text } from "../../report/types";
import type { Language, SheetKind } from "../types";

export const SHEET_NAMES: Readonly<Record<SheetKind, Text>> = {
  market: { en: "Market", zh: "市场" },
  segments: { en: "Segments", zh: "细分市场" },
  assumptions: { en: "Assumptions", zh: "假设" },
  sources: { en: "Sources", zh: "来源" },
  checks: { en: "Checks", zh: "检查" },
};

/** Where a value comes from, in words. */
export const BASIS_TEXT: Readonly<Record<Basis, Text>> = {
  reported: { en: "reported", zh: "报告原值" },
  interpolated: { en: "interpolated", zh: "插值" },
  derived: { en: "derived", zh: "推算" },
  overridden: { en: "overridden", zh: "已改写" },
  extrapolated: { en: "extrapolated", zh: "外推" },
};

/** What the audit's verdicts mean; the verdicts themselves are the same in every language, since formulas compare them. */
export const VERDICT_TEXT: Readonly<Record<Verdict, Text>> = {
  consistent: { en: "equal at the stated precision", zh: "按所述精度一致" },
  "within rounding": { en: "holds for some values that round to those printed", zh: "在舍入误差之内成立" },
  "only as a bound": {
    en: "holds only because an end is a bound or a range",
    zh: "仅因某端为界限或区间而成立",
  },
  inconsistent: { en: "no values that the report allows satisfy it", zh: "报告允许的任何数值都不满足" },
};

export const TEXT = {
  colon: { en: ": ", zh: "：" },
  key: { en: "Key", zh: "键" },
  scenario: { en: "Scenario", zh: "情景" },
  year: { en: "Year", zh: "年份" },
  default: { en: "Default", zh: "默认值" },
  override: { en: "Override", zh: "改写" },
  unit: { en: "Unit", zh: "单位" },
  basis: { en: "Basis", zh: "依据" },
  source: { en: "Source", zh: "来源" },
  status: { en: "Status", zh: "状态" },
  name: { en: "Name", zh: "名称" },
  why: { en: "Why", zh: "原因" },
  report: { en: "Report", zh: "报告" },
  basedOn: { en: "Based on", zh: "基于" },
  until: { en: "Until", zh: "延续至" },
  beyond: { en: "Beyond", zh: "延续方式" },
  section: { en: "Section", zh: "章节" },
  inputs: { en: "Inputs", zh: "输入" },
  outputs: { en: "Outputs", zh: "输出" },
  sizes: { en: "Market size by scenario", zh: "各情景市场规模" },
  growth: { en: "Growth on the year before", zh: "同比增长" },
  growthFrom: { en: "Growth from", zh: "增长率起始年" },
  growthTo: { en: "Growth to", zh: "增长率截止年" },
  cagr: { en: "CAGR", zh: "复合增长率" },
  statistic: { en: "Consensus statistic", zh: "共识统计量" },
  chosen: { en: "The workbook's scenario", zh: "工作簿情景" },
  chosenNote: { en: "Blank: the workbook's scenario", zh: "留空：工作簿情景" },
  lowest: { en: "Low", zh: "低" },
  highest: { en: "High", zh: "高" },
  consensus: { en: "Consensus", zh: "共识" },
  consensusLow: { en: "Lowest estimate", zh: "最低估计" },
  consensusHigh: { en: "Highest estimate", zh: "最高估计" },
  consensusCount: { en: "Estimates (n)", zh: "估计数（n）" },
  share: { en: "Share", zh: "份额" },
  size: { en: "Size", zh: "规模" },
  chartTitle: { en: "{name} (in this sheet's unit)", zh: "{name}（单位见本表）" },
  notInEdition: { en: "not in this edition", zh: "本版无此项" },
  total: { en: "Total", zh: "合计" },
  market: { en: "Whole market", zh: "整体市场" },
  difference: { en: "Difference", zh: "差额" },
  overlapping: { en: "Overlapping: the parts don't add up", zh: "相互重叠：各部分之和不等于整体" },
  segment: { en: "Segment", zh: "细分" },
  figure: { en: "Figure", zh: "数据" },
  metric: { en: "Metric", zh: "指标" },
  value: { en: "Value", zh: "数值" },
  comparator: { en: "Comparator", zh: "比较符" },
  publisher: { en: "Publisher", zh: "发布机构" },
  document: { en: "Document", zh: "文献" },
  page: { en: "Page", zh: "页码" },
  reportItself: { en: "the report", zh: "报告" },
  allChecks: { en: "All checks hold", zh: "全部检查通过" },
  check: { en: "Check", zh: "检查项" },
  allowed: { en: "Allowed", zh: "允许值" },
  holds: { en: "Holds", zh: "通过" },
  ownChecks: { en: "The model's own checks", zh: "模型自身的检查" },
  modelCheck: {
    en: "Integrity checks of the model: 0 if all hold, 1 if any fails",
    zh: "模型完整性检查：全部通过为 0，否则为 1",
  },
  errorsOn: { en: "Number of cells with errors on {name}", zh: "“{name}”中的错误单元格数" },
  partsSum: { en: "Parts of {name} against the market (sum of squares)", zh: "“{name}”各部分与整体之差（平方和）" },
  audit: { en: "Audit of the report's own claims", zh: "对报告自身论断的核查" },
  auditNote: {
    en: "What the report claims, against its own figures. No check above depends on it, and a contradiction stays until the report changes.",
    zh: "报告论断与其自身数据的对照。上述检查与此无关；报告不变，矛盾即不会消失。",
  },
  verdict: { en: "Verdict", zh: "结论" },
  claims: { en: "Claims", zh: "论断数" },
  assumptionsNote: {
    en: "Type your own number into Override, and your reason into Why; clear it to go back to the default. Percentages are fractions shown as percent.",
    zh: "在“改写”列中输入您的数值，并可在“原因”列中说明理由；清除即恢复默认值。百分比以小数存储、以百分比显示。",
  },
  colours: {
    en: "Blue: inputs. Black: formulas. Green: links to other sheets.",
    zh: "蓝色：输入。黑色：公式。绿色：链接至其他工作表。",
  },
} as const satisfies Readonly<Record<string, Text>>;

/** Who published a figure; the report itself where it names nobody. */
export const publisherOf = (report: Report, figure: Figure, language: Language): string =>
  figurePublisher(report, figure, language) ?? TEXT.reportItself[language];

/** The sheet that records what going over to another edition changed. */
export const LOG = {
  name: { en: "Refresh log", zh: "更新记录" },
  columns: [
    { en: "Date", zh: "日期" },
    { en: "From", zh: "原版本" },
    { en: "To", zh: "新版本" },
    { en: "Sheet", zh: "工作表" },
    { en: "Cell", zh: "单元格" },
    { en: "Formula", zh: "公式" },
    { en: "Before", zh: "更新前" },
    { en: "After", zh: "更新后" },
    { en: "Change", zh: "变化" },
  ],
  more: { en: "and {count} more", zh: "另有 {count} 个" },
} as const satisfies Readonly<Record<string, Text | readonly Text[]>>;

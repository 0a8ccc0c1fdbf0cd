import type { PartKind } from "../../../workbook";
import type { Text } from "../../../report/types";

export const texts = {
  title: { en: "Report and edition", zh: "报告与版本" },
  builtOn: { en: "The formulas of this workbook rest on:", zh: "此工作簿的公式基于：" },
  name: { en: "{report}, edition {edition}", zh: "{report}，版本 {edition}" },
  newer: { en: "Edition {edition} of this report is available.", zh: "此报告已有新版本：{edition}。" },
  newerHint: {
    en: "Nothing changes until you have seen what it would change and accepted.",
    zh: "在您查看变化并接受之前，不会作任何更改。",
  },
  seeNewer: { en: "See what it would change", zh: "查看将发生的变化" },
  former: {
    en: "Before this, the workbook was built on {report}, edition {edition}.",
    zh: "此前，工作簿基于 {report}（版本 {edition}）。",
  },
  seeFormer: { en: "Back to the former edition…", zh: "返回先前版本…" },
  openFile: { en: "Open report file…", zh: "打开报告文件…" },
  openFileHint: {
    en: "A report as JSON or as a Data Package (zip). It is checked here, and sent nowhere.",
    zh: "JSON 或 Data Package（zip）格式的报告文件。仅在本机检查，不会发送到任何地方。",
  },
  file: { en: "Report file", zh: "报告文件" },

  working: { en: "Working out what would change…", zh: "正在计算将发生的变化…" },

  faultsTitle: { en: "“{file}” can't be used. Nothing was changed.", zh: "“{file}”无法使用。未作任何更改。" },
  faults: { en: "What is wrong with it: {count}", zh: "存在的问题：{count} 项" },
  wholeFile: { en: "The file", zh: "整个文件" },

  previewTitle: { en: "What would change", zh: "将发生的变化" },
  from: { en: "From", zh: "原为" },
  to: { en: "To", zh: "改为" },
  stale: {
    en: "The workbook has changed since this was worked out. Accepting works it out anew.",
    zh: "计算之后工作簿又有变化。接受时将重新计算。",
  },
  unit: { en: "Money is given in {after} instead of {before}.", zh: "金额单位由 {before} 改为 {after}。" },
  report: { en: "The report", zh: "报告" },
  same: { en: "The two have the same figures and definitions.", zh: "两者的数据与定义相同。" },
  figures: { en: "Figures", zh: "数据" },
  counts: { en: "{changed} changed, {added} added, {gone} gone", zh: "变更 {changed}，新增 {added}，移除 {gone}" },
  changedFigures: { en: "Figures changed ({count})", zh: "变更的数据（{count}）" },
  addedFigures: { en: "Figures added ({count})", zh: "新增的数据（{count}）" },
  goneFigures: { en: "Figures gone ({count})", zh: "移除的数据（{count}）" },
  otherWords: { en: "the same value; name, publisher or section differ", zh: "数值相同；名称、发布方或章节不同" },
  unfit: { en: "Overrides and scenarios that would no longer fit ({count})", zh: "不再适用的改写与情景（{count}）" },
  unfitHint: {
    en: "They stay in the sheet, marked, without effect.",
    zh: "它们会保留在工作表中并加以标记，但不再生效。",
  },
  cells: { en: "Cells that would show something else ({count})", zh: "显示内容将变化的单元格（{count}）" },
  noCells: { en: "No cell would show anything else.", zh: "没有单元格的显示内容会变化。" },
  errors: { en: "Of these, cells that become errors: {count}", zh: "其中将变为错误的单元格：{count} 个" },
  cellsHint: {
    en: "Your own sheets first; on each the largest change first, errors before all. Choose one to see it.",
    zh: "您自己的工作表在前；各表按变化大小排列，错误在前。点选可查看该单元格。",
  },
  onOwn: { en: "{sheet} ({count})", zh: "{sheet}（{count}）" },
  onLoaded: { en: "{sheet}, loaded from the report ({count})", zh: "{sheet}，载入自报告（{count}）" },
  dependents: {
    en: "Formulas of your own that rest on these cells, and change with them: {count}",
    zh: "以这些单元格为依据、将随之变化的您自己的公式：{count} 个",
  },
  anotherReport: {
    en: "This is another report, not another edition of the present one: names that only the present one has will be errors.",
    zh: "这是另一份报告，而非当前报告的另一版本：仅当前报告具有的名称将变为错误。",
  },
  sameLabel: {
    en: "It is labelled as edition {edition}, as the present one is, but its data are different. Ask whoever made it which of the two is right.",
    zh: "其版本标签同为 {edition}，但数据不同。请向其制作者确认以哪一份为准。",
  },
  examined: {
    en: "Formulas of the report: {count}; some fill several cells.",
    zh: "报告公式：{count} 个，部分公式占用多个单元格。",
  },
  partOf: { en: "{call} in {formula}", zh: "{formula} 中的 {call}" },
  empty: { en: "empty", zh: "空" },
  goesTo: { en: "{before} → {after}", zh: "{before} → {after}" },
  unforeseen: { en: "Cells that only Excel can tell of ({count})", zh: "只能由 Excel 得出结果的单元格（{count}）" },
  unforeseenHint: {
    en: "An argument is an expression, a name or an error, so what they would show isn't known before.",
    zh: "其参数为表达式、名称或错误值，因此无法预先得知结果。",
  },
  log: { en: "List the changed cells on the sheet “{sheet}”", zh: "将变化的单元格列入工作表“{sheet}”" },
  acceptHint: {
    en: "All of it changes, or nothing. Your overrides stay.",
    zh: "要么全部更改，要么不作更改。您的改写会保留。",
  },
  accept: { en: "Accept", zh: "接受" },
  acceptFormer: { en: "Go back", zh: "返回" },
  close: { en: "Change nothing", zh: "不作更改" },
} satisfies Record<string, Text>;

export const kinds = {
  scenario: { en: "Scenarios", zh: "情景" },
  split: { en: "Splits", zh: "划分" },
  segment: { en: "Segments", zh: "细分" },
  driver: { en: "Drivers", zh: "驱动因素" },
  series: { en: "Series", zh: "数据列" },
  claim: { en: "Claims", zh: "论断" },
} satisfies Record<PartKind, Text>;

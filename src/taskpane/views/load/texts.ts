import type { Text } from "../../../report/types";

export const texts = {
  title: { en: "Load report defaults", zh: "载入报告默认值" },
  intro: {
    en: "Puts the report into this workbook as live formulas, with units and sources beside them.",
    zh: "将报告以实时公式的形式放入此工作簿，并附单位与来源。",
  },
  introAgain: {
    en: "This workbook was built on {report}, edition {edition}. Loading again offers to update its sheets; your overrides stay.",
    zh: "此工作簿基于 {report}（版本 {edition}）。再次载入时可更新其工作表；您的改写会保留。",
  },
  sheets: { en: "Sheets", zh: "工作表" },
  market: { en: "Market", zh: "市场" },
  marketHint: { en: "Every scenario by year, growth, a chart", zh: "各情景逐年规模、增长率、图表" },
  segments: { en: "Segments", zh: "细分市场" },
  segmentsHint: { en: "The splits by year, a chart", zh: "各划分逐年规模、图表" },
  assumptions: { en: "Assumptions", zh: "假设" },
  assumptionsHint: { en: "The numbers that you may override", zh: "可自行改写的数值" },
  sources: { en: "Sources", zh: "来源" },
  sourcesHint: { en: "Every figure used, with publisher and section", zh: "所用数据及其发布方与章节" },
  checks: { en: "Checks", zh: "检查" },
  checksHint: { en: "Integrity checks, the audit, a master check", zh: "完整性检查、审计与总检查" },
  place: { en: "Where", zh: "位置" },
  end: { en: "New sheets at the end", zh: "末尾的新工作表" },
  "before-active": { en: "New sheets before the active one", zh: "当前工作表之前的新工作表" },
  selection: { en: "One block at the selected cell", zh: "所选单元格处的单个区块" },
  block: { en: "Block", zh: "区块" },
  load: { en: "Load", zh: "载入" },
  nothingChosen: { en: "Choose at least one sheet.", zh: "请至少选择一个工作表。" },

  conflictTitle: { en: "Some of it is there already", zh: "部分内容已存在" },
  ours: {
    en: "“{name}” is there from an earlier load. An update writes {changes} cells.",
    zh: "“{name}”来自先前的载入。更新将写入 {changes} 个单元格。",
  },
  upToDate: {
    en: "“{name}” is there from an earlier load and up to date.",
    zh: "“{name}”来自先前的载入，且已是最新。",
  },
  edited: { en: "You changed: {cells}.", zh: "您更改过：{cells}。" },
  taken: {
    en: "The workbook has a sheet “{name}” that isn't from here.",
    zh: "工作簿中已有名为“{name}”的其他工作表。",
  },
  elsewhere: {
    en: "The assumptions are on the sheet “{sheet}” already, which serves instead.",
    zh: "假设表已在工作表“{sheet}”中，将直接使用。",
  },
  wouldLose: { en: "Replacing it would lose:", zh: "替换将丢失：" },
  lossCells: { en: "cells {used}", zh: "单元格 {used}" },
  lossTables: { en: "tables: {names}", zh: "表：{names}" },
  lossCharts: { en: "charts: {names}", zh: "图表：{names}" },
  lossReferences: { en: "formulas that refer to it: {cells}", zh: "引用它的公式：{cells}" },
  lossEmpty: { en: "nothing, it is empty", zh: "无，该工作表为空" },
  occupied: {
    en: "{count} of the cells in {address} are not empty. Replacing them loses what they hold.",
    zh: "{address} 中有 {count} 个单元格不为空。替换将丢失其内容。",
  },
  whatToDo: { en: "What to do with {name}", zh: "如何处理“{name}”" },
  update: { en: "Update it", zh: "更新" },
  rename: { en: "Use another name", zh: "使用其他名称" },
  replace: { en: "Replace it", zh: "替换" },
  skip: { en: "Leave it out", zh: "跳过" },
  newName: { en: "Name", zh: "名称" },
  goOn: { en: "Load", zh: "载入" },
  replaceCells: { en: "Replace", zh: "替换" },

  language: { en: "Language of texts in cells", zh: "单元格文本的语言" },
  languageHint: {
    en: "Kept in the workbook, so that a colleague reads the same.",
    zh: "随工作簿保存，同事看到的内容一致。",
  },
} satisfies Record<string, Text>;

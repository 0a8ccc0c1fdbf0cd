import type { Text } from "../../../report/types";

export const texts = {
  chosen: { en: "The workbook's scenario", zh: "工作簿情景" },
  chosenHint: {
    en: "Formulas without a scenario argument follow it.",
    zh: "未指定情景参数的公式以此为准。",
  },
  published: { en: "Published", zh: "报告情景" },
  "bottom-up": { en: "Bottom-up", zh: "自下而上" },
  own: { en: "Your own", zh: "自建情景" },
  compare: { en: "Compare", zh: "比较" },
  compareHint: { en: "Up to {most}. Choose which:", zh: "最多 {most} 个，请选择：" },
  chooseSome: { en: "Choose scenarios below to compare them.", zh: "请在下方选择要比较的情景。" },
  chart: { en: "Market size by year, {unit}: {names}", zh: "各年市场规模（{unit}）：{names}" },
  table: { en: "Market size, {unit}", zh: "市场规模（{unit}）" },
  year: { en: "Year", zh: "年份" },
  cagr: { en: "CAGR", zh: "年均复合增长率" },
  cagrYears: {
    en: "CAGR: from {from} to {to}, the years that all have.",
    zh: "年均复合增长率：{from} 至 {to} 年，即所有情景共有的年份。",
  },
  noCommonYears: {
    en: "They have no two years in common, over which growth could be compared.",
    zh: "这些情景没有两个共同年份，无法比较增长率。",
  },
  years: { en: "{from}–{to}", zh: "{from}–{to} 年" },
  outlier: { en: "outlier", zh: "离群值" },
  yours: { en: "Your scenarios", zh: "自建情景" },
  none: {
    en: "None yet. One of your own starts from another and has overrides of its own.",
    zh: "暂无。自建情景以另一情景为基础，并有自己的改写。",
  },
  create: { en: "New scenario", zh: "新建情景" },
  name: { en: "Name", zh: "名称" },
  basedOn: { en: "Based on", zh: "基于" },
  basedOnName: { en: "Based on {name}", zh: "基于“{name}”" },
  ownOverride: {
    en: "{name}, {year}: {value} instead of {default}",
    zh: "{name}，{year}：{value}，原为 {default}",
  },
  overrides: { en: "Overrides: {count}. Edit…", zh: "改写：{count} 处。编辑…" },
  overridesOf: { en: "Edit the overrides of {name}: {count}", zh: "编辑“{name}”的改写：{count} 处" },
  createButton: { en: "Create", zh: "创建" },
  rename: { en: "Rename {name}", zh: "重命名“{name}”" },
  renameButton: { en: "Rename", zh: "重命名" },
  remove: { en: "Remove {name}", zh: "移除“{name}”" },
  removeTitle: { en: "Remove “{name}”?", zh: "移除“{name}”？" },
  removeButton: { en: "Remove", zh: "移除" },
  removeText: {
    en: "Its overrides go with it.",
    zh: "其改写将一并移除。",
  },
  unused: { en: "No formula names it.", zh: "没有公式使用它。" },
  used: {
    en: "Formulas that name it and will show #VALUE!: {count}",
    zh: "{count} 个公式使用它，移除后将显示 #VALUE!：",
  },
  usedRename: {
    en: "Formulas that name it: {count}. Those that use its name rather than its id will show #VALUE!:",
    zh: "{count} 个公式使用它。其中使用名称（而非标识）的公式将显示 #VALUE!：",
  },
  more: { en: "and {count} more", zh: "另有 {count} 个" },
} satisfies Record<string, Text>;

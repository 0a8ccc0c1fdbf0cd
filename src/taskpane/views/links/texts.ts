import type { Text } from "../../../report/types";

export const texts = {
  title: { en: "Typed numbers", zh: "键入的数值" },
  hint: {
    en: "Finds typed numbers that the report knows, by value, year, label and unit, and puts its formulas in their place.",
    zh: "按数值、年份、标签和单位查找报告中已有的键入数值，并改为相应公式。",
  },
  scope: { en: "Where to look", zh: "查找范围" },
  look: { en: "Look for numbers", zh: "查找数值" },
  takeBack: { en: "Take back", zh: "恢复数值" },
  none: { en: "No typed number here is one that the report knows.", zh: "此处没有报告中已有的键入数值。" },
  found: {
    en: "Numbers that the report knows: {count}. Ticked: {ticked}.",
    zh: "报告中已有的数值：{count} 个，已勾选 {ticked} 个。",
  },
  sure: { en: "Sure ({count})", zh: "确定（{count}）" },
  likely: { en: "Likely ({count})", zh: "很可能（{count}）" },
  possible: { en: "Possible ({count})", zh: "可能（{count}）" },
  sureHint: {
    en: "Name, year and unit stand with the number, and every typed digit agrees.",
    zh: "数值旁有名称、年份和单位，且键入的每一位均相符。",
  },
  likelyHint: { en: "One of these is missing or coarser.", zh: "其中一项缺失或较粗略。" },
  possibleHint: {
    en: "Two are missing, or several numbers agree equally well: choose which it is.",
    zh: "缺失两项，或有多个数值同样相符：请选择是哪一个。",
  },
  go: { en: "Go to {cell}", zh: "转到 {cell}" },
  tick: { en: "{cell}: {typed}", zh: "{cell}：{typed}" },
  same: { en: "The formula gives the same.", zh: "公式结果相同。" },
  gives: { en: "The formula gives {value} ({change}).", zh: "公式结果为 {value}（{change}）。" },
  which: { en: "What {cell} is", zh: "{cell} 是哪一个" },
  ambiguous: { en: "Ambiguous: {count} numbers agree.", zh: "有歧义：{count} 个数值相符。" },
  link: { en: "Link {count} numbers", zh: "链接 {count} 个数值" },
} satisfies Record<string, Text>;

import type { Text } from "../../../report/types";

export const texts = {
  overridden: { en: "Overridden", zh: "已改写" },
  overriddenCount: { en: "Overridden ({count})", zh: "已改写（{count}）" },
  noneOverridden: {
    en: "Nothing is overridden: every number is the report's default.",
    zh: "没有改写：全部采用报告默认值。",
  },
  all: { en: "All assumptions", zh: "全部假设" },
  search: { en: "Search assumptions", zh: "搜索假设" },
  found: { en: "Assumptions: {count}", zh: "假设：{count} 项" },
  none: { en: "No assumption matches “{query}”.", zh: "没有与“{query}”匹配的假设。" },
  showMore: { en: "Show {count} more", zh: "再显示 {count} 项" },
  section: { en: "§ {section}", zh: "第 {section} 节" },
  anyYear: { en: "every year", zh: "所有年份" },
  default: { en: "Default {value}", zh: "默认 {value}" },
  noDefault: { en: "no default", zh: "无默认值" },
  override: { en: "Override of {name}", zh: "“{name}”的改写" },
  reset: { en: "Reset {name}", zh: "重置“{name}”" },
  resetAll: { en: "Reset all", zh: "全部重置" },
  resetAllTitle: { en: "Reset every override?", zh: "重置全部改写？" },
  resetAllText: {
    en: "Overrides: {count}. Each goes back to the report's default, and every formula follows.",
    zh: "{count} 处改写将恢复为报告默认值，所有公式随之更新。",
  },
  notANumber: {
    en: "“{text}” isn't a number. Type one such as {example}.",
    zh: "“{text}”不是数字。请输入数字，例如 {example}。",
  },
  notUsed: { en: "Not used: {problem}", zh: "未采用：{problem}" },
  create: { en: "Add the assumptions table", zh: "添加假设表" },
  createText: {
    en: "This workbook has no assumptions table yet. It lists every number that you may override, and formulas follow what stands in it.",
    zh: "此工作簿尚无假设表。假设表列出所有可改写的数值，公式以表中内容为准。",
  },
  saved: { en: "{name} is now {value}.", zh: "“{name}”现为 {value}。" },
  wasReset: { en: "{name} is back at its default.", zh: "“{name}”已恢复默认值。" },
} satisfies Record<string, Text>;

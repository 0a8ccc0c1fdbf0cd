import type { Text } from "../../../report/types";

export const texts = {
  discard: { en: "Discard and go on", zh: "丢弃并继续" },
  allRows: { en: "All rows", zh: "所有行" },
  restore: { en: "Restore", zh: "恢复" },
  useDefaults: { en: "Use the report's defaults", zh: "使用报告默认值" },
  kept: {
    en: "Kept: overrides {overrides}, scenarios of your own {scenarios}.",
    zh: "保留：改写 {overrides} 处，自建情景 {scenarios} 个。",
  },
  dropTitle: { en: "Use the report's defaults?", zh: "使用报告默认值？" },
  drops: {
    en: "These are dropped, and every formula that rests on them changes:",
    zh: "将放弃以下内容，以其为依据的公式都会变化：",
  },
  override: { en: "{name}, {where}: {value}", zh: "{name}，{where}：{value}" },
  scenario: { en: "Scenario “{name}”", zh: "情景“{name}”" },
} satisfies Record<string, Text>;

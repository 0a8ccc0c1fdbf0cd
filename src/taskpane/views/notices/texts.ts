import type { Text } from "../../../report/types";

export const texts = {
  discard: { en: "Discard and go on", zh: "丢弃并继续" },
  freezeSelection: { en: "Freeze the selection", zh: "冻结所选单元格" },
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
  frozen: {
    en: "Frozen: the cell holds a value, in the place of this formula.",
    zh: "已冻结：单元格保存的是数值，原公式如下。",
  },
  detached: {
    en: "Detached: the cell holds a native formula, in the place of this one.",
    zh: "已分离：单元格保存的是原生公式，原公式如下。",
  },
  broken: {
    en: "Broken: the add-in is called in a form that doesn't work here. Refresh repairs it.",
    zh: "已失效：其中调用加载项的写法在此处无效。“刷新”可修复。",
  },
  rests: { en: "It has no formula of the report, and rests on these:", zh: "此单元格没有报告公式，其依据为：" },
  restsOnMore: { en: "It rests on more cells than are shown.", zh: "其依据的单元格多于此处所列。" },
} satisfies Record<string, Text>;

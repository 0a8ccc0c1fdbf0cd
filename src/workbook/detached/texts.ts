/** Words on the data sheet of a detached workbook. */
import type { Text } from "../../report/types";

export const DETACHED = {
  sheet: { en: "Market data", zh: "市场数据" },
  explanation: {
    en: "Values of the market model. The workbook's formulas look them up here and need no add-in. Reattach brings the live formulas back.",
    zh: "市场模型的数值。工作簿中的公式在此查找，无需加载项。“重新连接”可恢复实时公式。",
  },
  version: { en: "Version", zh: "版本" },
  checks: { en: "Integrity checks hold", zh: "完整性检查通过" },
  chosenNote: { en: "Used where a formula names no scenario; row:", zh: "公式未指明情景时采用；行号：" },
  builtNote: { en: "The same among scenarios built from drivers; row:", zh: "由驱动因素构建的情景中的行号：" },
  nameableNote: { en: "The same among all that has a name; row:", zh: "所有命名项目中的行号：" },
  drivers: { en: "Numbers of the drivers", zh: "驱动因素数值" },
  driversNote: {
    en: "Change a blue number, or put one into a blank year between two, and all that is built from it follows. Percentages are fractions: 0.35 is 35 %.",
    zh: "修改蓝色数字，或在两个年份之间的空白处填入数字，由其构建的结果即随之变动。百分比以小数填写：0.35 即 35%。",
  },
  yearBefore: { en: "year before with a number", zh: "之前有数值的年份" },
  valueBefore: { en: "its number", zh: "该年数值" },
  yearAfter: { en: "year after with a number", zh: "之后有数值的年份" },
  valueAfter: { en: "its number", zh: "该年数值" },
  factors: {
    en: "Units: what a value is multiplied by, at each year's exchange rate",
    zh: "单位：数值所乘的系数，按各年汇率",
  },
  factorsAlways: {
    en: "Units: what a value of any year is multiplied by",
    zh: "单位：任一年份的数值所乘的系数",
  },
  names: { en: "Names", zh: "名称" },
  namesNote: {
    en: "What a cell may hold, without spaces, and what it stands for: the place in its block, of a year the year.",
    zh: "单元格可填写的名称（不含空格）及其含义：所在区块中的位置；年份为年份本身。",
  },
  values: { en: "Cells that hold values now", zh: "已转为数值的单元格" },
  cell: { en: "Cell", zh: "单元格" },
  reason: { en: "Why", zh: "原因" },
  formula: { en: "Formula", zh: "公式" },
} as const satisfies Readonly<Record<string, Text>>;

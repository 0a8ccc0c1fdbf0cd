import type { Text } from "../report/types";

/** Why a value has no derivation to show. */
export const unexplained = {
  /** Its cells have one each, which other formulas give. */
  table: {
    en: "A table: ask about one of its values with the formula that gives it alone.",
    zh: "此为表格：可用给出单个数值的公式查询其中某一数值的来源。",
  },
  /** From numbers of the caller's own. */
  "own-numbers": {
    en: "It is worked out from the numbers in its arguments, none of the report's.",
    zh: "由参数中的数字算出，未使用报告数据。",
  },
  /** It tells about the report or the workbook. */
  "no-number": {
    en: "It tells about the report or this workbook and is no number of the market.",
    zh: "说明报告或本工作簿的情况，并非市场数字。",
  },
} as const satisfies Readonly<Record<string, Text>>;

export const anExpression: Text = {
  en: "This part can't be explained: an argument is an expression.",
  zh: "此部分无法说明：参数为表达式。",
};

import type { Text } from "../report/types";
import type { FormulaState } from "../workbook";

/** What has become of a formula, in a word: no color is needed to find it. */
export const STATE_TEXT: Readonly<Record<FormulaState, Text>> = {
  live: { en: "live", zh: "实时" },
  frozen: { en: "frozen", zh: "已冻结" },
  detached: { en: "detached", zh: "已分离" },
  broken: { en: "broken", zh: "已失效" },
};

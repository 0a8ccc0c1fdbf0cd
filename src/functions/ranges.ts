/** Why arguments of another form are refused: seldom said, so that it comes when it is first. */
import type { Text } from "../report/types";

export function tooManyCells(parameters: readonly string[], cells: number, most: number): Text {
  return {
    en: `${parameters.join(", ")}: together ${cells} cells; one formula fills at most ${most}, since Excel hangs over more.`,
    zh: `${parameters.join("、")}：合计 ${cells} 个单元格；一个公式最多填充 ${most} 个，再多 Excel 会停止响应。`,
  };
}

/** A:A or 1:1. */
export function wholeLines(parameter: string, lines: "rows" | "columns", most: number): Text {
  const [en, zh] = { rows: ["row", "整行"], columns: ["column", "整列"] }[lines];
  const [instead, used] =
    lines === "rows" ? ["B1:K1", "B1:INDEX(1:1,COUNTA(1:1))"] : ["A2:A100", "A2:INDEX(A:A,COUNTA(A:A))"];
  return {
    en: `${parameter}: a whole ${en}, more than the ${most} cells that one formula fills. Give the cells in use, such as ${instead} or ${used}.`,
    zh: `${parameter}：不能使用${zh}（一个公式最多填充 ${most} 个单元格）。请只给出已使用的单元格，例如 ${instead} 或 ${used}。`,
  };
}

export function buildsByName(parameter: string, got: number): Text {
  const form = '=MARKET.BUILD(2030, {"arpu","parc"}, {600,4.35})';
  return {
    en: `${parameter}: ${got} isn't one. BUILD takes a year, then names of drivers beside their values: ${form}`,
    zh: `${parameter}：${got} 不符。BUILD 依次取年份、驱动因素名称及其数值：${form}`,
  };
}

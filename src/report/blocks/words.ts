/** The words by which a pasted table tells what its cells are, and what is said of those that can't be read. */
import type { Text } from "../types";
import { folded } from "../tables/cells";

const oneOf = (words: readonly string[]) => {
  const known = new Set(words.map(folded));
  return (text: string): boolean => known.has(folded(text));
};

export const isUnavailable = oneOf([
  ...["n.a.", "n.a", "na", "n/a", "#n/a", "–", "-", "—", "−", "…", "...", "..", ".", ":", "x"],
  ...["not available", "nil", "不详", "无", "暂无", "未披露", "——"],
]);

/** Beside quarters or halves. */
export const isWholeYear = oneOf(["year", "full year", "annual", "FY", "全年", "年度"]);

export const isUnitHeader = oneOf(["unit", "units", "单位", "單位"]);

const TOTAL = /^(?:grand\s+)?(?:total|sum|all)(?:\s|$)|^(?:合计|总计|小计|合計|總計|总体|全部)/iu;
export const isTotal = (name: string): boolean => TOTAL.test(name.trim());

const NOTE =
  /^(?:(?:sources?|notes?)(?:[\s:：.]|$)|\*|†|\d\)|\[\d\]|[\u00b9\u00b2\u00b3]|来源|资料来源|数据来源|注(?:[\d\s:：.]|$))/iu;
export const startsNote = (text: string): boolean => NOTE.test(text.trim());

/** What stands after "in" or "Unit:". */
export const unitAfter = (text: string): string | undefined =>
  /(?:\bin|\bunits?\s*[:：]|单位\s*[:：]?|單位\s*[:：]?)\s*([^()（）,，;；]+)$/iu.exec(text)?.[1];

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

export const faultTexts = {
  noYears: {
    en: "No row and no column holds years (2027, 2027E, FY2027): select the table with its header.",
    zh: "没有任何一行或一列是年份（2027、2027E、FY2027）：请连同表头一起选取。",
  },
  noNumbers: {
    en: "There are years but no numbers below or beside them.",
    zh: "有年份，但其下方或旁边没有数值。",
  },
  noName: { en: "Numbers without a name beside them.", zh: "这些数值旁边没有名称。" },
  twice: (period: string): Text => ({
    en: `${period} stands twice among the years: select one table at a time.`,
    zh: `年份 ${period} 出现两次：请一次只选一张表。`,
  }),
  namedTwice: (name: string): Text => ({
    en: `Two lines are called "${short(name)}": give one another name.`,
    zh: `有两行名为“${short(name)}”：请改其中一个名称。`,
  }),
  noYear: (header: string): Text => ({
    en: `The column "${short(header)}" has no year above it.`,
    zh: `“${short(header)}”一列没有年份。`,
  }),
  note: (text: string): Text => ({ en: `A note: "${short(text)}".`, zh: `附注：“${short(text)}”。` }),
  total: (name: string): Text => ({
    en: `"${short(name)}" is the whole, no part of it.`,
    zh: `“${short(name)}”是总体，不是其中一部分。`,
  }),
} as const;

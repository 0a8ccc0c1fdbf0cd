/** The words that cells of a report's tables hold, in both languages. */
import type { Check, Comparator, End, Method, Op, Redistribution, Text } from "../types";
import { folded } from "./cells";

export type LineKind = "market" | "driver" | "segment" | "series" | "split";

type Words<K extends string> = Readonly<Record<K, Text>>;

export const kinds: Words<LineKind> = {
  market: { en: "market", zh: "市场" },
  driver: { en: "driver", zh: "驱动因素" },
  segment: { en: "segment", zh: "细分" },
  series: { en: "series", zh: "数据列" },
  split: { en: "split", zh: "划分" },
};

export const methods: Words<Method> = {
  geometric: { en: "geometric", zh: "几何" },
  linear: { en: "linear", zh: "线性" },
  logistic: { en: "logistic", zh: "逻辑斯蒂" },
  step: { en: "step", zh: "阶梯" },
};

export const ends: Words<End> = {
  point: { en: "point", zh: "中值" },
  low: { en: "low", zh: "低值" },
  high: { en: "high", zh: "高值" },
};

export const answers: Words<"yes" | "no"> = { yes: { en: "yes", zh: "是" }, no: { en: "no", zh: "否" } };

export const redistributions: Words<Redistribution> = { ...answers, unknown: { en: "unknown", zh: "未知" } };

/** What a figure is to its line, where that isn't plain from its period and value. */
export type Role = "point" | "range" | "growth" | "stated";
export const roles: Words<Role> = {
  point: { en: "point", zh: "数据点" },
  range: { en: "range", zh: "区间" },
  growth: { en: "growth", zh: "增长" },
  stated: { en: "stated", zh: "所述" },
};

export const claimKinds: Words<Check["kind"] | "none"> = {
  cagr: { en: "cagr", zh: "复合增长率" },
  growth: { en: "growth", zh: "增长" },
  ratio: { en: "ratio", zh: "比率" },
  product: { en: "product", zh: "乘积" },
  sum: { en: "sum", zh: "加总" },
  difference: { en: "difference", zh: "相减" },
  complement: { en: "complement", zh: "余额" },
  equal: { en: "equal", zh: "相等" },
  compound: { en: "compound", zh: "复利" },
  "at-most": { en: "at-most", zh: "不超过" },
  shares: { en: "shares", zh: "份额合计" },
  none: { en: "none", zh: "无" },
};

/** How the operations of a formula are written, the first as it is written here. */
export const operators: Readonly<Record<Exclude<Op, "complement">, readonly string[]>> = {
  product: ["×", "*", "x", "·"],
  sum: ["+"],
  difference: ["−", "-", "–"],
  ratio: ["/", "÷"],
};

export const rest: Text = { en: "rest", zh: "其余" };

/** The key whose word a text is, in either language; null where it is none. */
export function keyOf<K extends string>(words: Words<K>, text: string): K | null {
  const wanted = folded(text);
  const found = (Object.entries(words) as [K, Text][]).find(
    ([key, { en, zh }]) => key === wanted || folded(en) === wanted || folded(zh) === wanted,
  );
  return found ? found[0] : null;
}

/** Every word of a kind in one language, as a message lists them. */
export const listOf = (words: Words<string>, language: keyof Text): string =>
  Object.values(words)
    .map((word) => word[language])
    .join({ en: ", ", zh: "、" }[language]);

/** How comparators are written before a number, after it, and by us. */
export const comparatorsBefore: Readonly<Record<string, Comparator>> = {
  ...{ "=": "=", ">": ">", ">=": ">=", "≥": ">=", "<": "<", "<=": "<=", "≤": "<=" },
  ...{
    "~": "~",
    "≈": "~",
    about: "~",
    around: "~",
    circa: "~",
    "ca.": "~",
    "c.": "~",
    approximately: "~",
    "approx.": "~",
  },
  ...{ nearly: "~", almost: "~", roughly: "~", 约: "~", 約: "~", 近: "~", 接近: "~" },
  ...{ over: ">", above: ">", "more than": ">", exceeding: ">", 超: ">", 超过: ">", 突破: ">", 逾: ">" },
  ...{ "at least": ">=", 至少: ">=", below: "<", under: "<", "less than": "<", 不足: "<", 低于: "<" },
  ...{ "at most": "<=", "up to": "<=", 至多: "<=" },
};
export const comparatorsAfter: Readonly<Record<string, Comparator>> = {
  ...{ "+": ">", 以上: ">=", 以内: "<=", 左右: "~", 余: ">" },
};

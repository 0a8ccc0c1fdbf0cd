/** The words by which a label says what its number is, in both languages. */

/** What is told of a thing: its growth, its share of a whole. */
export type Measure = "growth" | "cagr" | "share";

const english = (words: string): readonly string[] => words.split(",").map((word) => word.trim());

export const MEASURES: Readonly<Record<Measure, readonly string[]>> = {
  cagr: [
    ...english("compound annual growth rate, compound annual growth, compound growth, cagr"),
    ...["年均复合增长率", "复合年均增长率", "复合年增长率", "复合增长率", "年均复合增速", "复合增速"],
  ],
  growth: [
    ...english(
      "year on year growth, growth on the year before, annual growth, growth rate, growth, yoy, y y, year on year",
    ),
    ...["同比增长率", "年增长率", "同比增长", "同比增速", "增长率", "增速", "同比"],
  ],
  share: [
    ...english("share of the market, share of market, market share, share of total, shares, share"),
    ...["市场份额", "市场占有率", "市占率", "份额", "占有率", "占比", "比重"],
  ],
};

/** The whole market, whichever estimate it is. */
export const WHOLE: readonly string[] = [
  ...english("total market size, total market, market size, market value, market volume, market, tam"),
  ...["整体市场规模", "总体市场规模", "市场总规模", "市场规模", "总规模", "整体市场", "总市场", "市场"],
];

/** What says nothing of which number it is. */
export const FILLERS: readonly string[] = [
  ...english(
    "total, size, value, the, of, in, for, by, segment, scenario, case, estimate, forecast, estimated, year, fy, unit, units",
  ),
  ...english("actual, revenue, per year, annual, p a, calculated, published, table, amount, number"),
  ...[
    "预测",
    "测算",
    "情景",
    "规模",
    "金额",
    "数值",
    "细分",
    "合计",
    "总计",
    "总",
    "的",
    "年度",
    "年份",
    "年",
    "单位",
    "收入",
    "万",
    "占",
  ],
];

import type { Help } from "../help";
import { money, orUnit } from "./shared/help";

export const help: Help<"scenarios" | "from" | "to" | "unit"> = {
  gives: {
    en: `Table: Scenario, then a size for each year, ${money.en}; blank where there is none`,
    zh: `表：情景及各年规模，${money.zh}；没有数值处为空白`,
  },
  shows: ["plain", "amount"],
  parameters: {
    scenarios: {
      summary: { en: "Scenarios, one or a range; without any, all", zh: "一个或一组情景；省略时为全部" },
    },
    from: { summary: { en: "First year; without one, the first there is", zh: "起始年份；省略时取最早年份" } },
    to: { summary: { en: "Last year; without one, the last there is", zh: "终止年份；省略时取最晚年份" } },
    unit: orUnit,
  },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    {
      arguments: [[["base", "low", "high"]], 2025, 2030],
      gives: [4, 7],
      note: { en: "Three scenarios, six years", zh: "三个情景、六个年份" },
    },
  ],
};

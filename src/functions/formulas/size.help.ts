import type { Help } from "../help";
import { money, orScenario, orUnit, theTime } from "./shared/help";

export const help: Help<"year" | "scenario" | "unit"> = {
  gives: { en: `Market size, ${money.en}`, zh: `市场规模，${money.zh}` },
  shows: "amount",
  parameters: { year: theTime, scenario: orScenario, unit: orUnit },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    { arguments: [2030], gives: 1800, note: { en: "The workbook's scenario", zh: "工作簿所选情景" } },
    { arguments: ["2027E", "base"], gives: 814.4, note: { en: "Between reported years", zh: "两个报告年份之间" } },
    {
      arguments: ["2027Q3"],
      gives: 203.6,
      note: { en: "A quarter, a fourth as long as nobody says otherwise", zh: "一个季度，未另行设定时为四分之一" },
    },
    { arguments: [2030, "vendors", "CNY bn"], gives: 66.54, note: { en: "In another unit", zh: "换用其他单位" } },
    {
      arguments: [[[2025, 2028, 2030]], [["vendors"], ["summary"]]],
      gives: [2, 3],
      note: { en: "A grid in one call", zh: "一次填满一个网格" },
    },
    { arguments: [2035], gives: { error: "#N/A" }, note: { en: "Nothing is extrapolated", zh: "不作外推" } },
  ],
};

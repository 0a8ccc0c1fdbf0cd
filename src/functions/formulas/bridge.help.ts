import type { Help } from "../help";
import { orUnit } from "./shared/help";

export const help: Help<"from" | "to" | "by" | "scenario" | "unit"> = {
  gives: {
    en: "Table: the size in the first year, what each driver or segment adds, the size in the last year, in the unit asked for. It sums exactly: drivers that are multiplied share a change by the logarithmic mean, or by Shapley averages where one is zero or less",
    zh: "表：首年规模、各驱动因素或细分的贡献、末年规模，以所选单位计。各项之和恰等于变动：相乘的驱动因素按对数平均分摊变动，其中有零或负值时按 Shapley 平均",
  },
  shows: ["plain", "amount"],
  parameters: {
    from: { summary: { en: "First year", zh: "起始年份" } },
    to: { summary: { en: "Last year", zh: "终止年份" } },
    by: {
      summary: {
        en: 'A split: its id or name; without one, or as "drivers", the drivers of a built scenario',
        zh: "划分：标识或名称；省略或填 “drivers” 时为构建情景的驱动因素",
      },
    },
    scenario: {
      summary: {
        en: "Scenario: its id or name; without one, by drivers as for DRIVER, by segments the workbook's chosen scenario",
        zh: "情景：标识或名称；省略时，按驱动因素同 DRIVER，按细分为工作簿所选情景",
      },
    },
    unit: orUnit,
  },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    { arguments: [2024, 2030], gives: [10, 2], note: { en: "By drivers", zh: "按驱动因素" } },
    { arguments: [2025, 2030, "application"], gives: [7, 2], note: { en: "By segments", zh: "按细分" } },
  ],
};

import type { Help } from "../help";
import { orBuilt, orUnit, theYear } from "./shared/help";

export const help: Help<"year" | "drivers" | "values" | "scenario" | "unit"> = {
  gives: {
    en: "Market size, in the unit asked for; without drivers, the scenario's own size",
    zh: "市场规模，以所选单位计；未给出驱动因素时为情景自身的规模",
  },
  shows: "amount",
  parameters: {
    year: theYear,
    drivers: {
      summary: {
        en: "Drivers that have your numbers, given or worked-out ones: their ids or names, as many as there are numbers",
        zh: "以自己的数字代替的驱动因素（给定或推算均可）：标识或名称，与数字一一对应",
      },
    },
    values: {
      summary: {
        en: "The numbers beside them; a column a year goes with a row of years, and a blank one leaves its driver as it is",
        zh: "对应的数字；每年一列时与一行年份对应，空白则保持该驱动因素不变",
      },
      unit: { en: "as DRIVER gives it", zh: "与 DRIVER 相同" },
    },
    scenario: orBuilt,
    unit: orUnit,
  },
  errors: ["#VALUE!", "#N/A", "#NUM!"],
  examples: [
    { arguments: [2030], gives: 1624.7, note: { en: "The report's own drivers", zh: "报告自身的驱动因素" } },
    {
      arguments: [2030, "arpu", 500],
      gives: 1353.9,
      note: { en: "With another revenue per vehicle", zh: "改用另一单车支出" },
    },
    {
      arguments: [2030, [["self-built-share", "compliance-cost"]], [["10%", 20]]],
      gives: 1408.1,
      note: { en: "A tenth built in-house, and a cost of complying", zh: "一成自建，并计合规成本" },
    },
    {
      arguments: [2030, "connected-rate", 83],
      gives: { error: "#VALUE!" },
      note: { en: "83 is no fraction: 0.83 or 83%", zh: "83 不是小数：应为 0.83 或 83%" },
    },
  ],
};

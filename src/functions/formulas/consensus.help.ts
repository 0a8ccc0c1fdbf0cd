import { statistics } from "../../model";
import type { Help } from "../help";
import { orUnit, theYear } from "./shared/help";

export const help: Help<"year" | "statistic" | "unit"> = {
  gives: {
    en: "Market size in the unit asked for; a count as a plain number. Outliers are left out",
    zh: "市场规模，以所选单位计；count 为个数。离群值除外",
  },
  shows: ({ statistic }) =>
    String(statistic ?? "")
      .trim()
      .toLowerCase() === "count"
      ? "plain"
      : "amount",
  parameters: {
    year: theYear,
    statistic: {
      summary: {
        en: `Which statistic: ${statistics.join(", ")}; without one, median`,
        zh: `统计量：${statistics.join("、")}；省略时为 median`,
      },
    },
    unit: orUnit,
  },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    { arguments: [2030, "high"], gives: 2100, note: { en: "The highest", zh: "最高值" } },
    { arguments: [2030, "low"], gives: 665.4, note: { en: "The lowest", zh: "最低值" } },
  ],
};

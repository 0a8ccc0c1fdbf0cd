import { statistics } from "../../model";
import type { Help } from "../help";
import { orUnit, theYear } from "./shared/help";

export const help: Help<"year" | "statistic" | "unit" | "scenarios"> = {
  gives: {
    en: "Market size in the unit asked for; a count as a plain number; deviation is that of a sample. Over the published figures for that very year, without outliers and estimates of another scope; or over the sizes of the scenarios given, those without one in that year left out",
    zh: "市场规模，以所选单位计；count 为个数，deviation 为样本标准差。默认统计该年已发布的数据，离群值及统计口径不同者除外；给出情景时统计这些情景的规模，该年无数值者除外",
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
    scenarios: {
      summary: {
        en: "Scenarios: ids or names, of several reports if need be; without any, the published figures",
        zh: "情景：标识或名称，可来自多份报告；省略时为已发布的数据",
      },
    },
  },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    { arguments: [2030, "high"], gives: 2100, note: { en: "The highest", zh: "最高值" } },
    { arguments: [2030, "low"], gives: 665.4, note: { en: "The lowest", zh: "最低值" } },
    {
      arguments: [2030, "mean", null, [["base", "vendors"]]],
      gives: 1232.7,
      note: { en: "Of two scenarios", zh: "两个情景的均值" },
    },
  ],
};

import type { Help } from "../help";
import { MEASURES } from "../words";
import { orScenario, theSplit, theTime } from "./shared/help";

export const help: Help<"split" | "year" | "measure" | "scenario"> = {
  gives: {
    en: "hhi: the sum of the squared shares in per cent, from 0 to 10 000; cr1 to cr5: the share of so many largest segments, as a fraction. A rest such as “other vendors” counts as one segment, so that hhi is too high and cr may be, where it stands for many",
    zh: "hhi：以百分比计的份额平方和，0 至 10 000；cr1 至 cr5：最大的若干细分的份额，以小数计。“其他厂商”等其余部分计为一个细分，若其包含多家，则 hhi 偏高，cr 亦可能偏高",
  },
  shows: ({ measure }) => (/^\s*cr/i.test(String(measure ?? "")) ? "fraction" : "plain"),
  parameters: {
    split: theSplit,
    year: theTime,
    measure: {
      summary: {
        en: `Which measure: ${MEASURES.join(", ")}; without one, hhi`,
        zh: `指标：${MEASURES.join("、")}；省略时为 hhi`,
      },
    },
    scenario: orScenario,
  },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    {
      arguments: ["vendor", 2030, null, "vendors"],
      gives: 2416,
      note: { en: "Herfindahl-Hirschman index", zh: "赫芬达尔—赫希曼指数" },
    },
    {
      arguments: ["vendor", 2030, "cr3", "vendors"],
      gives: 0.8,
      note: { en: "The three largest", zh: "前三名" },
    },
  ],
};

import type { Help } from "../help";
import { fraction, orScenario, orWhole } from "./shared/help";

export const help: Help<"from" | "to" | "scenario" | "segment"> = {
  gives: { en: `Growth a year, ${fraction.en}`, zh: `每年增长率，${fraction.zh}` },
  shows: "fraction",
  parameters: {
    from: { summary: { en: "First year", zh: "起始年份" } },
    to: { summary: { en: "Last year", zh: "终止年份" } },
    scenario: orScenario,
    segment: orWhole,
  },
  errors: ["#VALUE!", "#N/A", "#NUM!"],
  examples: [
    { arguments: [2025, 2030], gives: 0.3026, note: { en: "The whole market", zh: "整个市场" } },
    { arguments: [2025, 2030, null, "rd"], gives: 0.3096, note: { en: "One segment", zh: "一个细分" } },
    { arguments: [2025, 2025], gives: { error: "#NUM!" }, note: { en: "No time, no rate", zh: "同一年份没有增长率" } },
  ],
};

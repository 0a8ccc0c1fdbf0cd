import type { Help } from "../help";
import { fraction, orScenario, orWhole, theYear } from "./shared/help";

export const help: Help<"year" | "scenario" | "segment"> = {
  gives: { en: `Growth, ${fraction.en}`, zh: `增长率，${fraction.zh}` },
  shows: "fraction",
  parameters: { year: theYear, scenario: orScenario, segment: orWhole },
  errors: ["#VALUE!", "#N/A", "#NUM!"],
  examples: [
    { arguments: [2028, "vendors"], gives: 0.3036, note: { en: "From 2027 to 2028", zh: "2027 年至 2028 年" } },
  ],
};

import type { Help } from "../help";
import { fraction, orScenario, theSegment, theTime } from "./shared/help";

export const help: Help<"segment" | "year" | "scenario"> = {
  gives: { en: `Share, ${fraction.en}`, zh: `份额，${fraction.zh}` },
  shows: "fraction",
  parameters: { segment: theSegment, year: theTime, scenario: orScenario },
  errors: ["#VALUE!", "#N/A"],
  examples: [{ arguments: ["marketing", 2025], gives: 0.25, note: { en: "A quarter", zh: "四分之一" } }],
};

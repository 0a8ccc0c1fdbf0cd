import type { Help } from "../help";
import { orScenario, orUnit, theSplit, theTime } from "./shared/help";

export const help: Help<"split" | "year" | "scenario" | "unit"> = {
  gives: { en: "Table: Segment, Size, Share", zh: "表：细分、规模、份额" },
  shows: ["plain", "amount", "fraction"],
  parameters: { split: theSplit, year: theTime, scenario: orScenario, unit: orUnit },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    {
      arguments: ["application", 2030],
      gives: [5, 3],
      note: { en: "A header and four segments", zh: "表头与四个细分" },
    },
  ],
};

import type { Help } from "../help";
import { money, orScenario, orUnit, theSegment, theTime } from "./shared/help";

export const help: Help<"segment" | "year" | "scenario" | "unit"> = {
  gives: { en: `Size of the segment, ${money.en}`, zh: `细分规模，${money.zh}` },
  shows: "amount",
  parameters: { segment: theSegment, year: theTime, scenario: orScenario, unit: orUnit },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    { arguments: ["rd", 2030], gives: 520, note: { en: "By id", zh: "按标识" } },
    { arguments: ["研发云", 2030], gives: 520, note: { en: "By name", zh: "按名称" } },
    {
      arguments: ["huawei", 2030, "vendors"],
      gives: 219.6,
      note: { en: "In the scenario it was published with", zh: "在其原始情景中" },
    },
  ],
};

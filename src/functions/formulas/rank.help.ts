import type { Help } from "../help";
import { orScenario, theSegment, theTime } from "./shared/help";

export const help: Help<"segment" | "year" | "scenario"> = {
  gives: {
    en: "A whole number from 1; segments of the same share have the same place, and the next ones are passed over, as with RANK.EQ. A rest such as “other vendors” counts as one segment",
    zh: "从 1 起的整数；份额相同者名次相同，其后名次顺延，与 RANK.EQ 一致。“其他厂商”等其余部分计为一个细分",
  },
  shows: "plain",
  parameters: { segment: theSegment, year: theTime, scenario: orScenario },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    { arguments: ["rd", 2030], gives: 1, note: { en: "The largest of the applications", zh: "各应用中最大者" } },
    { arguments: ["huawei", 2030, "vendors"], gives: 1, note: { en: "Among the vendors", zh: "厂商之中" } },
  ],
};

import type { Help } from "../help";
import { orBuilt, theTime } from "./shared/help";

export const help: Help<"driver" | "year" | "scenario"> = {
  gives: {
    en: 'The driver in its own unit (=MARKET.LIST("drivers") shows it), rates as fractions',
    zh: '驱动因素，以其自身单位计（见 =MARKET.LIST("drivers")），比率以小数计',
  },
  shows: "in the item's unit",
  parameters: {
    driver: { summary: { en: "Driver: its id or name", zh: "驱动因素：标识或名称" } },
    year: theTime,
    scenario: orBuilt,
  },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    {
      arguments: ["parc", 2030],
      gives: 4.35,
      note: { en: "Vehicles on the road, 100 million", zh: "汽车保有量，亿辆" },
    },
    { arguments: ["cloud-penetration", 2027], gives: 0.6, note: { en: "A rate", zh: "比率" } },
    {
      arguments: ["parc", "2027Q3"],
      gives: 3.874,
      note: { en: "A level: the year's own", zh: "存量：取当年数值" },
    },
    {
      arguments: ["arpu", 2030, "base"],
      gives: { error: "#N/A" },
      note: { en: "Not built from drivers", zh: "不是由驱动因素构建" },
    },
  ],
};

import type { Help } from "../help";
import { orBuilt, orUnit, theYear } from "./shared/help";

export const help: Help<"year" | "scenario" | "swing" | "unit"> = {
  gives: {
    en: "Table, widest first: Driver, Low, Base, High, Range, in the unit asked for",
    zh: "表，幅度大者在前：驱动因素、低值、基准、高值、幅度，以所选单位计",
  },
  shows: ["plain", "amount"],
  parameters: {
    year: theYear,
    scenario: orBuilt,
    swing: {
      summary: {
        en: "How far each driver moves either way; without one, 10 %",
        zh: "各驱动因素上下变动的幅度；省略时为 10 %",
      },
      unit: { en: "fraction", zh: "小数" },
    },
    unit: orUnit,
  },
  errors: ["#VALUE!", "#N/A"],
  examples: [{ arguments: [2030], gives: [5, 5], note: { en: "Four drivers", zh: "四个驱动因素" } }],
};

import type { Help } from "../help";
import { orScenario, orUnit, theYear } from "./shared/help";

export const help: Help<"year" | "scenario" | "unit"> = {
  gives: {
    en: "Table: Driver, Unit, Now, Needed (the others unchanged), Change as a fraction; market size, in the unit asked for, in the first row",
    zh: "表：驱动因素、单位、现值、所需值（其余不变）、变化（小数）；首行为市场规模，以所选单位计",
  },
  shows: ["plain", "plain", "in the row's unit", "in the row's unit", "fraction"],
  parameters: { year: theYear, scenario: orScenario, unit: orUnit },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    { arguments: [2030, "base"], gives: [9, 5], note: { en: "Size and seven drivers", zh: "规模与七个驱动因素" } },
  ],
};

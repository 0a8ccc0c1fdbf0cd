import type { Help } from "../help";
import { orBuilt, orScenario, orUnit, theYear } from "./shared/help";

export const help: Help<"year" | "scenario" | "unit" | "built"> = {
  gives: {
    en: "Table: Driver, Unit, Now, Needed (the others unchanged), Change as a fraction, Feasible (possible; outside the range that the report or you give; impossible: over 100 %, below nothing, or no number at all); market size, in the unit asked for, in the first row, with the scenario's scope where it is another",
    zh: "表：驱动因素、单位、现值、所需值（其余不变）、变化（小数）、可行性（可行；超出区间：超出报告或您给定的区间；不可能：超过 100 %、低于零或无解）；首行为市场规模，以所选单位计，并注明该情景不同的统计口径",
  },
  shows: ["plain", "plain", "in the row's unit", "in the row's unit", "fraction", "plain"],
  parameters: { year: theYear, scenario: orScenario, unit: orUnit, built: orBuilt },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    { arguments: [2030, "base"], gives: [9, 6], note: { en: "Size and seven drivers", zh: "规模与七个驱动因素" } },
  ],
};

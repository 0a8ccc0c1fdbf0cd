import type { Help } from "../help";
import { orBuilt, orUnit, theYear } from "./shared/help";

export const help: Help<"year" | "scenario" | "swing" | "unit"> = {
  gives: {
    en: "Table, widest first: Driver, Low, Base, High, Range, in the unit asked for; without a swing also Over, what the driver's range is: reported, interpolated, assumed, overridden (low.… and high.… in the assumptions), or ± 10 % where nobody says, rates to 1 at most",
    zh: "表，幅度大者在前：驱动因素、低值、基准、高值、幅度，以所选单位计；未给出变动幅度时另有区间依据：reported（报告区间）、interpolated（插值）、assumed（假定）、overridden（改写，即假设表中的 low.… 与 high.…），无人给出时为 ± 10 %，比率至多为 1",
  },
  shows: ["plain", "amount", "amount", "amount", "amount", "plain"],
  parameters: {
    year: theYear,
    scenario: orBuilt,
    swing: {
      summary: {
        en: "How far each driver moves either way; without one, each over its own range",
        zh: "各驱动因素上下变动的幅度；省略时各按自身区间",
      },
      unit: { en: "fraction", zh: "小数" },
    },
    unit: orUnit,
  },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    { arguments: [2030], gives: [5, 6], note: { en: "Four drivers", zh: "四个驱动因素" } },
    { arguments: [2030, null, 0.1], gives: [5, 5], note: { en: "All by as much", zh: "幅度一致" } },
  ],
};

/** Parameters that several formulas share. */
import type { Model, ScenarioView } from "../../model";
import { optional, required, scenario, segment, unit, year, type Parameter } from "../parameter";

export const theYear: Parameter<number> = required(year, {
  name: "year",
  summary: { en: "Year, also as 2027E or FY2027", zh: "年份，也可写作 2027E 或 FY2027" },
});

export const theSegment = required(segment, {
  name: "segment",
  summary: { en: "Segment: its id or name", zh: "细分：标识或名称" },
});

export const orScenario: Parameter<ScenarioView> = optional(
  scenario,
  {
    name: "scenario",
    summary: {
      en: "Scenario: its id or name; without one, the workbook's chosen scenario",
      zh: "情景：标识或名称；省略时为工作簿所选情景",
    },
  },
  (model: Model) => model.chosen,
);

/** Null: the chosen scenario if it is built from drivers, else the report's first that is. */
export const orBuilt: Parameter<ScenarioView | null> = optional(
  scenario,
  {
    name: "scenario",
    summary: {
      en: "Scenario built from drivers; without one, the chosen scenario if it is, else the report's first",
      zh: "由驱动因素构建的情景；省略时取所选情景（若其如此构建），否则取报告的第一个",
    },
  },
  () => null,
);

export const orWhole = optional(
  segment,
  {
    name: "segment",
    summary: { en: "Segment: its id or name; without one, the whole market", zh: "细分：标识或名称；省略时为整个市场" },
  },
  () => null,
);

export const orUnit: Parameter<number> = optional(
  unit,
  {
    name: "unit",
    summary: {
      en: "Money unit; without one, the report's",
      zh: "货币单位；省略时为报告的单位",
    },
  },
  () => 1,
);

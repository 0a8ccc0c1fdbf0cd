/** Texts about parameters that several formulas share, and about units. */
import { TRIALS } from "../../../model";
import type { ParameterHelp } from "../../help";

export const money = { en: "in the unit asked for", zh: "以所选单位计" };
export const fraction = { en: "as a fraction (0.25 is 25 %)", zh: "以小数计（0.25 即 25 %）" };

export const theYear: ParameterHelp = {
  summary: { en: "Year, also as 2027E or FY2027", zh: "年份，也可写作 2027E 或 FY2027" },
};

export const theTime: ParameterHelp = {
  summary: {
    en: "Year or a part of one, such as 2027E, FY2027, 2027Q3",
    zh: "年份或其一部分，例如 2027E、FY2027、2027Q3",
  },
};

export const theSegment: ParameterHelp = {
  summary: { en: "Segment: its id or name", zh: "细分：标识或名称" },
};

export const theSplit: ParameterHelp = {
  summary: { en: "Way of dividing the market: its id or name", zh: "市场划分方式：标识或名称" },
};

export const orScenario: ParameterHelp = {
  summary: {
    en: "Scenario: its id or name; without one, the workbook's chosen scenario",
    zh: "情景：标识或名称；省略时为工作簿所选情景",
  },
};

export const orBuilt: ParameterHelp = {
  summary: {
    en: "Scenario built from drivers; without one, the chosen scenario if it is, else the report's first",
    zh: "由驱动因素构建的情景；省略时取所选情景（若其如此构建），否则取报告的第一个",
  },
};

export const orWhole: ParameterHelp = {
  summary: { en: "Segment: its id or name; without one, the whole market", zh: "细分：标识或名称；省略时为整个市场" },
};

export const orUnit: ParameterHelp = {
  summary: {
    en: "Money unit such as USD bn or CNY 100m real 2025; without one, the report's",
    zh: "货币单位，例如 USD bn 或 CNY 100m real 2025；省略时为报告的单位",
  },
};

export const orTrials: ParameterHelp = {
  summary: { en: `How many trials; without a number, ${TRIALS.usual}`, zh: `试验次数；省略时为 ${TRIALS.usual}` },
};

export const orSeed: ParameterHelp = {
  summary: { en: "The same seed gives the same answer; without one, 1", zh: "种子相同则结果相同；省略时为 1" },
};

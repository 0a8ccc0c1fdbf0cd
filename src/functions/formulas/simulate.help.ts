import type { Help } from "../help";
import { orBuilt, orSeed, orTrials, orUnit, theYear } from "./shared/help";

export const help: Help<"year" | "scenario" | "trials" | "seed" | "unit"> = {
  gives: {
    en: "Table: Statistic (P5 to P95, mean, standard deviation), Size in the unit asked for. Each driver is drawn from a triangle over its own range (as SENSITIVITY has it); correlations, such as correlation.parc.arpu in the assumptions, tie them together by a Gaussian copula",
    zh: "表：统计量（P5 至 P95、均值、标准差）、规模，以所选单位计。各驱动因素在自身区间（同 SENSITIVITY）内按三角分布抽取；假设表中的相关系数（如 correlation.parc.arpu）以高斯 Copula 关联",
  },
  shows: ["plain", "amount"],
  parameters: {
    year: theYear,
    scenario: orBuilt,
    trials: orTrials,
    seed: orSeed,
    unit: orUnit,
  },
  errors: ["#VALUE!", "#N/A"],
  examples: [{ arguments: [2030, "bottom-up"], gives: [10, 2], note: { en: "Nine statistics", zh: "九个统计量" } }],
};

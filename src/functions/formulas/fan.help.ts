import type { Help } from "../help";
import { orBuilt, orSeed, orTrials, orUnit } from "./shared/help";

export const help: Help<"from" | "to" | "scenario" | "trials" | "seed" | "unit"> = {
  gives: {
    en: "Table: a row a year, columns P10, P25, P50, P75 and P90 of SIMULATE, in the unit asked for",
    zh: "表：每年一行，各列为 SIMULATE 的 P10、P25、P50、P75、P90，以所选单位计",
  },
  shows: ["plain", "amount"],
  parameters: {
    from: { summary: { en: "First year", zh: "起始年份" } },
    to: { summary: { en: "Last year", zh: "终止年份" } },
    scenario: orBuilt,
    trials: orTrials,
    seed: orSeed,
    unit: orUnit,
  },
  errors: ["#VALUE!", "#N/A"],
  examples: [{ arguments: [2025, 2030], gives: [7, 6], note: { en: "For a fan chart", zh: "可用于扇形图" } }],
};

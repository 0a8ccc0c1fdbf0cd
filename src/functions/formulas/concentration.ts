import { isFault } from "../../model";
import { choice } from "../domains";
import { explainedFormula } from "../formula";
import { tabulated } from "../native";
import { Refusal } from "../outcome";
import { optional } from "../parameter";
import { MEASURES } from "../words";
import { orScenario, theSplit, theTime } from "./shared/parameters";
import { explainedShares } from "./shared/segments";

const overlaps = new Refusal("notAvailable", () => ({
  en: "split: its segments overlap, so that their shares don't say how concentrated it is.",
  zh: "split：各细分相互重叠，其份额不能说明集中度。",
}));

export const concentration = explainedFormula({
  id: "CONCENTRATION",
  summary: { en: "How concentrated a split is on its largest segments", zh: "某一划分在其最大细分上的集中度" },
  parameters: [theSplit, theTime, optional("measure", choice(MEASURES), () => "hhi" as const), orScenario],
  explain: (setting, split, year, measure, scenario) => {
    const derivations = explainedShares(setting, split, year, scenario);
    if (isFault(derivations)) return derivations;
    if (!split.additive) return overlaps;
    const shares = derivations.map(({ value }) => value).sort((one, other) => other - one);
    const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
    const value =
      measure === "hhi"
        ? sum(shares.map((share) => (100 * share) ** 2))
        : sum(shares.slice(0, Number(measure.slice("cr".length))));
    return { value, derivations };
  },
  native: tabulated(["scenario", "split", "measure"], { overPeriods: false }),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./concentration.help"),
});

import { isFault, type Derivation } from "../../model";
import { explainedFormula } from "../formula";
import { tabulated } from "../native";
import { orScenario, theSegment, theTime } from "./shared/parameters";
import { explainedShare, explainedShares } from "./shared/segments";

export const rank = explainedFormula({
  id: "RANK",
  summary: { en: "Place of a segment in its split, largest first", zh: "细分在其划分中的名次，最大者为第一" },
  parameters: [theSegment, theTime, orScenario],
  explain: (setting, segment, year, scenario) => {
    const own = explainedShare(setting, segment, year, scenario);
    if (isFault(own)) return own;
    const split = setting.main.splits.find(({ segments }) => segments.some(({ id }) => id === segment.id))!;
    const shares = explainedShares(setting, split, year, scenario);
    if (isFault(shares)) return shares;
    const isLarger = ({ value }: Derivation): boolean => value > own.value;
    return { value: 1 + shares.filter(isLarger).length, derivations: shares };
  },
  native: tabulated(["scenario", "segment"], { overPeriods: false }),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./rank.help"),
});

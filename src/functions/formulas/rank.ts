import { isFault, type Derivation } from "../../model";
import { explainedFormula } from "../formula";
import { tabulated } from "../native";
import { orScenario, theSegment, theYear } from "./shared/parameters";
import { explainedShares } from "./shared/shares";

export const rank = explainedFormula({
  id: "RANK",
  summary: { en: "Place of a segment in its split, largest first", zh: "细分在其划分中的名次，最大者为第一" },
  parameters: [theSegment, theYear, orScenario],
  explain: (setting, segment, year, scenario) => {
    const own = setting.main.explainShare(segment, year, scenario);
    if (isFault(own)) return own;
    const split = setting.main.splits.find(({ segments }) => segments.some(({ id }) => id === segment.id))!;
    const shares = explainedShares(setting, split, year, scenario);
    if (isFault(shares)) return shares;
    const isLarger = ({ value }: Derivation): boolean => value > own.value;
    return { value: 1 + shares.filter(isLarger).length, derivations: shares };
  },
  native: tabulated(["scenario", "segment"]),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./rank.help"),
});

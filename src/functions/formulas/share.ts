import { explainedFormula } from "../formula";
import { tabulated } from "../native";
import { orScenario, theSegment, theYear } from "./shared/parameters";
import { explained } from "./shared/values";

export const share = explainedFormula({
  id: "SHARE",
  summary: { en: "Share of a segment in the market", zh: "细分占市场的份额" },
  parameters: [theSegment, theYear, orScenario],
  explain: ({ main }, segment, year, scenario) => explained(main.explainShare(segment, year, scenario)),
  native: tabulated(["scenario", "segment"]),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./share.help"),
});

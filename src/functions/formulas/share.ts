import { explainedFormula } from "../formula";
import { tabulated } from "../native";
import { orScenario, theSegment, theTime } from "./shared/parameters";
import { explainedShare } from "./shared/segments";
import { explained } from "./shared/values";

export const share = explainedFormula({
  id: "SHARE",
  summary: { en: "Share of a segment in the market", zh: "细分占市场的份额" },
  parameters: [theSegment, theTime, orScenario],
  explain: (...given) => explained(explainedShare(...given)),
  native: tabulated(["scenario", "segment"]),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./share.help"),
});

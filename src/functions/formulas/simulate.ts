import { analyses } from "../analyses";
import { tableFormula } from "../formula";
import { orBuilt, orSeed, orTrials, orUnit, theYear } from "./shared/parameters";

export const simulate = tableFormula({
  id: "SIMULATE",
  summary: {
    en: "Spread of the bottom-up market size when its drivers vary at random",
    zh: "驱动因素随机变动时市场规模的分布",
  },
  parameters: [theYear, orBuilt, orTrials, orSeed, orUnit],
  evaluate: (...given) => analyses().simulateTable(...given),
  unexplained: "table",
  native: null,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./simulate.help"),
});

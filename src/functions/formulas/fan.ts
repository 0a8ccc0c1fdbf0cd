import { analyses } from "../analyses";
import { year } from "../domains";
import { tableFormula } from "../formula";
import { required } from "../parameter";
import { orBuilt, orSeed, orTrials, orUnit } from "./shared/parameters";

export const fan = tableFormula({
  id: "FAN",
  summary: { en: "Spread of the bottom-up market size year by year", zh: "自下而上市场规模的逐年分布" },
  parameters: [required("from", year), required("to", year), orBuilt, orTrials, orSeed, orUnit],
  evaluate: (...given) => analyses().fanTable(...given),
  unexplained: "table",
  native: null,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./fan.help"),
});

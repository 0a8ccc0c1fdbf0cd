import { analyses } from "../analyses";
import { builtScenario } from "../domains";
import { tableFormula } from "../formula";
import { optional } from "../parameter";
import { orScenario, orUnit, theYear } from "./shared/parameters";

export const reconcile = tableFormula({
  id: "RECONCILE",
  summary: {
    en: "What each driver would have to be for the bottom-up size to equal a scenario's",
    zh: "要使自下而上规模等于某一情景，各驱动因素须为多少",
  },
  parameters: [theYear, orScenario, orUnit, optional("built", builtScenario, () => null)],
  evaluate: (...given) => analyses().reconcileTable(...given),
  unexplained: "table",
  native: null,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./reconcile.help"),
});

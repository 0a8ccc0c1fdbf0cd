import { explainedFormula } from "../formula";
import { tabulated } from "../native";
import { orScenario, orUnit, theYear } from "./shared/parameters";
import { explainedIn } from "./shared/values";

export const size = explainedFormula({
  id: "SIZE",
  summary: { en: "Market size in a year", zh: "某年的市场规模" },
  parameters: [theYear, orScenario, orUnit],
  explain: ({ main }, year, scenario, money) => explainedIn(main.explainSize(scenario, year), money, year),
  native: tabulated(["scenario"], { over: ["DRIVER"] }),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./size.help"),
});

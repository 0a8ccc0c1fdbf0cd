import { explainedFormula } from "../formula";
import { tabulated } from "../native";
import { orScenario, orUnit, theTime } from "./shared/parameters";
import { overTime } from "./shared/time";
import { explainedIn } from "./shared/values";

export const size = explainedFormula({
  id: "SIZE",
  summary: { en: "Market size in a year", zh: "某年的市场规模" },
  parameters: [theTime, orScenario, orUnit],
  explain: ({ main }, when, scenario, money) =>
    overTime(when, (year) => explainedIn(main.explainSize(scenario, year), money, year)),
  native: tabulated(["scenario"], { over: ["DRIVER"] }),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./size.help"),
});

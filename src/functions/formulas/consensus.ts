import { statistics, type ScenarioView } from "../../model";
import { choice, scenario } from "../domains";
import { valueFormula } from "../formula";
import { tabulated } from "../native";
import { Refusal } from "../outcome";
import { optional, optionalList } from "../parameter";
import { orUnit, theYear } from "./shared/parameters";
import { inMoney } from "./shared/values";

export const consensus = valueFormula({
  id: "CONSENSUS",
  summary: { en: "A statistic over market sizes in a year", zh: "某年市场规模的统计量" },
  parameters: [
    theYear,
    optional("statistic", choice(statistics), () => "median" as const),
    orUnit,
    optionalList("scenarios", scenario),
  ],
  evaluate: ({ main }, year, statistic, money, scenarios) => {
    const wrong = scenarios?.find((one) => one instanceof Refusal);
    if (wrong) return wrong;
    const value = main.consensus(year, statistic, scenarios as readonly ScenarioView[] | null);
    return statistic === "count" ? value : inMoney(value, money, year);
  },
  unexplained: "many-values",
  native: tabulated(["statistic"], { unitless: "count" }),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./consensus.help"),
});

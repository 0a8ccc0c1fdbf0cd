import { isFault, statistics, type ScenarioView } from "../../model";
import { analyses } from "../analyses";
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
  evaluate: (setting, year, statistic, money, scenarios) => {
    const { main } = setting;
    const wrong = scenarios?.find((one) => one instanceof Refusal);
    if (wrong) return wrong;
    if (!scenarios) {
      const value = main.consensus(year, statistic);
      return statistic === "count" ? value : inMoney(value, money, year);
    }
    // Of a count the sizes need not be in one money.
    const sizes = analyses().sizesAmong(
      setting,
      scenarios as readonly ScenarioView[],
      year,
      statistic === "count" ? null : money,
    );
    return isFault(sizes) ? sizes : main.consensus(year, statistic, sizes);
  },
  unexplained: "many-values",
  native: tabulated(["statistic"], { unitless: "count" }),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./consensus.help"),
});

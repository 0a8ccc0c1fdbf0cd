import { statistics } from "../../model";
import { choice } from "../domains";
import { valueFormula } from "../formula";
import { tabulated } from "../native";
import { optional } from "../parameter";
import { orUnit, theYear } from "./shared/parameters";
import { inMoney } from "./shared/values";

export const consensus = valueFormula({
  id: "CONSENSUS",
  summary: { en: "A statistic over the published market sizes for a year", zh: "某年各家已发布市场规模的统计量" },
  parameters: [theYear, optional("statistic", choice(statistics), () => "median" as const), orUnit],
  evaluate: ({ main }, year, statistic, money) => {
    const value = main.consensus(year, statistic);
    return statistic === "count" ? value : inMoney(value, money, year);
  },
  unexplained: "many-values",
  native: tabulated(["statistic"], { unitless: "count" }),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./consensus.help"),
});

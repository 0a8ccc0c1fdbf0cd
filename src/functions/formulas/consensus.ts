import { statistics } from "../../model";
import { analyses } from "../analyses";
import { choice, scenario } from "../domains";
import { explainedFormula } from "../formula";
import { tabulated } from "../native";
import { optional, optionalList } from "../parameter";
import { orUnit, theYear } from "./shared/parameters";

export const consensus = explainedFormula({
  id: "CONSENSUS",
  summary: { en: "A statistic over market sizes in a year", zh: "某年市场规模的统计量" },
  parameters: [
    theYear,
    optional("statistic", choice(statistics), () => "median" as const),
    orUnit,
    optionalList("scenarios", scenario),
  ],
  explain: (...given) => analyses().consensusOf(...given),
  native: tabulated(["statistic"], { unitless: "count" }),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./consensus.help"),
});

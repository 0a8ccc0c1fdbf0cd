import { explainedFormula } from "../formula";
import { expression } from "../native";
import { orSeen, orUnit, theSegment, theYear } from "./shared/parameters";
import { explainedIn } from "./shared/values";

export const segment = explainedFormula({
  id: "SEGMENT",
  summary: { en: "Size of one segment in a year", zh: "某一细分在某年的规模" },
  parameters: [theSegment, theYear, orSeen, orUnit],
  explain: ({ main }, segment, year, scenario, money) =>
    explainedIn(main.explainSegment(segment, year, scenario), money, year),
  native: expression(["SIZE", "SHARE", "DRIVER"]),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./segment.help"),
});

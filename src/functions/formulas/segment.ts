import { explainedFormula } from "../formula";
import { expression } from "../native";
import { orSeen, orUnit, theSegment, theTime } from "./shared/parameters";
import { segmentOver } from "./shared/segments";

export const segment = explainedFormula({
  id: "SEGMENT",
  summary: { en: "Size of one segment in a year", zh: "某一细分在某年的规模" },
  parameters: [theSegment, theTime, orSeen, orUnit],
  explain: segmentOver,
  native: expression(["SIZE", "SHARE", "DRIVER"]),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./segment.help"),
});

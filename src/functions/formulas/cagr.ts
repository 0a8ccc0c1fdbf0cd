import { anyYear } from "../domains";
import { explainedFormula } from "../formula";
import { expression } from "../native";
import { required } from "../parameter";
import { rateBetween } from "./shared/growth";
import { orSeen, orWhole } from "./shared/parameters";

export const cagr = explainedFormula({
  id: "CAGR",
  summary: { en: "Compound annual growth rate between two years", zh: "两个年份之间的年均复合增长率" },
  parameters: [required("from", anyYear), required("to", anyYear), orSeen, orWhole],
  explain: rateBetween,
  native: expression(["SIZE", "SHARE", "DRIVER"]),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./cagr.help"),
});

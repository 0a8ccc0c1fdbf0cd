import { year } from "../domains";
import { explainedFormula } from "../formula";
import { expression } from "../native";
import { required } from "../parameter";
import { explainedRate, nativeRate } from "./shared/growth";
import { orSeen, orWhole } from "./shared/parameters";

export const cagr = explainedFormula({
  id: "CAGR",
  summary: { en: "Compound annual growth rate between two years", zh: "两个年份之间的年均复合增长率" },
  parameters: [required("from", year), required("to", year), orSeen, orWhole],
  explain: (setting, from, to, scenario, segment) =>
    explainedRate(setting, setting.main.cagr(from, to, scenario, segment), [from, to], scenario, segment),
  native: expression(["SIZE", "SHARE", "DRIVER"], (target, first, last, scenario, segment) => {
    const [from, to] = [target.year(first!), target.year(last!)];
    // Years in reverse order give the same rate: both the ratio and the exponent turn over.
    return nativeRate(target, [from, to], scenario!, segment!, `${to}-${from}`);
  }),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./cagr.help"),
});

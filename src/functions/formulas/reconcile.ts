import { isFault, type Feasibility } from "../../model";
import type { Text } from "../../report/types";
import { tableFormula } from "../formula";
import type { Outcome } from "../outcome";
import { headers } from "./shared/headers";
import { builtScenario } from "../domains";
import { optional } from "../parameter";
import { orScenario, orUnit, theYear } from "./shared/parameters";
import { say } from "./shared/values";

/** Also what an estimate is that isn't one of the same market. */
const feasibilities = {
  possible: { en: "possible", zh: "可行" },
  "outside the range": { en: "outside the range", zh: "超出区间" },
  impossible: { en: "impossible", zh: "不可能" },
  outlier: { en: "an outlier", zh: "离群值" },
} as const satisfies Record<Feasibility | "outlier", Text>;

export const reconcile = tableFormula({
  id: "RECONCILE",
  summary: {
    en: "What each driver would have to be for the bottom-up size to equal a scenario's",
    zh: "要使自下而上规模等于某一情景，各驱动因素须为多少",
  },
  parameters: [theYear, orScenario, orUnit, optional("built", builtScenario, () => null)],
  evaluate: (setting, year, scenario, money, built) => {
    const found = setting.main.reconcile(year, scenario, built);
    if (isFault(found)) return found;
    const factor = money.factor(year);
    if (isFault(factor)) return factor;
    const { now, needed, gaps } = found;
    const head = [headers.driver, headers.unit, headers.now, headers.needed, headers.change, headers.feasible].map(
      (title) => say(title, setting),
    );
    const rows = gaps.map(({ name, unit, actual, required, feasibility }): Outcome[] => {
      const change: Outcome = isFault(required) ? required : actual === 0 ? "" : required / actual - 1;
      return [say(name, setting), unit, actual, required, change, say(feasibilities[feasibility], setting)];
    });
    const { outlier, scope } = scenario.source;
    const kind = outlier ? say(feasibilities.outlier, setting) : scope ? say(scope, setting) : "";
    return [head, [say(headers.size, setting), "", now * factor, needed * factor, needed / now - 1, kind], ...rows];
  },
  unexplained: "table",
  native: null,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./reconcile.help"),
});

import { isFault, type Fault, type Feasibility, type Money, type ScenarioView } from "../../model";
import type { Text } from "../../report/types";
import type { Outcome, Table } from "../outcome";
import type { Setting } from "../setting";
import { headers } from "./shared/headers";
import { say } from "./shared/values";

/** Also what an estimate is that isn't one of the same market. */
const feasibilities = {
  possible: { en: "possible", zh: "可行" },
  "outside the range": { en: "outside the range", zh: "超出区间" },
  impossible: { en: "impossible", zh: "不可能" },
  outlier: { en: "an outlier", zh: "离群值" },
} as const satisfies Record<Feasibility | "outlier", Text>;

export function reconcileTable(
  setting: Setting,
  year: number,
  scenario: ScenarioView,
  money: Money,
  built: ScenarioView | null,
): Table | Fault {
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
}

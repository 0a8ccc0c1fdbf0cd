import { isFault } from "../../model";
import { tableFormula } from "../formula";
import type { Outcome } from "../outcome";
import { headers } from "./shared/headers";
import { orScenario, orUnit, theYear } from "./shared/parameters";
import { say } from "./shared/values";

export const reconcile = tableFormula({
  id: "RECONCILE",
  summary: {
    en: "What each driver would have to be for the bottom-up size to equal a scenario's",
    zh: "要使自下而上规模等于某一情景，各驱动因素须为多少",
  },
  parameters: [theYear, orScenario, orUnit],
  evaluate: (setting, year, scenario, money) => {
    const found = setting.main.reconcile(year, scenario);
    if (isFault(found)) return found;
    const factor = money.factor(year);
    if (isFault(factor)) return factor;
    const { now, needed, gaps } = found;
    const head = [headers.driver, headers.unit, headers.now, headers.needed, headers.change].map((title) =>
      say(title, setting),
    );
    const rows = gaps.map(({ name, unit, actual, required }): Outcome[] => {
      const change: Outcome = isFault(required) ? required : actual === 0 ? "" : required / actual - 1;
      return [say(name, setting), unit, actual, required, change];
    });
    return [head, [say(headers.size, setting), "", now * factor, needed * factor, needed / now - 1], ...rows];
  },
  unexplained: "table",
  native: null,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./reconcile.help"),
});

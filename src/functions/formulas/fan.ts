import { isFault, TRIALS } from "../../model";
import { year } from "../domains";
import { tableFormula } from "../formula";
import type { Outcome } from "../outcome";
import { required } from "../parameter";
import { headers } from "./shared/headers";
import { orBuilt, orSeed, orTrials, orUnit } from "./shared/parameters";
import { say } from "./shared/values";

const PERCENTILES = [10, 25, 50, 75, 90];

export const fan = tableFormula({
  id: "FAN",
  summary: { en: "Spread of the bottom-up market size year by year", zh: "自下而上市场规模的逐年分布" },
  parameters: [required("from", year), required("to", year), orBuilt, orTrials, orSeed, orUnit],
  evaluate: (setting, one, other, scenario, trials, seed, money) => {
    for (const year of [one, other]) {
      const end = setting.main.simulate(year, scenario, TRIALS.least, seed);
      if (isFault(end)) return end;
    }
    const rows: Outcome[][] = [[say(headers.year, setting), ...PERCENTILES.map((percentile) => `P${percentile}`)]];
    for (let year = Math.min(one, other); year <= Math.max(one, other); year++) {
      const found = setting.main.simulate(year, scenario, trials, seed);
      if (isFault(found)) return found;
      const factor = money.factor(year);
      if (isFault(factor)) return factor;
      const shown = found.percentiles.filter(([percentile]) => PERCENTILES.includes(percentile));
      rows.push([year, ...shown.map(([, value]) => value * factor)]);
    }
    return rows;
  },
  unexplained: "table",
  native: null,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./fan.help"),
});

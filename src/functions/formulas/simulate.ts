import { isFault } from "../../model";
import { tableFormula } from "../formula";
import type { Outcome } from "../outcome";
import { headers } from "./shared/headers";
import { orBuilt, orSeed, orTrials, orUnit, theYear } from "./shared/parameters";
import { say } from "./shared/values";

export const simulate = tableFormula({
  id: "SIMULATE",
  summary: {
    en: "Spread of the bottom-up market size when its drivers vary at random",
    zh: "驱动因素随机变动时市场规模的分布",
  },
  parameters: [theYear, orBuilt, orTrials, orSeed, orUnit],
  evaluate: (setting, year, scenario, trials, seed, money) => {
    const { main: model } = setting;
    const simulation = model.simulate(year, scenario, trials, seed);
    if (isFault(simulation)) return simulation;
    const factor = money.factor(year);
    if (isFault(factor)) return factor;
    const percentiles = simulation.percentiles.map(([percentile, value]): Outcome[] => [
      `P${percentile}`,
      value * factor,
    ]);
    return [
      [say(headers.statistic, setting), say(headers.size, setting)],
      ...percentiles,
      [say(headers.mean, setting), simulation.mean * factor],
      [say(headers.deviation, setting), simulation.deviation * factor],
    ];
  },
  unexplained: "table",
  native: null,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./simulate.help"),
});

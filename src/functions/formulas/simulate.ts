import { isFault, TRIALS } from "../../model";
import { number } from "../domains";
import { tableFormula } from "../formula";
import type { Outcome } from "../outcome";
import { optional } from "../parameter";
import { headers } from "./shared/headers";
import { orBuilt, orUnit, theYear } from "./shared/parameters";
import { say } from "./shared/values";

const SEED = 1;

const trials = number(
  { en: `a whole number from ${TRIALS.least} to ${TRIALS.most}`, zh: `${TRIALS.least} 至 ${TRIALS.most} 的整数` },
  { least: TRIALS.least, most: TRIALS.most, whole: true },
);
const seed = number(
  { en: "a whole number from 0 to 4294967295", zh: "0 至 4294967295 的整数" },
  { least: 0, most: 2 ** 32 - 1, whole: true },
);

export const simulate = tableFormula({
  id: "SIMULATE",
  summary: {
    en: "Spread of the bottom-up market size when its drivers vary at random",
    zh: "驱动因素随机变动时市场规模的分布",
  },
  parameters: [
    theYear,
    orBuilt,
    optional("trials", trials, () => TRIALS.usual),
    optional("seed", seed, () => SEED),
    orUnit,
  ],
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

/** How far the estimates agree, and what the bottom-up model does when its drivers change. */
import { isFault, TRIALS } from "../../model";
import { tableFormula, valueFormula, type Outcome } from "../formula";
import { number, optional, statistic } from "../parameter";
import { headers } from "./headers";
import { inUnit, say } from "./outcome";
import { orBuilt, orScenario, orUnit, theYear } from "./parameters";

export const consensus = valueFormula({
  id: "CONSENSUS",
  summary: { en: "A statistic over the published market sizes for a year", zh: "某年各家已发布市场规模的统计量" },
  parameters: [
    theYear,
    optional(
      statistic,
      {
        name: "statistic",
        summary: {
          en: "Which statistic: low, high, mean, median or count; without one, median",
          zh: "统计量：low、high、mean、median 或 count；省略时为 median",
        },
      },
      () => "median" as const,
    ),
    orUnit,
  ],
  gives: {
    en: "Market size in the unit asked for; a count as a plain number. Outliers are left out",
    zh: "市场规模，以所选单位计；count 为个数。离群值除外",
  },
  examples: [
    { arguments: [2030, "high"], gives: 2100, note: { en: "The highest", zh: "最高值" } },
    { arguments: [2030, "low"], gives: 665.4, note: { en: "The lowest", zh: "最低值" } },
  ],
  evaluate: (model, year, statistic, factor) => {
    const value = model.consensus(year, statistic);
    return statistic === "count" ? value : inUnit(value, factor);
  },
});

export const reconcile = tableFormula({
  id: "RECONCILE",
  summary: {
    en: "What each driver would have to be for the bottom-up size to equal a scenario's",
    zh: "要使自下而上规模等于某一情景，各驱动因素须为多少",
  },
  parameters: [theYear, orScenario, orUnit],
  gives: {
    en: "Table: Driver, Unit, Now, Needed (the others unchanged), Change as a fraction; market size, in the unit asked for, in the first row",
    zh: "表：驱动因素、单位、现值、所需值（其余不变）、变化（小数）；首行为市场规模，以所选单位计",
  },
  examples: [
    { arguments: [2030, "base"], gives: [6, 5], note: { en: "Size and four drivers", zh: "规模与四个驱动因素" } },
  ],
  evaluate: (model, year, scenario, factor) => {
    const found = model.reconcile(year, scenario);
    if (isFault(found)) return found;
    const { now, needed, gaps } = found;
    const head = [headers.driver, headers.unit, headers.now, headers.needed, headers.change].map(say);
    const rows = gaps.map(({ name, unit, actual, required }): Outcome[] => {
      return [say(name), unit, actual, required, required / actual - 1];
    });
    return [head, [say(headers.size), "", now * factor, needed * factor, needed / now - 1], ...rows];
  },
});

const SWING = 0.1;

export const sensitivity = tableFormula({
  id: "SENSITIVITY",
  summary: { en: "Tornado table: market size as each driver swings", zh: "龙卷风表：各驱动因素变动时的市场规模" },
  parameters: [
    theYear,
    orBuilt,
    optional(
      number({ en: "a fraction from 0 to 1 (0.1 or 10%)", zh: "0 至 1 的小数（0.1 或 10%）" }, { least: 0, most: 1 }),
      {
        name: "swing",
        summary: {
          en: "How far each driver moves either way; without one, 10 %",
          zh: "各驱动因素上下变动的幅度；省略时为 10 %",
        },
        unit: { en: "fraction", zh: "小数" },
      },
      () => SWING,
    ),
    orUnit,
  ],
  gives: {
    en: "Table, widest first: Driver, Low, Base, High, Range, in the unit asked for",
    zh: "表，幅度大者在前：驱动因素、低值、基准、高值、幅度，以所选单位计",
  },
  examples: [{ arguments: [2030], gives: [5, 5], note: { en: "Four drivers", zh: "四个驱动因素" } }],
  evaluate: (model, year, scenario, swing, factor) => {
    const swings = model.sensitivity(year, scenario, swing);
    if (isFault(swings)) return swings;
    const head = [headers.driver, headers.low, headers.base, headers.high, headers.range].map(say);
    const rows = swings.map(({ name, low, base, high }): Outcome[] => {
      return [say(name), low * factor, base * factor, high * factor, Math.abs(high - low) * factor];
    });
    return [head, ...rows];
  },
});

const SEED = 1;

export const simulate = tableFormula({
  id: "SIMULATE",
  summary: {
    en: "Spread of the bottom-up market size when its drivers vary at random",
    zh: "驱动因素随机变动时市场规模的分布",
  },
  parameters: [
    theYear,
    orBuilt,
    optional(
      number(
        {
          en: `a whole number from ${TRIALS.least} to ${TRIALS.most}`,
          zh: `${TRIALS.least} 至 ${TRIALS.most} 的整数`,
        },
        { least: TRIALS.least, most: TRIALS.most, whole: true },
      ),
      {
        name: "trials",
        summary: { en: `How many trials; without a number, ${TRIALS.usual}`, zh: `试验次数；省略时为 ${TRIALS.usual}` },
      },
      () => TRIALS.usual,
    ),
    optional(
      number(
        { en: "a whole number from 0 to 4294967295", zh: "0 至 4294967295 的整数" },
        { least: 0, most: 2 ** 32 - 1, whole: true },
      ),
      {
        name: "seed",
        summary: {
          en: `The same seed gives the same answer; without one, ${SEED}`,
          zh: `种子相同则结果相同；省略时为 ${SEED}`,
        },
      },
      () => SEED,
    ),
    orUnit,
  ],
  gives: {
    en: "Table: Statistic (P5 to P95, mean, standard deviation), Size in the unit asked for",
    zh: "表：统计量（P5 至 P95、均值、标准差）、规模，以所选单位计",
  },
  examples: [{ arguments: [2030, "bottom-up"], gives: [10, 2], note: { en: "Nine statistics", zh: "九个统计量" } }],
  evaluate: (model, year, scenario, trials, seed, factor) => {
    const simulation = model.simulate(year, scenario, trials, seed);
    if (isFault(simulation)) return simulation;
    const percentiles = simulation.percentiles.map(([percentile, value]): Outcome[] => [
      `P${percentile}`,
      value * factor,
    ]);
    return [
      [say(headers.statistic), say(headers.size)],
      ...percentiles,
      [say(headers.mean), simulation.mean * factor],
      [say(headers.deviation), simulation.deviation * factor],
    ];
  },
});

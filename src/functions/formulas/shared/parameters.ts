/** Parameters that several formulas share. */
import { TRIALS } from "../../../model";
import { builtScenario, number, scenario, segment, split, unit, year, period } from "../../domains";
import { optional, required } from "../../parameter";

export const theYear = required("year", year);

/** A year or another span of time. */
export const theTime = required("year", period);

export const theSegment = required("segment", segment);

export const theSplit = required("split", split);

export const orScenario = optional("scenario", scenario, ({ main }) => main.chosen);

/** Null: the chosen scenario, but of a driver's parts the one that drivers are of. */
export const orSeen = optional("scenario", scenario, () => null);

/** Null: the chosen scenario if it is built from drivers, else the report's first that is. */
export const orBuilt = optional("scenario", builtScenario, () => null);

/** Null: the whole market. */
export const orWhole = optional("segment", segment, () => null);

/** Without one, the report's own. */
export const orUnit = optional("unit", unit, ({ main }) => main.ownMoney);

const SEED = 1;

const trials = number(
  { en: `a whole number from ${TRIALS.least} to ${TRIALS.most}`, zh: `${TRIALS.least} 至 ${TRIALS.most} 的整数` },
  { least: TRIALS.least, most: TRIALS.most, whole: true },
);
const seed = number(
  { en: "a whole number from 0 to 4294967295", zh: "0 至 4294967295 的整数" },
  { least: 0, most: 2 ** 32 - 1, whole: true },
);

export const orTrials = optional("trials", trials, () => TRIALS.usual);

/** The same gives the same answer. */
export const orSeed = optional("seed", seed, () => SEED);

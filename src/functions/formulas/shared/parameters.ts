/** Parameters that several formulas share. */
import { builtScenario, scenario, segment, split, unit, year } from "../../domains";
import { optional, required } from "../../parameter";

export const theYear = required("year", year);

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

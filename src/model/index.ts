export { build, buildFrom } from "./drivers/build";
export { planOf } from "./drivers/bottom-up";
export { isFault } from "./faults";
export { createModel, noAssumptions } from "./model";
export { normalise } from "./names/names";
export { isBottomUp } from "./scenarios/scenarios";
export { SPREAD, TRIALS } from "./simulation/simulate";
export type * from "./types";
export { endOf } from "./values/quantities";

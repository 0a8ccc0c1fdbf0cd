export { isFault } from "./faults";
export { createModel, noAssumptions } from "./model";
export { normalise } from "./names/names";
export { SPREAD, TRIALS } from "./simulation/simulate";
export { placeIn, type Tree } from "./drivers/tree";
export type * from "./types";
export { endOf } from "./quantities/quantities";
export { bases, statistics, verdicts } from "./words";

export { isFault } from "./faults";
export { createModel, noAssumptions } from "./model";
export { normalise } from "./names/names";
export { TRIALS } from "./simulation/simulate";
export { SPREAD } from "./drivers/ranges";
export { placeIn, type Tree } from "./drivers/tree";
export type * from "./types";
export { endOf } from "./quantities/quantities";
export { bases, statistics, verdicts } from "./words";

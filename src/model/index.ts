export { build, buildFrom } from "./build";
export { isFault } from "./faults";
export { createModel, noAssumptions } from "./model";
export { normalise } from "./names";
export { endOf } from "./quantities";
export { SPREAD, TRIALS } from "./simulate";
export type * from "./types";

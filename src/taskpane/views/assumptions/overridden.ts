import type { Assumption } from "../../../model/types";

export interface Sorted {
  /** Overrides that can't be used. */
  readonly unused: readonly Assumption[];
  readonly overridden: readonly Assumption[];
  readonly byDefault: readonly Assumption[];
}

/** By what comes of their overrides, each in the table's order. */
export const sorted = (rows: readonly Assumption[]): Sorted => ({
  unused: rows.filter(({ problem }) => problem !== null),
  overridden: rows.filter(({ override, problem }) => override !== null && problem === null),
  byDefault: rows.filter(({ override, problem }) => override === null && problem === null),
});

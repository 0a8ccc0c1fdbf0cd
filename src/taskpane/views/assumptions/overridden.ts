import type { Assumption } from "../../../model/types";

/** What is wrong first, then what is overridden, in the table's order. */
export const overriddenFirst = (rows: readonly Assumption[]): readonly Assumption[] => {
  const changed = rows.filter(({ override, problem }) => override !== null || problem !== null);
  return [...changed.filter(({ problem }) => problem), ...changed.filter(({ problem }) => !problem)];
};

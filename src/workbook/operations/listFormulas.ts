import { listFormulas as list } from "../calls/listing";
import type { FormulaCell, RunOptions } from "../types";
import { question, type Operation } from "./operation";

/** Lists the cells that have formulas of ours. */
export const listFormulas = (options?: RunOptions): Operation<readonly FormulaCell[]> =>
  question("as known", ({ run, setting }, running) => list(run, setting, running), options);

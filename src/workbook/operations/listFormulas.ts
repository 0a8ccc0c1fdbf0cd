import { listFormulas as list, namesScenario } from "../calls/listing";
import type { FormulaCell, RunOptions } from "../types";
import { question, type Operation } from "./operation";

/** Lists the cells that have formulas of ours. */
export const listFormulas = (options?: RunOptions): Operation<readonly FormulaCell[]> =>
  question("as known", ({ run, setting }, running) => list(run, setting, running), options);

/** The cells whose formulas name the scenario, as text or through a cell that holds its id or name. */
export const scenarioUses = (id: string): Operation<readonly FormulaCell[]> =>
  question("as known", ({ run, setting }, running) => list(run, setting, running, namesScenario(setting.main, id)));

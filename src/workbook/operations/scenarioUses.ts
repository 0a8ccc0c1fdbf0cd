import { listFormulas, namesScenario } from "../calls/listing";
import type { FormulaCell } from "../types";
import { question, type Operation } from "./operation";

/** The cells whose formulas name the scenario, as text or through a cell that holds its id or name. */
export const scenarioUses = (id: string): Operation<readonly FormulaCell[]> =>
  question("as known", ({ run, setting }, running) =>
    listFormulas(run, setting, running, namesScenario(setting.main, id)),
  );

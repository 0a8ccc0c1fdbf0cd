import { listFormulas, namesScenario } from "../calls/listing";
import { modelIn, type Of } from "../tables/ownScenarios";
import type { FormulaCell } from "../types";
import { question, type Operation } from "./operation";

/** The cells whose formulas name the scenario, as text or through a cell that holds its id or name. */
export const scenarioUses = (id: string, of: Of = {}): Operation<readonly FormulaCell[]> =>
  question("as known", (session, running) => {
    const { run, setting } = session;
    return listFormulas(run, setting, running, namesScenario(modelIn(session, of), id, of.report === undefined));
  });

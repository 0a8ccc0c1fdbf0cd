import { isFault, type OwnScenario } from "../../model";
import { addScenarioTable, makeTables } from "../loading/whole";
import { WorkbookError } from "../messages/messages";
import { draftOf, withReports, withRows } from "../tables/drafts";
import { freeScenarioName, modelIn, type Of } from "../tables/ownScenarios";
import { modelsOf, type Models } from "../tables/tables";
import { refuseLost, type Operation, type Plan, type Session } from "./operation";

/** Makes a scenario of the user's own in a report, the main one where none is named; gives its id. */
export const createScenario = ({
  name,
  basedOn,
  ...of
}: Of & {
  readonly name: string;
  readonly basedOn: string;
}): Operation<string> => ({
  reads: "tables",
  async plan(session) {
    refuseLost(session);
    const free = freeScenarioName(session, of, name);
    const base = modelIn(session, of).scenario(basedOn);
    if (isFault(base)) throw new WorkbookError({ id: "no-such-scenario", values: { name: basedOn } });
    const scenario: OwnScenario = { ...of, id: newScenarioId(modelsOf(session.setting)), name: free, basedOn: base.id };
    return { ...(await added(session, scenario)), outcome: () => scenario.id };
  },
});

async function added(session: Session, scenario: OwnScenario): Promise<Plan<void>> {
  const known = session.model.assumptions;
  const assumptions = { ...known, scenarios: [...known.scenarios, scenario] };
  const table = session.book.tables.MarketScenarios;
  if (table) {
    const { id, name, basedOn, report } = scenario;
    const before = draftOf(table);
    const draft = withRows(report === undefined ? before : withReports(before, session.language), [
      [id, name, basedOn, "", "", report ?? ""],
    ]);
    return { says: { drafts: { MarketScenarios: draft } }, outcome: () => undefined };
  }
  if (session.book.tables.MarketAssumptions) return addScenarioTable(session, { assumptions });
  await session.readAll();
  return makeTables(session, { assumptions });
}

/** Ids of own scenarios don't follow their names, so that a renamed one is still found by its formulas. Free in every report. */
function newScenarioId(models: Models): string {
  for (let number = 1; ; number++) {
    const id = `own-${number}`;
    if (models.every((model) => isFault(model.scenario(id)))) return id;
  }
}

import { isFault, type Model, type OwnScenario } from "../../model";
import { addScenarioTable, makeTables } from "../loading/whole";
import { WorkbookError } from "../messages/messages";
import { draftOf, withRows } from "../tables/drafts";
import { freeScenarioName } from "../tables/ownScenarios";
import { refuseLost, type Operation, type Plan, type Session } from "./operation";

/** Makes a scenario of the user's own; gives its id. */
export const createScenario = ({
  name,
  basedOn,
}: {
  readonly name: string;
  readonly basedOn: string;
}): Operation<string> => ({
  reads: "tables",
  async plan(session) {
    refuseLost(session);
    const free = freeScenarioName(session, name);
    const base = session.model.scenario(basedOn);
    if (isFault(base)) throw new WorkbookError({ id: "no-such-scenario", values: { name: basedOn } });
    const scenario: OwnScenario = { id: newScenarioId(session.model), name: free, basedOn: base.id };
    return { ...(await added(session, scenario)), outcome: () => scenario.id };
  },
});

async function added(session: Session, scenario: OwnScenario): Promise<Plan<void>> {
  const known = session.model.assumptions;
  const assumptions = { ...known, scenarios: [...known.scenarios, scenario] };
  const table = session.book.tables.MarketScenarios;
  if (table) {
    const row = [scenario.id, scenario.name, scenario.basedOn];
    const draft = withRows(draftOf(table), [row], table.area.columns);
    return { says: { drafts: { MarketScenarios: draft } }, outcome: () => undefined };
  }
  if (session.book.tables.MarketAssumptions) return addScenarioTable(session, { assumptions });
  await session.readAll();
  return makeTables(session, { assumptions });
}

/** Ids of own scenarios don't follow their names, so that a renamed one is still found by its formulas. */
function newScenarioId(model: Model): string {
  for (let number = 1; ; number++) {
    const id = `own-${number}`;
    if (isFault(model.scenario(id))) return id;
  }
}

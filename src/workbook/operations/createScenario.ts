import { isFault, type OwnScenario } from "../../model";
import { addScenarioTable, makeTables } from "../loading/whole";
import { WorkbookError } from "../messages/messages";
import { draftOf, withReports, withRows } from "../tables/drafts";
import { freeScenarioName, modelIn, refuseUnextended, type Of } from "../tables/ownScenarios";
import { modelsOf, type Models } from "../tables/tables";
import type { GoingOn } from "./extendScenario";
import { refuseLost, type Operation, type Plan, type Session } from "./operation";

/** Makes a scenario of the user's own in a report, the main one where none is named; gives its id. */
export const createScenario = ({
  name,
  basedOn,
  until = null,
  beyond = "",
  ...of
}: Of & {
  readonly name: string;
  readonly basedOn: string;
} & Partial<GoingOn>): Operation<string> => ({
  reads: "tables",
  async plan(session) {
    refuseLost(session);
    const free = freeScenarioName(session, of, name);
    const base = modelIn(session, of).scenario(basedOn);
    if (isFault(base)) throw new WorkbookError({ id: "no-such-scenario", values: { name: basedOn } });
    const id = newScenarioId(modelsOf(session.setting));
    const scenario = { ...of, id, name: free, basedOn: base.id, until, beyond };
    refuseUnextended(session, of, session.book.tables.MarketScenarios, scenario);
    return { ...(await added(session, scenario)), outcome: () => scenario.id };
  },
});

async function added(session: Session, scenario: OwnScenario & GoingOn): Promise<Plan<void>> {
  const known = session.model.assumptions;
  const assumptions = { ...known, scenarios: [...known.scenarios, scenario] };
  const table = session.book.tables.MarketScenarios;
  if (table) {
    const { id, name, basedOn, until, beyond, report } = scenario;
    const before = draftOf(table);
    const draft = withRows(report === undefined ? before : withReports(before, session.language), [
      [id, name, basedOn, until ?? "", beyond, report ?? ""],
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

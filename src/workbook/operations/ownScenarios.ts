/** The user's own scenarios: made, renamed, taken away. */
import { isFault, type Model, type OwnScenario } from "../../model";
import { addScenarioTable, makeTables } from "../loading/whole";
import { WorkbookError } from "../messages/messages";
import { draftOf, withCells, withoutRows, withRows, type Draft } from "../tables/drafts";
import { COLUMN } from "../tables/tables";
import { refuseLost, type Drafts, type Operation, type Plan, type Session } from "./operation";

/** Gives the new scenario's id. */
export const createScenario = ({
  name,
  basedOn,
}: {
  readonly name: string;
  readonly basedOn: string;
}): Operation<string> => ({
  reads: "as known",
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

export const renameScenario = (id: string, name: string): Operation<void> => ({
  reads: "as known",
  async plan(session) {
    refuseLost(session);
    own(session, id);
    const free = freeScenarioName(session, name, id);
    const draft = draftOf(session.book.tables.MarketScenarios!);
    const renamed = withCells(draft, [{ row: scenarioRow(draft, id), column: 1, value: free }]);
    return { says: { drafts: { MarketScenarios: renamed } }, outcome: () => undefined };
  },
});

/** Takes away the scenario and its overrides. */
export const removeScenario = (id: string): Operation<void> => ({
  reads: "as known",
  async plan(session) {
    refuseLost(session);
    own(session, id);
    const { scenarios, chosen } = session.model.assumptions;
    const follower = scenarios.find((one) => one.basedOn === id);
    if (follower) throw new WorkbookError({ id: "scenario-in-use", values: { name: follower.name } });
    const means = (value: unknown): boolean => {
      const found = session.model.scenario(String(value).trim());
      return !isFault(found) && found.id === id;
    };
    const assumptionsTable = session.book.tables.MarketAssumptions;
    const drafts: Drafts = {
      MarketScenarios: withoutRows(
        draftOf(session.book.tables.MarketScenarios!),
        ([first]) => String(first).trim() === id,
      ),
      ...(assumptionsTable && {
        MarketAssumptions: withoutRows(draftOf(assumptionsTable), (row) => means(row[COLUMN.scenario])),
      }),
    };
    const assumptions = { ...session.assumptionsOf(drafts), chosen: chosen === id ? null : chosen };
    return { says: { drafts, assumptions }, outcome: () => undefined };
  },
});

function own(session: Session, id: string): OwnScenario {
  const scenario = session.model.assumptions.scenarios.find((one) => one.id === id);
  if (scenario) return scenario;
  const found = session.model.scenario(id);
  throw new WorkbookError(
    isFault(found)
      ? { id: "no-such-scenario", values: { name: id } }
      : { id: "not-own-scenario", values: { name: found.name[session.language] } },
  );
}

/** A name is free if it means no scenario yet, by id, alias or name in any language. */
function freeScenarioName(session: Session, name: string, except?: string): string {
  const trimmed = name.trim();
  if (trimmed === "") throw new WorkbookError({ id: "scenario-name-empty" });
  const found = session.model.scenario(trimmed);
  if (!isFault(found) && found.id !== except) {
    throw new WorkbookError({ id: "scenario-name-taken", values: { name: trimmed } });
  }
  return trimmed;
}

const scenarioRow = (draft: Draft, id: string): number =>
  draft.rows.findIndex(([first]) => String(first).trim() === id);

/** Ids of own scenarios don't follow their names, so that a renamed one is still found by its formulas. */
function newScenarioId(model: Model): string {
  for (let number = 1; ; number++) {
    const id = `own-${number}`;
    if (isFault(model.scenario(id))) return id;
  }
}

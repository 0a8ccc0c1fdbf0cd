import { draftOf, withCells, type Draft } from "../tables/drafts";
import { freeScenarioName, own } from "../tables/ownScenarios";
import { refuseLost, type Operation } from "./operation";

/** Gives a scenario of the user's own another name. */
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

const scenarioRow = (draft: Draft, id: string): number =>
  draft.rows.findIndex(([first]) => String(first).trim() === id);

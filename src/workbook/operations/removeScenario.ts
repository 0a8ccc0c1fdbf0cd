import { WorkbookError } from "../messages/messages";
import { draftOf, withoutRows } from "../tables/drafts";
import { means, own } from "../tables/ownScenarios";
import { COLUMN } from "../tables/tables";
import { refuseLost, type Drafts, type Operation } from "./operation";

/** Takes away the scenario and its overrides. */
export const removeScenario = (id: string): Operation<void> => ({
  reads: "tables",
  async plan(session) {
    refuseLost(session);
    own(session, id);
    const { scenarios, chosen } = session.model.assumptions;
    const follower = scenarios.find((one) => one.basedOn === id);
    if (follower) throw new WorkbookError({ id: "scenario-in-use", values: { name: follower.name } });
    const assumptionsTable = session.book.tables.MarketAssumptions;
    const drafts: Drafts = {
      MarketScenarios: withoutRows(
        draftOf(session.book.tables.MarketScenarios!),
        ([first]) => String(first).trim() === id,
      ),
      ...(assumptionsTable && {
        MarketAssumptions: withoutRows(draftOf(assumptionsTable), (row) => means(session, row[COLUMN.scenario], id)),
      }),
    };
    const assumptions = { ...session.assumptionsOf(drafts), chosen: chosen === id ? null : chosen };
    return { says: { drafts, assumptions }, outcome: () => undefined };
  },
});

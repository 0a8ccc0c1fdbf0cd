import { WorkbookError } from "../messages/messages";
import type { CellValue } from "../../excel/cells/contents";
import { draftOf, withoutRows, type Draft } from "../tables/drafts";
import { means, own } from "../tables/ownScenarios";
import { pinnedRows } from "../tables/pinned";
import type { TableRead } from "../tables/read";
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
    const scenariosTable = session.book.tables.MarketScenarios!;
    // Rows that something refers to stay, empty.
    const without = async (table: TableRead, remove: (row: readonly CellValue[]) => boolean): Promise<Draft> =>
      table.rows.some(remove)
        ? withoutRows(draftOf(table), remove, await pinnedRows(session.run, table))
        : draftOf(table);
    const drafts: Drafts = {
      MarketScenarios: await without(scenariosTable, ([first]) => String(first).trim() === id),
      ...(assumptionsTable && {
        MarketAssumptions: await without(assumptionsTable, (row) => means(session, row[COLUMN.scenario], id)),
      }),
    };
    const assumptions = { ...session.assumptionsOf(drafts), chosen: chosen === id ? null : chosen };
    return { says: { drafts, assumptions }, outcome: () => undefined };
  },
});

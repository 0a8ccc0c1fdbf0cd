import { WorkbookError } from "../messages/messages";
import type { CellValue } from "../../excel/cells/contents";
import { draftOf, withoutRows, type Draft } from "../tables/drafts";
import { means, modelIn, own, type Of } from "../tables/ownScenarios";
import { pinnedRows } from "../tables/pinned";
import type { TableRead } from "../tables/read";
import { COLUMN, isOfReport, modelsOf } from "../tables/tables";
import { refuseLost, type Drafts, type Operation } from "./operation";

/** Takes away the scenario and its overrides. */
export const removeScenario = (id: string, of: Of = {}): Operation<void> => ({
  reads: "tables",
  async plan(session) {
    refuseLost(session);
    own(session, of, id);
    const { scenarios, chosen } = session.model.assumptions;
    const follower = scenarios.find((one) => one.basedOn === id && one.report === of.report);
    if (follower) throw new WorkbookError({ id: "scenario-in-use", values: { name: follower.name } });
    const model = modelIn(session, of);
    const isOf = isOfReport(modelsOf(session.setting), of);
    const { MarketScenarios, MarketAssumptions } = session.book.tables;
    // Rows that something refers to stay, empty.
    const without = async (table: TableRead, isIts: (row: readonly CellValue[]) => boolean): Promise<Draft> => {
      const remove = (row: readonly CellValue[]): boolean => isOf(row, table) && isIts(row);
      return table.rows.some(remove)
        ? withoutRows(draftOf(table), remove, await pinnedRows(session.run, table))
        : draftOf(table);
    };
    const drafts: Drafts = {
      MarketScenarios: await without(MarketScenarios!, ([first]) => String(first).trim() === id),
      ...(MarketAssumptions && {
        MarketAssumptions: await without(MarketAssumptions, (row) => means(model, row[COLUMN.scenario], id)),
      }),
    };
    const isChosen = chosen === id && of.report === undefined;
    const assumptions = { ...session.assumptionsOf(drafts), chosen: isChosen ? null : chosen };
    return { says: { drafts, assumptions }, outcome: () => undefined };
  },
});

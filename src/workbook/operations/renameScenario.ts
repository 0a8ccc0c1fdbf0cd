import { isFormula } from "../../excel/cells/contents";
import { draftOf, withCells, type CellEdit, type Draft } from "../tables/drafts";
import { freeScenarioName, means, own } from "../tables/ownScenarios";
import { COLUMN } from "../tables/tables";
import { refuseLost, type Operation, type Session } from "./operation";

/** Gives a scenario of the user's own another name. Its overrides go with it, also those that name it by its name. */
export const renameScenario = (id: string, name: string): Operation<void> => ({
  reads: "tables",
  async plan(session) {
    refuseLost(session);
    own(session, id);
    const free = freeScenarioName(session, name, id);
    const draft = draftOf(session.book.tables.MarketScenarios!);
    const renamed = withCells(draft, [{ row: scenarioRow(draft, id), column: 1, value: free }]);
    const table = session.book.tables.MarketAssumptions;
    const overrides = table && draftOf(table);
    return {
      says: {
        drafts: {
          MarketScenarios: renamed,
          ...(overrides && { MarketAssumptions: withCells(overrides, namings(session, overrides, id, free)) }),
        },
      },
      outcome: () => undefined,
    };
  },
});

const scenarioRow = (draft: Draft, id: string): number =>
  draft.rows.findIndex(([first]) => String(first).trim() === id);

/** The overrides that name a scenario otherwise than by its id, with another name. A formula follows by itself. */
const namings = (session: Session, { rows, contents }: Draft, id: string, value: string): CellEdit[] =>
  rows.flatMap((cells, row) => {
    const { scenario: column } = COLUMN;
    const isName = means(session, cells[column], id) && String(cells[column]).trim() !== id;
    return isName && !isFormula(contents[row]![column]) ? [{ row, column, value }] : [];
  });

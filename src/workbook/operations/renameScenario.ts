import { isFormula } from "../../excel/cells/contents";
import { draftOf, withCells, type CellEdit, type Draft } from "../tables/drafts";
import { freeScenarioName, means, modelIn, own, type Of } from "../tables/ownScenarios";
import { COLUMN, isOfReport, modelsOf } from "../tables/tables";
import { refuseLost, type Operation } from "./operation";

/** Gives a scenario of the user's own another name. Its overrides go with it, also those that name it by its name. */
export const renameScenario = (id: string, name: string, of: Of = {}): Operation<void> => ({
  reads: "tables",
  async plan(session) {
    refuseLost(session);
    own(session, of, id);
    const free = freeScenarioName(session, of, name, id);
    const model = modelIn(session, of);
    const isIts = isOfReport(modelsOf(session.setting), of);
    const draft = draftOf(session.book.tables.MarketScenarios!);
    const at = draft.rows.findIndex((row) => String(row[0]).trim() === id && isIts(row, draft));
    const renamed = withCells(draft, [{ row: at, column: 1, value: free }]);
    /** The overrides that name it otherwise than by its id, with another name. A formula follows by itself. */
    const namings = ({ rows, contents, report }: Draft): CellEdit[] =>
      rows.flatMap((cells, row) => {
        const { scenario: column } = COLUMN;
        const text = String(cells[column]).trim();
        const isName = text !== id && isIts(cells, { report }) && means(model, text, id);
        return isName && !isFormula(contents[row]![column]) ? [{ row, column, value: free }] : [];
      });
    const table = session.book.tables.MarketAssumptions;
    const overrides = table && draftOf(table);
    return {
      says: {
        drafts: {
          MarketScenarios: renamed,
          ...(overrides && { MarketAssumptions: withCells(overrides, namings(overrides)) }),
        },
      },
      outcome: () => undefined,
    };
  },
});

import type { OwnScenario } from "../../model";
import { draftOf, withCells } from "../tables/drafts";
import { own, refuseUnextended, type Of } from "../tables/ownScenarios";
import { isOfReport, modelsOf } from "../tables/tables";
import { refuseLost, type Operation } from "./operation";

/** How a scenario of the user's own goes on after its last year: until when, and by what; neither where it ends as its base does. */
export type GoingOn = Required<Pick<OwnScenario, "until" | "beyond">>;

export const extendScenario = (id: string, { until, beyond }: GoingOn, of: Of = {}): Operation<void> => ({
  reads: "tables",
  async plan(session) {
    refuseLost(session);
    const table = session.book.tables.MarketScenarios!;
    refuseUnextended(session, of, table, { ...own(session, of, id), until, beyond });
    const draft = draftOf(table);
    const isIts = isOfReport(modelsOf(session.setting), of);
    const row = draft.rows.findIndex((cells) => String(cells[0]).trim() === id && isIts(cells, draft));
    const extended = withCells(draft, [
      { row, column: 3, value: until ?? "" },
      { row, column: 4, value: beyond },
    ]);
    return { says: { drafts: { MarketScenarios: extended } }, outcome: () => undefined };
  },
});

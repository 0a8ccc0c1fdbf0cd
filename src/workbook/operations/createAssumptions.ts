import { makeTables } from "../loading/whole";
import { nothing, refuseLost, type Operation } from "./operation";

/** Makes the tables and their sheet if the workbook has none. */
export const createAssumptions = (): Operation<void> => ({
  reads: "as known",
  async plan(session) {
    refuseLost(session);
    if (session.book.tables.MarketAssumptions) return nothing;
    await session.readAll();
    return makeTables(session, { assumptions: session.model.assumptions });
  },
});

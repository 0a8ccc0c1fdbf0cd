import { isLookAlike } from "../loading/lookAlike";
import { forget, makeWay } from "../loading/lost";
import { readReasons } from "../loading/reasons";
import { addScenarioTable, makeTables, type Given } from "../loading/whole";
import type { Tables } from "../tables/read";
import { TABLES } from "../types";
import { nothing, type Operation } from "./operation";

/**
 * Makes lost tables again, with their last known rows and the reasons that are still there, in the place of what is left of them. Where anything of the user's
 * is among that, or refers to it, it stays as it is, a table under another name.
 */
export const restoreTables = (): Operation<void> => ({
  reads: "as known",
  async plan(session) {
    await session.readAll();
    const assumptions = session.assumptionsOf({});
    const lost = TABLES.filter((name) => session.tableState(name) === "lost");
    if (lost.length === 0) {
      session.adopt();
      return nothing;
    }
    const tables: Tables = Object.fromEntries(
      TABLES.filter(session.isWhole).map((name) => [name, session.book.tables[name]]),
    );
    const given: Given = {
      assumptions,
      stages: makeWay(session),
      tables,
      ...(lost.includes("MarketAssumptions") && { reasons: await readReasons(session) }),
    };
    if (lost.includes("MarketAssumptions")) return makeTables(session, given, await isLookAlike(session, given));
    return assumptions.scenarios.length > 0 ? addScenarioTable(session, given) : forget(session);
  },
});

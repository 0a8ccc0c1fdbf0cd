/** Tables that are lost: made again, or let go. */
import { freeName } from "../../excel/names/names";
import { rename } from "../../excel/steps/rename";
import { addScenarioTable, makeTables, type Given } from "../loading/whole";
import { FINISHING, stage, type SaidStage } from "../messages/stages";
import type { Tables } from "../tables/read";
import { TABLES } from "../types";
import { nothing, type Operation, type Plan, type Session } from "./operation";

/** Makes lost tables again, with their last known rows. One that has lost columns stays as it is, under another name. */
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
    const given: Given = { assumptions, stages: makeWay(session), tables };
    if (lost.includes("MarketAssumptions")) return makeTables(session, given);
    return assumptions.scenarios.length > 0 ? addScenarioTable(session, given) : forget(session);
  },
});

/** Accepts that lost tables are gone: the report's defaults hold again. One that has lost columns gets another name. */
export const forgetTables = (): Operation<void> => ({
  reads: "as known",
  plan: async (session) => forget(session),
});

function forget(session: Session): Plan<void> {
  const present = TABLES.filter(session.isWhole);
  const { overrides, scenarios, chosen } = session.assumptionsOf({});
  return {
    stages: makeWay(session),
    says: {
      assumptions: {
        overrides: session.isWhole("MarketAssumptions") ? overrides : [],
        scenarios: session.isWhole("MarketScenarios") ? scenarios : [],
        chosen,
      },
      keeps: () => ({ tables: present }),
      tables: present,
    },
    outcome: () => undefined,
  };
}

/** Tables of ours that have lost columns make way: they keep their cells and get another name. */
function makeWay(session: Session): readonly SaidStage[] {
  const broken = TABLES.filter((name) => session.book.tables[name] && !session.isWhole(name));
  const steps = broken.map((name) => rename("tables", name, freeName(`${name}_old`, session.book.tableNames, "_")));
  return steps.length > 0 ? [stage(FINISHING, steps)] : [];
}

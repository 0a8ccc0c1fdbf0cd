/** Tables of ours that are lost, let go. */
import { freeName } from "../../excel/names/names";
import { rename } from "../../excel/steps/rename";
import { FINISHING, stage, type SaidStage } from "../messages/stages";
import type { Plan, Session } from "../operations/operation";
import { TABLES } from "../types";

/** The report's defaults hold again. */
export function forget(session: Session): Plan<void> {
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
export function makeWay(session: Session): readonly SaidStage[] {
  const broken = TABLES.filter((name) => session.book.tables[name] && !session.isWhole(name));
  const steps = broken.map((name) => rename("tables", name, freeName(`${name}_old`, session.book.tableNames, "_")));
  return steps.length > 0 ? [stage(FINISHING, steps)] : [];
}

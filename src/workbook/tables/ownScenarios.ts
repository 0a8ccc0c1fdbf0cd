/** Which scenarios are the user's own, and which names are free for one. */
import { isFault, type Model, type OfReport, type OwnScenario } from "../../model";
import { goesOn } from "../../model/scenarios/beyond";
import { tryScenario } from "../../model/scenarios/trial";
import { WorkbookError } from "../messages/messages";
import type { Session } from "../operations/operation";
import type { TableRead } from "./read";
import { modelFor, modelsOf, WIDTH } from "./tables";

type Known = Pick<Session, "model" | "setting" | "language">;

/** The report that a scenario is of; the main one where none is named. */
export type Of = OfReport;

export function modelIn({ setting }: Pick<Known, "setting">, of: Of): Model {
  const model = modelFor(modelsOf(setting), of);
  if (model) return model;
  throw new WorkbookError({ id: "report-not-there", values: { report: of.report ?? "" } });
}

export function own(session: Known, of: Of, id: string): OwnScenario {
  const scenario = session.model.assumptions.scenarios.find((one) => one.id === id && one.report === of.report);
  if (scenario) return scenario;
  const found = modelIn(session, of).scenario(id);
  throw new WorkbookError(
    isFault(found)
      ? { id: "no-such-scenario", values: { name: id } }
      : { id: "not-own-scenario", values: { name: found.name[session.language] } },
  );
}

/** Refuses one that wouldn't go on as it says, or whose table has no columns to say so. */
export function refuseUnextended(session: Known, of: Of, table: TableRead | undefined, scenario: OwnScenario): void {
  if (!goesOn(scenario)) return;
  if (table && table.ours <= WIDTH.MarketScenarios)
    throw new WorkbookError({ id: "scenario-columns-missing", values: { table: "MarketScenarios" } });
  if (tryScenario(modelIn(session, of), scenario)?.holds !== true)
    throw new WorkbookError({ id: "scenario-not-extended", values: { name: scenario.name } });
}

/** Whether a cell's content names the scenario, by id or name. */
export function means(model: Model, value: unknown, id: string): boolean {
  const found = model.scenario(String(value).trim());
  return !isFault(found) && found.id === id;
}

/** A name is free if it means no scenario of the report yet, by id, alias or name in any language. */
export function freeScenarioName(session: Known, of: Of, name: string, except?: string): string {
  const trimmed = name.trim();
  if (trimmed === "") throw new WorkbookError({ id: "scenario-name-empty" });
  const found = modelIn(session, of).scenario(trimmed);
  if (!isFault(found) && found.id !== except) {
    throw new WorkbookError({ id: "scenario-name-taken", values: { name: trimmed } });
  }
  return trimmed;
}

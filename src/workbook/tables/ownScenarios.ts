/** Which scenarios are the user's own, and which names are free for one. */
import { isFault, type OwnScenario } from "../../model";
import { WorkbookError } from "../messages/messages";
import type { Session } from "../operations/operation";

type Known = Pick<Session, "model" | "language">;

export function own(session: Known, id: string): OwnScenario {
  const scenario = session.model.assumptions.scenarios.find((one) => one.id === id);
  if (scenario) return scenario;
  const found = session.model.scenario(id);
  throw new WorkbookError(
    isFault(found)
      ? { id: "no-such-scenario", values: { name: id } }
      : { id: "not-own-scenario", values: { name: found.name[session.language] } },
  );
}

/** Whether a cell's content names the scenario, by id or name. */
export function means({ model }: Known, value: unknown, id: string): boolean {
  const found = model.scenario(String(value).trim());
  return !isFault(found) && found.id === id;
}

/** A name is free if it means no scenario yet, by id, alias or name in any language. */
export function freeScenarioName(session: Known, name: string, except?: string): string {
  const trimmed = name.trim();
  if (trimmed === "") throw new WorkbookError({ id: "scenario-name-empty" });
  const found = session.model.scenario(trimmed);
  if (!isFault(found) && found.id !== except) {
    throw new WorkbookError({ id: "scenario-name-taken", values: { name: trimmed } });
  }
  return trimmed;
}

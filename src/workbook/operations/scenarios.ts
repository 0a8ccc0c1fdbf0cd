/** The user's own scenarios, and the workbook's choice of one. */
import { isFault, type Model, type OwnScenario } from "../../model";
import { draftOf, withCells, withoutRows, withRows, type Draft } from "../tables/drafts";
import { TABLES } from "../kept/kept";
import { WorkbookError, type Message } from "../messages/messages";
import { scenarioTable } from "../tables/scenarioTable";
import { COLUMN } from "../tables/tables";
import type { RunOptions } from "../types";
import { makeTables, type Start } from "./loading";
import { refuseLost, type Drafts, type Session } from "./session";

const FINISHING: Message = { id: "finishing" };

function own(session: Session, id: string): OwnScenario {
  const scenario = session.model.assumptions.scenarios.find((one) => one.id === id);
  if (scenario) return scenario;
  const found = session.model.scenario(id);
  throw new WorkbookError(
    isFault(found)
      ? { id: "no-such-scenario", values: { name: id } }
      : { id: "not-own-scenario", values: { name: found.name[session.language] } },
  );
}

/** A name is free if it means no scenario yet, by id, alias or name in any language. */
function freeScenarioName(session: Session, name: string, except?: string): string {
  const trimmed = name.trim();
  if (trimmed === "") throw new WorkbookError({ id: "scenario-name-empty" });
  const found = session.model.scenario(trimmed);
  if (!isFault(found) && found.id !== except) {
    throw new WorkbookError({ id: "scenario-name-taken", values: { name: trimmed } });
  }
  return trimmed;
}

export async function createScenario(
  session: Session,
  name: string,
  basedOn: string,
  options: RunOptions,
): Promise<string> {
  refuseLost(session);
  const free = freeScenarioName(session, name);
  const base = session.model.scenario(basedOn);
  if (isFault(base)) throw new WorkbookError({ id: "no-such-scenario", values: { name: basedOn } });
  const scenario: OwnScenario = { id: newScenarioId(session.model), name: free, basedOn: base.id };
  const assumptions = { ...session.model.assumptions, scenarios: [...session.model.assumptions.scenarios, scenario] };
  const table = session.book.tables.MarketScenarios;
  if (table) {
    const row = [scenario.id, scenario.name, scenario.basedOn];
    const draft = withRows(draftOf(table), [row], table.area.columns);
    await session.commit({ drafts: { MarketScenarios: draft }, options });
  } else if (session.book.tables.MarketAssumptions) await addScenarioTable(session, { assumptions }, options);
  else {
    await session.readAll();
    await makeTables(session, { assumptions }, options);
  }
  return scenario.id;
}

/** Makes the table of own scenarios beside that of the assumptions. */
export async function addScenarioTable(
  session: Session,
  { assumptions, steps = [] }: Start,
  options: RunOptions,
): Promise<void> {
  const { MarketAssumptions: beside, MarketScenarios: former = null } = session.book.tables;
  const step = await scenarioTable(session.run, beside!, former, assumptions.scenarios, session.language, FINISHING);
  await session.commit({ assumptions, steps: [...steps, step], tables: [...TABLES], options });
}

const scenarioRow = (draft: Draft, id: string): number =>
  draft.rows.findIndex(([first]) => String(first).trim() === id);

export async function renameScenario(session: Session, id: string, name: string, options: RunOptions): Promise<void> {
  refuseLost(session);
  own(session, id);
  const free = freeScenarioName(session, name, id);
  const draft = draftOf(session.book.tables.MarketScenarios!);
  const renamed = withCells(draft, [{ row: scenarioRow(draft, id), column: 1, value: free }]);
  await session.commit({ drafts: { MarketScenarios: renamed }, options });
}

export async function removeScenario(session: Session, id: string, options: RunOptions): Promise<void> {
  refuseLost(session);
  own(session, id);
  const { scenarios, chosen } = session.model.assumptions;
  const follower = scenarios.find((one) => one.basedOn === id);
  if (follower) throw new WorkbookError({ id: "scenario-in-use", values: { name: follower.name } });
  const means = (value: unknown): boolean => {
    const found = session.model.scenario(String(value).trim());
    return !isFault(found) && found.id === id;
  };
  const assumptionsTable = session.book.tables.MarketAssumptions;
  const drafts: Drafts = {
    MarketScenarios: withoutRows(
      draftOf(session.book.tables.MarketScenarios!),
      ([first]) => String(first).trim() === id,
    ),
    ...(assumptionsTable && {
      MarketAssumptions: withoutRows(draftOf(assumptionsTable), (row) => means(row[COLUMN.scenario])),
    }),
  };
  const left = session.assumptionsOf(drafts);
  await session.commit({ drafts, assumptions: { ...left, chosen: chosen === id ? null : chosen }, options });
}

export async function chooseScenario(session: Session, id: string, options: RunOptions): Promise<void> {
  const found = session.model.scenario(id);
  if (isFault(found)) throw new WorkbookError({ id: "no-such-scenario", values: { name: id } });
  await session.commit({ assumptions: { ...session.model.assumptions, chosen: found.id }, options });
}

/** Ids of own scenarios don't follow their names, so that a renamed one is still found by its formulas. */
function newScenarioId(model: Model): string {
  for (let number = 1; ; number++) {
    const id = `own-${number}`;
    if (isFault(model.scenario(id))) return id;
  }
}

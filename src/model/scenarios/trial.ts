/** A scenario of the user's own tried out before a workbook says it. */
import { isFault } from "../faults";
import { createModel } from "../model";
import type { Model, OfReport, OwnScenario, ScenarioView } from "../types";
import { goesOn } from "./beyond";

export interface Trial {
  readonly model: Model;
  readonly scenario: ScenarioView;
  /** Whether it goes on as it says, or says nothing of that. */
  readonly holds: boolean;
}

/** Null where it is based on nothing that there is. */
export function tryScenario({ report, assumptions }: Model, own: OwnScenario): Trial | null {
  /** As of the main report, which this one is for the trial. */
  const ofIts = <T extends OfReport>(all: readonly T[]) =>
    all.filter((one) => one.report === own.report).map(({ report: _, ...rest }) => rest);
  const others = assumptions.scenarios.filter(({ id }) => id !== own.id);
  const model = createModel(report, {
    ...{ overrides: ofIts(assumptions.overrides), scenarios: ofIts([...others, own]) },
    chosen: null,
  });
  const scenario = model.scenario(own.id);
  if (isFault(scenario)) return null;
  return { model, scenario, holds: !goesOn(own) || scenario.to === own.until };
}

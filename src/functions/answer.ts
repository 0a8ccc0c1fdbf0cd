/** What a formula answers for arguments that have been read, or why not, in the words of its parameters. */
import { isFault, type Fault } from "../model";
import type { Explained, Formula, ValueFormula } from "./formula";
import * as messages from "./messages";
import { Refusal, type CellValue, type Outcome } from "./outcome";
import type { Setting } from "./setting";

type Evaluate<R> = (setting: Setting, ...values: unknown[]) => R;

/** What a cell shows; of a formula that explains its value the very value explained. */
export function outcomeOf(formula: ValueFormula): Evaluate<Outcome> {
  if ("evaluate" in formula) return formula.evaluate as Evaluate<Outcome>;
  const explain = formula.explain as Evaluate<Explained | Fault | Refusal>;
  return (setting, ...values) => {
    const explained = explain(setting, ...values);
    return "value" in explained ? explained.value : explained;
  };
}

/** A value that a cell can hold, or why there is none. */
export function answerOf(formula: Formula, outcome: Outcome, values: readonly unknown[]): CellValue | Refusal {
  switch (typeof outcome) {
    case "number":
      return Number.isFinite(outcome) ? outcome : new Refusal("invalidNumber", () => messages.tooLarge);
    case "string":
    case "boolean":
      return outcome;
    case "object":
      if (outcome instanceof Refusal) return outcome;
      if (isFault(outcome)) return refusalOf(formula, outcome, values);
  }
  throw new TypeError(`Not a cell's content: ${String(outcome)}`);
}

function refusalOf({ id, parameters }: Formula, fault: Fault, values: readonly unknown[]): Refusal {
  const named = (kind: string): string => parameters.find(({ domain }) => domain.kind === kind)?.name ?? id;
  switch (fault.fault) {
    case "unknown":
      return new Refusal("invalidValue", () =>
        messages.unknown(named(fault.kind), fault.kind, messages.shown(fault.text).en, fault.nearest),
      );
    case "ambiguous":
      return new Refusal("invalidValue", () => messages.ambiguous(named(fault.kind), fault.text, fault.among));
    case "no-year": {
      const given = parameters.find(({ domain }, index) => domain.kind === "year" && values[index] === fault.year);
      const name = given?.name ?? named("year");
      return new Refusal("notAvailable", () => messages.outsideYears(name, fault.year, fault.from, fault.to));
    }
    case "not-set":
      return new Refusal("notAvailable", () => messages.notSet(named("unit"), fault.key, fault.year));
    case "no-drivers":
      return new Refusal("notAvailable", () => messages.noDrivers(named("scenario"), fault.scenario));
    case "nothing":
      return new Refusal("notAvailable", () => messages.nothing(named("year"), fault.what));
    case "no-growth":
      return new Refusal("invalidNumber", () => messages.noGrowth(fault.from, fault.to));
    case "too-large":
      return new Refusal("invalidNumber", () => messages.tooLarge);
  }
}

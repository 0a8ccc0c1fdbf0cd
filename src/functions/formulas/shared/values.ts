/** What several formulas do with what the model says. */
import { isFault, type Derivation, type Fault, type Money, type Result } from "../../../model";
import type { Name, Text } from "../../../report/types";
import type { Explained } from "../../formula";
import { isMoney } from "../../../report/units/spelling";
import * as messages from "../../messages";
import { Refusal } from "../../outcome";
import type { Setting } from "../../setting";

/** A year's value in the report's unit, in the money that is asked for. */
export function inMoney(result: Result, money: Money, year: number): Result {
  if (typeof result !== "number") return result;
  const factor = money.factor(year);
  return typeof factor === "number" ? result * factor : factor;
}

/** A text for a cell, in the workbook's language. */
export function say(text: Text | Name, { language }: Setting): string {
  return text[language.cells];
}

/** A value of the model with its derivation. */
export const explained = (derivation: Result<Derivation>): Explained | Fault =>
  isFault(derivation) ? derivation : { value: derivation.value, derivations: [derivation] };

/** The same in the money that is asked for, with the rates that it was converted at. */
export function explainedIn(derivation: Result<Derivation>, money: Money, year: number): Explained | Fault | Refusal {
  if (isFault(derivation)) return derivation;
  if (!isMoney(derivation.unit)) {
    if (money.isOwn) return explained(derivation);
    return new Refusal("invalidValue", () => messages.notMoney("unit", derivation.unit));
  }
  const rate = money.rate(year);
  if (isFault(rate)) return rate;
  const value = derivation.value * rate.value;
  if (rate.from.length === 0) return { value, derivations: [derivation] };
  const from = [derivation, ...rate.from];
  return { value, derivations: [{ value, unit: money.id, basis: "derived", step: { kind: "conversion" }, from }] };
}

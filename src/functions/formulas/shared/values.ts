/** What several formulas do with what the model says. */
import { isFault, type Derivation, type Fault, type Result } from "../../../model";
import type { Name, Text } from "../../../report/types";
import type { Explained } from "../../formula";
import type { Setting } from "../../setting";

/** A value in the report's unit, in the unit that is asked for. */
export function inUnit(result: Result, factor: number): Result {
  return typeof result === "number" ? result * factor : result;
}

/** A text for a cell, in the workbook's language. */
export function say(text: Text | Name, { language }: Setting): string {
  return text[language.cells];
}

/** A value of the model with its derivation, in the unit that is asked for. */
export function explained(derivation: Result<Derivation>, factor = 1): Explained | Fault {
  return isFault(derivation) ? derivation : { value: derivation.value * factor, derivations: [derivation] };
}

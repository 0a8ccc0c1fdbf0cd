import type { Result } from "../../model";
import type { Name, Text } from "../../report/types";
import { textLanguage } from "../language";

/** A value in the report's unit, in the unit that is asked for. */
export function inUnit(result: Result, factor: number): Result {
  return typeof result === "number" ? result * factor : result;
}

/** A text for a cell, in the workbook's language. */
export function say(text: Text | Name): string {
  return text[textLanguage()];
}

import "./custom-functions";
import { formulas } from "../../src/functions/definitions";
import { runner, type Answer } from "../../src/functions/run";
import { CellError } from "./custom-functions";

const calls = new Map(formulas.map((formula) => [formula.id, runner(formula)]));

/** Calls a formula the way Excel does, once the workbook is read. */
export function call(id: string, ...args: unknown[]): Answer {
  const answer = calls.get(id)!(...args);
  if (answer instanceof Promise) throw new Error(`${id} waits for the workbook`);
  return answer;
}

/** The first error and its message; fails where there is none. */
export function errorOf(answer: unknown): { readonly code: string; readonly message: string } {
  const cell = cells(answer).find((cell): cell is CellError => cell instanceof CellError);
  if (!cell) throw new Error(`No error: ${String(answer)}`);
  return { code: cell.code, message: cell.message };
}

export function cells(answer: unknown): unknown[] {
  return Array.isArray(answer) ? (answer as unknown[][]).flat() : [answer];
}

/** Punctuation of the other script: Chinese has marks of its own. */
export const westernBesideHan = /\p{Script=Han}[,;:()?]|[,;:()?]\p{Script=Han}/u;

import "./custom-functions";
import { formulas } from "../../src/functions/formulas";
import type { Language } from "../../src/functions/language";
import { use } from "../../src/functions/registration";
import { runner, type Answer } from "../../src/functions/run";
import { settingOf } from "../../src/functions/setting";
import { createModel } from "../../src/model";
import { builtInReport } from "../../src/report";
import { CellError } from "./custom-functions";

const model = createModel(builtInReport);

/** Has the formulas speak a language: cells and messages alike unless told apart. */
export function speak(messages: Language, cells = messages): void {
  use(settingOf(model, { messages, cells }));
}

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

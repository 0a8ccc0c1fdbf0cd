import type { Setting } from "../../functions/setting";
import { words } from "../messages/messages";
import type { RunOptions } from "../types";
import { question, type Operation } from "./operation";

const WORDS = {
  hold: words("checks-hold", { en: "Every integrity check holds.", zh: "所有完整性检查均通过。" }),
  fail: words("checks-fail", { en: "Integrity checks that fail: {count}.", zh: "{count} 项完整性检查未通过。" }),
};

/** Of all reports, and what is of none. */
function problemsIn({ models, main }: Setting): number {
  const { overrides, scenarios } = main.assumptions;
  const strays = [...overrides, ...scenarios].filter(({ report }) => report !== undefined && !models.has(report));
  return [...models.values()].reduce((sum, model) => sum + model.problems().length, strays.length);
}

/** Counts the integrity checks of the model that fail. */
export const check = (options?: RunOptions): Operation<number> => ({
  ...question("as known", async ({ setting }) => problemsIn(setting), options),
  told: (count) =>
    count === 0 ? { kind: "done", message: WORDS.hold() } : { kind: "warning", message: WORDS.fail({ count }) },
});

/** Where the number in the selected cell comes from. */
import { words } from "../messages/messages";
import { readSource } from "../calls/source";
import type { CellSource, RunOptions } from "../types";
import { question, type Operation } from "./operation";

const WORDS = {
  source: words("source-of", { en: "Where {cell} comes from", zh: "{cell} 的来源" }),
  none: words("no-formula", { en: "{cell} has no formula of the market report.", zh: "{cell} 中没有市场报告的公式。" }),
};

/** Few round trips: the cell, what its formula refers to, and one for every step that a native formula is followed. */
export const sourceOfSelection = (options?: RunOptions): Operation<CellSource> => ({
  ...question("as known", ({ run, setting }) => run((context) => readSource(context, setting)), options),
  told(source) {
    const values = { cell: `${source.sheet}!${source.address}` };
    return source.calls.length === 0 && source.rests.length === 0
      ? { kind: "failed", message: WORDS.none(values) }
      : { kind: "answer", message: WORDS.source(values), source };
  },
});

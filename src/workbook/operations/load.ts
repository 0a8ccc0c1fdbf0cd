/** Loads the report's defaults, as sheets or as one block. */
import { loadWhole } from "../loading/whole";
import { Words } from "../messages/messages";
import type { LoadOptions, LoadOutcome, RunOptions } from "../types";
import type { Operation } from "./operation";

const WORDS = {
  loaded: { en: "Report defaults loaded.", zh: "已载入报告默认值。" },
  nothing: { en: "Nothing was loaded.", zh: "未载入任何内容。" },
  created: { en: "New: {created}.", zh: "新建：{created}。" },
  updated: { en: "Updated: {updated}.", zh: "已更新：{updated}。" },
  skipped: { en: "Left as they were: {skipped}.", zh: "保持原样：{skipped}。" },
};

export const load = (options: LoadOptions, running?: RunOptions): Operation<LoadOutcome> => ({
  reads: "anew",
  options: running,
  plan: (session) => loadWhole(session, options),
  told(outcome) {
    const parts = (["created", "updated", "skipped"] as const).filter((part) => outcome[part].length > 0);
    const isNothing = outcome.created.length + outcome.updated.length === 0;
    const said = [isNothing ? WORDS.nothing : WORDS.loaded, ...parts.map((part) => WORDS[part])];
    const text = { en: said.map(({ en }) => en).join(" "), zh: said.map(({ zh }) => zh).join("") };
    return { kind: "done", message: new Words("loaded", text, { ...outcome }) };
  },
});

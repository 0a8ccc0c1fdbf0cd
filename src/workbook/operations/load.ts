/** Loads the report's defaults, as sheets or as one block. */
import { loadWhole } from "../loading/whole";
import { Words } from "../messages/messages";
import type { LoadOptions, LoadOutcome, RunOptions } from "../types";
import type { Operation } from "./operation";

const WORDS = {
  created: { en: "Report defaults loaded: {created}.", zh: "已载入报告默认值：{created}。" },
  updated: { en: "Updated: {updated}.", zh: "已更新：{updated}。" },
  skipped: { en: "Left as they were: {skipped}.", zh: "保持原样：{skipped}。" },
  nothing: { en: "Nothing was loaded.", zh: "未载入任何内容。" },
};

export const load = (options: LoadOptions, running?: RunOptions): Operation<LoadOutcome> => ({
  reads: "anew",
  options: running,
  plan: (session) => loadWhole(session, options),
  told(outcome) {
    const parts = (["created", "updated", "skipped"] as const).filter((part) => outcome[part].length > 0);
    const said = parts.length > 0 ? parts.map((part) => WORDS[part]) : [WORDS.nothing];
    const text = { en: said.map(({ en }) => en).join(" "), zh: said.map(({ zh }) => zh).join("") };
    return { kind: "done", message: new Words("loaded", text, { ...outcome }) };
  },
});

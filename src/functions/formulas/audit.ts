import { sectionName } from "../../report";
import { section } from "../domains";
import { tableFormula } from "../formula";
import type { Outcome } from "../outcome";
import { optional } from "../parameter";
import { periodText } from "../source";
import { headers } from "./shared/headers";
import { recomputedText } from "./shared/recomputed";
import { say } from "./shared/values";

export const audit = tableFormula({
  id: "AUDIT",
  summary: { en: "The report's claims beside what its own figures give", zh: "报告的论断与其自身数据的对照" },
  parameters: [optional("section", section, () => null)],
  evaluate: (setting, section) => {
    const { claim, section: place, stated, recomputed, difference, verdict, how } = headers;
    const head = [claim, place, stated, recomputed, difference, verdict, how].map((title) => say(title, setting));
    return [
      head,
      ...setting.main.audit(section).map((row): Outcome[] => {
        const when = periodText(row.stated.year);
        const text = say(row.stated.metric, setting) + (when === null ? "" : ` (${when})`);
        return [
          text,
          sectionName(row.section, setting.language.cells),
          row.statedValue,
          row.recomputed,
          row.difference,
          row.verdict,
          recomputedText(setting, row),
        ];
      }),
    ];
  },
  unexplained: "table",
  native: null,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./audit.help"),
});

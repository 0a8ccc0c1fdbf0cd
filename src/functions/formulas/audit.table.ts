import { sectionName } from "../../report";
import { periodText } from "../../report/periods";
import type { Section } from "../../model";
import type { Outcome, Table } from "../outcome";
import type { Setting } from "../setting";
import { headers } from "./shared/headers";
import { recomputedText } from "./shared/recomputed";
import { say } from "./shared/values";

export function auditTable(setting: Setting, section: Section | null): Table {
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
}

/** Whether the report's claims and the workbook's assumptions hold. */
import { sectionName } from "../../report";
import { pinHolds } from "../current";
import { tableFormula, valueFormula, type Outcome } from "../formula";
import { textLanguage } from "../language";
import { optional, section } from "../parameter";
import { periodText } from "../source";
import { headers } from "./headers";
import { say } from "./outcome";

export const audit = tableFormula({
  id: "AUDIT",
  summary: { en: "The report's claims beside what its own figures give", zh: "报告的论断与其自身数据的对照" },
  parameters: [
    optional(
      section,
      { name: "section", summary: { en: "Section of the report; without one, all", zh: "报告章节；省略时为全部" } },
      () => null,
    ),
  ],
  gives: {
    en: "Table: Claim, Section, Stated, Recomputed, Difference (percentages as fractions), Verdict (in every language: consistent, within rounding, only as a bound, inconsistent)",
    zh: "表：论断、章节、报告值、重算值、差异（百分比以小数计）、结论（各语言相同：consistent 一致、within rounding 舍入之内、only as a bound 仅作为界限成立、inconsistent 矛盾）",
  },
  examples: [{ arguments: ["abstract"], gives: [10, 6], note: { en: "One section", zh: "一个章节" } }],
  evaluate: (model, section) => {
    const { claim, section: place, stated, recomputed, difference, verdict } = headers;
    const head = [claim, place, stated, recomputed, difference, verdict].map(say);
    return [
      head,
      ...model.audit(section).map((row): Outcome[] => {
        const when = periodText(row.stated.year);
        const text = say(row.stated.metric) + (when === null ? "" : ` (${when})`);
        return [
          text,
          sectionName(row.section, textLanguage()),
          row.statedValue,
          row.recomputed,
          row.difference,
          row.verdict,
        ];
      }),
    ];
  },
});

export const check = valueFormula({
  id: "CHECK",
  summary: { en: "Whether every integrity check holds", zh: "各项完整性检查是否全部通过" },
  parameters: [],
  gives: {
    en: "TRUE when splits sum, overrides are valid and the edition that the workbook pins is the one loaded",
    zh: "划分合计正确、改写有效且工作簿固定的版本即所载版本时为 TRUE",
  },
  examples: [{ arguments: [], gives: true, note: { en: "All is well", zh: "一切正常" } }],
  evaluate: (model) => model.problems().length === 0 && pinHolds(model),
});

import type { Help } from "../help";

export const help: Help<"section"> = {
  gives: {
    en: "Table: Claim, Section, Stated, Recomputed, Difference (percentages as fractions), Verdict (in every language: consistent, within rounding, only as a bound, inconsistent), and how it was recomputed, in the claim's unit",
    zh: "表：论断、章节、报告值、重算值、差异（百分比以小数计）、结论（各语言相同：consistent 一致、within rounding 舍入之内、only as a bound 仅作为界限成立、inconsistent 矛盾）、重算方法（以论断的单位说明）",
  },
  shows: "plain",
  parameters: {
    section: { summary: { en: "Section of the report; without one, all", zh: "报告章节；省略时为全部" } },
  },
  errors: ["#VALUE!"],
  examples: [{ arguments: ["abstract"], gives: [16, 7], note: { en: "One section", zh: "一个章节" } }],
};

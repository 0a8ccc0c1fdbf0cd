import type { Help } from "../help";
import { FIELDS } from "../words";

export const help: Help<"figure" | "field"> = {
  gives: {
    en: "The figure's value (a range gives its midpoint), in the unit the report states, percentages as fractions; or the field asked for",
    zh: "数据的数值（区间取中点），以报告所述单位计，百分比以小数计；或所选的项",
  },
  shows: ({ field }) => (/^(value|low|high)?$/i.test(String(field ?? "").trim()) ? "in the item's unit" : "plain"),
  parameters: {
    figure: { summary: { en: "Figure: its id", zh: "数据：标识" } },
    field: {
      summary: {
        en: `Which part of it: ${FIELDS.join(", ")}; without one, value`,
        zh: `数据的哪一项：${FIELDS.join("、")}；省略时为 value`,
      },
    },
  },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    { arguments: ["size-2030-applications"], gives: 1800, note: { en: "Its value", zh: "数值" } },
    {
      arguments: ["size-2030-applications", "section"],
      gives: "4.2.1",
      note: { en: "Where it stands", zh: "所在章节" },
    },
  ],
};

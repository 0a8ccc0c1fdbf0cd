import type { Help } from "../help";
import { NAME_FIELDS, NAMED } from "../words";

export const help: Help<"item" | "field" | "kind"> = {
  gives: {
    en: "Text in the workbook's language: the name; or the section, the unit of its values, the scope of a scenario that says what it includes, or the years from the first to the last that it has values for",
    zh: "以工作簿语言显示的文本：名称；或所在章节、数值的单位、情景注明的范围、有数值的起止年份",
  },
  shows: "plain",
  parameters: {
    item: {
      summary: {
        en: "A scenario, segment, split, driver, series, figure or report: its id or name; without one, the workbook's chosen scenario",
        zh: "情景、细分、划分、驱动因素、数据列、数据或报告：标识或名称；省略时为工作簿所选情景",
      },
    },
    field: {
      summary: {
        en: `What to tell of it: ${NAME_FIELDS.join(", ")}; without one, name`,
        zh: `所需的项：${NAME_FIELDS.join("、")}；省略时为 name`,
      },
    },
    kind: {
      summary: {
        en: `What it is, where two have the same name: ${NAMED.join(", ")}; without one, any: the first of these that has it`,
        zh: `名称相同时指明其种类：${NAMED.join("、")}；省略时为 any，即按此顺序取第一个`,
      },
    },
  },
  errors: ["#VALUE!", "#N/A"],
  examples: [
    { arguments: ["vendors"], gives: "Vendor table", note: { en: "A scenario", zh: "一个情景" } },
    {
      arguments: ["data-loop", "name", "segment"],
      gives: "Training data loop",
      note: { en: "A segment whose id a scenario has, too", zh: "与某情景标识相同的细分" },
    },
    { arguments: ["base", "years"], gives: "2025–2030", note: { en: "The years of a scenario", zh: "情景的年份" } },
  ],
};

import type { ParameterHelp } from "../../help";

export const itemHelp: Readonly<Record<"item" | "year" | "scenario", ParameterHelp>> = {
  item: {
    summary: {
      en: '"size", or a segment, driver, series or figure',
      zh: "“size”，或细分、驱动因素、数据列、数据",
    },
  },
  year: { summary: { en: "Year; not needed for a figure", zh: "年份；查询数据时不需要" } },
  scenario: {
    summary: { en: "Scenario; without one, as for the item's own formula", zh: "情景；省略时与该项目自身的公式相同" },
  },
};

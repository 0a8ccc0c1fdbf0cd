import type { Help } from "../help";
import { theTime } from "./shared/help";

export const help: Help<"series" | "year"> = {
  gives: {
    en: 'The value in the series\' own unit (=MARKET.LIST("series") shows it), percentages as fractions',
    zh: '数值，以数据列自身单位计（见 =MARKET.LIST("series")），百分比以小数计',
  },
  shows: "in the item's unit",
  parameters: {
    series: { summary: { en: "Series: its id or name", zh: "数据列：标识或名称" } },
    year: theTime,
  },
  errors: ["#VALUE!", "#N/A"],
  examples: [{ arguments: ["gross-margin", 2027], gives: 0.418, note: { en: "41.8 %", zh: "41.8 %" } }],
};

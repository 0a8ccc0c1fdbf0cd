import type { Help } from "../help";
import { itemHelp } from "./shared/items.help";

export const help: Help<"item" | "year" | "scenario"> = {
  gives: {
    en: "Text, the same in every language: reported, interpolated, derived, overridden or extrapolated",
    zh: "文本，各语言相同：reported（报告值）、interpolated（插值）、derived（推算）、overridden（改写）或 extrapolated（外推）",
  },
  shows: "plain",
  parameters: itemHelp,
  errors: ["#VALUE!", "#N/A"],
  examples: [
    { arguments: ["size", 2027, "base"], gives: "interpolated", note: { en: "Between two years", zh: "两个年份之间" } },
    { arguments: ["gross-margin", 2027], gives: "reported", note: { en: "A series", zh: "数据列" } },
  ],
};

import type { Help } from "../help";
import { itemHelp } from "./shared/items.help";

export const help: Help<"item" | "year" | "scenario"> = {
  gives: {
    en: "Text: publisher, section, figures with their comparators, and how the value follows from them",
    zh: "文本：发布机构、章节、数据及其比较符，以及数值如何得出",
  },
  shows: "plain",
  parameters: itemHelp,
  errors: ["#VALUE!", "#N/A"],
  examples: [
    {
      arguments: ["size", 2027, "base"],
      gives:
        "section 4.2.1: 480 CNY 100m (2025), >1800 CNY 100m (2030); interpolated between 2025 and 2030 at a constant rate",
      note: { en: "An interpolated size", zh: "插值得出的规模" },
    },
  ],
};

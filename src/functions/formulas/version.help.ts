import product from "../../../package.json";
import type { Help } from "../help";

export const help: Help<never> = {
  gives: { en: "Text: product version, report, edition", zh: "文本：产品版本、报告、版次" },
  shows: "plain",
  parameters: {},
  errors: [],
  examples: [
    {
      arguments: [],
      gives: `Market Model ${product.version}, cn-auto-cloud-2025-2030, 2026.1`,
      note: { en: "To name in a memo", zh: "可用于备注" },
    },
  ],
};

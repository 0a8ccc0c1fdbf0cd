import type { Help } from "../help";

export const help: Help<never> = {
  gives: {
    en: "TRUE when splits sum, overrides are valid and the edition that the workbook pins is the one loaded",
    zh: "划分合计正确、改写有效且工作簿固定的版本即所载版本时为 TRUE",
  },
  shows: "plain",
  parameters: {},
  errors: [],
  examples: [{ arguments: [], gives: true, note: { en: "All is well", zh: "一切正常" } }],
};

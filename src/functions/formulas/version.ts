import product from "../../../package.json";
import { valueFormula } from "../formula";
import { constant } from "../native";

export const version = valueFormula({
  id: "VERSION",
  summary: { en: "Version of the product and edition of the report", zh: "产品版本与报告版次" },
  parameters: [],
  evaluate: ({ main: { report } }) => `Market Model ${product.version}, ${report.id}, ${report.edition}`,
  unexplained: "no-number",
  native: constant,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./version.help"),
});

import product from "../../../package.json";
import { valueFormula } from "../formula";
import { constant } from "../native";

export const version = valueFormula({
  id: "VERSION",
  summary: { en: "Version of the product and edition of each report", zh: "产品版本与各报告版次" },
  parameters: [],
  evaluate: ({ models }) => {
    const editions = [...models.values()].flatMap(({ report: { id, edition } }) => [id, edition]);
    return [`Market Model ${product.version}`, ...editions].join(", ");
  },
  unexplained: "no-number",
  native: constant,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./version.help"),
});

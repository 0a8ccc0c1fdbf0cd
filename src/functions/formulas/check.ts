import { valueFormula } from "../formula";
import { constant } from "../native";

export const check = valueFormula({
  id: "CHECK",
  summary: { en: "Whether every integrity check holds", zh: "各项完整性检查是否全部通过" },
  parameters: [],
  evaluate: ({ models, main: { assumptions }, pins }) =>
    [...models.values()].every((model) => model.problems().length === 0) &&
    [...assumptions.overrides, ...assumptions.scenarios].every(({ report }) => !report || models.has(report)) &&
    pins.every(({ report, edition }) => models.get(report)?.report.edition === edition),
  unexplained: "no-number",
  native: constant,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./check.help"),
});

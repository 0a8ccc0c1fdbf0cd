import { analyses } from "../analyses";
import { valueFormula } from "../formula";
import { constant } from "../native";

export const check = valueFormula({
  id: "CHECK",
  summary: { en: "Whether every integrity check holds", zh: "各项完整性检查是否全部通过" },
  parameters: [],
  evaluate: (setting) => analyses().everythingHolds(setting),
  unexplained: "no-number",
  native: constant,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./check.help"),
});

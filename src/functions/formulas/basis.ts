import { explainedFormula } from "../formula";
import { about, itemParameters } from "./shared/items";

export const basis = explainedFormula({
  id: "BASIS",
  summary: { en: "Where a value comes from, as one word", zh: "数值依据（一个词）" },
  parameters: itemParameters,
  explain: (setting, item, year, scenario) => about(setting, item, year, scenario, ({ basis }) => basis),
  // As of SOURCE.
  native: null,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./basis.help"),
});

import { analyses } from "../analyses";
import { explainedFormula } from "../formula";
import { about, itemParameters } from "./shared/items";

export const source = explainedFormula({
  id: "SOURCE",
  summary: { en: "Where a value comes from, as a text", zh: "数值来源说明" },
  parameters: itemParameters,
  explain: (setting, item, year, scenario) =>
    about(setting, item, year, scenario, (derivation) =>
      analyses().derivationSource(setting.main, derivation, setting.language.cells),
    ),
  // A text for each of many values would swell the workbook, and it tells of live formulas.
  native: null,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./source.help"),
});

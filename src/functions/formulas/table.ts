import { analyses } from "../analyses";
import { scenario, year } from "../domains";
import { tableFormula } from "../formula";
import { optional, optionalList } from "../parameter";
import { orUnit } from "./shared/parameters";

export const table = tableFormula({
  id: "TABLE",
  summary: { en: "Table of market sizes: a row a scenario, a column a year", zh: "市场规模表：每行一个情景，每列一年" },
  parameters: [
    optionalList("scenarios", scenario),
    optional("from", year, () => null),
    optional("to", year, () => null),
    orUnit,
  ],
  evaluate: (setting, scenarios, from, to, money) => analyses().sizeTable(setting, scenarios, from, to, money),
  unexplained: "table",
  native: {
    is: "cells",
    over: ["SIZE"],
    labels: ["scenarios", "from", "to"],
    cells: (setting, [, , , unit = ""], scenarios, from, to) =>
      analyses().nativeSizes(setting, unit, scenarios, from, to),
  },
  loadHelp: () => import(/* webpackChunkName: "help" */ "./table.help"),
});

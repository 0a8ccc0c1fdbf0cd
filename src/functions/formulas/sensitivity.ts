import { analyses } from "../analyses";
import { number } from "../domains";
import { tableFormula } from "../formula";
import { optional } from "../parameter";
import { orBuilt, orUnit, theYear } from "./shared/parameters";

const swing = number(
  { en: "a fraction from 0 to 1 (0.1 or 10%)", zh: "0 至 1 的小数（0.1 或 10%）" },
  // Nobody means none at all: a 0 is a blank cell.
  { least: Number.MIN_VALUE, most: 1 },
);

export const sensitivity = tableFormula({
  id: "SENSITIVITY",
  summary: { en: "Tornado table: market size as each driver swings", zh: "龙卷风表：各驱动因素变动时的市场规模" },
  parameters: [theYear, orBuilt, optional("swing", swing, () => null), orUnit],
  evaluate: (...given) => analyses().sensitivityTable(...given),
  unexplained: "table",
  native: null,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./sensitivity.help"),
});

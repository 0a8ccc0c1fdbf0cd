import { isFault, SPREAD } from "../../model";
import { number } from "../domains";
import { tableFormula } from "../formula";
import type { Outcome } from "../outcome";
import { optional } from "../parameter";
import { headers } from "./shared/headers";
import { orBuilt, orUnit, theYear } from "./shared/parameters";
import { say } from "./shared/values";

const swing = number(
  { en: "a fraction from 0 to 1 (0.1 or 10%)", zh: "0 至 1 的小数（0.1 或 10%）" },
  // Nobody means none at all: a 0 is a blank cell.
  { least: Number.MIN_VALUE, most: 1 },
);

/** Like bases, the same in every language. */
const USUAL = `± ${SPREAD * 100} %`;

export const sensitivity = tableFormula({
  id: "SENSITIVITY",
  summary: { en: "Tornado table: market size as each driver swings", zh: "龙卷风表：各驱动因素变动时的市场规模" },
  parameters: [theYear, orBuilt, optional("swing", swing, () => null), orUnit],
  evaluate: (setting, year, scenario, swing, money) => {
    const { main: model } = setting;
    const swings = model.sensitivity(year, scenario, swing);
    if (isFault(swings)) return swings;
    const factor = money.factor(year);
    if (isFault(factor)) return factor;
    const own = swing === null ? [headers.over] : [];
    const head = [headers.driver, headers.low, headers.base, headers.high, headers.range, ...own].map((title) =>
      say(title, setting),
    );
    const rows = swings.map(({ name, low, base, high, origin }): Outcome[] => {
      const sizes = [low, base, high, Math.abs(high - low)].map((size) => size * factor);
      return [say(name, setting), ...sizes, ...(origin === null ? [] : [origin === "usual" ? USUAL : origin])];
    });
    return [head, ...rows];
  },
  unexplained: "table",
  native: null,
  loadHelp: () => import(/* webpackChunkName: "help" */ "./sensitivity.help"),
});

import { isFault } from "../../model";
import type { Driver, Text } from "../../report/types";
import { isPercent } from "../../report/units/spelling";
import { analyses } from "../analyses";
import { driver, number, year } from "../domains";
import { valueFormula } from "../formula";
import * as messages from "../messages";
import { expression } from "../native";
import { Refusal } from "../outcome";
import { optionalPlaces, required, type Domain } from "../parameter";
import { orBuilt, orUnit } from "./shared/parameters";
import { inMoney } from "./shared/values";

const amountTakes: Text = { en: "a number of zero or more, rates as fractions", zh: "不小于零的数，比率以小数计" };
const amount = number(amountTakes, { least: 0, most: 1e15 });
const fractionTakes: Text = { en: "a fraction from 0 to 1 (0.75 or 75%)", zh: "0 至 1 的小数（0.75 或 75%）" };

/** Version 1 took a number for each of four drivers: such a call says what to write instead. */
const refusingNumbers = <T>(domain: Domain<T>, below: number): Domain<T> => ({
  ...domain,
  read(value, setting, parameter) {
    const read = domain.read(value, setting, parameter);
    return read instanceof Refusal && typeof value === "number" && value > 0 && value < below
      ? new Refusal("invalidValue", () => analyses().buildsByName(parameter, value))
      : read;
  },
});

const theYear = required("year", refusingNumbers(year, 1000));

export const build = valueFormula({
  id: "BUILD",
  summary: {
    en: "Size of a built scenario with your own numbers in place of drivers",
    zh: "以自己的数字代替驱动因素，测算构建情景的规模",
  },
  parameters: [
    theYear,
    optionalPlaces("drivers", refusingNumbers(driver, Infinity)),
    optionalPlaces("values", amount, "drivers"),
    orBuilt,
    orUnit,
  ],
  evaluate: ({ main }, year, drivers, values, scenario, money) => {
    const pairs = paired(drivers ?? [], values ?? []);
    if (pairs instanceof Refusal) return pairs;
    const size = inMoney(main.build(year, scenario, pairs), money, year);
    const blank = [...pairs].find(([, value]) => value === 0);
    if (isFault(size) || size !== 0 || !blank) return size;
    return new Refusal("invalidValue", () => messages.zeroOrBlank("values", blank[0]));
  },
  unexplained: "own-numbers",
  native: expression(["DRIVER"], ["drivers"]),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./build.help"),
});

/** Names with the numbers beside them; a blank number leaves its driver as it is. */
function paired(
  drivers: readonly (Driver | Refusal | null)[],
  values: readonly (number | Refusal | null)[],
): ReadonlyMap<string, number> | Refusal {
  const pairs = new Map<string, number>();
  for (let place = 0; place < Math.max(drivers.length, values.length); place++) {
    const [driver = null, value = null] = [drivers[place], values[place]];
    if (driver instanceof Refusal) return driver;
    if (value instanceof Refusal) return value;
    if (value === null) continue;
    if (driver === null) return new Refusal("invalidValue", () => messages.valueWithoutName("values", place + 1));
    if (pairs.has(driver.id)) return new Refusal("invalidValue", () => messages.namedTwice("drivers", driver.id));
    const isShare = isPercent(driver.unit);
    if (isShare && value > 1) {
      const got = messages.shown(value);
      return new Refusal("invalidValue", () => messages.wrongType(`values (${driver.id})`, fractionTakes, got));
    }
    pairs.set(driver.id, value);
  }
  return pairs;
}

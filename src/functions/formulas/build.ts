import { isFault, placeIn, type ScenarioView } from "../../model";
import { isBuilt, isWorkedOut } from "../../report/kinds";
import type { Driver, Text } from "../../report/types";
import { scaleOf } from "../../report/units/scales";
import { isPercent } from "../../report/units/spelling";
import { driver, number, year } from "../domains";
import { valueFormula } from "../formula";
import * as messages from "../messages";
import { expression, NA, workedOut, type Given, type NativeTarget } from "../native";
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
      ? new Refusal("invalidValue", () => messages.buildsByName(parameter, value))
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
  native: expression(
    ["DRIVER"],
    (target, year, drivers, values, scenario, unit) => {
      const { main } = target.setting;
      const at = target.year(year!);
      const given = nativePairs(itemsOf(drivers!), itemsOf(values!));
      const built = main.scenarios.filter(({ source }) => isBuilt(source));
      const rootOf = ({ source }: ScenarioView) => (isBuilt(source) ? source.size : "");
      const roots = [...new Set((scenario!.is === "read" ? [scenario!.value as ScenarioView] : built).map(rootOf))];
      if (roots.length === 0 || roots.includes("")) return NA;
      const last = nativeSize(target, at, scenario!, roots.pop()!, given);
      const size = roots.reduce((otherwise, root) => {
        const places = built.flatMap((view, index) => (rootOf(view) === root ? [index + 1] : []));
        const isMeant = places.map((place) => `${target.position(scenario!)}=${place}`).join();
        return `IF(OR(${isMeant}),${nativeSize(target, at, scenario!, root, given)},${otherwise})`;
      }, last);
      return target.inUnit(`(${size})`, unit!, at);
    },
    ["drivers"],
  ),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./build.help"),
});

/** The caller's numbers for a driver, as they stand; for null those that nothing is named beside. */
type NativePairs = ReadonlyMap<Driver | null, readonly Given[]>;

const itemsOf = (given: Given): readonly Given[] => (given.is === "list" ? given.items : []);

function nativePairs(drivers: readonly Given[], values: readonly Given[]): NativePairs {
  const pairs = new Map<Driver | null, readonly Given[]>();
  for (const [place, value] of values.entries()) {
    const name = drivers[place];
    const driver = name?.is === "read" ? (name.value as Driver) : null;
    if (value.is !== "omitted") pairs.set(driver, [...(pairs.get(driver) ?? []), value]);
  }
  return pairs;
}

const theDriver = required("driver", driver);

function nativeSize(target: NativeTarget, at: string, scenario: Given, root: string, given: NativePairs): string {
  const { tree, report } = target.setting.main;
  const nodeOf = (id: string) => tree.nodes[placeIn(tree.places, id)]!;
  const tabulatedValue = (driver: Driver): string =>
    target.value("DRIVER", [scenario, { parameter: theDriver, is: "read", value: driver }], at);
  const numberOf = (driver: Driver | null, value: Given): string =>
    target.number(value, driver && isPercent(driver.unit) ? 1 : undefined);
  const isChanged = ({ id }: Driver): boolean =>
    nodeOf(id).of.some((place) => given.has(tree.nodes[place]!.driver) || isChanged(tree.nodes[place]!.driver));
  const write = (driver: Driver): string => {
    const own = given.get(driver);
    if (own || !isWorkedOut(driver) || !isChanged(driver)) {
      const otherwise = tabulatedValue(driver);
      return (own ?? []).reduceRight((rest, one) => target.unlessBlank(one, numberOf(driver, one), rest), otherwise);
    }
    const { of, scales } = nodeOf(driver.id);
    const parts = of.map((place) => write(tree.nodes[place]!.driver));
    return `(${workedOut(driver.op, parts, scales)})`;
  };
  const whole = nodeOf(root).driver;
  const size = `${write(whole)}*${scaleOf(whole.unit) / scaleOf(report.unit)}`;
  if (given.size === 0) return size;
  // A zero that leaves nothing may be a blank cell.
  const zeros = [...given].flatMap(([driver, values]) =>
    values
      .filter((value) => value.is !== "read" || value.value === 0)
      .map((value) => target.unlessBlank(value, `${numberOf(driver, value)}=0`, "FALSE()")),
  );
  // Twice to the power of −1 a size is itself, and of nothing an error: it stands in the formula once.
  const power = `IF(OR(${zeros.join()}),-1,1)`;
  const checked = zeros.length === 0 ? size : `((${size})^${power})^${power}`;
  // The scenario has a size in that year, and no number is without a name or one of two for the same.
  const odd = [...given].filter(([driver, values]) => driver === null || values.length > 1);
  const conditions = odd.map(([driver, values]) => {
    const count = values.map((value) => target.unlessBlank(value, "1", "0")).join("+");
    return `${count}<=${driver === null ? 0 : 1}`;
  });
  return `IF(AND(${[`ISNUMBER(${tabulatedValue(whole)})`, ...conditions].join()}),${checked},${NA})`;
}

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

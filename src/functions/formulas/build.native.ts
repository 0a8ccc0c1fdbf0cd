import { placeIn, type ScenarioView } from "../../model";
import { isBuilt, isWorkedOut } from "../../report/kinds";
import type { Driver } from "../../report/types";
import { scaleOf } from "../../report/units/scales";
import { isPercent } from "../../report/units/spelling";
import { driver } from "../domains";
import { chosenAt, NA, NO_NUMBER, VALUE, workedOut, type Given, type NativeTarget, type Write } from "../native";
import { required } from "../parameter";

export const write: Write = (target, year, drivers, values, scenario, unit) => {
  const { main } = target.setting;
  const at = target.year(year!);
  const given = nativePairs(itemsOf(drivers!), itemsOf(values!));
  const built = main.scenarios.filter(({ source }) => isBuilt(source));
  const rootOf = ({ source }: ScenarioView) => (isBuilt(source) ? source.size : "");
  const roots = [...new Set((scenario!.is === "read" ? [scenario!.value as ScenarioView] : built).map(rootOf))];
  if (roots.length === 0 || roots.includes("")) return NA;
  const sizes = roots.map((root) => nativeSize(target, at, scenario!, root, given));
  const places = built.map((view) => roots.indexOf(rootOf(view)));
  const size = sizes.length === 1 ? sizes[0]! : chosenAt(target.position(scenario!), places, sizes);
  return target.inUnit(`(${size})`, unit!, at);
};

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
  const reached = new Set<Driver | null>();
  const write = (driver: Driver): string => {
    const own = given.get(driver);
    if (own) reached.add(driver);
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
  const checked = zeros.length === 0 ? size : `IFERROR(((${size})^${power})^${power},${NO_NUMBER})`;
  // Without a size of the scenario's in that year there is none. No number is without a name or one of two for the same.
  const odd = [...given].filter(([driver, values]) => driver === null || values.length > 1);
  const conditions = odd.map(([driver, values]) => {
    const count = values.map((value) => target.unlessBlank(value, "1", "0")).join("+");
    return `${count}<=${driver === null ? 0 : 1}`;
  });
  // What nothing is built from, or what is given above it, is a number all the same.
  const numbers = [...given]
    .filter(([driver]) => driver !== null && !reached.has(driver))
    .flatMap(([driver, values]) => values.map((value) => target.unlessBlank(value, numberOf(driver, value), "0")))
    .filter((number) => !/^[\d.e-]+$/.test(number))
    .map((number) => `ISNUMBER(${number})`);
  const all = [...conditions, ...numbers];
  const sized = all.length === 0 ? checked : `IF(AND(${all.join()}),${checked},${VALUE})`;
  return `0*${tabulatedValue(whole)}+${sized}`;
}

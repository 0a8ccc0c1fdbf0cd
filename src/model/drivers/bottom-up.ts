/** The whole market as a product of drivers, with the three adjustments. The formula stands here and nowhere else. */
import type { BottomUpScenario, Driver, Report } from "../../report/types";
import type { Adjustments } from "../types";
import { scaleOf } from "../../report/units/scales";
import { spell } from "../../report/units/spelling";

/** What the units of the factors come to, worked out once. */
export interface Plan {
  readonly drivers: readonly Driver[];
  /** From the product of the factors, each in its own unit, to the report's unit. */
  readonly scale: number;
  /** Which factor is the price; -1 where none is money. */
  readonly price: number;
  /** From compliance cost times the product of the other factors to the report's unit. */
  readonly costScale: number;
  readonly costUnit: string;
}

export function planOf(report: Report, scenario: BottomUpScenario): Plan {
  const drivers = scenario.factors.map((id) => driverIn(report, id));
  const price = drivers.findIndex(({ unit }) => spell(unit)?.currency != null);
  const scale = drivers.reduce((product, { unit }) => product * scaleOf(unit), 1) / scaleOf(report.unit);
  return { drivers, scale, price, costScale: scale, costUnit: drivers[price]?.unit ?? report.currency };
}

export function driverIn(report: Report, id: string): Driver {
  const driver = report.drivers.find((driver) => driver.id === id);
  if (!driver) throw new Error(`The report points at a driver that it doesn't have: ${id}`);
  return driver;
}

/**
 * Size = product of the factors × (1 − self-built share) × regional factor − compliance cost × covered volume, in the
 * report's unit. The covered volume is the product of the factors that aren't money, before any adjustment: also who
 * builds for himself has to comply.
 */
export function bottomUpSize(plan: Plan, values: readonly number[], adjustments: Adjustments): number {
  let volume = 1;
  let price = 1;
  for (let index = 0; index < values.length; index++) {
    if (index === plan.price) price = values[index]!;
    else volume *= values[index]!;
  }
  const { selfBuiltShare, regionalFactor, complianceCost } = adjustments;
  return volume * price * plan.scale * (1 - selfBuiltShare) * regionalFactor - complianceCost * volume * plan.costScale;
}

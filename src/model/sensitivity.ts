/** What the bottom-up size does when its drivers change, one at a time. */
import { bottomUpSize, type Adjustments, type Plan } from "./bottom-up";
import type { DriverGap, Result, Swing } from "./types";

/** The bottom-up model in one year, with every number that it takes. */
export interface Build {
  readonly plan: Plan;
  readonly values: readonly number[];
  /** The highest that each driver can be. */
  readonly highest: readonly number[];
  readonly adjustments: Adjustments;
}

export function sizeOf({ plan, adjustments }: Build, values: readonly number[]): number {
  return bottomUpSize(plan, values, adjustments);
}

/** Each driver lowered and raised by the swing, a rate to one at most; widest first. */
export function tornado(build: Build, swing: number): Result<readonly Swing[]> {
  if (!(swing >= 0 && swing <= 1)) return { fault: "nothing", what: "swing" };
  const base = sizeOf(build, build.values);
  const bars = build.plan.drivers.map((driver, index) => {
    const value = build.values[index]!;
    const low = sizeOf(build, replaced(build.values, index, value * (1 - swing)));
    const high = sizeOf(build, replaced(build.values, index, Math.min(value * (1 + swing), build.highest[index]!)));
    return { driver: driver.id, name: driver.name, low, base, high };
  });
  const width = ({ low, high }: Swing): number => Math.abs(high - low);
  return bars.sort((one, other) => width(other) - width(one));
}

/**
 * What each driver would have to be, the others unchanged, for the size to be the target. The size is proportional to
 * every driver but the price, of which it is a linear function where complying has a cost. What is required can be
 * impossible, as a rate above one: that is the finding.
 */
export function gaps(build: Build, target: number): Result<readonly DriverGap[]> {
  const { plan, values } = build;
  const size = sizeOf(build, values);
  const result: DriverGap[] = [];
  for (const [index, { id, name, unit }] of plan.drivers.entries()) {
    const actual = values[index]!;
    const atZero = sizeOf(build, replaced(values, index, 0));
    const required = (actual * (target - atZero)) / (size - atZero);
    if (!Number.isFinite(required)) return { fault: "nothing", what: "reconciliation" };
    result.push({ driver: id, name, unit, actual, required });
  }
  return result;
}

function replaced(values: readonly number[], index: number, value: number): readonly number[] {
  return values.map((kept, position) => (position === index ? value : kept));
}

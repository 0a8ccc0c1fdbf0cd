/** What the bottom-up size does when its drivers change, one at a time. */
import { replaced, sizeOf, type Build } from "../drivers/build";
import type { Result, Swing } from "../types";

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

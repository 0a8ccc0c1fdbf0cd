/** What the built size does when its drivers change, one at a time. */
import { isAssumed } from "../../report/kinds";
import { sizeWith, type Build, type Input } from "../drivers/build";
import type { Result, Swing } from "../types";

/** An assumed driver without a range stays as it is: nobody says that it could be otherwise. */
export const varies = ({ driver }: Input): boolean => !isAssumed(driver) || driver.range !== undefined;

/** Each driver lowered and raised by the swing, a rate to one at most; widest first. */
export function tornado(build: Build, swing: number): Result<readonly Swing[]> {
  if (!(swing >= 0 && swing <= 1)) return { fault: "nothing", what: "swing" };
  const base = sizeWith(build, []);
  const bars = build.inputs.filter(varies).map(({ place, driver, value, highest }): Swing => {
    const low = sizeWith(build, [[place, value * (1 - swing)]]);
    const high = sizeWith(build, [[place, Math.min(value * (1 + swing), highest)]]);
    return { driver: driver.id, name: driver.name, low, base, high };
  });
  const width = ({ low, high }: Swing): number => Math.abs(high - low);
  return bars.sort((one, other) => width(other) - width(one));
}

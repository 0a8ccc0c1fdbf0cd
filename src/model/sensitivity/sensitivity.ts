/** What the built size does when its drivers change, one at a time. */
import { sizeWith, type Build } from "../drivers/build";
import type { Result, Swing } from "../types";

/** Each driver at the ends of its range, or lowered and raised by the swing, a rate to one at most; widest first. */
export function tornado(build: Build, swing: number | null): Result<readonly Swing[]> {
  if (swing !== null && !(swing >= 0 && swing <= 1)) return { fault: "nothing", what: "swing" };
  const base = sizeWith(build, []);
  const bars = build.inputs.flatMap(({ place, driver, value, highest, range }): Swing[] => {
    if (!range) return [];
    const [low, high] =
      swing === null ? [range.low, range.high] : [value * (1 - swing), Math.min(value * (1 + swing), highest)];
    const at = (end: number): number => sizeWith(build, [[place, end]]);
    const origin = swing === null ? range.origin : null;
    return [{ driver: driver.id, name: driver.name, low: at(low), base, high: at(high), origin }];
  });
  const width = ({ low, high }: Swing): number => Math.abs(high - low);
  return bars.sort((one, other) => width(other) - width(one));
}

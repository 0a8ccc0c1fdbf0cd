import { sizeWith, type Build, type Input } from "../drivers/build";
import { isFault } from "../faults";
import type { DriverGap, Feasibility, Range, Reconciliation, Result } from "../types";

const CLOSE = 1e-9;
const MOST_STEPS = 100;

/**
 * What each driver would have to be, the others unchanged, for the size to be the one that is needed. What is required can
 * be impossible, as a rate above one: that is the finding.
 */
export function reconcile(build: Build, needed: number): Result<Reconciliation> {
  const now = sizeWith(build, []);
  const gaps = build.inputs.map((input): DriverGap => {
    const { driver, value } = input;
    const found = required(build, input, now, needed);
    const range = input.range?.origin === "usual" ? null : input.range;
    return {
      driver: driver.id,
      name: driver.name,
      unit: driver.unit,
      actual: value,
      required: found,
      feasibility: feasibility(found, input, range),
      range,
    };
  });
  return { now, needed, gaps };
}

function feasibility(found: Result, { highest, value }: Input, range: Range | null): Feasibility {
  if (isFault(found) || found > highest || (found < 0 && value >= 0)) return "impossible";
  const slack = CLOSE * Math.max(1, Math.abs(found));
  return range && (found < range.low - slack || found > range.high + slack) ? "outside the range" : "possible";
}

/**
 * The size is a linear function of most drivers, so that its value at zero says where it is the one that is needed. Where
 * it isn't, as in a ratio, secants lead there.
 */
function required(build: Build, { place, value }: Input, now: number, needed: number): Result {
  const none: Result = { fault: "nothing", what: "reconciliation" };
  const at = (x: number): number => sizeWith(build, [[place, x]]) - needed;
  const isThere = (gap: number): boolean => Math.abs(gap) <= CLOSE * Math.max(1, Math.abs(needed));
  // Also of a driver that the size doesn't hang on.
  if (isThere(now - needed)) return value;
  const atZero = at(0);
  const straight = value === 0 ? straightFromZero(at) : (value * -atZero) / (now - needed - atZero);
  if (Number.isFinite(straight) && isThere(at(straight))) return straight;
  let [before, last] = [value, value === 0 ? 1e-3 : value * 1.01];
  let [gapBefore, gap] = [at(before), at(last)];
  for (let step = 0; step < MOST_STEPS && !isThere(gap); step++) {
    const next = last - (gap * (last - before)) / (gap - gapBefore);
    if (!Number.isFinite(next)) return none;
    [before, gapBefore, last, gap] = [last, gap, next, at(next)];
  }
  return isThere(gap) ? last : none;
}

function straightFromZero(at: (x: number) => number): number {
  const [atZero, atOne] = [at(0), at(1)];
  return -atZero / (atOne - atZero);
}

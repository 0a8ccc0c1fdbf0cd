import { replaced, sizeOf, type Build } from "../drivers/build";
import type { DriverGap, Reconciliation, Result } from "../types";

/**
 * What each driver would have to be, the others unchanged, for the size to be the one that is needed. The size is proportional to
 * every driver but the price, of which it is a linear function where complying has a cost. What is required can be
 * impossible, as a rate above one: that is the finding.
 */
export function reconcile(build: Build, needed: number): Result<Reconciliation> {
  const { plan, values } = build;
  const now = sizeOf(build, values);
  const gaps: DriverGap[] = [];
  for (const [index, { id, name, unit }] of plan.drivers.entries()) {
    const actual = values[index]!;
    const atZero = sizeOf(build, replaced(values, index, 0));
    const required = (actual * (needed - atZero)) / (now - atZero);
    if (!Number.isFinite(required)) return { fault: "nothing", what: "reconciliation" };
    gaps.push({ driver: id, name, unit, actual, required });
  }
  return { now, needed, gaps };
}

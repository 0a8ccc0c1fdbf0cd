import { isWorkedOut } from "./kinds";
import type { Driver } from "./types";

/** Drivers, each after those that it is worked out from, and those that are worked out from themselves. */
export function driverTrees(drivers: readonly Driver[]): {
  readonly inOrder: readonly Driver[];
  readonly inCircle: ReadonlySet<string>;
} {
  const byId = new Map(drivers.map((driver) => [driver.id, driver]));
  const inOrder = new Set<Driver>();
  const inCircle = new Set<string>();
  const open = new Set<Driver>();
  const visit = (driver: Driver): void => {
    if (inOrder.has(driver)) return;
    if (open.has(driver)) return void inCircle.add(driver.id);
    open.add(driver);
    if (isWorkedOut(driver)) driver.of.flatMap((id) => byId.get(id) ?? []).forEach(visit);
    open.delete(driver);
    inOrder.add(driver);
  };
  drivers.forEach(visit);
  return { inOrder: [...inOrder], inCircle };
}

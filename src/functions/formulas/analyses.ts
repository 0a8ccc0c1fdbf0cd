/** The tables that come when they are first asked for, by their formulas. */
export { auditTable } from "./audit.table";
export { bridgeTable } from "./bridge.table";
export { fanTable } from "./fan.table";
export { reconcileTable } from "./reconcile.table";
export { sensitivityTable } from "./sensitivity.table";
export { simulateTable } from "./simulate.table";

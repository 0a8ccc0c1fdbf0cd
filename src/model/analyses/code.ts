/** What few cells ask for, and the rows of the Assumptions sheet. */
export { audit, auditOf } from "../claims/audit";
export { bridge, logarithmicMean } from "../bridge/bridge";
export { assumptionRows, scenarioRows } from "../overrides/rows";
export { consensus, statedSizes, statisticOf } from "../consensus/consensus";
export { splitProblems } from "../integrity/problems";
export { reconcile } from "../reconciliation/reconcile";
export { tornado } from "../sensitivity/sensitivity";
export { simulate } from "../simulation/simulate";

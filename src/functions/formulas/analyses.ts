/** What comes when it is first asked for: tables, by their formulas, sources in words, and times that aren't years. */
export { auditTable } from "./audit.table";
export { everythingHolds } from "./check.all";
export { consensusOf } from "./consensus.estimates";
export { bridgeTable } from "./bridge.table";
export { fanTable } from "./fan.table";
export { listTable } from "./list.table";
export { nameField } from "./name.fields";
export { reconcileTable } from "./reconcile.table";
export { sensitivityTable } from "./sensitivity.table";
export { simulateTable } from "./simulate.table";
export { notAYear, notOwnYear } from "../periods/messages";
export { explainedOver, isFlow, isFlowOf, over, rateOver, shareOver } from "../periods/over";
export { amountText, derivationFigures, derivationSource } from "../source";
export { buildsByName, tooManyCells, wholeLines } from "../ranges";
export { namingOf, readAmong, reportBefore, settingOfReport } from "../reports";
export { readPeriod } from "../periods/reading";
export { nativeSizes, sizeTable } from "./table.table";

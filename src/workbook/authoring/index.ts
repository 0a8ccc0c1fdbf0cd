/** What operations do with a report's tables. It comes with the reader of report files, when the first of them is asked for. */
export { toTables } from "../../report/tables";
export { zippedPackage } from "../../report/packages";
export { addRows, planBlock, readFile, readSelected } from "./block";
export { freeSuffix, readDraft, readNames, suffixes } from "./drafts";
export { exampleCells, newTables } from "./example";
export { planTables } from "./plan";
export { countRows, faultsOf, publishedSteps, shownSteps, textSteps } from "./status";

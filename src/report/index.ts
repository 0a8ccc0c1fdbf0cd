import builtIn from "./cn-auto-cloud-2025-2030.json";
import type { Report } from "./types";

export type * from "./types";
export type { FaultCode, ReportFault } from "./faults";
export { loadQuotes, quoteOf } from "./evidence/built-in";
export { isAssumed, isBuilt, isGiven, isPublished, isWorkedOut, wholeOf } from "./kinds";
export { faultText } from "./messages";
export { documentOf, figurePublisher, printedIn, publisherName, sectionName, unitName } from "./names";
export { parseReport, schemaVersion, type Parsed } from "./parse";
export { readUnit, type Unit } from "./units/dimensions";
export { scaleOf } from "./units/scales";
export { isPercent, spell } from "./units/spelling";

/** The report that ships with the product. The tests hold it to the schema; it isn't checked again at run time. */
export const builtInReport = builtIn as unknown as Report;

/** SHA-256 of the built-in report, this very edition, as earlier versions of the product wrote it into workbooks. */
export const builtInFormerly: readonly string[] = ["21a3db7c46821f7701037649e0d72e0c82b7023c25bbd2e222a1afdc1047c3a1"];

/** The workbook side of the add-in: see `types.ts` for what it offers. */
import type { Ports, Workbook } from "./types";

export type * from "./types";
export { messageText, WorkbookError, type Message, type MessageId } from "./messages";

/** Reads the workbook, gives the formulas its model and follows edits in the sheet until `close`. */
export declare function openWorkbook(ports: Ports): Workbook;

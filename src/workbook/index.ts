/** The workbook side of the add-in: see `workbook.ts` for what it offers. */
export type * from "./editions/types";
export type * from "./types";
export type * from "./workbook";
export { messageText, WorkbookError, type Message, type MessageId } from "./messages/messages";
export { linesOf } from "./messages/lines";
export { openWorkbook } from "./session/open";

/** The workbook side of the add-in: see `types.ts` for what it offers. */
export type * from "./editions/types";
export type * from "./types";
export { messageText, WorkbookError, type Message, type MessageId } from "./messages";
export { openWorkbook } from "./session";

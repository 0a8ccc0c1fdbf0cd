export { blankContent, blankSheet } from "./blank.js";
export { contentOf, restoreBook } from "./book.js";
export type { FileName, FileSheet, WorkbookContent } from "./content.js";
export { storeAt, type AddInReference } from "./add-in.js";
export { FileProblem, type FileProblemKind } from "./problems.js";
export { readWorkbook, type OpenedFile, type ReadOptions } from "./read.js";
export { offsetOf as linesBefore } from "./charts-read.js";
export { columnPoints, type Unshown } from "./sheet-read.js";
export { writeWorkbook, type WriteOptions } from "./write.js";

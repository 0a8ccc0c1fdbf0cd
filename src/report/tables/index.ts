export { tableNames, type Cell, type Content, type ReportTables, type Table, type TableName } from "./cells";
export { asTyped, columns, columnsBy, columnsOf, infers, isShown, shownText, type Column } from "./columns";
export { fromTables, type Inferred, type ReadTables, type TableFault } from "./read";
export { toTables } from "./write";

/** Tables as a workbook or a CSV file has them: a header and rows of cells. */

export type Content = string | number | boolean | null;

export interface Cell {
  readonly content: Content;
  /** Number format: `@` is text, `0.0%` shows 0.096 as 9.6 %. Cells without one hold what they show. */
  readonly format?: string;
}

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export const tableNames = ["ReportInfo", "ReportDocuments", "ReportLines", "ReportFigures", "ReportClaims"] as const;
export type TableName = (typeof tableNames)[number];

/** A report as tables. What isn't there is empty. */
export type ReportTables = Readonly<Record<TableName, Table>>;

/** As names and headers are compared: whatever the case, the width of characters and the spaces. */
export const folded = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");

/** What a cell says as a text; empty where it says nothing. */
export function textOf(cell: Cell | undefined): string {
  const content = cell?.content ?? "";
  return typeof content === "string" ? content.trim() : String(content);
}

import { plainPrint } from "../states.js";
import type { FileSheet, WorkbookContent } from "./content.js";

/** An empty sheet. */
export const blankSheet = (id: string, name: string): FileSheet => ({
  id,
  name,
  visibility: "Visible",
  hidden: false,
  tabColor: "",
  protected: false,
  showHeadings: true,
  gridlines: true,
  frozen: { rows: 0, columns: 0 },
  cells: new Map(),
  rows: new Map(),
  columns: new Map(),
  rowHeight: 15,
  columnWidth: 60,
  merges: [],
  print: plainPrint(),
});

/** An empty workbook. */
export function blankContent(
  name: string,
  sheets: readonly FileSheet[] = [blankSheet("sheet-1", "Sheet1")],
): WorkbookContent {
  return {
    name,
    sheets,
    activeSheetId: sheets[0]!.id,
    names: [],
    tables: [],
    charts: [],
    xmlParts: [],
    calculationMode: "Automatic",
  };
}

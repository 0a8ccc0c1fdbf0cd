import type { CalculationMode, ChartState, PrintState, TableState, XmlPartState } from "../states.js";
import type { GridName, StoredSheet } from "../grid/port.js";

/** A workbook as the host holds it, whole: what a file is read into and written from. */
export interface WorkbookContent {
  readonly name: string;
  readonly sheets: readonly FileSheet[];
  readonly activeSheetId: string;
  readonly names: readonly FileName[];
  readonly tables: readonly TableState[];
  readonly charts: readonly ChartState[];
  readonly xmlParts: readonly XmlPartState[];
  readonly calculationMode: CalculationMode;
}

export interface FileSheet extends StoredSheet {
  readonly visibility: "Visible" | "Hidden" | "VeryHidden";
  readonly protected: boolean;
  readonly showHeadings: boolean;
  readonly print: PrintState;
  /**
   * Which formulas fill as many cells as they need, by row and column: `4:1`. All others fill what they did before there
   * were dynamic arrays; the grid knows of no difference.
   */
  readonly dynamic?: ReadonlySet<string>;
}

export interface FileName extends GridName {
  /** Not listed to users. */
  readonly hidden: boolean;
}

/** A calculation engine that is neither ours nor Excel's, for native formulas. */
import { HyperFormula, type CellValue as EngineValue, type RawCellContent } from "hyperformula";
import type { Cell } from "../../src/excel/plans/cells";

export type Contents = readonly (readonly RawCellContent[])[];

/** Planned cells as the engine takes them; an apostrophe makes a text of whatever follows. */
export const contentsOf = (cells: readonly (readonly (Cell | null)[])[]): Contents =>
  cells.map((row) => row.map((cell) => (cell === null ? null : typedIn(cell))));

const typedIn = ({ kind, content }: Cell): RawCellContent =>
  kind === "text" ? (content === "" ? null : `'${content}`) : content;

export const asText = (value: RawCellContent): RawCellContent =>
  typeof value === "string" && value !== "" ? `'${value}` : value === "" ? null : value;

export interface Calculated {
  /** Types a number into a cell. */
  type(sheet: string, row: number, column: number, content: RawCellContent): void;
  /** A number, a text, a truth value or null; an error as its code, e.g. `#N/A`. */
  value(sheet: string, row: number, column: number): number | string | boolean | null;
  isError(sheet: string, row: number, column: number): boolean;
}

export function calculate(sheets: Readonly<Record<string, Contents>>): Calculated {
  const copies = Object.fromEntries(Object.entries(sheets).map(([name, rows]) => [name, rows.map((row) => [...row])]));
  const engine = HyperFormula.buildFromSheets(copies, { licenseKey: "gpl-v3", useArrayArithmetic: true });
  const cell = (sheet: string, row: number, column: number): EngineValue =>
    engine.getCellValue({ sheet: engine.getSheetId(sheet)!, row, col: column });
  return {
    type(sheet, row, column, content) {
      engine.setCellContents({ sheet: engine.getSheetId(sheet)!, row, col: column }, content);
    },
    value(sheet, row, column) {
      const value = cell(sheet, row, column);
      return typeof value === "object" && value !== null ? value.value : value;
    },
    isError: (sheet, row, column) => {
      const value = cell(sheet, row, column);
      return typeof value === "object" && value !== null;
    },
  };
}

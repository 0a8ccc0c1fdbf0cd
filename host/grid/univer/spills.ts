import type { Rect } from "../../address.js";
import type { UniverContext, univerRange } from "./context.js";

/** What formulas spill is kept apart from the cells. */
export function spilled(context: UniverContext, sheetId: string): SpilledCells | undefined {
  return context.formulaData.getArrayFormulaCellData()?.[context.unitId]?.[sheetId] as SpilledCells | undefined;
}

type SpilledCells = Readonly<Record<number, Readonly<Record<number, unknown>>>>;

type UniverRect = ReturnType<typeof univerRange>;

function spillMap(context: UniverContext, sheetId: string): Record<number, Record<number, UniverRect>> {
  return (context.formulaData.getArrayFormulaRange()?.[context.unitId]?.[sheetId] ?? {}) as Record<
    number,
    Record<number, UniverRect>
  >;
}

export function spillRanges(context: UniverContext, sheetId: string): UniverRect[] {
  return Object.values(spillMap(context, sheetId)).flatMap((line) => Object.values(line ?? {}));
}

export function spillFrom(context: UniverContext, sheetId: string, row: number, column: number): Rect | null {
  const range = spillMap(context, sheetId)[row]?.[column];
  if (!range || (range.startRow === range.endRow && range.startColumn === range.endColumn)) return null;
  return {
    row: range.startRow,
    column: range.startColumn,
    rows: range.endRow - range.startRow + 1,
    columns: range.endColumn - range.startColumn + 1,
  };
}

export function spillAnchor(
  context: UniverContext,
  sheetId: string,
  row: number,
  column: number,
): { row: number; column: number } | null {
  const covering = spillRanges(context, sheetId).find(
    (range) => row >= range.startRow && row <= range.endRow && column >= range.startColumn && column <= range.endColumn,
  );
  return covering ? { row: covering.startRow, column: covering.startColumn } : null;
}

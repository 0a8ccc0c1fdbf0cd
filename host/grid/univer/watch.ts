import type { IRange } from "@univerjs/core";
import { MAX_COLUMNS, MAX_ROWS } from "../../address.js";
import type { CellValue } from "../port.js";
import { withBlanksOf } from "./formula-text.js";
import { valueOf } from "./read.js";
import { areaOf, SET_VALUES, worksheet, type UniverContext } from "./context.js";

interface EditedCell {
  f?: string | null;
  v?: unknown;
  readonly t?: number | null;
}
interface CellValues {
  readonly subUnitId: string;
  readonly cellValue?: Readonly<Record<number, Readonly<Record<number, EditedCell | null> | null>>>;
  readonly trigger?: string;
}
interface Ranged {
  readonly subUnitId: string;
  readonly range: IRange;
}

/** Reports what happens in the grid beside the host's own writes: edits by hand, selections, sheets. */
export function watchGrid(context: UniverContext): () => void {
  let before: CellValue | undefined;
  let active = context.workbook.getActiveSheet()?.getSheetId() ?? null;

  const first = context.commands.beforeCommandExecuted((command, options) => {
    if (command.id !== SET_VALUES || context.quiet() || options?.noFormulas) return;
    const params = command.params as CellValues;
    const byEngine = options?.fromFormula && !options.applyFormulaCalculationResult;
    if (isRewriting(params) || byEngine) return keepBlanks(context, params);
    if (options?.onlyLocal) return;
    const range = contentBounds(params);
    const single = range && range.startRow === range.endRow && range.startColumn === range.endColumn;
    const typed = single && params.cellValue?.[range.startRow]?.[range.startColumn];
    // Of the kind that stood there it might become an empty text, which is no blank.
    if (typed && typed.v === "" && !typed.t) typed.v = null;
    before = single
      ? valueOf(worksheet(context, params.subUnitId).getCellMatrix().getValue(range.startRow, range.startColumn))
      : undefined;
  });

  const after = context.commands.onCommandExecuted((command, options) => {
    const params = command.params as never;
    switch (command.id) {
      case SET_VALUES:
        if (context.quiet() || options?.onlyLocal) return;
        context.formulasSeen = true;
        if (isRewriting(params)) return;
        return edited(context, params, before);
      case "sheet.mutation.insert-row":
        return shifted(context, params, "RowInserted");
      case "sheet.mutation.remove-rows":
        return shifted(context, params, "RowDeleted");
      case "sheet.mutation.insert-col":
        return shifted(context, params, "ColumnInserted");
      case "sheet.mutation.remove-col":
        return shifted(context, params, "ColumnDeleted");
      case "sheet.operation.set-selections": {
        if (context.shifting) return;
        const { subUnitId, selections } = params as { subUnitId: string; selections: readonly { range: IRange }[] };
        const range = selections[0]?.range;
        if (range) context.emit({ type: "selected", area: areaOf(subUnitId, range) });
        return;
      }
      case "sheet.operation.set-worksheet-active": {
        const { subUnitId } = params as { subUnitId: string };
        const previous = active;
        active = subUnitId;
        if (previous !== subUnitId) context.emit({ type: "activated", sheetId: subUnitId, previous });
        return;
      }
      case "sheet.mutation.insert-sheet":
        return context.emit({ type: "sheetAdded", sheetId: (params as { sheet: { id: string } }).sheet.id });
      case "sheet.mutation.remove-sheet":
        return context.emit({ type: "sheetDeleted", sheetId: (params as { subUnitId: string }).subUnitId });
    }
  });

  return () => {
    first.dispose();
    after.dispose();
  };
}

/** Whether these are cells that moved, or formulas whose references did, when others were inserted or deleted. */
const isRewriting = ({ trigger }: CellValues): boolean =>
  trigger !== undefined && /\.(insert|delete|remove)-(row|col|range)/.test(trigger);

function keepBlanks(context: UniverContext, { subUnitId, cellValue }: CellValues): void {
  // The engine may come back with a sheet's formulas after the sheet is gone.
  const matrix = context.workbook.getSheetBySheetId(subUnitId)?.getCellMatrix();
  if (!matrix) return;
  for (const [row, line] of Object.entries(cellValue ?? {})) {
    for (const [column, cell] of Object.entries(line ?? {})) {
      const held = cell?.f ? matrix.getValue(Number(row), Number(column))?.f : null;
      if (held) cell!.f = withBlanksOf(held, cell!.f!);
    }
  }
}

/** The bounds of the cells whose content changes; null where only their looks do. */
function contentBounds({ cellValue }: CellValues): IRange | null {
  const rows: number[] = [];
  const columns: number[] = [];
  for (const [row, line] of Object.entries(cellValue ?? {})) {
    for (const [column, cell] of Object.entries(line ?? {})) {
      if (cell && !("v" in cell || "f" in cell || "p" in cell)) continue;
      rows.push(Number(row));
      columns.push(Number(column));
    }
  }
  if (rows.length === 0) return null;
  const [startRow, endRow] = extremes(rows);
  const [startColumn, endColumn] = extremes(columns);
  return { startRow, endRow, startColumn, endColumn };
}

function extremes(numbers: readonly number[]): [number, number] {
  return numbers.reduce(([least, most], each) => [Math.min(least, each), Math.max(most, each)], [
    Infinity,
    -Infinity,
  ] as [number, number]);
}

function edited(context: UniverContext, params: CellValues, before: CellValue | undefined): void {
  const range = contentBounds(params);
  if (!range) return;
  const area = areaOf(params.subUnitId, range);
  const single = area.rows === 1 && area.columns === 1;
  context.emit({
    type: "changed",
    change: { area, kind: "RangeEdited", ...(single ? { before: before ?? null } : {}) },
  });
}

/** Rows and columns go as a whole: across the sheet, which the grid has only a part of. */
function shifted(
  context: UniverContext,
  params: Ranged,
  kind: "RowInserted" | "RowDeleted" | "ColumnInserted" | "ColumnDeleted",
): void {
  if (context.shifting === "cells") return;
  const { row, column, rows, columns, sheetId } = areaOf(params.subUnitId, params.range);
  const area = kind.startsWith("Row")
    ? { sheetId, row, rows, column: 0, columns: MAX_COLUMNS }
    : { sheetId, column, columns, row: 0, rows: MAX_ROWS };
  context.emit({ type: "changed", change: { area, kind } });
}

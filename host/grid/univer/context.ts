import type * as Core from "@univerjs/core";
import type { FUniver } from "@univerjs/core/facade";
import type * as EngineFormula from "@univerjs/engine-formula";
import type { FWorkbook } from "@univerjs/sheets/facade";
import type { Area } from "../../address.js";
import type { GridEvent } from "../port.js";

/**
 * Univer's packages, handed in by whoever made the grid: a page imports its ES modules, Node requires the CommonJS
 * ones, and both must be the very instances that the grid was built from.
 */
export interface UniverModules {
  readonly core: typeof Core;
  readonly engineFormula: typeof EngineFormula;
}

/** By which whatever comes into cells does: what is typed, results, looks. */
export const SET_VALUES = "sheet.mutation.set-range-values";

/** A write by which no formula comes or goes: Univer needn't look for them, and who keeps them needn't either. */
export const NO_FORMULAS = { onlyLocal: true, noFormulas: true } as const;
/** Results, which are no edit besides. */
export const RESULTS = { ...NO_FORMULAS, fromFormula: true } as const;

/** Univer measures in pixels, Excel in points. */
export const POINTS_PER_PIXEL = 0.75;

export interface UniverContext {
  readonly modules: UniverModules;
  readonly api: FUniver;
  readonly injector: Core.Injector;
  readonly commands: Core.ICommandService;
  readonly facade: FWorkbook;
  readonly workbook: Core.Workbook;
  readonly unitId: string;
  readonly formulaData: EngineFormula.FormulaDataModel;
  /** Runs a command or mutation of the grid at once. */
  run(id: string, params: object, options?: Core.IExecutionOptions): void;
  /** The same without its being reported as a change made in the grid: the caller reports it. */
  runQuietly(id: string, params: object, options?: Core.IExecutionOptions): void;
  /** True while `runQuietly` runs. */
  quiet(): boolean;
  /** What is shifted on the host's behalf: what the grid does on the way isn't reported. */
  shifting: "cells" | "lines" | null;
  emit(event: GridEvent): void;
  /** The tables that show totals, by name. */
  readonly totals: Set<string>;
  /** Whether the workbook ever held a formula: without any there is nothing to calculate. */
  formulasSeen: boolean;
  /** Puts a write in line for calculation that the grid wasn't told of. */
  markDirty(command: Core.ICommandInfo): void;
}

export function worksheet(context: UniverContext, sheetId: string): Core.Worksheet {
  const sheet = context.workbook.getSheetBySheetId(sheetId);
  if (!sheet) throw new Error(`no sheet ${sheetId}`);
  return sheet;
}

export function univerRange(area: Pick<Area, "row" | "column" | "rows" | "columns">): Core.IRange {
  return {
    startRow: area.row,
    endRow: area.row + area.rows - 1,
    startColumn: area.column,
    endColumn: area.column + area.columns - 1,
  };
}

export const areaOf = (sheetId: string, range: Core.IRange): Area => ({
  sheetId,
  row: range.startRow,
  column: range.startColumn,
  rows: range.endRow - range.startRow + 1,
  columns: range.endColumn - range.startColumn + 1,
});

/** Grid sheets are smaller than Excel's: they grow when something is put beyond their end. */
export function ensureSize(context: UniverContext, area: Area): void {
  const sheet = worksheet(context, area.sheetId);
  const target = { unitId: context.unitId, subUnitId: area.sheetId };
  const rowCount = area.row + area.rows;
  const columnCount = area.column + area.columns;
  if (rowCount > sheet.getRowCount()) context.run("sheet.mutation.set-worksheet-row-count", { ...target, rowCount });
  if (columnCount > sheet.getColumnCount()) {
    context.run("sheet.mutation.set-worksheet-column-count", { ...target, columnCount });
  }
}

/** The part of an area that the grid has cells for: what lies beyond is empty. */
export function withinGrid(context: UniverContext, area: Area): Area {
  const sheet = worksheet(context, area.sheetId);
  const rows = Math.max(0, Math.min(area.rows, sheet.getRowCount() - area.row));
  const columns = Math.max(0, Math.min(area.columns, sheet.getColumnCount() - area.column));
  return { ...area, rows, columns };
}

import type * as Core from "@univerjs/core";
import type { FUniver } from "@univerjs/core/facade";
import { MAX_COLUMNS, MAX_ROWS, type Area } from "../../address.js";
import type { FormulaCell, Grid, GridChange, GridEvent, SheetInfo } from "../port.js";
import { parseCallsAlone, registerFunction } from "./add-in-functions.js";
import { createCalculation } from "./calculation.js";
import {
  RESULTS,
  SET_VALUES,
  areaOf,
  ensureSize,
  univerRange,
  withinGrid,
  worksheet,
  type UniverContext,
  type UniverModules,
} from "./context.js";
import { stopSpillsAtEmptyTexts } from "./empty-texts.js";
import { withBlanksOf } from "./formula-text.js";
import { layout } from "./layout.js";
import { names } from "./names.js";
import { forgetParsedFormulas } from "./parsed.js";
import * as read from "./read.js";
import { findSheetsInAnyCase } from "./sheet-names.js";
import * as spills from "./spills.js";
import { storedSheets } from "./stored.js";
import { watchGrid } from "./watch.js";
import * as write from "./write.js";

export interface UniverGridOptions {
  /** The grid's `Univer` and its facade; the workbook is the active one, created before. */
  readonly univer: Core.Univer;
  readonly univerAPI: FUniver;
  readonly modules: UniverModules;
}

export function createUniverGrid({ univer, univerAPI, modules }: UniverGridOptions): Grid {
  const facade = univerAPI.getActiveWorkbook();
  if (!facade) throw new Error("Create the workbook before the host's grid.");
  const injector = univer.__getInjector();
  const commands = injector.get(modules.core.ICommandService);
  const listeners = new Set<(event: GridEvent) => void>();
  const workbook = facade.getWorkbook();
  const unitId = workbook.getUnitId();
  let quiet = 0;

  const context: UniverContext = {
    modules,
    api: univerAPI,
    injector,
    commands,
    facade,
    workbook,
    unitId,
    formulaData: injector.get(modules.engineFormula.FormulaDataModel),
    run: (id, params, options) => void commands.syncExecuteCommand(id, params, options),
    runQuietly(id, params, options) {
      quiet++;
      try {
        commands.syncExecuteCommand(id, params, options);
      } finally {
        quiet--;
      }
    },
    quiet: () => quiet > 0,
    shifting: null,
    totals: new Set(),
    emit: (event) => listeners.forEach((listener) => listener(event)),
    formulasSeen: false,
    markDirty: (command) => calculation.mark(command),
  };
  context.formulasSeen = workbook.getSheets().some((each) => read.holdsFormulas(each));
  const writes = write.createWriteBuffer(context);
  const calculation = createCalculation(context);
  parseCallsAlone(context);
  stopSpillsAtEmptyTexts(context);
  findSheetsInAnyCase(context);
  const stopWatching = watchGrid(context);

  const on = (sheetId: string) => ({ unitId, subUnitId: sheetId });
  const sheet = (sheetId: string) => worksheet(context, sheetId);
  const sheetIndex = (sheetId: string) => workbook.getSheets().findIndex((each) => each.getSheetId() === sheetId);

  const selection = () => {
    const range = facade.getActiveRange()?.getRange();
    const sheetId = (workbook.getActiveSheet() ?? workbook.getSheets()[0]!).getSheetId();
    return range ? areaOf(sheetId, range) : { sheetId, row: 0, column: 0, rows: 1, columns: 1 };
  };
  const select = (area: Area) => {
    const range = univerRange(withinGrid(context, area));
    const primary = {
      ...range,
      actualRow: range.startRow,
      actualColumn: range.startColumn,
      isMerged: false,
      isMergedMainCell: false,
    };
    context.run("sheet.operation.set-selections", {
      ...on(area.sheetId),
      type: 2,
      selections: [{ range, primary, style: null }],
    });
  };

  /** Inserts or deletes cells of a sheet in part. To make room the grid inserts rows or columns at its own end. */
  async function shiftCells(change: GridChange & { readonly shift: string }): Promise<void> {
    const { area, kind, shift } = change;
    context.shifting = "cells";
    await shown(area.sheetId, async () => {
      const id = `sheet.command.${kind === "CellInserted" ? "insert" : "delete"}-range-move-${shift}`;
      const done = await commands.executeCommand(id, { range: univerRange(area), ...on(area.sheetId) });
      if (!done) throw new Error("The grid refused to shift cells.");
    });
    context.emit({ type: "changed", change });
  }

  async function shiftLines(sheetId: string, work: () => unknown): Promise<void> {
    context.shifting = "lines";
    await shown(sheetId, work);
  }

  /**
   * Univer shifts cells and references on the sheet that is shown, whichever it is told, and selects what it inserted; so
   * theirs is shown for that moment, and then what was selected is so again.
   */
  async function shown(sheetId: string, work: () => unknown): Promise<void> {
    const [before, active] = [selection(), workbook.getActiveSheet()];
    const other = active !== null && active.getSheetId() !== sheetId;
    if (other) workbook.setActiveSheet(sheet(sheetId));
    try {
      await work();
    } finally {
      // By the operation: the drawn grid follows no other.
      if (other) context.runQuietly("sheet.operation.set-worksheet-active", on(active.getSheetId()));
      select(before);
      context.shifting = null;
    }
  }

  const grid: Grid = {
    get name() {
      return workbook.getName() || "Book1";
    },

    sheets: () =>
      workbook.getSheets().map((each): SheetInfo => ({
        id: each.getSheetId(),
        name: each.getName(),
        hidden: each.isSheetHidden() === 1,
        tabColor: each.getTabColor() || "",
      })),
    activeSheetId: () => (workbook.getActiveSheet() ?? workbook.getSheets()[0]!).getSheetId(),
    activateSheet: (sheetId) => {
      if (workbook.getActiveSheet()?.getSheetId() === sheetId) return;
      context.run("sheet.operation.set-worksheet-active", on(sheetId));
    },
    addSheet(name) {
      const id = `sheet-${modules.core.generateRandomId(8)}`;
      const sheet = modules.core.mergeWorksheetSnapshotWithDefault({ id, name });
      // Univer shows a new sheet at once, unless another person made it; Excel only when it is activated.
      context.run(
        "sheet.mutation.insert-sheet",
        { unitId, index: workbook.getSheets().length, sheet },
        { fromCollab: true },
      );
      return id;
    },
    removeSheet: (sheetId) => void context.run("sheet.command.remove-sheet", on(sheetId)),
    renameSheet: (sheetId, name) => void context.run("sheet.command.set-worksheet-name", { ...on(sheetId), name }),
    moveSheet: (sheetId, position) =>
      context.run("sheet.mutation.set-worksheet-order", {
        ...on(sheetId),
        fromOrder: sheetIndex(sheetId),
        toOrder: position,
      }),
    setSheetHidden: (sheetId, hidden) =>
      context.run("sheet.mutation.set-worksheet-hidden", { ...on(sheetId), hidden: hidden ? 1 : 0 }),
    setTabColor: (sheetId, color) => context.run("sheet.mutation.set-tab-color", { ...on(sheetId), color }),
    selection,
    select,

    usedBounds: (sheetId, valuesOnly) => read.usedBounds(context, sheetId, valuesOnly),
    values: (area) => read.readValues(context, area),
    texts: (area) => read.readTexts(context, area),
    formulas: (area) => read.readFormulas(context, area),
    formula: (sheetId, row, column) => read.formulaAt(context, sheetId, row, column),
    formats: (area) => read.readFormats(context, area),
    styles: (area) => read.readStyles(context, area),
    hasFormula: (sheetId, row, column) => read.hasFormula(context, sheetId, row, column),
    spillFrom: (sheetId, row, column) => spills.spillFrom(context, sheetId, row, column),
    spills: (sheetId) => spills.spillRanges(context, sheetId).map((range) => areaOf(sheetId, range)),
    spillAnchor: (sheetId, row, column) => spills.spillAnchor(context, sheetId, row, column),

    write: (area, contents) => writes.add(area, contents),
    writeFormats(area, formats) {
      if (writes.addFormats(area, (row, column) => formats[row]![column])) return;
      writes.flush();
      write.writeFormats(context, area, formats);
    },
    style(area, change) {
      const { numberFormat, ...others } = change;
      const isFormat = typeof numberFormat === "string" && Object.keys(others).length === 0;
      if (isFormat && writes.addFormats(area, () => numberFormat)) return;
      if (writes.addStyle(area, change)) return;
      writes.flush();
      write.changeStyle(context, area, change);
    },
    clear: (area, what) => write.clearCells(context, area, what),
    insert(area, shift) {
      const at = facade.getSheetBySheetId(area.sheetId)!;
      return calculation.apart(async () => {
        if (area.columns === MAX_COLUMNS) return shiftLines(area.sheetId, () => at.insertRows(area.row, area.rows));
        if (area.rows === MAX_ROWS) return shiftLines(area.sheetId, () => at.insertColumns(area.column, area.columns));
        ensureSize(context, area);
        return shiftCells({ area, kind: "CellInserted", shift });
      });
    },
    async remove(area, shift) {
      const within = withinGrid(context, area);
      if (within.rows === 0 || within.columns === 0) return;
      const at = facade.getSheetBySheetId(area.sheetId)!;
      return calculation.apart(async () => {
        if (area.columns === MAX_COLUMNS) return shiftLines(area.sheetId, () => at.deleteRows(within.row, within.rows));
        if (area.rows === MAX_ROWS)
          return shiftLines(area.sheetId, () => at.deleteColumns(within.column, within.columns));
        return shiftCells({ area: within, kind: "CellDeleted", shift });
      });
    },
    movedFormula: (formula, rows, columns) =>
      withBlanksOf(
        formula,
        injector.get(modules.engineFormula.LexerTreeBuilder).moveFormulaRefOffset(formula, columns, rows),
      ),
    merge(area, across) {
      ensureSize(context, area);
      const rows = across
        ? Array.from({ length: area.rows }, (_, i) => ({ ...area, row: area.row + i, rows: 1 }))
        : [area];
      context.run("sheet.mutation.add-worksheet-merge", { ...on(area.sheetId), ranges: rows.map(univerRange) });
    },
    unmerge: (area) =>
      context.run("sheet.mutation.remove-worksheet-merge", { ...on(area.sheetId), ranges: [univerRange(area)] }),
    merges: (sheetId) =>
      sheet(sheetId)
        .getMergeData()
        .map((range) => areaOf(sheetId, range)),

    ...layout(context),
    ...names(context),
    stored: () => storedSheets(context),

    needsCalculation: () => calculation.needed(),
    calculate(scope = "changed") {
      if (scope === "all") context.emit({ type: "recalculating" });
      return calculation.run(scope);
    },
    hurry: () => calculation.hurry(),
    setManual: (manual) => calculation.setManual(manual),
    readersOf: (cells, among) => calculation.readersOf(cells, among),
    applyResults(results) {
      const sheets = new Map<string, Record<number, Record<number, unknown>>>();
      for (const { cell, value } of results) {
        let cellValue = sheets.get(cell.sheetId);
        if (!cellValue) sheets.set(cell.sheetId, (cellValue = {}));
        const data = { v: typeof value === "boolean" ? Number(value) : value, t: RESULT_TYPES[typeof value] };
        (cellValue[cell.row] ??= {})[cell.column] = data;
      }
      for (const [sheetId, cellValue] of sheets) context.run(SET_VALUES, { ...on(sheetId), cellValue }, RESULTS);
      context.emit({ type: "calculated", cells: cellsOf(results.map(({ cell }) => cell)) });
    },

    registerFunction: (definition) => registerFunction(context, definition),
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      calculation.dispose();
      stopWatching();
      listeners.clear();
      // They hold on to the workbook, and Univer forgets the short ones alone.
      forgetParsedFormulas();
    },
  };
  return flushingFirst(grid, writes);
}

/** What doesn't depend on the cells' content, or looks itself: asking for it needn't wait for what was written. */
const APART_FROM_CELLS = new Set([
  "write",
  "writeFormats",
  "style",
  "onEvent",
  "hurry",
  "sheets",
  "activeSheetId",
  "selection",
  "gridlines",
  "frozen",
  "names",
  "columnWidth",
  "rowHeight",
]);

/** Whatever is asked of the grid's cells sees what was written before. */
function flushingFirst(grid: Grid, writes: write.WriteBuffer): Grid {
  const members = Object.getOwnPropertyDescriptors(grid);
  for (const [name, descriptor] of Object.entries(members)) {
    const method: unknown = descriptor.value;
    if (typeof method !== "function" || APART_FROM_CELLS.has(name)) continue;
    descriptor.value = (...args: unknown[]): unknown => {
      if (name !== "formats" || writes.changesFormats(args[0] as Area)) writes.flush();
      return (method as (...args: unknown[]) => unknown)(...args);
    };
  }
  return Object.defineProperties({}, members) as Grid;
}

function cellsOf(cells: readonly FormulaCell[]): Map<string, (readonly [number, number])[]> {
  const bySheet = new Map<string, (readonly [number, number])[]>();
  for (const { sheetId, row, column } of cells) {
    const list = bySheet.get(sheetId);
    if (list) list.push([row, column]);
    else bySheet.set(sheetId, [[row, column]]);
  }
  return bySheet;
}

const RESULT_TYPES: Readonly<Record<string, number>> = { string: 1, number: 2, boolean: 3 };

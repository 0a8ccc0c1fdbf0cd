import type * as Core from "@univerjs/core";
import type { FUniver } from "@univerjs/core/facade";
import { MAX_COLUMNS, MAX_ROWS } from "../../address.js";
import type { Grid, GridEvent, GridName, GridTable, SheetInfo } from "../port.js";
import { createCalculation, registerFunction } from "./calculation.js";
import * as cells from "./cells.js";
import {
  areaOf,
  ensureSize,
  univerRange,
  withinGrid,
  worksheet,
  type UniverContext,
  type UniverModules,
} from "./context.js";
import { watchGrid } from "./watch.js";

export interface UniverGridOptions {
  /** The grid's `Univer` and its facade; the workbook is the active one, created before. */
  readonly univer: Core.Univer;
  readonly univerAPI: FUniver;
  readonly modules: UniverModules;
}

/** Univer measures in pixels, Excel in points. */
const POINTS_PER_PIXEL = 0.75;
const WORKBOOK_SCOPE = "AllDefaultWorkbook";

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
    emit: (event) => listeners.forEach((listener) => listener(event)),
    formulasSeen: false,
    markDirty: (command) => calculation.mark(command),
  };
  context.formulasSeen = workbook.getSheets().some((each) => cells.holdsFormulas(each));
  const writes = cells.createWriteBuffer(context);
  const calculation = createCalculation(context);
  const stopWatching = watchGrid(context);
  const tables = injector.get(modules.engineFormula.ISuperTableService);
  for (const [option, type] of TABLE_OPTIONS) tables.registerTableOptionMap(option, type as never);

  const on = (sheetId: string) => ({ unitId, subUnitId: sheetId });
  const sheet = (sheetId: string) => worksheet(context, sheetId);
  const sheetIndex = (sheetId: string) => workbook.getSheets().findIndex((each) => each.getSheetId() === sheetId);

  /** Univer shifts cells on the sheet that is shown, whichever it is told; so theirs is, for that moment. */
  async function shiftCells(id: string, sheetId: string, range: Core.IRange): Promise<void> {
    const shown = workbook.getActiveSheet();
    const other = shown !== null && shown.getSheetId() !== sheetId;
    if (other) workbook.setActiveSheet(sheet(sheetId));
    try {
      const done = await commands.executeCommand(id, { range, ...on(sheetId) });
      if (!done) throw new Error("The grid refused to shift cells.");
    } finally {
      if (other) workbook.setActiveSheet(shown);
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
      const previous = workbook.getActiveSheet()?.getSheetId() ?? null;
      if (previous === sheetId) return;
      context.run("sheet.operation.set-worksheet-active", on(sheetId));
    },
    addSheet(name) {
      const id = `sheet-${modules.core.generateRandomId(8)}`;
      const active = workbook.getActiveSheet()?.getSheetId();
      const snapshot = modules.core.mergeWorksheetSnapshotWithDefault({ id, name });
      context.run("sheet.mutation.insert-sheet", { unitId, index: workbook.getSheets().length, sheet: snapshot });
      // Univer shows a new sheet at once; Excel only when it is activated.
      if (active) context.run("sheet.operation.set-worksheet-active", on(active));
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
    gridlines: (sheetId) => sheet(sheetId).getConfig().showGridlines !== 0,
    setGridlines: (sheetId, shown) =>
      context.run("sheet.mutation.toggle-gridlines", { ...on(sheetId), showGridlines: shown ? 1 : 0 }),
    freeze: (sheetId, rows, columns) =>
      context.run("sheet.mutation.set-frozen", {
        ...on(sheetId),
        startRow: rows || -1,
        startColumn: columns || -1,
        ySplit: rows,
        xSplit: columns,
        resetScroll: true,
      }),
    frozen(sheetId) {
      const { ySplit, xSplit } = sheet(sheetId).getFreeze();
      return { rows: ySplit, columns: xSplit };
    },

    selection() {
      const range = facade.getActiveRange()?.getRange();
      const sheetId = (workbook.getActiveSheet() ?? workbook.getSheets()[0]!).getSheetId();
      return range ? areaOf(sheetId, range) : { sheetId, row: 0, column: 0, rows: 1, columns: 1 };
    },
    select(area) {
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
    },

    usedBounds: (sheetId, valuesOnly) => cells.usedBounds(context, sheetId, valuesOnly),
    values: (area) => cells.readValues(context, area),
    texts: (area) => cells.readTexts(context, area),
    formulas: (area) => cells.readFormulas(context, area),
    formula: (sheetId, row, column) => cells.formulaAt(context, sheetId, row, column),
    formats: (area) => cells.readFormats(context, area),
    styles: (area) => cells.readStyles(context, area),
    hasFormula: (sheetId, row, column) => cells.hasFormula(context, sheetId, row, column),
    spillFrom: (sheetId, row, column) => cells.spillFrom(context, sheetId, row, column),
    spillAnchor: (sheetId, row, column) => cells.spillAnchor(context, sheetId, row, column),

    write: (area, contents) => writes.add(area, contents),
    writeFormats: (area, formats) => cells.writeFormats(context, area, formats),
    style: (area, change) => cells.changeStyle(context, area, change),
    clear: (area, what) => cells.clearCells(context, area, what),
    async insert(area, shift) {
      const range = univerRange(area);
      if (area.columns === MAX_COLUMNS) {
        facade.getSheetBySheetId(area.sheetId)!.insertRows(area.row, area.rows);
      } else if (area.rows === MAX_ROWS) {
        facade.getSheetBySheetId(area.sheetId)!.insertColumns(area.column, area.columns);
      } else {
        ensureSize(context, area);
        const id = shift === "down" ? "sheet.command.insert-range-move-down" : "sheet.command.insert-range-move-right";
        await shiftCells(id, area.sheetId, range);
      }
    },
    async remove(area, shift) {
      const within = withinGrid(context, area);
      if (within.rows === 0 || within.columns === 0) return;
      if (area.columns === MAX_COLUMNS) {
        facade.getSheetBySheetId(area.sheetId)!.deleteRows(within.row, within.rows);
      } else if (area.rows === MAX_ROWS) {
        facade.getSheetBySheetId(area.sheetId)!.deleteColumns(within.column, within.columns);
      } else {
        const id = shift === "up" ? "sheet.command.delete-range-move-up" : "sheet.command.delete-range-move-left";
        await shiftCells(id, area.sheetId, univerRange(within));
      }
    },
    movedFormula: (formula, rows, columns) =>
      injector.get(modules.engineFormula.LexerTreeBuilder).moveFormulaRefOffset(formula, columns, rows),
    merge(area, across) {
      ensureSize(context, area);
      const rows = across
        ? Array.from({ length: area.rows }, (_, i) => ({ ...area, row: area.row + i, rows: 1 }))
        : [area];
      context.run("sheet.mutation.add-worksheet-merge", { ...on(area.sheetId), ranges: rows.map(univerRange) });
    },
    unmerge: (area) =>
      context.run("sheet.mutation.remove-worksheet-merge", { ...on(area.sheetId), ranges: [univerRange(area)] }),

    columnWidth: (sheetId, column) => sheet(sheetId).getColumnWidth(column) * POINTS_PER_PIXEL,
    setColumnWidth(area, points) {
      const within = withinGrid(context, area);
      context.run("sheet.mutation.set-worksheet-col-width", {
        ...on(area.sheetId),
        ranges: [univerRange(within)],
        colWidth: points / POINTS_PER_PIXEL,
      });
    },
    rowHeight: (sheetId, row) => sheet(sheetId).getRowHeight(row) * POINTS_PER_PIXEL,
    setRowHeight(area, points) {
      const within = withinGrid(context, area);
      context.run("sheet.mutation.set-worksheet-row-height", {
        ...on(area.sheetId),
        ranges: [univerRange(within)],
        rowHeight: points / POINTS_PER_PIXEL,
      });
    },
    hiddenRows: (area) =>
      Array.from({ length: area.rows }, (_, i) => !sheet(area.sheetId).getRowRawVisible(area.row + i)),
    hiddenColumns: (area) =>
      Array.from({ length: area.columns }, (_, i) => !sheet(area.sheetId).getColVisible(area.column + i)),
    setHidden(area, what, hidden) {
      const verb = what === "rows" ? "row" : "col";
      const state = hidden ? "hidden" : "visible";
      context.run(`sheet.mutation.set-${verb}-${state}`, {
        ...on(area.sheetId),
        ranges: [univerRange(withinGrid(context, area))],
      });
    },

    names: () =>
      Object.values(injector.get(modules.engineFormula.IDefinedNamesService).getDefinedNameMap(unitId) ?? {}).map(
        (item): GridName => ({
          name: item.name,
          sheetId: item.localSheetId && item.localSheetId !== WORKBOOK_SCOPE ? item.localSheetId : null,
          formula: item.formulaOrRefString.startsWith("=") ? item.formulaOrRefString : `=${item.formulaOrRefString}`,
          comment: item.comment ?? "",
        }),
      ),
    setName(item) {
      // Univer takes a reference without the equals sign and a formula with it.
      const reference = /^=(?:'(?:[^']|'')+'|[^'!()+\-*/&]+)!\$?[A-Za-z]*\$?\d*(?::\$?[A-Za-z]*\$?\d*)?$/.test(
        item.formula,
      );
      context.run("formula.mutation.set-defined-name", {
        unitId,
        id: nameId(item),
        name: item.name,
        formulaOrRefString: reference ? item.formula.slice(1) : item.formula,
        comment: item.comment,
        localSheetId: item.sheetId ?? WORKBOOK_SCOPE,
      });
    },
    removeName: (name, sheetId) =>
      context.run("formula.mutation.remove-defined-name", { unitId, id: nameId({ name, sheetId }), name }),
    setTable(table: GridTable) {
      tables.registerTable(unitId, table.name, {
        sheetId: table.area.sheetId,
        titleMap: new Map(table.columns.map((title, index) => [title, index])),
        range: univerRange(table.area),
      });
    },
    removeTable: (name) => tables.remove(unitId, name),

    needsCalculation: () => calculation.needed(),
    calculate(scope = "changed") {
      if (scope === "all") context.emit({ type: "recalculating" });
      return calculation.run(scope);
    },
    setManual: (manual) => calculation.setManual(manual),
    applyResults(results) {
      const sheets = new Map<string, Record<number, Record<number, unknown>>>();
      for (const { cell, value } of results) {
        let cellValue = sheets.get(cell.sheetId);
        if (!cellValue) sheets.set(cell.sheetId, (cellValue = {}));
        const data = { v: typeof value === "boolean" ? Number(value) : value, t: RESULT_TYPES[typeof value] };
        (cellValue[cell.row] ??= {})[cell.column] = data;
      }
      for (const [sheetId, cellValue] of sheets)
        context.run("sheet.mutation.set-range-values", { ...on(sheetId), cellValue }, { onlyLocal: true });
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
    },
  };
  return flushingFirst(grid, writes);
}

/** What doesn't depend on the cells' content: asking for it needn't wait for what was written. */
const APART_FROM_CELLS = new Set([
  "write",
  "onEvent",
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
function flushingFirst(grid: Grid, writes: cells.WriteBuffer): Grid {
  const members = Object.getOwnPropertyDescriptors(grid);
  for (const [name, descriptor] of Object.entries(members)) {
    const method: unknown = descriptor.value;
    if (typeof method !== "function" || APART_FROM_CELLS.has(name)) continue;
    descriptor.value = (...args: unknown[]): unknown => {
      if (name !== "formats" || writes.changesFormats()) writes.flush();
      return (method as (...args: unknown[]) => unknown)(...args);
    };
  }
  return Object.defineProperties({}, members) as Grid;
}

const RESULT_TYPES: Readonly<Record<string, number>> = { string: 1, number: 2, boolean: 3 };

const TABLE_OPTIONS = [
  ["#All", "#All"],
  ["#Data", "#Data"],
  ["#Headers", "#Headers"],
  ["#Totals", "#Totals"],
  ["#This Row", "#This Row"],
] as const;

const nameId = (item: { readonly name: string; readonly sheetId: string | null }): string =>
  `name-${item.sheetId ?? "workbook"}-${item.name.toLowerCase()}`;

import { intersection, type Area } from "./address.js";
import { createFilling, NO_FILLING } from "./filling.js";
import type { Grid, GridChange, GridEvent } from "./grid/port.js";
import { fitColumns, shiftedArea } from "./shift.js";
import {
  forget,
  type CalculationMode,
  type ChartState,
  type CommentState,
  type RangeTarget,
  plainPrint,
  type SheetState,
  type TableState,
  type XmlPartState,
} from "./states.js";

export type BookEvent =
  | GridEvent
  | { readonly type: "tableAdded" | "tableDeleted"; readonly table: TableState }
  | { readonly type: "settingsChanged" };

/** Of several on one workbook: whose script, or whose user. */
export interface Actor {
  readonly client: object;
  readonly script: boolean;
}

export interface Book {
  readonly options: BookOptions;
  readonly grid: Grid;
  readonly tables: TableState[];
  readonly charts: ChartState[];
  readonly xmlParts: XmlPartState[];
  readonly comments: CommentState[];
  readonly settings: Map<string, unknown>;
  readonly documentSettings: Map<string, string>;
  /** Whether the add-in is loaded with the workbook. */
  loadsAddIn: boolean;
  readonly properties: Map<string, string>;
  /** Names that aren't listed to users. */
  readonly hiddenNames: Set<string>;
  /** Rows, columns and cells that came or went since the workbook was opened: a file keeps more that follows them. */
  readonly shifts: GridChange[];
  sheet(sheetId: string): SheetState;
  calculationMode(): CalculationMode;
  setCalculationMode(mode: CalculationMode): void;
  /** These cells are calculated when calculation comes next, whether anything they read changed or not. */
  setDirty(area: Area): void;
  /** Calculates what changed and what is dirty. */
  recalculate(): Promise<void>;
  suspendCalculation(suspended: boolean): void;
  /** Calculates what changed, unless the mode is manual or a script put it off. */
  settle(): Promise<void>;
  nextId(): number;
  /** Rewrites what the grid knows of a table after it was named, resized or its header written. */
  publishTable(table: TableState): void;
  /** What Excel puts into a new row of a table's calculated column. */
  calculatedFormula(table: TableState, column: number, row: number): string | null;
  tracked(targets: () => readonly RangeTarget[]): void;
  /** Who changes the workbook at this moment. */
  readonly actor: Actor | undefined;
  /** Runs work as that actor's, after all work given before. */
  inTurn<T>(actor: Actor, work: () => T | Promise<T>): Promise<T>;
  /** What happens in the grid, and what happens to what is kept beside it. */
  onEvent(listener: (event: BookEvent) => void): () => void;
  emit(event: BookEvent): void;
  dispose(): void;
}

export interface BookOptions {
  /** Whether formulas fill tables' columns. */
  readonly fillTables: boolean;
  /** Whether a table that is resized tells of its headers as changed; Excel tells nothing. */
  readonly tellResize: boolean;
}

export function createBook(grid: Grid, options: BookOptions): Book {
  const filling = options.fillTables ? createFilling(grid) : NO_FILLING;
  const sheets = new Map<string, SheetState>();
  let mode: CalculationMode = "Automatic";
  let suspended = false;
  let last = 0;
  const dirty: Area[] = [];
  const tracked: (() => readonly RangeTarget[])[] = [];
  const trackedTargets = () => tracked.flatMap((targets) => targets());
  const listeners = new Set<(event: BookEvent) => void>();
  let actor: Actor | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const book: Book = {
    options,
    grid,
    tables: [],
    charts: [],
    xmlParts: [],
    comments: [],
    settings: new Map(),
    documentSettings: new Map(),
    loadsAddIn: false,
    properties: new Map(),
    hiddenNames: new Set(),
    shifts: [],
    sheet(sheetId) {
      let state = sheets.get(sheetId);
      if (!state) {
        const hidden = grid.sheets().find((each) => each.id === sheetId)?.hidden;
        sheets.set(
          sheetId,
          (state = {
            visibility: hidden ? "Hidden" : "Visible",
            protected: false,
            showHeadings: true,
            print: plainPrint(),
          }),
        );
      }
      return state;
    },
    calculationMode: () => mode,
    setCalculationMode(next) {
      mode = next;
      grid.setManual(mode === "Manual");
    },
    suspendCalculation(next) {
      suspended = next;
    },
    setDirty: (area) => void dirty.push(area),
    async recalculate() {
      await grid.calculate(dirty.length > 0 ? dirty.splice(0) : "changed");
    },
    async settle() {
      if ((grid.needsCalculation() || dirty.length > 0) && mode !== "Manual" && !suspended) await book.recalculate();
    },
    nextId: () => ++last,
    publishTable(table) {
      grid.setTable({
        name: table.name,
        area: table.area,
        totals: table.showTotals,
        columns: columnNames(grid, table),
      });
      filling.remember(table);
    },
    calculatedFormula: (table, column, row) => filling.formulaAt(table, column, row),
    tracked(targets) {
      tracked.push(targets);
    },
    get actor() {
      return actor;
    },
    inTurn(next, work) {
      const done = turn.then(async () => {
        actor = next;
        try {
          return await work();
        } finally {
          actor = undefined;
        }
      });
      turn = done.catch(() => {});
      return done;
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit: (event) => listeners.forEach((listener) => listener(event)),
    dispose: () => stop(),
  };

  const stop = grid.onEvent((event) => {
    if (event.type === "sheetDeleted") forgetSheet(book, event.sheetId, trackedTargets());
    if (event.type === "changed") {
      const { change } = event;
      if (change.kind === "RangeEdited") headersEdited(book, change);
      else {
        book.shifts.push(asLines(change));
        shiftAll(book, trackedTargets(), (area) => shiftedArea(area, change));
      }
    }
    book.emit(event);
    if (event.type === "changed" && event.change.kind === "RangeEdited") filling.edited(event.change, book.tables);
  });
  return book;
}

export function columnNames(grid: Grid, table: TableState): string[] {
  if (!table.showHeaders) return [...table.columnNames];
  return grid.values({ ...table.area, rows: 1 })[0]!.map((value) => String(value ?? ""));
}

function headersEdited(book: Book, change: GridChange): void {
  for (const table of book.tables) {
    const header = { ...table.area, rows: 1 };
    if (table.area.sheetId === change.area.sheetId && table.showHeaders && intersection(header, change.area)) {
      book.publishTable(table);
    }
  }
}

/** Cells that went down or up count as rows of their columns, others as columns of their rows. */
function asLines(change: GridChange): GridChange {
  if (!change.kind.startsWith("Cell")) return change;
  const lines = change.shift === "down" || change.shift === "up" ? "Row" : "Column";
  return { area: change.area, kind: change.kind === "CellInserted" ? `${lines}Inserted` : `${lines}Deleted` };
}

function shiftAll(book: Book, targets: readonly RangeTarget[], move: (area: Area) => Area | undefined): void {
  for (const target of targets) if (target.area) target.area = move(target.area);
  for (const table of [...book.tables]) {
    const area = move(table.area);
    if (!area) removeTable(book, table);
    else if (area !== table.area) {
      fitColumns(table, area.columns);
      table.area = area;
      book.publishTable(table);
    }
  }
  for (const { id } of book.grid.sheets()) {
    const { print } = book.sheet(id);
    print.titleRows = print.titleRows && (move(print.titleRows) ?? null);
    print.breaks = print.breaks.flatMap((area) => move(area) ?? []);
  }
  for (const comment of [...book.comments]) {
    const area = move(comment.area);
    if (area) comment.area = area;
    else forget(book.comments, comment);
  }
  for (const chart of book.charts) {
    chart.source = move(chart.source) ?? chart.source;
    for (const series of chart.series) {
      series.values = series.values && (move(series.values) ?? null);
      series.categories = series.categories && (move(series.categories) ?? null);
    }
  }
}

export function removeTable(book: Book, table: TableState): void {
  forget(book.tables, table);
  book.grid.removeTable(table.name);
}

function forgetSheet(book: Book, sheetId: string, targets: readonly RangeTarget[]): void {
  for (const target of targets) if (target.area?.sheetId === sheetId) target.area = undefined;
  for (const table of [...book.tables]) if (table.area.sheetId === sheetId) removeTable(book, table);
  for (const chart of [...book.charts]) if (chart.sheetId === sheetId) forget(book.charts, chart);
  for (const comment of [...book.comments]) if (comment.area.sheetId === sheetId) forget(book.comments, comment);
}

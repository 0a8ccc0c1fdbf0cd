import { itemNotFound } from "./errors.js";
import { intersection, type Area } from "./address.js";
import type { Grid, GridChange, GridEvent } from "./grid/port.js";

/** What Excel keeps in a workbook beside its cells, and the grid doesn't. */
export interface TableState {
  readonly id: string;
  name: string;
  /** Header and total row included. */
  area: Area;
  columnIds: number[];
  /** The names while no header shows them. */
  columnNames: string[];
  showHeaders: boolean;
  showTotals: boolean;
  style: string;
  bandedRows: boolean;
  bandedColumns: boolean;
  firstColumn: boolean;
  lastColumn: boolean;
  filterButton: boolean;
  deleted?: true;
}

export interface SeriesState {
  name: string;
  values: Area | null;
  categories: Area | null;
  chartType: string | null;
  axisGroup: string;
  fillColor: string | null;
  lineColor: string | null;
  deleted?: true;
}

export interface ChartState {
  readonly id: string;
  readonly sheetId: string;
  name: string;
  chartType: string;
  title: string;
  titleVisible: boolean;
  legendVisible: boolean;
  legendPosition: string;
  series: SeriesState[];
  source: Area;
  seriesBy: string;
  top: number;
  left: number;
  width: number;
  height: number;
  categoryTitle: string;
  valueTitle: string;
  valueFormat: string;
  valueMinimum: number | null;
  valueMaximum: number | null;
  deleted?: true;
}

export interface XmlPartState {
  readonly id: string;
  xml: string;
  namespaceUri: string;
  deleted?: true;
}

export interface CommentState {
  readonly id: string;
  area: Area;
  content: string;
  readonly author: string;
  readonly created: string;
  resolved: boolean;
  replies: { readonly id: string; content: string; readonly author: string; readonly created: string }[];
  deleted?: true;
}

export interface SheetState {
  visibility: "Visible" | "Hidden" | "VeryHidden";
  protected: boolean;
  showHeadings: boolean;
}

export type CalculationMode = "Automatic" | "AutomaticExceptTables" | "Manual";

/** A range that a script holds. */
export interface RangeTarget {
  /** Undefined once its cells were deleted. */
  area: Area | undefined;
}

export interface Book {
  readonly grid: Grid;
  readonly tables: TableState[];
  readonly charts: ChartState[];
  readonly xmlParts: XmlPartState[];
  readonly comments: CommentState[];
  readonly settings: Map<string, unknown>;
  readonly documentSettings: Map<string, string>;
  readonly properties: Map<string, string>;
  /** Names that aren't listed to users. */
  readonly hiddenNames: Set<string>;
  sheet(sheetId: string): SheetState;
  calculationMode(): CalculationMode;
  setCalculationMode(mode: CalculationMode): void;
  suspendCalculation(suspended: boolean): void;
  /** Calculates what changed, unless the mode is manual or a script put it off. */
  settle(): Promise<void>;
  nextId(): number;
  /** Rewrites what the grid knows of a table after it was named, resized or its header written. */
  publishTable(table: TableState): void;
  tracked(targets: () => readonly RangeTarget[]): void;
  onEvent(listener: (event: GridEvent) => void): () => void;
  dispose(): void;
}

export function createBook(grid: Grid): Book {
  const sheets = new Map<string, SheetState>();
  let mode: CalculationMode = "Automatic";
  let suspended = false;
  let last = 0;
  let trackedTargets: () => readonly RangeTarget[] = () => [];

  const book: Book = {
    grid,
    tables: [],
    charts: [],
    xmlParts: [],
    comments: [],
    settings: new Map(),
    documentSettings: new Map(),
    properties: new Map(),
    hiddenNames: new Set(),
    sheet(sheetId) {
      let state = sheets.get(sheetId);
      if (!state) {
        const hidden = grid.sheets().find((each) => each.id === sheetId)?.hidden;
        sheets.set(
          sheetId,
          (state = { visibility: hidden ? "Hidden" : "Visible", protected: false, showHeadings: true }),
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
    async settle() {
      if (mode !== "Manual" && !suspended && grid.needsCalculation()) await grid.calculate();
    },
    nextId: () => ++last,
    publishTable(table) {
      grid.setTable({ name: table.name, area: table.area, columns: columnNames(grid, table) });
    },
    tracked(targets) {
      trackedTargets = targets;
    },
    onEvent: (listener) => grid.onEvent(listener),
    dispose: () => stop(),
  };

  const stop = grid.onEvent((event) => {
    if (event.type === "sheetDeleted") forgetSheet(book, event.sheetId, trackedTargets());
    if (event.type !== "changed") return;
    const { change } = event;
    if (change.kind === "RangeEdited") return headersEdited(book, change);
    shiftAll(book, trackedTargets(), (area) => shiftedArea(area, change));
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

/**
 * Where an area is after rows or columns were inserted or deleted; undefined when it is gone with them.
 * The change's area spans the sheet across, or for cells that were shifted only a part of it.
 */
export function shiftedArea(area: Area, change: GridChange): Area | undefined {
  if (area.sheetId !== change.area.sheetId) return area;
  const rows = change.kind.startsWith("Row");
  const [start, count] = rows ? [area.row, area.rows] : [area.column, area.columns];
  const [at, by] = rows ? [change.area.row, change.area.rows] : [change.area.column, change.area.columns];
  const moved = change.kind.endsWith("Inserted") ? inserted(start, count, at, by) : deleted(start, count, at, by);
  if (!moved) return undefined;
  return rows
    ? { ...area, row: moved.start, rows: moved.count }
    : { ...area, column: moved.start, columns: moved.count };
}

function inserted(start: number, count: number, at: number, by: number): { start: number; count: number } {
  if (at <= start) return { start: start + by, count };
  if (at < start + count) return { start, count: count + by };
  return { start, count };
}

function deleted(start: number, count: number, at: number, by: number): { start: number; count: number } | undefined {
  const before = Math.max(0, Math.min(start, at + by) - at);
  const inside = Math.max(0, Math.min(start + count, at + by) - Math.max(start, at));
  const left = count - inside;
  return left > 0 ? { start: start - before, count: left } : undefined;
}

export function shiftAll(book: Book, targets: readonly RangeTarget[], move: (area: Area) => Area | undefined): void {
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

/** A table that gained or lost columns keeps the ids of those that stayed at the left. */
export function fitColumns(table: TableState, columns: number): void {
  while (table.columnIds.length < columns) table.columnIds.push(Math.max(0, ...table.columnIds) + 1);
  table.columnIds.length = columns;
  while (table.columnNames.length < columns) table.columnNames.push(`Column${table.columnNames.length + 1}`);
  table.columnNames.length = columns;
}

export function removeTable(book: Book, table: TableState): void {
  forget(book.tables, table);
  book.grid.removeTable(table.name);
}

/** What a script still holds may have been deleted since. */
export function live<T extends { deleted?: true }>(item: T): T {
  if (item.deleted) throw itemNotFound();
  return item;
}

export function forget<T extends { deleted?: true }>(list: T[], item: T): void {
  item.deleted = true;
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
}

function forgetSheet(book: Book, sheetId: string, targets: readonly RangeTarget[]): void {
  for (const target of targets) if (target.area?.sheetId === sheetId) target.area = undefined;
  for (const table of [...book.tables]) if (table.area.sheetId === sheetId) removeTable(book, table);
  for (const chart of [...book.charts]) if (chart.sheetId === sheetId) forget(book.charts, chart);
  for (const comment of [...book.comments]) if (comment.area.sheetId === sheetId) forget(book.comments, comment);
}

import type { Area } from "./address.js";
import { itemNotFound } from "./errors.js";

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
  /** The one blank row of a table without data, which the first rows that are added take. */
  insertRow?: true;
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

/** How a sheet is printed. */
export interface PrintState {
  landscape: boolean;
  /** How many pages it is fitted to; null for as many as it takes. */
  pagesWide: number | null;
  pagesTall: number | null;
  /** In per cent, where it is fitted to no number of pages. */
  scale: number;
  /** Rows that a script has repeated on every page; what the file has repeated stays in the file. */
  titleRows: Area | null;
  /** Rows that a script has begin a page, likewise. */
  breaks: Area[];
}

export const plainPrint = (): PrintState => ({
  landscape: false,
  pagesWide: null,
  pagesTall: null,
  scale: 100,
  titleRows: null,
  breaks: [],
});

export interface SheetState {
  visibility: "Visible" | "Hidden" | "VeryHidden";
  protected: boolean;
  showHeadings: boolean;
  print: PrintState;
}

export type CalculationMode = "Automatic" | "AutomaticExceptTables" | "Manual";

/** A range that a script holds. */
export interface RangeTarget {
  /** Undefined once its cells were deleted. */
  area: Area | undefined;
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

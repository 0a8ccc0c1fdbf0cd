/** A sheet as it is planned, before Excel is asked for anything. */
import type { Area } from "../addresses/addresses";
import type { PlannedCells } from "./cells";

export interface SheetPlan {
  readonly name: string;
  readonly cells: PlannedCells;
  /** In characters of the default font, from column A. */
  readonly widths: readonly number[];
  /** Rows and columns that stay in sight. */
  readonly freeze: { readonly rows: number; readonly columns: number };
  /** Printed across, one page wide: so many rows on top are repeated, and the other pages begin with `breaks`. */
  readonly print: { readonly titleRows: number; readonly breaks: readonly number[] };
  readonly tables: readonly { readonly name: string; readonly area: Area }[];
  readonly charts: readonly ChartPlan[];
}

export interface ChartPlan {
  readonly name: string;
  readonly title: string;
  readonly type: "Line" | "ColumnStacked" | "ColumnClustered";
  /** Cells of the years along the axis. */
  readonly categories: Area;
  /** A row of values each. */
  readonly series: readonly { readonly name: string; readonly values: Area }[];
  /** Cells that it covers. */
  readonly place: Area;
}

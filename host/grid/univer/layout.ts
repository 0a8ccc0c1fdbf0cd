import type { Grid } from "../port.js";
import { ensureSize, POINTS_PER_PIXEL, univerRange, withinGrid, worksheet, type UniverContext } from "./context.js";

type Layout = Pick<
  Grid,
  | "gridlines"
  | "setGridlines"
  | "freeze"
  | "frozen"
  | "columnWidth"
  | "setColumnWidth"
  | "rowHeight"
  | "setRowHeight"
  | "hiddenRows"
  | "hiddenColumns"
  | "setHidden"
>;

/** How a sheet is laid out: sizes, what is hidden, what stays while the rest scrolls. */
export function layout(context: UniverContext): Layout {
  const on = (sheetId: string) => ({ unitId: context.unitId, subUnitId: sheetId });
  return {
    gridlines: (sheetId) => worksheet(context, sheetId).getConfig().showGridlines !== 0,
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
      const { ySplit, xSplit } = worksheet(context, sheetId).getFreeze();
      return { rows: ySplit, columns: xSplit };
    },
    columnWidth: (sheetId, column) => worksheet(context, sheetId).getColumnWidth(column) * POINTS_PER_PIXEL,
    setColumnWidth(area, points) {
      // What lies wholly beyond the grid's end isn't wide by itself: the grid has to reach there.
      if (withinGrid(context, area).columns === 0) ensureSize(context, { ...area, rows: 1 });
      const within = withinGrid(context, area);
      context.run("sheet.mutation.set-worksheet-col-width", {
        ...on(area.sheetId),
        ranges: [univerRange(within)],
        colWidth: points / POINTS_PER_PIXEL,
      });
    },
    rowHeight: (sheetId, row) => worksheet(context, sheetId).getRowHeight(row) * POINTS_PER_PIXEL,
    setRowHeight(area, points) {
      const within = withinGrid(context, area);
      context.run("sheet.mutation.set-worksheet-row-height", {
        ...on(area.sheetId),
        ranges: [univerRange(within)],
        rowHeight: points / POINTS_PER_PIXEL,
      });
    },
    hiddenRows: (area) =>
      Array.from({ length: area.rows }, (_, i) => !worksheet(context, area.sheetId).getRowRawVisible(area.row + i)),
    hiddenColumns: (area) =>
      Array.from({ length: area.columns }, (_, i) => !worksheet(context, area.sheetId).getColVisible(area.column + i)),
    setHidden(area, what, hidden) {
      const verb = what === "rows" ? "row" : "col";
      const state = hidden ? "hidden" : "visible";
      context.run(`sheet.mutation.set-${verb}-${state}`, {
        ...on(area.sheetId),
        ranges: [univerRange(withinGrid(context, area))],
      });
    },
  };
}

/** Calculated sheets as the workbook that the writer of files takes. */
import {
  blankContent,
  blankSheet,
  columnPoints,
  linesBefore,
  type FileSheet,
  type WorkbookContent,
} from "../../../host/file";
import type { CellStyle, StoredCell } from "../../../host/grid/port";
import { MAX_COLUMNS, type Area } from "../../../host/address";
import { plainPrint, type ChartState, type TableState } from "../../../host/states";
import type { Cell } from "../../../src/excel/plans/cells";
import { STYLES, TABLE_STYLE } from "../../../src/excel/looks/styles";
import type { Calculated, Plan, Sheets } from "./calculate";

const COLUMN_WIDTH = 48;

export function contentOf(plans: readonly Plan[], sheets: Sheets, name: string): WorkbookContent {
  const looks = new Map<string, CellStyle>();
  const built = plans.map((plan, at) => sheetOf(plan, `sheet-${at + 1}`, sheets.get(plan.name)!, looks));
  return {
    ...blankContent(name, built),
    tables: plans.flatMap((plan, at) => plan.tables.map((table) => tableOf(table, built[at]!))),
    charts: plans.flatMap((plan, at) => plan.charts.map((chart, index) => chartOf(chart, index, built[at]!))),
  };
}

function sheetOf(
  { name, freeze, widths, print }: Plan,
  id: string,
  rows: readonly (readonly (Calculated | null)[])[],
  looks: Map<string, CellStyle>,
): FileSheet {
  const cells = rows.map((row, at) => {
    const line = row.flatMap((each, column): [number, StoredCell][] => (each ? [[column, cellOf(each, looks)]] : []));
    return [at, new Map(line)] as const;
  });
  // What a table fills beside the cell of its formula was spilled there.
  rows.forEach((row, at) =>
    row.forEach((each, column) => {
      if (!each || each.rows * each.columns === 1) return;
      for (let down = 0; down < each.rows; down++) {
        for (let right = 0; right < each.columns; right++) {
          const line = cells[at + down]?.[1];
          const held = line?.get(column + right);
          if (line && held && down + right > 0) line.set(column + right, { ...held, spilled: true });
        }
      }
    }),
  );
  return {
    ...blankSheet(id, name),
    frozen: { rows: freeze.rows, columns: freeze.columns },
    cells: new Map(cells),
    columns: new Map(widths.map((width, column) => [column, { size: columnPoints(width) }])),
    columnWidth: COLUMN_WIDTH,
    print: {
      ...plainPrint(),
      landscape: true,
      pagesWide: 1,
      titleRows: rowsAt(id, 0, print.titleRows),
      breaks: print.breaks.map((row) => rowsAt(id, row, 1)),
    },
  };
}

const rowsAt = (sheetId: string, row: number, rows: number): Area => ({
  sheetId,
  row,
  rows,
  column: 0,
  columns: MAX_COLUMNS,
});

function cellOf({ cell, value, rows, columns }: Calculated, looks: Map<string, CellStyle>): StoredCell {
  const style = lookOf(cell, looks);
  const plain = typeof value === "object" ? value.error : value;
  if (cell.kind === "formula") {
    return {
      value: plain,
      formula: String(cell.content),
      ...(rows * columns > 1 ? { spill: { rows, columns } } : {}),
      style,
    };
  }
  // As it was planned: the engine rounds what it is given.
  const content = cell.kind === "text" ? String(cell.content) : cell.content;
  return { value: content === "" ? null : content, style };
}

function lookOf({ style, format, align: side }: Cell, looks: Map<string, CellStyle>): CellStyle {
  const key = `${style} ${side} ${format}`;
  let look = looks.get(key);
  if (!look) {
    const { color, bold, size, fill, align } = STYLES[style];
    look = {
      numberFormat: format,
      fillColor: fill ?? null,
      fontName: "Calibri",
      fontSize: size ?? 11,
      fontColor: color ?? "#000000",
      bold: bold ?? false,
      italic: false,
      underline: false,
      strikethrough: false,
      horizontal: align || side === "right" ? "Right" : side ? "Left" : "General",
      vertical: "Bottom",
      wrap: false,
      indent: side === "apart" ? 1 : 0,
      borders: {},
    };
    looks.set(key, look);
  }
  return look;
}

function tableOf({ name, area }: Plan["tables"][number], { id: sheetId, cells }: FileSheet): TableState {
  const { row, column, rows, columns } = area;
  const headers = Array.from({ length: columns }, (_, at) => String(cells.get(row)?.get(column + at)?.value ?? ""));
  return {
    id: "1",
    name,
    area: { sheetId, row, column, rows, columns },
    columnIds: headers.map((_, at) => at + 1),
    columnNames: headers,
    showHeaders: true,
    showTotals: false,
    style: TABLE_STYLE,
    bandedRows: false,
    bandedColumns: false,
    firstColumn: false,
    lastColumn: false,
    filterButton: true,
  };
}

function chartOf(
  { name, title, type, place, categories, series }: Plan["charts"][number],
  index: number,
  sheet: FileSheet,
): ChartState {
  const sheetId = sheet.id;
  const left = linesBefore(place.column, sheet.columns, sheet.columnWidth);
  const top = linesBefore(place.row, sheet.rows, sheet.rowHeight);
  return {
    id: `${sheetId} chart ${index + 1}`,
    sheetId,
    name,
    chartType: type,
    title,
    titleVisible: true,
    legendVisible: true,
    legendPosition: "Bottom",
    series: series.map((each) => ({
      name: each.name,
      values: { sheetId, ...each.values },
      categories: { sheetId, ...categories },
      chartType: null,
      axisGroup: "Primary",
      fillColor: null,
      lineColor: null,
    })),
    source: { sheetId, ...categories },
    seriesBy: "Rows",
    left,
    top,
    width: linesBefore(place.column + place.columns, sheet.columns, sheet.columnWidth) - left,
    height: linesBefore(place.row + place.rows, sheet.rows, sheet.rowHeight) - top,
    categoryTitle: "",
    valueTitle: "",
    valueFormat: "#,##0",
    valueMinimum: 0,
    valueMaximum: null,
  };
}

/** A workbook between the grid and a file: what the grid is opened with, and what it holds when it is saved. */
import type * as EngineFormula from "@univerjs/engine-formula";
import type {
  ICellData,
  IColumnData,
  IRange,
  IRowData,
  IStyleData,
  IWorkbookData,
  IWorksheetData,
  Nullable,
} from "@univerjs/core";
import type { CellStyle, CellValue, GridName, StoredCell, StoredLine, StoredSheet } from "../port.js";
import { nameData, nameId } from "./names.js";
import { spilledValue, valueOf } from "./read.js";
import { POINTS_PER_PIXEL, areaOf, univerRange, worksheet, type UniverContext } from "./context.js";
import { PLAIN } from "../plain.js";
import { styleFrom, styleTo } from "./styles.js";

/** What Univer opens: the workbook, and apart from it what formulas spill. */
export interface UniverFile {
  readonly workbook: Partial<IWorkbookData>;
  readonly spills: {
    readonly ranges: EngineFormula.IArrayFormulaRangeType[string];
    readonly cells: EngineFormula.IArrayFormulaUnitCellType[string];
  };
}

export interface StoredWorkbook {
  readonly name: string;
  readonly sheets: readonly StoredSheet[];
  readonly names: readonly GridName[];
}

/** A little room beside what a file holds; the grid grows as cells are written. */
const ROOM = { rows: 60, columns: 12, leastRows: 200, leastColumns: 26 } as const;

export function univerFile({ name, sheets, names }: StoredWorkbook): UniverFile {
  const looks = new Map<CellStyle, string>();
  const styles: Record<string, IStyleData> = {};
  const look = (style: CellStyle | undefined): string | undefined => {
    if (!style) return undefined;
    let id = looks.get(style);
    if (id === undefined) {
      looks.set(style, (id = `file-${looks.size + 1}`));
      styles[id] = styleOf(style);
    }
    return id;
  };
  const ranges: UniverFile["spills"]["ranges"] = {};
  const cells: UniverFile["spills"]["cells"] = {};
  const data = sheets.map((sheet): [string, Partial<IWorksheetData>] => {
    const spillRanges: Record<number, Record<number, ReturnType<typeof univerRange>>> = {};
    const spilled: Record<number, Record<number, ICellData>> = {};
    const cellData: Record<number, Record<number, ICellData>> = {};
    let [lastRow, lastColumn] = [0, 0];
    for (const [row, line] of sheet.cells) {
      const into: Record<number, ICellData> = (cellData[row] = {});
      for (const [column, cell] of line) {
        lastColumn = Math.max(lastColumn, column);
        const style = look(cell.style);
        const own: ICellData = style === undefined ? {} : { s: style };
        if (cell.spilled) (spilled[row] ??= {})[column] = valueData(cell.value);
        else Object.assign(own, valueData(cell.value));
        if (cell.formula) own.f = cell.formula;
        if (cell.spill) {
          (spillRanges[row] ??= {})[column] = univerRange({ row, column, ...cell.spill });
          (spilled[row] ??= {})[column] = valueData(cell.value);
        }
        into[column] = own;
      }
      lastRow = Math.max(lastRow, row);
    }
    ranges[sheet.id] = spillRanges as never;
    cells[sheet.id] = spilled as never;
    const { rows, columns } = sheet.frozen;
    return [
      sheet.id,
      {
        id: sheet.id,
        name: sheet.name,
        hidden: sheet.hidden ? 1 : 0,
        tabColor: sheet.tabColor,
        showGridlines: sheet.gridlines ? 1 : 0,
        defaultRowHeight: pixels(sheet.rowHeight),
        defaultColumnWidth: pixels(sheet.columnWidth),
        rowCount: Math.max(ROOM.leastRows, lastRow + ROOM.rows, ...[...sheet.rows.keys()].map((row) => row + 1)),
        columnCount: Math.max(
          ROOM.leastColumns,
          lastColumn + ROOM.columns,
          ...[...sheet.columns.keys()].map((column) => column + 1),
        ),
        cellData,
        rowData: rowsOf(sheet, look),
        columnData: lines(
          sheet.columns,
          (line): IColumnData => ({ ...(line.size === undefined ? {} : { w: pixels(line.size) }) }),
          look,
        ),
        mergeData: sheet.merges.map(univerRange),
        freeze: { startRow: rows || -1, startColumn: columns || -1, ySplit: rows, xSplit: columns },
        defaultStyle: { tb: 1, ff: sheet.font?.fontName ?? PLAIN.fontName, fs: sheet.font?.fontSize ?? PLAIN.fontSize },
      },
    ];
  });
  return {
    workbook: {
      name,
      styles,
      sheetOrder: data.map(([id]) => id),
      sheets: Object.fromEntries(data) as never,
      resources: [{ name: "SHEET_DEFINED_NAME_PLUGIN", data: JSON.stringify(namesData(names)) }],
    },
    spills: { ranges, cells },
  };
}

const pixels = (points: number): number => points / POINTS_PER_PIXEL;

/** A row that doesn't say how high it is, is as high as its largest letters need, as in Excel. */
function rowsOf(
  sheet: StoredSheet,
  look: (style: CellStyle | undefined) => string | undefined,
): Record<number, IRowData> {
  const rows: Record<number, IRowData> = lines(
    sheet.rows,
    ({ size }): IRowData => (size === undefined ? {} : { h: pixels(size), ia: 0 }),
    look,
  );
  for (const [row, line] of sheet.cells) {
    if (rows[row]?.h !== undefined) continue;
    let largest = 0;
    for (const { value, style } of line.values())
      if (value !== null && style) largest = Math.max(largest, style.fontSize);
    const needed = Math.ceil(pixels(largest) * 1.36);
    if (needed > pixels(sheet.rowHeight)) rows[row] = { ...rows[row], ia: 1, ah: needed };
  }
  return rows;
}

function lines<T extends { hd?: number; s?: unknown }>(
  given: ReadonlyMap<number, StoredLine>,
  sized: (line: StoredLine) => T,
  look: (style: CellStyle | undefined) => string | undefined,
): Record<number, T> {
  const result: Record<number, T> = {};
  for (const [at, line] of given) {
    const data = sized(line);
    if (line.hidden) data.hd = 1;
    const style = look(line.style);
    if (style !== undefined) data.s = style;
    result[at] = data;
  }
  return result;
}

function valueData(value: CellValue): ICellData {
  if (value === null) return {};
  if (typeof value === "number") return { v: value, t: 2 };
  if (typeof value === "boolean") return { v: value ? 1 : 0, t: 3 };
  return { v: value, t: value === "" || (value.trim() !== "" && Number.isFinite(Number(value))) ? 4 : 1 };
}

/** Only what isn't Excel's default, but always the font: a sheet's default of the grid is another. */
function styleOf(style: CellStyle): IStyleData {
  const change: Record<string, unknown> = { fontName: style.fontName, fontSize: style.fontSize };
  for (const key of Object.keys(PLAIN) as (keyof CellStyle)[]) {
    if (key !== "borders" && style[key] !== PLAIN[key]) change[key] = style[key];
  }
  if (Object.keys(style.borders).length > 0) change.borders = style.borders;
  return styleTo(change);
}

const namesData = (names: readonly GridName[]): Record<string, unknown> =>
  Object.fromEntries(names.map((each) => [nameId(each), nameData(each)]));

/* And back */

export function storedSheets(context: UniverContext): StoredSheet[] {
  const styles = context.workbook.getStyles();
  const looksOf = (font: IStyleData) => {
    const known = new Map<string, CellStyle>();
    return (id: Nullable<IStyleData | string>): CellStyle | undefined => {
      if (!id) return undefined;
      const key = typeof id === "string" ? id : JSON.stringify(id);
      let style = known.get(key);
      if (!style) known.set(key, (style = styleFrom({ ...font, ...styles.get(id) })));
      return style;
    };
  };
  const line = (
    look: ReturnType<typeof looksOf>,
    size: number | undefined,
    hidden: unknown,
    style: Nullable<IStyleData | string>,
  ): StoredLine => ({
    ...(size === undefined ? {} : { size: size * POINTS_PER_PIXEL }),
    ...(hidden === 1 ? { hidden: true } : {}),
    ...(style ? { style: look(style) } : {}),
  });
  return context.workbook.getSheets().map((each): StoredSheet => {
    const sheetId = each.getSheetId();
    const sheet = worksheet(context, sheetId);
    const config = sheet.getConfig();
    const usual = typeof config.defaultStyle === "object" ? config.defaultStyle : null;
    const font = { fontName: usual?.ff ?? PLAIN.fontName, fontSize: usual?.fs ?? PLAIN.fontSize };
    const look = looksOf({ ff: font.fontName, fs: font.fontSize });
    const cells = new Map<number, Map<number, StoredCell>>();
    const at = (row: number): Map<number, StoredCell> => {
      let found = cells.get(row);
      if (!found) cells.set(row, (found = new Map()));
      return found;
    };
    const ranges = context.formulaData.getArrayFormulaRange()?.[context.unitId]?.[sheetId] as
      Record<number, Record<number, IRange>> | undefined;
    const spilled = context.formulaData.getArrayFormulaCellData()?.[context.unitId]?.[sheetId] as
      Record<number, Record<number, Nullable<ICellData>>> | undefined;
    sheet.getCellMatrix().forValue((row, column, cell) => {
      if (!cell) return;
      const isFormula = Boolean(cell.f || cell.si);
      const value = valueOf(cell);
      const style = look(cell.s as Nullable<IStyleData | string>);
      if (value === null && !isFormula && !style) return;
      at(row).set(column, {
        value,
        ...(isFormula
          ? { formula: context.formulaData.getFormulaStringByCell(row, column, sheetId, context.unitId) ?? "" }
          : {}),
        ...(style ? { style } : {}),
      });
    });
    for (const [row, line] of Object.entries(ranges ?? {})) {
      for (const [column, range] of Object.entries(line ?? {})) {
        const { rows, columns } = areaOf(sheetId, range);
        const anchor = cells.get(Number(row))?.get(Number(column));
        // Without room for it nothing is filled.
        if (!anchor?.formula || anchor.value === "#SPILL!") continue;
        // The anchor's value comes with the rest of its spill.
        const own = spilledValue(spilled?.[Number(row)]?.[Number(column)]);
        cells
          .get(Number(row))!
          .set(Number(column), { ...anchor, value: anchor.value ?? own, spill: { rows, columns } });
        for (let down = 0; down < rows; down++) {
          for (let right = 0; right < columns; right++) {
            if (down === 0 && right === 0) continue;
            const [r, c] = [Number(row) + down, Number(column) + right];
            const held = cells.get(r)?.get(c);
            if (held && (held.value !== null || held.formula)) continue;
            at(r).set(c, { ...held, value: spilledValue(spilled?.[r]?.[c]), spilled: true });
          }
        }
      }
    }
    const rows = new Map<number, StoredLine>();
    const columns = new Map<number, StoredLine>();
    for (const [at, { h, hd, s }] of Object.entries(config.rowData as Record<number, IRowData>)) {
      if (h !== undefined || hd === 1 || s) rows.set(Number(at), line(look, h, hd, s));
    }
    for (const [at, { w, hd, s }] of Object.entries(config.columnData as Record<number, IColumnData>)) {
      if (w !== undefined || hd === 1 || s) columns.set(Number(at), line(look, w, hd, s));
    }
    const { xSplit, ySplit } = sheet.getFreeze();
    return {
      id: sheetId,
      name: each.getName(),
      hidden: each.isSheetHidden() === 1,
      tabColor: each.getTabColor() || "",
      cells,
      rows,
      columns,
      rowHeight: config.defaultRowHeight * POINTS_PER_PIXEL,
      columnWidth: config.defaultColumnWidth * POINTS_PER_PIXEL,
      merges: sheet.getMergeData().map((range) => {
        const { row, column, rows, columns } = areaOf(sheetId, range);
        return { row, column, rows, columns };
      }),
      frozen: { rows: Math.max(0, ySplit), columns: Math.max(0, xSplit) },
      gridlines: config.showGridlines !== 0,
      font,
    };
  });
}

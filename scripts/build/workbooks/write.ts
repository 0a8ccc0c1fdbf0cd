/** Writes calculated sheets as an Excel file. */
import ExcelJS from "exceljs";
import { areaAddress, cellAddress } from "../../../src/excel/addresses/addresses";
import type { Style } from "../../../src/excel/plans/cells";
import { callsIn } from "../../../src/workbook/calls/inFormulas";
import { STYLES } from "../../../src/excel/looks/styles";
import type { Calculated, Plan, Sheets, Value } from "./calculate";

export async function writeWorkbook(plans: readonly Plan[], sheets: Sheets, title: string): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  book.title = title;
  book.creator = "Market Model";
  // The same input gives the same file.
  book.created = book.modified = new Date(Date.UTC(2026, 0, 1));
  for (const plan of plans) writeSheet(book, plan, sheets.get(plan.name)!);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

function writeSheet(book: ExcelJS.Workbook, plan: Plan, cells: readonly (readonly (Calculated | null)[])[]): void {
  const { rows, columns } = plan.freeze;
  const sheet = book.addWorksheet(plan.name, {
    views: [{ state: "frozen", ySplit: rows, xSplit: columns }],
    pageSetup: { orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  plan.widths.forEach((width, column) => (sheet.getColumn(column + 1).width = width));
  for (const { name, area } of plan.tables) {
    const body = cells
      .slice(area.row, area.row + area.rows)
      .map((row) => row.slice(area.column, area.column + area.columns));
    const [header = [], ...rest] = body;
    sheet.addTable({
      name,
      ref: cellAddress(area.row, area.column),
      headerRow: true,
      style: { theme: "TableStyleLight1", showRowStripes: false },
      columns: header.map((cell) => ({ name: String(cell?.value), filterButton: true })),
      rows: rest.map((row) => row.map((cell) => plainValue(cell?.value ?? ""))),
    });
  }
  cells.forEach((row, down) =>
    row.forEach((calculated, right) => {
      if (!calculated) return;
      const to = sheet.getCell(down + 1, right + 1);
      to.value = valueOf(calculated, down, right);
      const { style, format } = calculated.cell;
      if (format !== "General") to.numFmt = format;
      applyLook(to, style);
    }),
  );
}

const plainValue = (value: Value): ExcelJS.CellValue =>
  typeof value === "object" ? (value as ExcelJS.CellErrorValue) : value === "" ? null : value;

function valueOf({ cell, value, rows, columns }: Calculated, row: number, column: number): ExcelJS.CellValue {
  if (cell.kind !== "formula") return plainValue(cell.kind === "text" ? String(cell.content) : cell.content);
  const formula = storedFormula(String(cell.content));
  const result = value as ExcelJS.CellFormulaValue["result"];
  if (callsIn(String(cell.content)).length === 0) return { formula, result };
  // Excel stores whatever may give several values as an array, of one cell if need be; as a plain formula it would
  // be read with an @ before the function.
  const ref = areaAddress({ row, column, rows, columns });
  return { formula, result, shareType: "array", ref } as unknown as ExcelJS.CellFormulaValue;
}

/** A formula as the file format has it: functions of later versions and of add-ins have prefixes. */
export function storedFormula(formula: string): string {
  let stored = formula;
  for (const { start } of [...callsIn(formula)].reverse()) {
    const end = stored.indexOf("(", start);
    stored = `${stored.slice(0, start)}_xldudf_${stored.slice(start, end).replaceAll(".", "_")}${stored.slice(end)}`;
  }
  return stored.slice(1).replaceAll(/\bIFNA\(/g, "_xlfn.IFNA(");
}

function applyLook(cell: ExcelJS.Cell, style: Style): void {
  const { color, bold, size, fill, align } = STYLES[style];
  cell.font = {
    name: "Calibri",
    size: size ?? 11,
    ...(bold && { bold }),
    ...(color && { color: { argb: argb(color) } }),
  };
  if (fill) cell.fill = { type: "pattern", pattern: "solid", fgColor: { argb: argb(fill) } };
  if (align) cell.alignment = { horizontal: "right" };
}

const argb = (color: string): string => `FF${color.slice(1)}`;

/** What is selected: its formula, and where its number comes from. */
import type { Model } from "../../model";
import { areaAddress, cellAddress, parseAddress } from "../../excel/addresses/addresses";
import { explainCall } from "./explain";
import { callsIn, referenceOf, type Reference } from "../../excel/formulas/text";
import { contentOf, writeContents } from "../../excel/steps/cells";
import type { CellValue } from "../tables/tables";
import { only, together, transact } from "../../excel/transactions/transaction";
import type { CellSource, Ports, Selection } from "../types";

export async function readSelection(run: Ports["run"]): Promise<Selection> {
  return run(async (context) => {
    const range = context.workbook.getSelectedRange();
    range.load("address,cellCount");
    range.worksheet.load("name");
    const cell = range.getCell(0, 0);
    cell.load("formulas,formulasLocal");
    await context.sync();
    const formula = String(cell.formulas[0]![0]);
    return {
      sheet: range.worksheet.name,
      address: range.address.slice(range.address.lastIndexOf("!") + 1),
      formula,
      formulaLocal: String(cell.formulasLocal[0]![0]),
      calls: callsIn(formula),
      cells: range.cellCount,
    };
  });
}

/**
 * Two round trips: the cell, and the cells that its formulas refer to. A cell that a formula spills into answers for
 * its own place in the spill.
 */
export async function sourceOfSelection(run: Ports["run"], model: Model): Promise<CellSource> {
  return run(async (context) => {
    const cell = context.workbook.getSelectedRange().getCell(0, 0);
    cell.load("address,formulas,values,rowIndex,columnIndex");
    cell.worksheet.load("name");
    const parent = cell.getSpillParentOrNullObject();
    parent.load("formulas,rowIndex,columnIndex");
    await context.sync();
    const home = cell.worksheet.name;
    const [down, right] = parent.isNullObject
      ? [0, 0]
      : [cell.rowIndex - parent.rowIndex, cell.columnIndex - parent.columnIndex];
    const formula = String((parent.isNullObject ? cell : parent).formulas[0]![0]);
    const calls = callsIn(formula);

    const wanted = new Map<string, Excel.Range>();
    for (const { args } of calls) {
      for (const { text } of args) {
        const at = placeIn(referenceOf(text), down, right);
        if (!at || wanted.has(keyOf(at))) continue;
        const sheet = context.workbook.worksheets.getItem(at.sheet ?? home);
        const range = sheet.getRange(at.address);
        range.load("values");
        wanted.set(keyOf(at), range);
      }
    }
    if (wanted.size > 0) await context.sync();

    const lookUp = (reference: Reference): CellValue | undefined => {
      const at = placeIn(reference, down, right);
      return at ? (wanted.get(keyOf(at))?.values[0]![0] as CellValue | undefined) : undefined;
    };
    return {
      sheet: home,
      address: cellAddress(cell.rowIndex, cell.columnIndex),
      formula,
      value: cell.values[0]![0] as CellValue,
      calls: calls.map((call) => explainCall(model, call, lookUp)),
    };
  });
}

const keyOf = ({ sheet, address }: Reference): string => `${sheet ?? ""}!${address}`;

/** The cell of a referenced range that belongs to a place in the spill: a lone row or column serves every place. */
function placeIn(reference: Reference | null, down: number, right: number): Reference | null {
  const area = reference && parseAddress(reference.address);
  if (!area) return null;
  const row = area.rows > 1 ? area.row + Math.min(down, area.rows - 1) : area.row;
  const column = area.columns > 1 ? area.column + Math.min(right, area.columns - 1) : area.column;
  return { sheet: reference.sheet, address: cellAddress(row, column) };
}

/** Writes a formula into the selection's first cell. If Excel refuses it, the cell is as it was. */
export async function insertFormula(run: Ports["run"], formula: string): Promise<string> {
  const before = await run(async (context) => {
    const cell = context.workbook.getSelectedRange().getCell(0, 0);
    cell.load("formulas,values,rowIndex,columnIndex");
    cell.worksheet.load("name");
    await context.sync();
    const content = contentOf(cell.formulas[0]![0] as CellValue, cell.values[0]![0] as CellValue);
    const area = { row: cell.rowIndex, column: cell.columnIndex, rows: 1, columns: 1 };
    return { sheet: cell.worksheet.name, area, contents: [[content]] };
  });
  let local = (): string => formula;
  const step = writeContents([{ ...before, contents: [[formula]] }], [before], { id: "finishing" });
  const read = only({ id: "finishing" }, ({ workbook }) => {
    const cell = workbook.worksheets.getItem(before.sheet).getRange(areaAddress(before.area));
    cell.load("formulasLocal");
    local = () => String(cell.formulasLocal[0]![0]);
  });
  await transact(run, [together({ id: "finishing" }, [step, read])]);
  return local();
}

/** Shows a cell to the user. */
export async function goTo(run: Ports["run"], sheet: string, address: string): Promise<void> {
  await run(async (context) => {
    const worksheet = context.workbook.worksheets.getItem(sheet);
    worksheet.activate();
    worksheet.getRange(address).select();
    await context.sync();
  });
}

/** Calls back when another cell is selected; gives a function that ends it. */
export function onSelection(run: Ports["run"], listener: () => void): () => void {
  const listening = run(async (context) => {
    const handler = context.workbook.onSelectionChanged.add(async () => listener());
    await context.sync();
    return handler;
  });
  const end = async (): Promise<void> => {
    const handler = await listening;
    handler.remove();
    await handler.context.sync();
  };
  listening.catch(() => undefined);
  return () => void end().catch(() => undefined);
}

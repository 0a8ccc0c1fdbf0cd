/** Where the number in the selected cell comes from. */
import { cellAddress, parseAddress } from "../../excel/addresses/addresses";
import type { Setting } from "../../functions/setting";
import { words } from "../messages/messages";
import type { CellValue } from "../../excel/cells/contents";
import { referenceOf, type Reference } from "../../excel/formulas/references";
import { explainCall } from "../calls/explain";
import { callsIn } from "../calls/inFormulas";
import type { CellSource, RunOptions } from "../types";
import { question, type Operation } from "./operation";

const WORDS = {
  source: words("source-of", { en: "Where {cell} comes from", zh: "{cell} 的来源" }),
  none: words("no-formula", { en: "{cell} has no formula of the market report.", zh: "{cell} 中没有市场报告的公式。" }),
};

/**
 * Two round trips: the cell, and the cells that its formulas refer to. A cell that a formula spills into answers for
 * its own place in the spill.
 */
export const sourceOfSelection = (options?: RunOptions): Operation<CellSource> => ({
  ...question("as known", ({ run, setting }) => run((context) => read(context, setting)), options),
  told(source) {
    const values = { cell: `${source.sheet}!${source.address}` };
    return source.calls.length === 0
      ? { kind: "failed", message: WORDS.none(values) }
      : { kind: "answer", message: WORDS.source(values), source };
  },
});

async function read(context: Excel.RequestContext, setting: Setting): Promise<CellSource> {
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
      const range = context.workbook.worksheets.getItem(at.sheet ?? home).getRange(at.address);
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
    calls: calls.map((call) => explainCall(setting, call, lookUp)),
  };
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

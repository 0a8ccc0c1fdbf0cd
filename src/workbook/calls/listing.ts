/** Lists the cells of the workbook that have formulas of ours, with basis and errors. */
import { isFault, type Model } from "../../model";
import { parseAddress, type Area } from "../../excel/addresses/addresses";
import { explainCall, type LookUp } from "./explain";
import { callsIn, referenceOf, textsIn } from "../../excel/formulas/text";
import { ourCells, readCellsInUse, type OurCell, type SheetCells } from "../../excel/cells/inUse";
import type { CellValue } from "../tables/tables";
import type { FormulaCell, Ports, RunOptions } from "../types";

/** So many explanations before the thread is handed back. */
const BREATH = 2_000;

export const isError = (value: CellValue): value is string =>
  typeof value === "string" &&
  /^#(?:N\/A|VALUE!|NUM!|REF!|DIV\/0!|NAME\?|NULL!|SPILL!|CALC!|BUSY!|GETTING_DATA|CONNECT!|BLOCKED!|FIELD!|UNKNOWN!)$/.test(
    value,
  );

/** Values of the cells in use, by sheet and place. */
export type Values = (sheet: string, row: number, column: number) => CellValue;

export function valuesOf(pieces: readonly SheetCells[]): Values {
  const bySheet = new Map<string, SheetCells[]>();
  for (const piece of pieces) {
    const sheet = piece.sheet.toLowerCase();
    bySheet.set(sheet, [...(bySheet.get(sheet) ?? []), piece]);
  }
  return (sheet, row, column) => {
    const piece = bySheet
      .get(sheet.toLowerCase())
      ?.find(({ row: top, values }) => row >= top && row < top + values.length);
    return piece?.values[row - piece.row]?.[column - piece.column] ?? "";
  };
}

/** A range argument's first cell stands for it: it is what the formula's own cell shows. */
export function lookUpIn(values: Values, home: string): LookUp {
  return ({ sheet, address }) => {
    const area: Area | null = parseAddress(address);
    return area ? values(sheet ?? home, area.row, area.column) : undefined;
  };
}

export function formulaCell(model: Model, { sheet, address, formula, value }: OurCell, values: Values): FormulaCell {
  const sources = callsIn(formula).map((call) => explainCall(model, call, lookUpIn(values, sheet)));
  const fault = sources.find((source) => source.fault)?.fault ?? null;
  return {
    sheet,
    address,
    formula,
    value,
    error: isError(value) ? { code: value, fault } : null,
    basis: sources.find(({ basis }) => basis !== null)?.basis ?? null,
  };
}

export async function listFormulas(
  run: Ports["run"],
  model: Model,
  options?: RunOptions,
  wanted: (cell: OurCell, values: Values) => boolean = () => true,
): Promise<readonly FormulaCell[]> {
  const pieces: SheetCells[] = [];
  await readCellsInUse(run, (piece) => void pieces.push(piece), options);
  const values = valuesOf(pieces);
  const cells: FormulaCell[] = [];
  let since = 0;
  for (const piece of pieces) {
    for (const cell of ourCells(piece)) {
      if (wanted(cell, values)) cells.push(formulaCell(model, cell, values));
      if (++since % BREATH === 0) {
        options?.signal?.throwIfAborted();
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
  }
  return cells;
}

/** Whether a cell's formula names a scenario: as a text in it, or through a cell that it refers to. */
export function namesScenario(model: Model, id: string): (cell: OurCell, values: Values) => boolean {
  const means = (text: CellValue): boolean => {
    if (typeof text !== "string" || text === "") return false;
    const found = model.scenario(text);
    return !isFault(found) && found.id === id;
  };
  return ({ formula, sheet }, values) => {
    if (textsIn(formula).some(means)) return true;
    return callsIn(formula).some(({ args }) =>
      args.some(({ text }) => {
        const reference = referenceOf(text);
        const area = reference && parseAddress(reference.address);
        if (!area) return false;
        for (let row = area.row; row < area.row + Math.min(area.rows, 1000); row++) {
          for (let column = area.column; column < area.column + Math.min(area.columns, 100); column++) {
            if (means(values(reference.sheet ?? sheet, row, column))) return true;
          }
        }
        return false;
      }),
    );
  };
}

/** Lists the cells of the workbook that have formulas of ours, with basis and errors. */
import { cellAddress, parseAddress } from "../../excel/addresses/addresses";
import { isError, type CellsByPlace, type CellValue } from "../../excel/cells/contents";
import { holdsIn, readCellsInUse, valuesOf } from "../../excel/cells/inUse";
import { textsIn } from "../../excel/formulas/calls";
import { referenceOf } from "../../excel/formulas/references";
import { breathe, type Run } from "../../excel/transactions/run";
import type { Setting } from "../../functions/setting";
import { isFault, normalise, type Model } from "../../model";
import { analyses } from "../../functions/analyses";
import type { Text } from "../../report/types";
import { sayingReading } from "../messages/stages";
import type { FormulaCell, RunOptions } from "../types";
import { ourCells, type OurCell } from "./cells";
import { explainCall } from "./explain";
import { valueOf, type HeldFormula } from "./held";
import { callsIn, repaired } from "./inFormulas";
import { lookUpIn } from "./lookUp";

/** So many explanations before the thread is handed back. */
const BREATH = 2_000;

const BROKEN: Text = {
  en: "It calls the add-in in a form that doesn't work here, as Excel left it. Refresh repairs it.",
  zh: "其中调用加载项的写法在此处无效（由 Excel 遗留）。“刷新”可修复。",
};

function formulaCell(setting: Setting, { sheet, address, formula, value }: OurCell, values: CellsByPlace): FormulaCell {
  const sources = callsIn(formula).map((call) => explainCall(setting, call, lookUpIn(values, sheet)));
  const isBroken = repaired(formula) !== formula;
  const refusal = sources.find((source) => source.refusal)?.refusal ?? null;
  return {
    sheet,
    address,
    formula,
    value,
    error: isBroken
      ? { code: isError(value) ? value : "#NAME?", message: BROKEN }
      : isError(value)
        ? { code: value, message: refusal?.message() ?? null }
        : null,
    basis: sources.find(({ basis }) => basis !== null)?.basis ?? null,
    state: isBroken ? "broken" : "live",
  };
}

function heldCell(held: HeldFormula, values: CellsByPlace): FormulaCell {
  const { sheet, area, formula, state } = held;
  const value = valueOf(held, values);
  const error = isError(value) ? { code: value, message: null } : null;
  return { sheet, address: cellAddress(area.row, area.column), formula, value, error, basis: null, state };
}

export async function listFormulas(
  run: Run,
  setting: Setting,
  options: RunOptions = {},
  wanted: (cell: OurCell, values: CellsByPlace) => boolean = () => true,
  held: readonly HeldFormula[] = [],
): Promise<readonly FormulaCell[]> {
  const pieces = await readCellsInUse(run, {}, sayingReading(options));
  const values = valuesOf(pieces);
  const cells: FormulaCell[] = [];
  let since = 0;
  for (const piece of pieces) {
    for (const cell of ourCells(piece)) {
      if (wanted(cell, values)) cells.push(formulaCell(setting, cell, values));
      if (++since % BREATH === 0) {
        options.signal?.throwIfAborted();
        await breathe();
      }
    }
  }
  const holds = holdsIn(pieces);
  const others = held.filter((each) => each.isThere(holds)).map((each) => heldCell(each, values));
  return others.length === 0 ? cells : inOrder([...cells, ...others], [...new Set(pieces.map(({ sheet }) => sheet))]);
}

/** Sheet by sheet, row by row. */
function inOrder(cells: readonly FormulaCell[], sheets: readonly string[]): readonly FormulaCell[] {
  const placed = cells.map((cell) => ({ cell, sheet: sheets.indexOf(cell.sheet), ...parseAddress(cell.address)! }));
  return placed
    .sort((one, other) => one.sheet - other.sheet || one.row - other.row || one.column - other.column)
    .map(({ cell }) => cell);
}

/** Whether a cell's formula names a scenario of a report. */
export const namesScenario = (model: Model, id: string, isMain: boolean) =>
  mentions((text) => {
    // The main report's names may have its id before them, too.
    const isPrefixed = analyses().reportBefore(text) === normalise(model.report.id);
    const texts = [...(isMain ? [text] : []), ...(isPrefixed ? [text.replace(/^[^:：]*[:：]/, "")] : [])];
    const found = texts.map(model.scenario).find((one) => !isFault(one));
    return found !== undefined && !isFault(found) && found.id === id;
  });

/** Whether it names a report: by one of the ids before a colon, or by one of the names alone. */
export const namesReport = (ids: readonly string[], names: readonly string[]) => {
  const whole = new Set(names.map(normalise));
  const before = new Set(ids.map(normalise));
  return mentions((text) => whole.has(normalise(text)) || before.has(analyses().reportBefore(text) ?? ""));
};

/** Whether a cell's formula has a text that means something: in itself, or in a cell that it refers to. */
function mentions(meaning: (text: string) => boolean) {
  const means = (text: CellValue): boolean => typeof text === "string" && text !== "" && meaning(text);
  return ({ formula, sheet }: Pick<OurCell, "formula" | "sheet">, values: CellsByPlace): boolean => {
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

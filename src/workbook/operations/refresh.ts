/** Recalculates the formulas of a selection, a sheet or the workbook, and counts what came of it. */
import type { Area } from "../../excel/addresses/addresses";
import { ourCells, readCellsInUse, type OurCell } from "../../excel/cells/inUse";
import { isError } from "../calls/listing";
import type { Message } from "../messages/messages";
import type { CellValue } from "../tables/tables";
import { only, together, transact, type Step } from "../../excel/transactions/transaction";
import type { Ports, RunOptions, Scope } from "../types";
import type { RefreshOutcome } from "../editions/types";

const FINISHING: Message = { id: "finishing" };

/** What a scope is at the moment, so that a new selection meanwhile doesn't change it. */
interface Target {
  /** Null: all of them. */
  readonly sheet: string | null;
  /** Null: the whole sheet. */
  readonly area: Area | null;
}

async function targetOf(run: Ports["run"], scope: Scope): Promise<Target> {
  if (scope === "workbook") return { sheet: null, area: null };
  return run(async (context) => {
    const { workbook } = context;
    const sheet = workbook.worksheets.getActiveWorksheet();
    sheet.load("name");
    const range = scope === "selection" ? workbook.getSelectedRange() : null;
    range?.load("rowIndex,columnIndex,rowCount,columnCount");
    await context.sync();
    if (!range) return { sheet: sheet.name, area: null };
    const { rowIndex: row, columnIndex: column, rowCount: rows, columnCount: columns } = range;
    return { sheet: sheet.name, area: { row, column, rows, columns } };
  });
}

const inside = ({ row, column }: OurCell, area: Area | null): boolean =>
  area === null ||
  (row >= area.row && row < area.row + area.rows && column >= area.column && column < area.column + area.columns);

type Shown = ReadonlyMap<string, CellValue>;

async function valuesIn(run: Ports["run"], { sheet, area }: Target, options: RunOptions): Promise<Shown> {
  const values = new Map<string, CellValue>();
  await readCellsInUse(
    run,
    (piece) => {
      for (const cell of ourCells(piece)) {
        if (inside(cell, area)) values.set(`${cell.sheet}!${cell.address}`, cell.value);
      }
    },
    options,
    (name) => sheet === null || name === sheet,
  );
  return values;
}

/** Every one of them reruns formulas of add-ins, changed or not. All are in the requirement set that the manifest asks for. */
function calculate({ sheet, area }: Target): Step["apply"] {
  return ({ workbook }) => {
    if (sheet === null) workbook.application.calculate("Full");
    else if (area === null) workbook.worksheets.getItem(sheet).calculate(true);
    else {
      const { row, column, rows, columns } = area;
      workbook.worksheets.getItem(sheet).getRangeByIndexes(row, column, rows, columns).calculate();
    }
  };
}

const ATTEMPTS = 20;
const PAUSE_MS = 100;
const isBusy = (value: CellValue): boolean => value === "#BUSY!" || value === "#GETTING_DATA";

/** Values once no formula is busy. It was calculated by now: a request that fails is asked again. */
async function settledValues(run: Ports["run"], target: Target): Promise<Shown> {
  for (let attempt = 1; ; attempt++) {
    try {
      const values = await valuesIn(run, target, {});
      if (attempt === ATTEMPTS || ![...values.values()].some(isBusy)) return values;
    } catch (reason) {
      if (attempt === ATTEMPTS) throw reason;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** `steps` are carried out in the same request. */
export async function refreshScope(
  run: Ports["run"],
  scope: Scope,
  steps: readonly Step[],
  options: RunOptions,
): Promise<RefreshOutcome> {
  const target = await targetOf(run, scope);
  const before = await valuesIn(run, target, options);
  await transact(run, [together(FINISHING, [...steps, only(FINISHING, calculate(target))])], options);
  const after = await settledValues(run, target);
  return {
    formulas: after.size,
    changed: [...after].filter(([cell, value]) => before.get(cell) !== value).length,
    errors: [...after.values()].filter(isError).length,
  };
}

/** Recalculates the formulas of a selection, a sheet or the workbook, and counts what came of it. */
import { words } from "../messages/messages";
import type { Area } from "../../excel/addresses/addresses";
import { covers } from "../../excel/addresses/places";
import { isBusy, isError, type CellValue } from "../../excel/cells/contents";
import { readCellsInUse } from "../../excel/cells/inUse";
import type { Run } from "../../excel/transactions/run";
import { only, type Step } from "../../excel/transactions/step";
import { ourCells } from "../calls/cells";
import type { RefreshOutcome } from "../editions/types";
import { FINISHING, sayingReading, stage } from "../messages/stages";
import type { RunOptions, Scope } from "../types";
import type { Operation } from "./operation";

const WORDS = {
  refreshed: words("refreshed", {
    en: "Formulas recalculated: {formulas}. Values changed: {changed}. Errors: {errors}.",
    zh: "已重新计算公式 {formulas} 个，数值变化 {changed} 个，错误 {errors} 个。",
  }),
};

/** Reads the workbook anew and recalculates the scope. */
export const refresh = (scope: Scope = "workbook", options?: RunOptions): Operation<RefreshOutcome> => ({
  reads: "anew",
  options,
  async plan(session, running) {
    session.adopt();
    session.refuseUnreadable();
    const outputs = await session.outputSteps();
    const target = await targetOf(session.run, scope);
    const before = await valuesIn(session.run, target, running);
    return {
      stages: [stage(FINISHING, [...outputs, only(calculate(target))])],
      async outcome() {
        const after = await settledValues(session.runAfter, target);
        return {
          formulas: after.size,
          changed: [...after].filter(([cell, value]) => before.get(cell) !== value).length,
          errors: [...after.values()].filter(isError).length,
        };
      },
    };
  },
  told: (outcome) => ({
    kind: "done",
    message: WORDS.refreshed({ ...outcome }),
  }),
});

/** What a scope is at the moment, so that a new selection meanwhile doesn't change it. */
interface Target {
  /** Null: all of them. */
  readonly sheet: string | null;
  /** Null: the whole sheet. */
  readonly area: Area | null;
}

async function targetOf(run: Run, scope: Scope): Promise<Target> {
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

/** Values of our cells, by address. */
type Values = ReadonlyMap<string, CellValue>;

async function valuesIn(run: Run, { sheet, area }: Target, options: RunOptions): Promise<Values> {
  const only = (name: string): boolean => sheet === null || name === sheet;
  const pieces = await readCellsInUse(run, { only }, sayingReading(options));
  const cells = pieces.flatMap(ourCells).filter((cell) => area === null || covers(area, cell));
  return new Map(cells.map(({ sheet, address, value }) => [`${sheet}!${address}`, value]));
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

/** Values once no formula is busy. It was calculated by now: a request that fails is asked again. */
async function settledValues(run: Run, target: Target): Promise<Values> {
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

/** Recalculates the formulas of a selection, a sheet or the workbook, and counts what came of it. */
import { areaAround, rectangles, type Area } from "../../excel/addresses/addresses";
import { covers, oneCell, placeOf } from "../../excel/addresses/places";
import { rangeIn } from "../../excel/addresses/ranges";
import { isBusy, isError, type CellValue } from "../../excel/cells/contents";
import { bySheet } from "../../excel/cells/grouping";
import { readCellsInUse } from "../../excel/cells/inUse";
import { queueTables } from "../../excel/cells/tables";
import { joined, writeBlocks } from "../../excel/steps/cells";
import type { Run } from "../../excel/transactions/run";
import { only, type Step } from "../../excel/transactions/step";
import { ourCells, type OurCell } from "../calls/cells";
import { repaired } from "../calls/inFormulas";
import type { RefreshOutcome } from "../editions/types";
import { words } from "../messages/messages";
import { FINISHING, sayingReading, stage } from "../messages/stages";
import { cellsIn } from "../originals/survey";
import type { LeftCell, RunOptions, Scope } from "../types";
import type { Operation } from "./operation";
import { leftCells } from "./words";

const WORDS = {
  refreshed: words("refreshed", {
    en: "Formulas recalculated: {formulas}. Values changed: {changed}. Errors: {errors}.",
    zh: "已重新计算公式 {formulas} 个，数值变化 {changed} 个，错误 {errors} 个。",
  }),
  rewritten: words("refreshed-rewritten", {
    en: "Formulas recalculated: {formulas}, of which written anew: {rewritten}. Values changed: {changed}. Errors: {errors}.",
    zh: "已重新计算公式 {formulas} 个（其中重新写入 {rewritten} 个），数值变化 {changed} 个，错误 {errors} 个。",
  }),
};

/** Reads the workbook anew, writes anew what no calculation cures, and recalculates our formulas of the scope. */
export const refresh = (scope: Scope = "workbook", options?: RunOptions): Operation<RefreshOutcome> => ({
  reads: "anew",
  options,
  async plan(session, running) {
    session.adopt();
    session.refuseUnreadable();
    const outputs = await session.outputSteps();
    const target = await targetOf(session.run, scope);
    const cells = await cellsOf(session.run, target, running);
    const { steps, rewritten, left } = await rewriting(session.run, cells.filter(isIncurable));
    const before = valuesOf(cells);
    return {
      stages: [stage(FINISHING, [...outputs, ...steps, only(calculate(cells))])],
      async outcome() {
        const after = await settledValues(session.runAfter, target);
        return {
          formulas: after.size,
          changed: [...after].filter(([cell, value]) => before.get(cell) !== value).length,
          errors: [...after.values()].filter(isError).length,
          rewritten,
          left,
        };
      },
    };
  },
  told: ({ left, ...counts }) => ({
    kind: left.length > 0 ? "warning" : "done",
    message: (counts.rewritten > 0 ? WORDS.rewritten : WORDS.refreshed)(counts),
    cells: leftCells(left),
  }),
});

/** Calls that Excel left broken, and cells that stay as they are whatever is calculated until they are written (office-js#4185). */
const isIncurable = ({ formula, value }: OurCell): boolean =>
  isBusy(value) || value === "#NAME?" || repaired(formula) !== formula;

interface Rewriting {
  readonly steps: readonly Step[];
  readonly rewritten: number;
  readonly left: readonly LeftCell[];
}

/** Two round trips more, and what it takes to read their sheets, where there are any. */
async function rewriting(run: Run, cells: readonly OurCell[]): Promise<Rewriting> {
  if (cells.length === 0) return { steps: [], rewritten: 0, left: [] };
  return run(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.load("items/name,items/protection/protected");
    const placeTables = queueTables(context);
    await context.sync();
    const readTables = placeTables();
    const locked = new Set(worksheets.items.flatMap(({ name, protection }) => (protection.protected ? [name] : [])));
    const sheets = [...new Set(cells.map(({ sheet }) => sheet))];
    const pieces = await readCellsInUse((batch) => batch(context), { sheets, formats: true });
    const { content, format } = cellsIn(pieces);
    const free = cells.filter(({ sheet }) => !locked.has(sheet));
    const changes = free.map(({ sheet, row, column, formula }) => ({
      sheet,
      row,
      column,
      before: formula,
      after: repaired(formula),
      format: format(sheet, row, column),
    }));
    return {
      steps: writeBlocks(await joined(context, changes, { tables: readTables(), content, format })),
      rewritten: free.length,
      left: cells.flatMap(({ sheet, address }): LeftCell[] =>
        locked.has(sheet)
          ? [{ cell: `${sheet}!${address}`, message: { id: "sheet-protected", values: { name: sheet } } }]
          : [],
      ),
    };
  });
}

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

const valuesOf = (cells: readonly OurCell[]): Values =>
  new Map(cells.map(({ sheet, address, value }) => [`${sheet}!${address}`, value]));

async function cellsOf(run: Run, { sheet, area }: Target, options: RunOptions): Promise<readonly OurCell[]> {
  const only = (name: string): boolean => sheet === null || name === sheet;
  const pieces = await readCellsInUse(run, { only }, sayingReading(options));
  return pieces.flatMap(ourCells).filter((cell) => area === null || covers(area, cell));
}

/** Beyond so many areas of a sheet one around them all is asked for. */
const MOST_AREAS = 500;

/** Our formulas and what depends on them, in this workbook alone: a full calculation is one of all that are open. */
function calculate(cells: readonly OurCell[]): Step["apply"] {
  return (context) => {
    for (const [sheet, here] of bySheet(cells)) {
      const places = new Set(here.map(({ row, column }) => placeOf(sheet, row, column)));
      const { row: top, column: left, rows, columns } = areaAround(here.map(oneCell));
      const areas = rectangles(rows, columns, (row, column) =>
        places.has(placeOf(sheet, top + row, left + column)) ? true : undefined,
      ).map(({ area }) => ({ ...area, row: top + area.row, column: left + area.column }));
      const asked = areas.length > MOST_AREAS ? [{ row: top, column: left, rows, columns }] : areas;
      for (const area of asked) rangeIn(context, sheet, area).setDirty();
    }
    context.workbook.application.calculate("Recalculate");
  };
}

const ATTEMPTS = 20;
const PAUSE_MS = 100;

/** Values once no formula is busy. It was calculated by now: a request that fails is asked again. */
async function settledValues(run: Run, target: Target): Promise<Values> {
  for (let attempt = 1; ; attempt++) {
    try {
      const values = valuesOf(await cellsOf(run, target, {}));
      if (attempt === ATTEMPTS || ![...values.values()].some(isBusy)) return values;
    } catch (reason) {
      if (attempt === ATTEMPTS) throw reason;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

import type { ICellData } from "@univerjs/core";
import { BUSY } from "../port.js";
import { RESULTS, SET_VALUES, type UniverContext } from "./context.js";
import type { Cell } from "./results.js";

/** Most results are there before anyone could have read that they are not. */
const DELAY = 100;

/** Shows which cells wait for their results, once they have waited a moment, as Excel does. */
export function showBusyLate(context: UniverContext): {
  add(sheetId: string, cells: readonly Cell[]): void;
  dispose(): void;
} {
  let waiting: (readonly [sheetId: string, cells: readonly Cell[]])[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(): void {
    timer = undefined;
    const all = waiting;
    waiting = [];
    for (const [sheetId, cells] of all) {
      const held = context.workbook.getSheetBySheetId(sheetId)?.getCellMatrix();
      const cellValue: Record<number, Record<number, ICellData>> = {};
      for (const [row, column] of cells) {
        const { v, t } = held?.getValue(row, column) ?? {};
        if (v === BUSY.error) (cellValue[row] ??= {})[column] = { v, t: t ?? null };
      }
      if (Object.keys(cellValue).length > 0)
        context.run(SET_VALUES, { unitId: context.unitId, subUnitId: sheetId, cellValue }, RESULTS);
    }
  }

  return {
    add(sheetId, cells) {
      waiting.push([sheetId, cells]);
      timer ??= setTimeout(show, DELAY);
    },
    dispose: () => clearTimeout(timer),
  };
}

/** Cells move only while nothing is calculated: results would come into the cells that moved to where formulas stood. */
import { afterEach, expect, test } from "vitest";
import { MAX_COLUMNS } from "../../host/address.js";
import { createHeadlessGrid, type HeadlessGrid } from "../../host/node/grid.js";

const ROWS = 4_000;
const AT_TOP = 10;

let opened: HeadlessGrid;
afterEach(() => opened.dispose());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Formulas over constants: where a result comes into the wrong cell, a constant is lost. */
async function open(): Promise<string> {
  opened = createHeadlessGrid();
  const { grid } = opened;
  const sheetId = grid.activeSheetId();
  const cells = Array.from({ length: ROWS }, (_, row) =>
    row % 2 === 0
      ? ({ kind: "formula", formula: `=$B$1+${row}` } as const)
      : ({ kind: "value", value: `constant ${row}` } as const),
  );
  grid.write(
    { sheetId, row: AT_TOP, column: 0, rows: ROWS, columns: 1 },
    cells.map((cell) => [cell]),
  );
  await grid.calculate();
  return sheetId;
}

test("rows deleted after a person's edit, while others calculate", async () => {
  const sheetId = await open();
  const { grid, univerAPI } = opened;
  univerAPI.getActiveWorkbook()!.getActiveSheet().getRange("B1").setValue(1);
  await pause(0);
  const asked = [grid.calculate("all")];
  await pause(1);
  const removed = grid.remove({ sheetId, row: 1, column: 0, rows: 1, columns: MAX_COLUMNS }, "up");
  asked.push(grid.calculate());
  await removed;
  await Promise.all(asked);
  await pause(150);
  await grid.calculate("all");
  expect(grid.needsCalculation()).toBe(false);
  const values = grid.values({ sheetId, row: AT_TOP - 1, column: 0, rows: ROWS, columns: 1 });
  expect(values.flat()).toEqual(
    Array.from({ length: ROWS }, (_, row) => (row % 2 === 0 ? 1 + row : `constant ${row}`)),
  );
}, 30_000);

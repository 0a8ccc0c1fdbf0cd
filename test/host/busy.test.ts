/** A cell that waits for its result holds #BUSY! at once, and the grid is told of it, which draws it, once it has waited. */
import { afterEach, expect, test } from "vitest";
import { BUSY, type FormulaResult } from "../../host/grid/port.js";
import { createHeadlessGrid, type HeadlessGrid } from "../../host/node/grid.js";

let opened: HeadlessGrid;
afterEach(() => opened.dispose());

/** Two formulas, one of a call that gives this; and what the grid is told that they came to. */
async function open(result: () => FormulaResult) {
  opened = createHeadlessGrid();
  const { grid, univerAPI } = opened;
  grid.registerFunction({ name: "T.F", description: "", parameters: [], calculate: result });
  const told: unknown[] = [];
  univerAPI.onCommandExecuted(({ id, params }) => {
    if (id !== "sheet.mutation.set-range-values") return;
    const { cellValue } = params as { cellValue: Record<number, Record<number, { v?: unknown }>> };
    told.push(...Object.values(cellValue).flatMap((line) => Object.values(line).flatMap(({ v }) => v ?? [])));
  });
  const area = { sheetId: grid.activeSheetId(), row: 0, column: 0, rows: 1, columns: 2 };
  grid.write(area, [["=T.F()", "=1+2"].map((formula) => ({ kind: "formula", formula }))]);
  await grid.calculate();
  return { grid, area, told };
}

test("nobody is told that a cell waits, until it has waited", async () => {
  const { grid, area, told } = await open(() => BUSY);
  expect(grid.values(area)).toEqual([["#BUSY!", 3]]);
  expect(told).toEqual([3]);
  await expect.poll(() => told).toEqual([3, "#BUSY!"]);
  expect(grid.values(area)).toEqual([["#BUSY!", 3]]);
  expect(grid.formulas(area)).toEqual([["=T.F()", "=1+2"]]);
});

test("nor where its result has come by then", async () => {
  const { grid, area, told } = await open(() => BUSY);
  grid.applyResults([{ cell: { ...area, column: 0 }, value: 42 }]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(told).toEqual([3, 42]);
  expect(grid.values(area)).toEqual([[42, 3]]);
});

/** What is written into a cell while its formula is calculated stays, in whatever turn it comes. */
import { afterEach, describe, expect, test } from "vitest";
import type { CellContent } from "../../host/grid/port.js";
import { createHeadlessGrid, type HeadlessGrid } from "../../host/node/grid.js";
import { openExcel, type ExcelInstance } from "../support/excel.js";

let opened: HeadlessGrid | ExcelInstance;
afterEach(() => opened.dispose());

const number: CellContent = { kind: "value", value: 41.8 };

// As many turns as there may be between what formulas come to and its coming into the cells.
test.each(Array.from({ length: 12 }, (_, turns) => turns))("%i turns after it was worked out", async (turns) => {
  const { grid } = (opened = createHeadlessGrid());
  const area = { sheetId: grid.activeSheetId(), row: 0, column: 0, rows: 1, columns: 2 };
  const first = { ...area, columns: 1 };
  grid.write(area, [
    [
      { kind: "formula", formula: "=1+2" },
      { kind: "formula", formula: "=2+2" },
    ],
  ]);
  let written = 0;
  grid.onEvent(({ type }) => {
    if (type !== "workedOut" || written++ > 0) return;
    void (async () => {
      for (let turn = 0; turn < turns; turn++) await null;
      grid.write(first, [[number]]);
      expect(grid.values(first)).toEqual([[41.8]]);
    })();
  });
  await grid.calculate();
  await grid.calculate();
  expect(written).toBeGreaterThan(0);
  expect(grid.values(area)).toEqual([[41.8, 4]]);
});

describe("what an add-in's formula in its place had asked for comes to nothing", () => {
  const FUNCTIONS = {
    functions: [{ id: "F", name: "F", parameters: [{ name: "x", type: "any" }] }],
  };
  const SCRIPT = 'CustomFunctions.associate("F", (x) => x + 1);';
  // The calculation that begins at once reads the formula in one of these turns, and asks for its call.
  const turns = Array.from({ length: 24 }, (_, turn) => turn);

  test.each([
    ["a number", number, 41.8],
    ["nothing", { kind: "empty" } as CellContent, null],
    ["an empty text", { kind: "value", value: "" } as CellContent, ""],
    ["another of its formulas", { kind: "formula", formula: "=TEST.F(9)" } as CellContent, 10],
    ["a formula of the grid's", { kind: "formula", formula: "=4*2" } as CellContent, 8],
  ])("%s written", async (_, content, shown) => {
    const { grid, host } = (opened = await openExcel({
      metadata: FUNCTIONS,
      functionsScript: SCRIPT,
      namespace: "TEST",
    }));
    const area = { sheetId: grid.activeSheetId(), row: 0, column: 0, rows: 1, columns: 1 };
    for (const turn of turns)
      for (const formula of ["=TEST.F(2)", "=TEST.F(2)+0"]) {
        grid.write(area, [[{ kind: "formula", formula }]]);
        void grid.calculate();
        for (let passed = 0; passed < turn; passed++) await null;
        grid.write(area, [[content]]);
        await host.settled();
        expect([turn, formula, grid.values(area)]).toEqual([turn, formula, [[shown]]]);
      }
  });
});

/** What is written into a cell while its formula is calculated stays, in whatever turn it comes. */
import { afterEach, expect, test } from "vitest";
import type { CellContent } from "../../host/grid/port.js";
import { createHeadlessGrid, type HeadlessGrid } from "../../host/node/grid.js";

let opened: HeadlessGrid;
afterEach(() => opened.dispose());

const number: CellContent = { kind: "value", value: 41.8 };

// As many turns as there may be between what formulas come to and its coming into the cells.
test.each(Array.from({ length: 12 }, (_, turns) => turns))("%i turns after it was worked out", async (turns) => {
  opened = createHeadlessGrid();
  const { grid } = opened;
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

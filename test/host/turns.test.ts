/**
 * While the grid calculates, others have their turn by time, however many formulas that is; and what the add-in is asked
 * goes out first.
 */
import { afterEach, expect, test } from "vitest";
import { createHeadlessGrid, type HeadlessGrid } from "../../host/node/grid.js";

let opened: HeadlessGrid;
afterEach(() => opened.dispose());

const PROGRESS = "formula.mutation.set-formula-calculation-notification";
const RESULT = "formula.mutation.set-formula-calculation-result";

/** What is told while so many formulas are calculated that take so many milliseconds each. */
async function told(formulas: number, milliseconds: number) {
  opened = createHeadlessGrid();
  const { grid, univerAPI } = opened;
  const events: string[] = [];
  let turns = 0;
  univerAPI.onCommandExecuted(({ id, params }) => {
    if (id === RESULT) events.push("results");
    const info = (params as { stageInfo?: { completedFormulasCount: number } | null } | undefined)?.stageInfo;
    if (id === PROGRESS && info && info.completedFormulasCount > 0) turns++;
  });
  grid.onEvent(({ type }) => {
    if (type === "workedOut") events.push(type);
  });
  grid.registerFunction({
    name: "T.F",
    description: "",
    parameters: [],
    calculate() {
      for (const until = performance.now() + milliseconds; performance.now() < until;);
      return 1;
    },
  });
  const area = { sheetId: grid.activeSheetId(), row: 0, column: 0, rows: formulas, columns: 1 };
  grid.write(
    area,
    Array.from({ length: formulas }, (_, row) => [{ kind: "formula", formula: `=T.F(${row})` }]),
  );
  await grid.calculate();
  expect(grid.values(area).flat()).toEqual(Array(formulas).fill(1));
  return { events, turns };
}

test("slow formulas let others have their turn, a few of them after each frame's time", async () => {
  const { turns } = await told(80, 4);
  // By 500 formulas it would be one; each frame has 4 of them, and the clock is looked at after 8.
  expect(turns).toBeGreaterThanOrEqual(8);
});

test("what is worked out is told before results come into cells", async () => {
  expect((await told(3, 0)).events).toEqual(["workedOut", "results"]);
});

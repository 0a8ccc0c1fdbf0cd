/**
 * What the host costs: cells written and read through Microsoft's client, a round trip, and formulas of an add-in
 * through its genuine runner against native ones. `npx tsx bench/host.ts`
 */
import { openExcel, type ExcelInstance } from "../test/support/excel.js";

const CELLS = 10_000;
const ROUNDS = 7;

const FUNCTIONS = {
  functions: [
    {
      id: "SIZE",
      name: "SIZE",
      parameters: [
        { name: "year", type: "any" },
        { name: "scenario", type: "any", optional: true },
      ],
    },
  ],
};
const SCRIPT = `CustomFunctions.associate("SIZE", (year) => year * 1.5);`;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function median(rounds: number, work: (round: number) => Promise<unknown>, pause = 0): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    times.push(await timed(() => work(round)));
    if (pause) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)]!;
}

async function writeAndRead(excel: ExcelInstance): Promise<void> {
  await excel.run(async (context) => {
    const range = context.workbook.worksheets.getActiveWorksheet().getRange("A1:J10000");
    range.values = Array.from({ length: 10_000 }, (_, row) => Array.from({ length: 10 }, (__, column) => row * column));
    range.load("values");
    await context.sync();
  });
}

async function roundTrip(excel: ExcelInstance, value: number): Promise<void> {
  await excel.run(async (context) => {
    const cell = context.workbook.worksheets.getActiveWorksheet().getRange("A1");
    cell.values = [[value]];
    cell.load("values");
    await context.sync();
  });
}

/** A column of years and one of formulas on them: the median time from new years to all results. */
async function recalculation(formula: (row: number) => string): Promise<number> {
  const excel = await openExcel({ functionsScript: SCRIPT, metadata: FUNCTIONS });
  const fill = (column: string, cell: (row: number) => unknown) =>
    excel.run(async (context) => {
      const range = context.workbook.worksheets.getActiveWorksheet().getRange(`${column}1:${column}${CELLS}`);
      range.formulas = Array.from({ length: CELLS }, (_, row) => [cell(row + 1)]);
      await context.sync();
    });
  await fill("A", () => 2030);
  await fill("B", formula);
  await excel.host.settled();
  // The runner spaces its batches by up to two seconds: a pause keeps one round's from delaying the next.
  const result = await median(
    ROUNDS,
    async (round) => {
      await fill("A", () => 2030 + round);
      await excel.host.settled();
    },
    2_000,
  );
  await excel.dispose();
  return result;
}

const excel = await openExcel();
excel.host.faults.payloadLimit = null;
const trip = await median(200, (round) => roundTrip(excel, round));
const cells = await median(ROUNDS, () => writeAndRead(excel));
await excel.dispose();
const native = await recalculation((row) => `=A${row}+1`);
const addIn = await recalculation((row) => `=MARKET.SIZE(A${row},"base")`);

const lines: readonly (readonly [string, string, string])[] = [
  ["Excel.run with one sync, median", `${trip.toFixed(2)} ms`, "under 2 ms"],
  ["100,000 cells written and read", `${cells.toFixed(0)} ms`, "under 2,000 ms"],
  [`${CELLS} native =A1+1 recalculated`, `${native.toFixed(0)} ms`, ""],
  [`${CELLS} =MARKET.SIZE(A1) recalculated`, `${addIn.toFixed(0)} ms`, ""],
  ["the second against the first", `${(addIn / native).toFixed(2)} times`, "at most 2 times"],
];
for (const [what, figure, target] of lines) console.log(`${what.padEnd(42)}${figure.padStart(12)}   ${target}`);

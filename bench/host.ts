/**
 * What the host costs: cells written and read through Microsoft's client, a round trip, and the add-in's formulas
 * through its genuine runner against native ones, without a window and in the preview's page. Fails where a limit that
 * the project keeps is passed.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { serve } from "../scripts/serve.mjs";
import { launchBrowser } from "../test/support/browser.js";
import { inRepository, readDist } from "../test/support/dist.js";
import { openExcel, type ExcelInstance } from "../test/support/excel.js";
import { openPreview } from "./host-preview.js";
import { publish } from "./result.mjs";
import { CELLS, compareRecalculation, fill, median, type Recalculation, type Workbook } from "./host-recalculation.js";

async function timed(rounds: number, work: (round: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await work(round);
    times.push(performance.now() - started);
  }
  return median(times);
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

async function openHeadless(): Promise<Workbook> {
  const excel = await openExcel({
    functionsScript: readDist("functions.js"),
    metadata: JSON.parse(readDist("functions.json")) as never,
    pauses: "taken",
  });
  const client = { run: excel.run, settled: () => excel.host.settled() };
  return { fill: (task) => fill(client, task), close: () => excel.dispose() };
}

async function inPreview(): Promise<Recalculation> {
  if (!existsSync(inRepository(".cache/preview/index.html")))
    execFileSync(process.execPath, ["preview/build.mjs"], { stdio: "inherit" });
  const [server, browser] = [await serve({ port: 0 }), await launchBrowser()];
  try {
    return await compareRecalculation(() => openPreview(browser, `${server.url}?lang=en&theme=light`));
  } finally {
    await browser.close();
    await server.close();
  }
}

const excel = await openExcel();
excel.host.faults.payloadLimit = null;
const trip = await timed(200, (round) => roundTrip(excel, round));
const cells = await timed(7, () => writeAndRead(excel));
await excel.dispose();
const headless = await compareRecalculation(openHeadless);
const preview = await inPreview();

const milliseconds = (value: number): string => `${value.toFixed(0)} ms`;
const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;
const count = CELLS.toLocaleString("en");
publish({
  title: "The grid",
  about: `${count} cells recalculated after a new year in each row, add-in formulas against native ones in turns, through Microsoft's client and its runner; and what a request costs.`,
  rows: [
    ...Object.entries({ "without a window": headless, "in the preview": preview }).map(
      ([where, { native, addIn, ratio }]) => ({
        what: `${count} cells, ${where}`,
        "=A1+1": milliseconds(native),
        "=MARKET.SIZE(A1)": milliseconds(addIn),
        ratio: times(ratio),
      }),
    ),
    { what: "an Excel.run with one sync", "=A1+1": `${trip.toFixed(2)} ms` },
    { what: "100,000 cells written and read", "=A1+1": milliseconds(cells) },
  ],
  limits: [
    { what: "an Excel.run with one sync takes at most 2 ms", value: trip, most: 2, shown: `${trip.toFixed(2)} ms` },
    { what: "100,000 cells are written and read within 2 s", value: cells, most: 2_000, shown: milliseconds(cells) },
    {
      what: "the add-in's formulas take no more time than the native ones",
      value: headless.ratio,
      most: 1,
      shown: times(headless.ratio),
    },
    { what: "so they do in the preview", value: preview.ratio, most: 1, shown: times(preview.ratio) },
  ],
});

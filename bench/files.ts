/** What it costs to open and to save a large workbook in the preview, with its signs of progress. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import type { Page } from "playwright-core";
import { blankContent, writeWorkbook } from "../host/file/index.js";
import type { StoredCell } from "../host/grid/port.js";
import { serve } from "../scripts/serve.mjs";
import { launchBrowser } from "../test/support/browser.js";
import { inRepository } from "../test/support/dist.js";
import { publish } from "./result.mjs";

const ROWS = 10_000;
const COLUMNS = 20;
/** Columns of formulas. */
const FORMULAS = 2;
const MOST_SECONDS = 20;

/** Numbers, beside them sums of their rows and what those come to. */
async function largeWorkbook(): Promise<Uint8Array> {
  const cells = new Map<number, ReadonlyMap<number, StoredCell>>();
  for (let row = 0; row < ROWS; row++) {
    const line = new Map<number, StoredCell>();
    const numbers = COLUMNS - FORMULAS;
    let sum = 0;
    for (let column = 0; column < numbers; column++) {
      const value = ((row * 31 + column * 17) % 1000) / 4;
      sum += value;
      line.set(column, { value });
    }
    line.set(numbers, { value: sum, formula: `=SUM(A${row + 1}:R${row + 1})` });
    line.set(numbers + 1, { value: sum * 1.1, formula: `=S${row + 1}*1.1` });
    cells.set(row, line);
  }
  const content = blankContent("large");
  const [sheet] = content.sheets;
  return writeWorkbook({ ...content, sheets: [{ ...sheet!, cells }] });
}

/** Counts what the title bar says of progress while something is done. */
async function withProgress(page: Page, work: () => Promise<unknown>): Promise<{ seconds: number; signs: number }> {
  await page.evaluate(`{
    window.signs = new Set();
    new MutationObserver(() => window.signs.add(document.getElementById("progress").textContent))
      .observe(document.getElementById("progress"), { childList: true, characterData: true, subtree: true });
  }`);
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  return { seconds, signs: await page.evaluate<number>("[...window.signs].filter((text) => text !== '').length") };
}

if (!existsSync(inRepository(".cache/preview/index.html")))
  execFileSync(process.execPath, ["preview/build.mjs"], { stdio: "inherit" });
const [server, browser, file] = [await serve({ port: 0 }), await launchBrowser(), await largeWorkbook()];
try {
  const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
  page.setDefaultTimeout(240_000);
  await page.goto(`${server.url}?lang=en&theme=light`);
  await page.waitForFunction(() => "host" in window);
  const shows = (name: string): Promise<unknown> =>
    page.waitForFunction(
      (wanted) => document.title.includes(wanted) && document.getElementById("progress")?.textContent === "",
      name,
    );
  const opening = await withProgress(page, async () => {
    const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    await page.setInputFiles("input[type=file]", { name: "large.xlsx", mimeType, buffer: Buffer.from(file) });
    await shows("large.xlsx");
  });
  // A number that formulas rest on, so that there is something to save.
  await page.evaluate(
    `document.querySelector("#add-in iframe").contentWindow.Excel.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().getRange("A5000").values = [[7]];
      await context.sync();
    })`,
  );
  await page.evaluate("window.host.settled()");
  const saving = await withProgress(page, async () => {
    const download = page.waitForEvent("download");
    await page.keyboard.press("ControlOrMeta+S");
    await download;
  });
  const cells = (ROWS * COLUMNS).toLocaleString("en");
  const all = { open: opening, save: saving };
  publish({
    title: "Files",
    about: `A workbook of ${cells} cells, ${(ROWS * FORMULAS).toLocaleString("en")} of them formulas (${(file.length / 2 ** 20).toFixed(1)} MB), in the preview: until it is shown, and until it is saved after an edit.`,
    rows: Object.entries(all).map(([what, { seconds, signs }]) => ({
      what,
      seconds: seconds.toFixed(1),
      "signs of progress": String(signs),
    })),
    limits: Object.entries(all).flatMap(([what, { seconds, signs }]) => [
      {
        what: `It takes at most ${MOST_SECONDS} s to ${what} it`,
        value: seconds,
        most: MOST_SECONDS,
        shown: `${seconds.toFixed(1)} s`,
        time: true,
      },
      { what: `There are signs of progress as it ${what}s`, value: -signs, most: -1, shown: String(signs) },
    ]),
  });
} finally {
  await browser.close();
  await server.close();
}

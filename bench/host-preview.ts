import type { Browser } from "playwright-core";
import { fill, type Fill, type Filled, type Workbook } from "./host-recalculation.js";

/** The preview's page with an empty sheet in front, and the client that runs in the add-in's frame. */
const CLIENT = `{
  run: (batch) => document.querySelector("#add-in iframe").contentWindow.Excel.run(batch),
  settled: () => window.host.settled(),
}`;
const EMPTY_SHEET = `(${CLIENT}).run(async (context) => {
  context.workbook.worksheets.add("Benchmark").activate();
  await context.sync();
})`;

export async function openPreview(browser: Browser, address: string): Promise<Workbook> {
  const page = await browser.newPage({ viewport: { width: 1360, height: 860 } });
  await page.goto(address);
  await page.waitForFunction(() => "host" in window, undefined, { timeout: 120_000 });
  await page.evaluate(EMPTY_SHEET);
  return {
    async fill(task: Fill) {
      // A page behind another one is slowed down.
      await page.bringToFront();
      return page.evaluate(`(${fill.toString()})(${CLIENT}, ${JSON.stringify(task)})`) as Promise<Filled>;
    },
    close: () => page.close(),
  };
}

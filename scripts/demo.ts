/** `npm run demo`: records docs/demo.gif, the README's picture, from the built preview: the whole job in a few steps. */
import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { launchBrowser } from "../test/support/browser";
import { serve } from "./serve.mjs";

interface Picture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}
const require = createRequire(import.meta.url);
const { PNG } = require("pngjs") as { PNG: { sync: { read(file: Buffer): Picture } } };
const { GIFEncoder, quantize, applyPalette } = require("gifenc") as {
  GIFEncoder(): {
    writeFrame(index: Uint8Array, width: number, height: number, options: { palette: number[][]; delay: number }): void;
    finish(): void;
    bytes(): Uint8Array;
  };
  quantize(data: Uint8Array, colors: number): number[][];
  applyPalette(data: Uint8Array, palette: number[][]): Uint8Array;
};

const SIZE = { width: 1200, height: 680 };

const server = await serve({ port: 0 });
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: SIZE });
  await page.goto(`${server.url}?lang=en&theme=light`);
  const select = (cell: string) =>
    page.evaluate((at) => void window.univerAPI?.getActiveWorkbook()?.getActiveSheet()?.getRange(at).activate(), cell);
  const gif = GIFEncoder();
  const frame = async (delay: number): Promise<void> => {
    await page.waitForTimeout(400);
    const { data, width, height } = PNG.sync.read(await page.screenshot());
    const palette = quantize(data, 256);
    gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay });
  };
  const idle = () =>
    page.waitForFunction(
      () => "univerAPI" in window && document.getElementById("progress")?.textContent === "",
      undefined,
      { timeout: 60_000 },
    );
  const open = async (sample: string): Promise<void> => {
    await page.locator("#title-bar select").selectOption(sample);
    await idle();
  };

  // An analyst's model, with the report's sizes typed in.
  await idle();
  await open("valuation");
  await frame(2000);
  // One formula in their place, and what rests on them follows.
  await page.mouse.click(420, 500);
  await select("B5");
  for (const piece of ["=MARKET.SI", 'ZE(B4:G4,"high")']) {
    await page.keyboard.type(piece, { delay: 15 });
    if (piece.startsWith("=")) await frame(1200);
  }
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await page.evaluate(() => {
    const sheet = window.univerAPI?.getActiveWorkbook()?.getActiveSheet();
    sheet?.getRange("C5:G5").clearContent();
    sheet?.getRange("B5").setFormula('=MARKET.SIZE(B4:G4,"high")');
  });
  await page.waitForFunction(
    () => window.univerAPI?.getActiveWorkbook()?.getActiveSheet()?.getRange("G5").getDisplayValue() === "2,100.0",
    undefined,
    { timeout: 30_000 },
  );
  await select("B19");
  await frame(2500);
  // The same numbers as the build's own workbook charts them.
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("ControlOrMeta+S")]);
  await frame(1500);
  await download.cancel();
  await idle();
  await open("starter");
  await page.locator(".chart canvas").first().waitFor();
  await frame(3000);
  gif.finish();
  await mkdir("docs", { recursive: true });
  await writeFile("docs/demo.gif", gif.bytes());
  console.log(`docs/demo.gif: ${Math.round(gif.bytes().length / 1000)} kB`);
} finally {
  await browser.close();
  await server.close();
}

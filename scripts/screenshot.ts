/** `npm run screenshot`: takes docs/preview.png, the README's picture, from the built preview. */
import { launchBrowser } from "../test/support/browser";
import { serve } from "./serve.mjs";

const server = await serve({ port: 0 });
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1440, height: 860 } });
await page.goto(`${server.url}?lang=en&theme=light`);
await page.waitForFunction(() => "univerAPI" in window);
// The cell whose one formula fills the first table.
await page.evaluate(() => window.univerAPI?.getActiveWorkbook()?.getActiveSheet()?.getRange("B7").activate());
await page.waitForTimeout(500);
await page.screenshot({ path: "docs/preview.png" });
await browser.close();
await server.close();

import { expect, it } from "vitest";
import { sharedBrowser } from "../support/browser";

it("renders a page and runs its script", async () => {
  const page = await (await sharedBrowser()).newPage();
  await page.setContent("<h1>Market</h1><script>document.querySelector('h1').append(' ' + 1800)</script>");
  expect(await page.textContent("h1")).toBe("Market 1800");
  expect((await page.screenshot()).length).toBeGreaterThan(1000);
  expect((await page.locator("h1").boundingBox())?.height).toBeGreaterThan(10);
  await page.close();
});

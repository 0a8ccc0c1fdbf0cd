import { expect, test } from "vitest";
import { panes, reopened } from "./pane-page";

const { start } = panes();

test("a person's choices are there again when the pane is opened anew", async () => {
  const page = await start({ width: 320 });
  let { pane } = page;
  await pane.getByRole("checkbox", { name: /^Sources/ }).uncheck();
  await pane.getByLabel("Where", { exact: true }).selectOption("before-active");
  await pane.getByRole("tab", { name: "Cells" }).click();
  await pane.getByRole("checkbox", { name: "Colour the cells that are frozen" }).check();
  await pane.getByLabel("Where", { exact: true }).selectOption("workbook");
  // The editions are opened for once, and aren't where the next day's work goes on.
  await pane.getByRole("contentinfo").getByRole("button").click();

  ({ pane } = await reopened(page, 320));
  const selected = () => pane.getByRole("tab", { selected: true }).innerText();
  expect(await selected()).toBe("Cells");
  expect(await pane.getByRole("checkbox", { name: "Colour the cells that are frozen" }).isChecked()).toBe(true);
  expect(await pane.getByLabel("Where", { exact: true }).inputValue()).toBe("workbook");
  await pane.getByRole("tab", { name: "Load" }).click();
  expect(await pane.getByLabel("Where", { exact: true }).inputValue()).toBe("before-active");
  expect(await pane.getByRole("checkbox", { name: /^Sources/ }).isChecked()).toBe(false);
  expect(await pane.getByRole("checkbox", { name: /^Market/ }).isChecked()).toBe(true);

  // What another version wrote is no reason to fail.
  await pane.evaluate(() => {
    for (const key of Object.keys(localStorage)) localStorage.setItem(key, '{"from":"elsewhere"}');
  });
  ({ pane } = await reopened(page, 320));
  expect(await selected()).toBe("Load");
  expect(await pane.getByRole("checkbox", { name: /^Sources/ }).isChecked()).toBe(true);
  await page.preview.screenshot("pane-preferences");
});

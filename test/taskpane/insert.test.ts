import { expect, test } from "vitest";
import { formulaOf } from "../preview/preview-page";
import { eventually, panes, seriousViolations, type PanePage } from "./pane-page";

const { start } = panes();

const openFormula = async ({ pane }: PanePage, name: RegExp) => {
  await pane.getByRole("tab").nth(3).click();
  await pane.getByRole("button", { name }).click();
};

const formulaIn = ({ preview }: PanePage, cell: string) => preview.page.evaluate(formulaOf, cell);

test("a formula asks before it takes the place of something, and names what would be lost", async () => {
  const page = await start({ width: 320 });
  const { preview, pane } = page;
  await preview.type("J2", "my own note");
  await preview.select("J2");
  await openFormula(page, /^CAGR/);
  await pane.getByLabel(/^from/).first().fill("2025");
  await pane.getByLabel(/^to/).first().fill("2030");
  await pane.getByRole("button", { name: "Insert into Start!J2" }).click();
  const dialog = pane.getByRole("dialog", { name: "Replace what is in Start!J2?" });
  await dialog.getByText("my own note").waitFor();
  expect(await seriousViolations(pane)).toEqual([]);
  await preview.screenshot("pane-insert-replace");
  await preview.page.keyboard.press("Escape");
  await eventually(() => dialog.count()).toBe(0);
  expect(await preview.text("J2")).toBe("my own note");

  await pane.getByRole("button", { name: "Insert into Start!J2" }).click();
  await dialog.getByRole("button", { name: "Replace" }).click();
  await pane.getByText("Inserted.").waitFor();
  // It reads as a rate without being formatted by hand.
  await eventually(() => preview.text("J2")).toBe("30.3%");

  // What is being edited is known to go.
  await pane.getByRole("button", { name: "All formulas" }).click();
  await pane.getByRole("button", { name: "Edit", exact: true }).click();
  await pane.getByLabel(/^from/).first().fill("2026");
  await pane.getByRole("button", { name: "Update Start!J2" }).click();
  await pane.getByText("Inserted.").waitFor();
  expect(await formulaIn(page, "J2")).toBe("=MARKET.CAGR(2026,2030)");

  // Unless the cell has changed since.
  await pane.getByLabel(/^from/).first().fill("2027");
  await pane.evaluate(() =>
    Excel.run(async (context) => {
      context.workbook.worksheets.getItem("Start").getRange("J2").values = [["changed"]];
      await context.sync();
    }),
  );
  await pane.getByRole("button", { name: "Update Start!J2" }).click();
  await dialog.getByText("changed").waitFor();
});

test("a table says which cells stand in its way; an example brings its formats", async () => {
  const page = await start({ width: 320 });
  const { preview, pane } = page;
  await preview.type("K4", "kept");
  await preview.select("J2");
  await openFormula(page, /^SPLIT/);
  const insert = pane.getByRole("button", { name: /^Insert =MARKET\.SPLIT/ });
  await insert.click();
  const dialog = pane.getByRole("dialog", { name: "No room for it at Start!J2" });
  await dialog.getByText("The formula fills J2:L6, and these cells aren't empty: K4.").waitFor();
  await preview.screenshot("pane-insert-no-room");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await preview.select("N2");
  await insert.click();
  await pane.getByText("Inserted.").waitFor();
  await eventually(() => preview.text("P3")).toMatch(/^\d+\.\d%$/);
  expect(await preview.text("K4")).toBe("kept");
});

test.each([
  { language: "zh", theme: "dark" },
  { language: "en", theme: "dark" },
] as const)("the question reads well in $language, $theme", async (settings) => {
  const page = await start({ ...settings, width: 320 });
  const { preview, pane } = page;
  await preview.select("A7");
  await openFormula(page, /^SPLIT/);
  await pane.locator("li button").first().click();
  await pane.getByRole("dialog").waitFor();
  expect(await seriousViolations(pane)).toEqual([]);
  await preview.screenshot(`pane-insert-${settings.language}-${settings.theme}`);
});

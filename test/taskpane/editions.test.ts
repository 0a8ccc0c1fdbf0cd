import { readFile } from "node:fs/promises";
import { strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { builtInReport, parseReport, type Report } from "../../src/report";
import { zippedPackage } from "../../src/report/packages";
import { eventually, fits, panes, seriousViolations, type PanePage, type PaneSettings } from "./pane-page";

const SECOND = "test/fixtures/second-report.json";

const { start: open } = panes();

async function start(settings?: PaneSettings): Promise<PanePage> {
  const page = await open(settings);
  await page.pane.getByRole("contentinfo").getByRole("button").click();
  return page;
}

/** Of the second report's first scenario, which states a range for the year: its middle. */
async function sizeIn2028(): Promise<number> {
  const { figures } = JSON.parse(await readFile(SECOND, "utf8")) as Report;
  const [low, high] = figures.find(({ id }) => id === "size-2028-installers")?.value as [number, number];
  return (low + high) / 2;
}

const choose = ({ pane }: PanePage, file: Parameters<ReturnType<typeof pane.locator>["setInputFiles"]>[0]) =>
  pane.locator("input[type=file]").setInputFiles(file);

describe("another report", () => {
  test("is shown before it is accepted, then in force, and the former one comes back", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    await preview.type("J2", "=MARKET.SIZE(2028)");
    await eventually(() => preview.text("J2")).toMatch(/^1,?\d{3}/);
    const before = await preview.text("J2");

    await choose(page, SECOND);
    await pane.getByRole("heading", { name: "What would change" }).waitFor();
    expect(await pane.evaluate(() => document.activeElement?.textContent)).toBe("What would change");
    await pane.getByText("eu-heat-pumps-2022-2032, edition 2022.3").waitFor();
    await pane.getByRole("button", { name: "Start!B7" }).waitFor();
    expect(await preview.text("J2")).toBe(before);
    expect(await pane.getByText("The workbook has changed since").count()).toBe(0);
    expect(await fits(page)).toBe(true);

    await pane.getByRole("button", { name: "Accept" }).click();
    await pane.getByText("The workbook is now built on eu-heat-pumps-2022-2032").waitFor();
    await pane.getByText("listed on the sheet “Refresh log”").waitFor();
    await preview.openSheet("Start");
    await eventually(async () => Number(await preview.text("J2"))).toBe(await sizeIn2028());

    await pane.getByRole("button", { name: "Back to the former edition…" }).click();
    await pane.getByRole("button", { name: "Go back" }).click();
    await pane.getByText("The workbook is now built on cn-auto-cloud-2025-2030").waitFor();
    await preview.openSheet("Start");
    await eventually(() => preview.text("J2")).toBe(before);
  });

  test("is called another one; an edition of the same label with other data is warned of; figures come first", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    await preview.type("J2", "=B7*2");
    await choose(page, SECOND);
    await pane.getByText("This is another report, not another edition").waitFor();
    expect(await pane.getByText(/Of these, cells that become errors: [1-9]/).count()).toBe(1);
    await pane.getByText("Formulas of your own that rest on these cells").waitFor();
    await pane.getByRole("button", { name: "Start!J2" }).waitFor();
    await pane.getByRole("button", { name: "Change nothing" }).click();

    const report = structuredClone(builtInReport) as unknown as { figures: { id: string; value: unknown }[] };
    report.figures.find(({ id }) => id === "size-2030-applications")!.value = 1900;
    const buffer = Buffer.from(JSON.stringify(report));
    await choose(page, { name: "same.json", mimeType: "application/json", buffer });
    await pane.getByText("It is labelled as edition 2026.1, as the present one is").waitFor();
    const headings = await pane.getByRole("heading", { level: 4 }).allTextContents();
    expect(headings[0]).toBe("The report");
    expect(headings[1]).toMatch(/^Cells that would show something else/);
    await preview.screenshot("pane-editions-same-label");
  });

  test("as a Data Package is shown before it is accepted, and a zip of anything else is refused", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    const file = (name: string, bytes: Uint8Array) => ({
      name,
      mimeType: "application/zip",
      buffer: Buffer.from(bytes),
    });
    const parsed = parseReport(await readFile(SECOND, "utf8")) as { readonly report: Report };
    await choose(page, file("second.zip", zippedPackage(parsed.report)));
    await pane.getByText("This is another report, not another edition").waitFor();
    await pane.getByRole("button", { name: "Change nothing" }).click();
    const before = await preview.texts("A1:H12");
    await choose(page, file("photos.zip", zipSync({ "a.csv": strToU8("1") })));
    await pane.getByText("The zip holds no Data Package").waitFor();
    expect(await preview.texts("A1:H12")).toEqual(before);
    expect(await fits(page)).toBe(true);
  });

  test("in a broken file is refused with each fault by place and reason", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    const before = await preview.texts("A1:H12");
    const report = JSON.parse(await readFile(SECOND, "utf8"));
    report.figures[3].value = "many";
    delete report.figures[4].unit;
    const file = (name: string, text: string) => ({ name, mimeType: "application/json", buffer: Buffer.from(text) });

    await choose(page, file("broken.json", JSON.stringify(report)));
    await pane.getByText("“broken.json” can't be used. Nothing was changed.").waitFor();
    await pane.getByText("/figures/3/value").waitFor();
    await pane.getByText("/figures/4", { exact: false }).nth(0).waitFor();
    expect(await seriousViolations(pane)).toEqual([]);
    expect(await fits(page)).toBe(true);
    await preview.screenshot("pane-editions-faults");

    await choose(page, file("notes.json", "not a report"));
    await pane.getByText("“notes.json” can't be used. Nothing was changed.").waitFor();
    expect(await pane.getByRole("button", { name: "Accept" }).count()).toBe(0);
    expect(await preview.texts("A1:H12")).toEqual(before);
    expect(await pane.getByRole("contentinfo").textContent()).toContain("2025");
  });
});

describe("upkeep", () => {
  test("refreshes a scope with its outcome; freezes, coloured, and thaws; detaches after a question, and reattaches after another", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    const formulaOf = (cell: string) =>
      preview.page.evaluate(
        (address) => window.univerAPI!.getActiveWorkbook()!.getActiveSheet().getRange(address).getFormula(),
        cell,
      );
    await preview.type("J2", "=MARKET.SIZE(2030)");
    await eventually(() => preview.text("J2")).toMatch(/^1,?800/);
    await preview.select("J2");
    await pane.getByRole("tab", { name: "Cells" }).click();
    await pane.getByRole("button", { name: "Refresh", exact: true }).click();
    await pane.getByText("Formulas recalculated: 1. Values changed: 0. Errors: 0.").waitFor();

    const fillOf = (cell: string) =>
      preview.page.evaluate(
        (address) => window.univerAPI!.getActiveWorkbook()!.getActiveSheet().getRange(address).getBackground(),
        cell,
      );
    await pane.getByRole("checkbox", { name: "Colour the cells that are frozen" }).check();
    await pane.getByRole("button", { name: "Freeze", exact: true }).click();
    await pane.getByText("Formulas that are now values: 1.").waitFor();
    await preview.screenshot("pane-frozen");
    expect([await formulaOf("J2"), await fillOf("J2")]).toEqual(["", "#DDEBF7"]);
    const state = pane.getByRole("combobox", { name: "State" });
    await state.selectOption({ label: "frozen (1)" });
    await eventually(() => pane.getByRole("option", { name: /^J2 frozen/ }).count()).toBe(1);
    expect(await pane.getByRole("listbox").getByRole("option").count()).toBe(1);
    await pane.getByRole("button", { name: "Thaw", exact: true }).click();
    await pane.getByText("Formulas live again: 1.").waitFor();
    expect(await formulaOf("J2")).toBe("=MARKET.SIZE(2030)");
    expect(await fillOf("J2")).not.toBe("#DDEBF7");

    await preview.openSheet("Start");
    await preview.select("B7");
    await pane.getByRole("button", { name: "Freeze", exact: true }).click();
    await pane.getByText("Formulas that are now values: 1.").waitFor();
    // Within what B7 fills.
    await preview.page.mouse.click(257, 278, { button: "right" });
    await preview.page.getByText("Where does this number come from?").click();
    await pane.getByText("Frozen: the cell holds a value").waitFor();
    // As it was printed.
    expect(await pane.locator("q").first().textContent()).toMatch(/\d/);
    expect(await seriousViolations(pane)).toEqual([]);
    await preview.screenshot("pane-where-from-frozen");
    await preview.select("B7");
    await pane.getByRole("button", { name: "Thaw", exact: true }).click();
    await pane.getByText("Formulas live again: 1.").waitFor();

    await pane.getByRole("button", { name: "Detach…" }).click();
    const dialog = pane.getByRole("dialog");
    expect(await seriousViolations(pane)).toEqual([]);
    await preview.screenshot("pane-detach");
    await dialog.getByRole("button", { name: "Detach" }).click();
    await pane.getByText("need no add-in").waitFor();
    await pane.getByText(/^No formula of the report is live\. Frozen: 0;.* Detached: \d+;/).waitFor();
    await preview.openSheet("Start");
    expect(await formulaOf("J2")).not.toContain("MARKET.");
    await eventually(() => preview.text("J2")).toMatch(/^1,?800/);

    // The scenario there is to be changed, and the live formulas wouldn't follow.
    await preview.openSheet("Market data");
    await preview.type("B7", "vendors");
    const { keyboard } = preview.page;
    const question = pane.getByRole("dialog", { name: "Reattach without your numbers?" });
    await pane.getByRole("button", { name: "Reattach" }).focus();
    await keyboard.press("Enter");
    await question.getByText("cells that you changed on the data sheet (1)").waitFor();
    await question.getByText("The data sheet stays, with your numbers.").waitFor();
    await keyboard.press("Escape");
    await question.waitFor({ state: "detached" });
    expect(await pane.evaluate(() => document.activeElement?.textContent)).toBe("Reattach");
    await pane.getByText("applications became vendors").waitFor();
    await preview.openSheet("Start");
    expect(await formulaOf("J2")).toContain("Market data");

    await pane.getByRole("button", { name: "Reattach" }).focus();
    await keyboard.press("Enter");
    await question.waitFor();
    await keyboard.press("Enter");
    await pane.getByText(/Formulas live again: \d\d+\./).waitFor();
    await pane.getByText("Something on it is yours: B7.").waitFor();
    await eventually(() => formulaOf("J2")).toBe("=MARKET.SIZE(2030)");
    await preview.openSheet("Market data");
    expect(await preview.text("B7")).toBe("vendors");
  });
});

test.each([
  { language: "en", theme: "light" },
  { language: "en", theme: "dark" },
  { language: "zh", theme: "light" },
  { language: "zh", theme: "dark" },
] as const)("axe finds nothing serious in a preview in $language, $theme, 320 px", async (settings) => {
  const page = await start({ ...settings, width: 320 });
  const { preview, pane } = page;
  await choose(page, SECOND);
  await pane.getByRole("heading", { level: 3 }).waitFor();
  await preview.screenshot(`pane-editions-${settings.language}-${settings.theme}-preview`);
  expect(await seriousViolations(pane)).toEqual([]);
  expect(await fits(page)).toBe(true);
  await pane.getByRole("checkbox").scrollIntoViewIfNeeded();
  await preview.screenshot(`pane-editions-${settings.language}-${settings.theme}-end`);
});

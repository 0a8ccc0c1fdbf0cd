import { describe, expect, test } from "vitest";
import { eventually, fits, panes, seriousViolations } from "./pane-page";

const { start, startAlone } = panes();

describe("formulas", () => {
  test("by keyboard alone: find one, fill it in, see its value, insert it", async () => {
    const { preview, pane } = await start();
    const { keyboard } = preview.page;
    await preview.select("J2");
    // As Excel's F6 enters the pane.
    await pane.getByRole("tab").first().focus();
    for (let step = 0; step < 3; step++) await keyboard.press("ArrowRight");
    await keyboard.press("Enter");
    await pane.getByRole("searchbox").waitFor();
    await keyboard.press("Tab");
    await keyboard.type("compound");
    await eventually(() => pane.getByText("Formulas: 1").count()).toBe(1);
    await keyboard.press("Tab");
    await eventually(() => pane.evaluate(() => document.activeElement?.textContent ?? "")).toContain("CAGR");
    await keyboard.press("Enter");
    await eventually(() => pane.evaluate(() => document.activeElement?.textContent)).toBe("CAGR");
    await keyboard.press("Tab");
    await keyboard.type("2025");
    await keyboard.press("Tab");
    await keyboard.press("Tab");
    await keyboard.type("2030");
    await pane.getByRole("region", { name: "Value" }).getByText("0.3026").waitFor();
    await keyboard.press("Enter");
    await pane.getByText("Inserted.").waitFor();
    await eventually(() => preview.text("J2")).toBe("30.3%");
  });

  test("by mouse: choose, pick cells from the sheet, insert, and reopen with the cell's settings", async () => {
    const { preview, pane } = await start();
    await preview.select("J2");
    await pane.getByRole("tab", { name: "Formulas" }).click();
    await pane.getByRole("button", { name: /^SIZE/ }).click();
    await pane.getByRole("button", { name: "Pick year from the sheet" }).click();
    await preview.select("G6");
    await eventually(() => pane.getByLabel(/^year/).first().inputValue()).toBe("=G6");
    await pane.getByRole("button", { name: "Pick year from the sheet" }).click();
    await pane
      .getByLabel(/^scenario/)
      .first()
      .selectOption("vendors");
    await pane.getByRole("region", { name: "Value" }).getByText("665.4").waitFor();
    await pane.getByRole("button", { name: "Insert into Start!J2" }).click();
    await pane.getByText('=MARKET.SIZE(G6,"vendors")').first().waitFor();
    await eventually(() => preview.text("J2")).toBe("665.4");

    await pane.getByRole("button", { name: "All formulas" }).click();
    await preview.select("B7");
    await pane.getByRole("button", { name: "Edit", exact: true }).click();
    await pane.getByText("Settings of Start!B7").waitFor();
    expect(await pane.getByLabel(/^year/).first().inputValue()).toBe("=B6:G6");
    expect(await pane.getByLabel(/^unit/).first().inputValue()).toBe("=E3");
    // Five scenarios by six years, and no row of them is a header.
    const values = pane.getByRole("region", { name: "Value" });
    await values.getByText("814.43").waitFor();
    expect(await values.getByRole("row").count()).toBe(5);
    expect(await values.getByRole("columnheader").count()).toBe(0);
  });

  test("says what is wrong with an argument, and what would be right", async () => {
    const { pane } = await start();
    await pane.getByRole("tab", { name: "Formulas" }).click();
    await pane.getByRole("button", { name: /^SIZE/ }).click();
    await pane.getByLabel(/^year/).first().fill("46023");
    await pane.getByText("46023 looks like a date: use YEAR().").first().waitFor();
    await pane.getByLabel(/^year/).first().fill("2040");
    await pane.getByText("#N/A").first().waitFor();
    await pane.getByText("only for 2025 to 2030").waitFor();
  });
});

describe("assumptions", () => {
  test("an override flows into the formulas; a bad one is told in words; reset brings the default back", async () => {
    const { preview, pane } = await start();
    expect(await preview.text("G10")).toBe("1,624.7");
    await pane.getByRole("tab", { name: "Assumptions" }).click();
    const parc = pane.getByLabel("Override of Vehicle parc, 2030");
    await parc.fill("many");
    await parc.press("Enter");
    await pane.getByText("“many” isn't a number").waitFor();
    await parc.fill("5");
    await parc.press("Enter");
    await pane.getByText("Overridden (1)").waitFor();
    // Making the table shows the sheet that it is on.
    await preview.openSheet("Start");
    await eventually(() => preview.text("G10")).toBe("1,867.5");
    await pane.getByRole("button", { name: "Reset Vehicle parc, 2030" }).click();
    await pane.getByText("Overridden (0)").waitFor();
    await eventually(() => preview.text("G10")).toBe("1,624.7");
  });
});

describe("a lost table", () => {
  test("is told in words, its overrides stay in force, and it can be restored", async () => {
    const { preview, pane } = await start();
    await pane.getByRole("tab", { name: "Assumptions" }).click();
    const parc = pane.getByLabel("Override of Vehicle parc, 2030");
    await parc.fill("5");
    await parc.press("Enter");
    await pane.getByText("Overridden (1)").waitFor();
    // As a colleague deletes it, through Microsoft's client.
    await pane.evaluate(() =>
      Excel.run(async (context) => {
        context.workbook.tables.getItem("MarketAssumptions").delete();
        await context.sync();
      }),
    );
    await pane.getByText("The table MarketAssumptions is gone from the workbook.").waitFor();
    await pane.getByText("Kept: overrides 1, scenarios of your own 0.").waitFor();
    expect(await seriousViolations(pane)).toEqual([]);
    await preview.screenshot("pane-lost-table");
    await preview.openSheet("Start");
    expect(await preview.text("G10")).toBe("1,867.5");
    await pane.getByRole("button", { name: "Restore" }).click();
    await pane.getByText("The table MarketAssumptions is gone from the workbook.").waitFor({ state: "detached" });
    await pane.getByText("Overridden (1)").waitFor();
  });
});

describe("scenarios", () => {
  test("with a name wider than the pane fit into it", async () => {
    const { pane } = await start({ width: 320 });
    await pane.getByRole("tab", { name: "Scenarios" }).click();
    await pane.getByRole("button", { name: "New scenario" }).click();
    const dialog = pane.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Board case with low growth, late adoption and high compliance cost");
    await dialog.getByRole("button", { name: "Create" }).click();
    await pane.getByRole("button", { name: "Remove Board case" }).click();
    await dialog.getByText("No formula names it.").waitFor();
    for (const element of [dialog, pane.getByRole("main")])
      expect(await element.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  });

  test("make one of one's own, choose it, and remove it with its formulas listed first", async () => {
    const { preview, pane } = await start();
    await preview.type("J2", "=MARKET.SIZE(2030)");
    await eventually(() => preview.text("J2")).toMatch(/^1,?800/);
    await pane.getByRole("tab", { name: "Scenarios" }).click();
    await pane.getByRole("button", { name: "New scenario" }).click();
    const dialog = pane.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Board case");
    await dialog.getByLabel("Based on").selectOption("vendors");
    await dialog.getByRole("button", { name: "Create" }).click();
    await pane.getByRole("button", { name: "Rename Board case" }).waitFor();
    await pane.getByLabel("The workbook's scenario").selectOption({ label: "Board case" });
    await preview.openSheet("Start");
    await eventually(() => preview.text("J2")).toBe("665.4");
    await preview.type("J3", '=MARKET.SIZE(2030,"Board case")');
    await eventually(() => preview.text("J3")).toBe("665.4");
    await pane.getByLabel("The workbook's scenario").selectOption("applications");
    await eventually(() => preview.text("J2")).toMatch(/^1,?800/);
    await pane.getByRole("button", { name: "Remove Board case" }).click();
    await pane.getByRole("dialog").getByText("Start!J3").waitFor();
    await pane.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await eventually(() => preview.text("J3")).toBe("#VALUE!");
  });
});

describe("a scenario of one's own", () => {
  test("gets overrides of its own in the pane, which change no other", async () => {
    const { preview, pane } = await start({ width: 320 });
    await preview.type("J2", '=MARKET.SIZE(2030,"Board case")');
    await preview.type("J3", '=MARKET.DRIVER("parc",2030,"bottom-up")');
    await pane.getByRole("tab", { name: "Scenarios" }).click();
    await pane.getByRole("button", { name: "New scenario" }).click();
    const dialog = pane.getByRole("dialog");
    await dialog.getByLabel("Name").fill("Board case");
    await dialog.getByLabel("Based on").selectOption("bottom-up");
    await dialog.getByRole("button", { name: "Create" }).click();
    await preview.showsSheet("Assumptions");
    await preview.openSheet("Start");
    await eventually(() => preview.text("J2")).toMatch(/^1,?624\.\d+/);

    // It stands first wherever scenarios are chosen from.
    const first = pane.getByRole("group", { name: "Up to 4. Choose which:" }).getByRole("checkbox").first();
    expect(await first.evaluate((element) => (element as HTMLInputElement).labels?.[0]?.textContent)).toMatch(
      /^Board case/,
    );
    expect(await pane.getByLabel("The workbook's scenario").locator("option").first().innerText()).toBe("Board case");

    await pane.getByRole("button", { name: "Edit overrides of Board case" }).click();
    const whose = pane.getByLabel("Numbers of");
    expect(await whose.locator("option:checked").innerText()).toBe("Board case");
    await eventually(() => pane.evaluate(() => document.activeElement?.tagName)).toBe("SELECT");
    const parc = pane.getByLabel("Override of Vehicle parc, Board case · 2030");
    await parc.fill("5");
    await parc.press("Enter");
    await pane.getByText("Overridden (1)").waitFor();
    await pane.getByText("Otherwise 4.35 × 100m vehicles").waitFor();
    await eventually(() => preview.text("J2")).toMatch(/^1,?867\.5/);
    expect(await preview.text("J3")).toBe("4.35");
    expect(await seriousViolations(pane)).toEqual([]);
    await preview.screenshot("pane-own-overrides");

    await whose.selectOption("Every scenario");
    await pane.getByText("Board case · 2030").waitFor();
    await pane.getByRole("tab", { name: "Scenarios" }).click();

    await pane.getByRole("button", { name: "Later years of Board case" }).press("Enter");
    const until = dialog.getByLabel("Goes on until");
    await until.fill("2029");
    await until.press("Enter");
    await pane.getByText("“Board case” doesn't go on").waitFor();
    await pane.getByRole("button", { name: "Later years of Board case" }).press("Enter");
    await until.fill("2032");
    await dialog.getByLabel("How", { exact: true }).fill("constant 10%");
    expect(await seriousViolations(pane)).toEqual([]);
    await dialog.getByLabel("How", { exact: true }).press("Enter");
    await pane.getByText("Goes on until 2032: constant 10%").waitFor();
    await first.check();
    await pane.getByRole("cell", { name: "2,259.7*" }).waitFor();
    await pane.getByText("* extrapolated", { exact: true }).waitFor();

    await pane.getByText("Vehicle parc, 2030: 5 × 100m vehicles instead of 4.35 × 100m vehicles").waitFor();
    expect(await seriousViolations(pane)).toEqual([]);
    expect(await fits({ pane })).toBe(true);
    await preview.screenshot("pane-own-scenario");

    await pane.getByRole("button", { name: "Edit overrides of Board case" }).click();
    await pane.getByRole("button", { name: "Reset all" }).click();
    await pane.getByRole("dialog").getByText("Overrides of “Board case”: 1.").waitFor();
    await pane.getByRole("dialog").getByRole("button", { name: "Reset all" }).click();
    await pane.getByText("This scenario has no overrides of its own.").waitFor();
    await eventually(() => preview.text("J2")).toMatch(/^1,?624\.\d+/);
  });
});

describe("comparing scenarios", () => {
  test("shows each one's line and sizes, with its CAGR, as many as there is room for", async () => {
    const { pane } = await start({ width: 320 });
    await pane.getByRole("tab", { name: "Scenarios" }).click();
    const table = pane.getByRole("table");
    const chart = pane.getByRole("img", { name: /^Market size by year, CNY 100m/ });
    const row = async (name: string) => (await table.getByRole("row", { name }).innerText()).split(/\s+/);
    expect(await row("2030")).toEqual(["2030", "1,800.0", "1,624.7"]);
    expect(await chart.locator("polyline").count()).toBe(2);
    await pane.getByRole("checkbox", { name: /^Vendor table/ }).check();
    await pane.getByRole("checkbox", { name: /^V2X and edge/ }).check();
    expect((await row("2025")).slice(3)).toEqual(["185.6", "1,200.0"]);
    expect((await row("CAGR"))[3]).toBe("29.09%");
    await pane.getByText("CAGR: from 2025 to 2030, the years that all have.").waitFor();
    expect(await chart.locator("polyline").count()).toBe(4);
    expect(await table.evaluate((element) => element.scrollWidth <= element.parentElement!.clientWidth)).toBe(true);
    expect(await pane.getByRole("checkbox", { name: /^Policy/ }).isDisabled()).toBe(true);
    expect(await seriousViolations(pane)).toEqual([]);

    const boxes = pane.getByRole("group", { name: "Up to 4. Choose which:" }).getByRole("checkbox", { checked: true });
    while ((await boxes.count()) > 0) await boxes.first().uncheck();
    await pane.getByText("Choose scenarios below to compare them.").waitFor();
  });
});

describe("load", () => {
  test("loads the chosen sheets, and asks before it touches what is there", async () => {
    const { preview, pane } = await start();
    await pane.getByRole("tab", { name: "Load" }).click();
    for (const sheet of ["Segments", "Assumptions", "Sources", "Checks"])
      await pane.getByRole("checkbox", { name: new RegExp(`^${sheet}`) }).uncheck();
    const load = pane.getByRole("tabpanel").getByRole("button", { name: "Load", exact: true });
    await load.click();
    await pane.getByText("New: Market.").waitFor();
    await preview.type("B5", "CNY bn");

    await load.click();
    const dialog = pane.getByRole("dialog");
    await dialog.getByText("“Market” is there from an earlier load").waitFor();
    await dialog.getByText("You changed: B5").waitFor();
    await preview.page.keyboard.press("Escape");
    await eventually(() => dialog.count()).toBe(0);
    await eventually(() => pane.evaluate(() => document.activeElement?.textContent)).toBe("Load");

    await load.click();
    await dialog.getByLabel("What to do with Market").selectOption("rename");
    const name = await dialog.getByLabel("Name").inputValue();
    expect(name).not.toBe("Market");
    await dialog.getByRole("button", { name: "Load" }).click();
    await pane.getByText(`New: ${name}`).waitFor();
    await preview.openSheet("Market");
    expect(await preview.text("B5")).toBe("CNY bn");
  });
});

describe("cells", () => {
  test("lists every cell with a formula of ours; one goes there", async () => {
    const { preview, pane } = await start();
    await pane.getByRole("tab", { name: "Cells" }).click();
    await pane.getByRole("option", { name: /^H7/ }).click();
    await eventually(() =>
      preview.page.evaluate(
        () => window.univerAPI?.getActiveWorkbook()?.getActiveSheet().getActiveRange()?.getA1Notation() ?? "",
      ),
    ).toBe("H7");
    await pane.getByLabel("Errors only").check();
    await eventually(() => pane.getByRole("listbox").getByRole("option").count()).toBe(2);
    await pane.getByRole("listbox").getByRole("option").filter({ hasText: "#N/A" }).waitFor();
    // What a row has no room for stands below the list.
    await pane.getByRole("listbox").press("End");
    await pane.getByText("Start!G30: #VALUE!").waitFor();
  });
});

describe("what a command answers", () => {
  test("comes into sight however far the view is scrolled, and a success goes with the view", async () => {
    const { preview, pane } = await start();
    const press = (name: string) => preview.page.getByRole("toolbar").getByRole("button", { name }).click();
    const scrolled = () => pane.getByRole("main").evaluate((element) => element.scrollTop);
    await pane.getByRole("tab", { name: "Assumptions" }).click();
    await pane.getByRole("main").evaluate((element) => element.scrollTo(0, element.scrollHeight));
    expect(await scrolled()).toBeGreaterThan(100);
    await press("Check");
    const answer = pane.getByText("Every integrity check holds.");
    await answer.waitFor();
    await eventually(scrolled).toBeLessThan(100);
    await pane.getByRole("main").evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await pane.getByRole("tab", { name: "Scenarios" }).click();
    expect(await scrolled()).toBe(0);
    expect(await answer.count()).toBe(0);
  });
});

const views = ["Load", "Assumptions", "Scenarios", "Formulas", "Cells"];

describe.each([
  { language: "en", theme: "light", width: 320 },
  { language: "en", theme: "dark", width: 400 },
  { language: "zh", theme: "light", width: 400 },
  { language: "zh", theme: "dark", width: 320 },
] as const)("in $language, $theme, $width px", (settings) => {
  test("axe finds nothing serious in any view, and nothing is wider than the pane", async () => {
    const { preview, pane } = await start(settings);
    for (const [index, view] of views.entries()) {
      await pane.getByRole("tab").nth(index).click();
      // The list of cells has to be read first.
      await pane.getByRole("progressbar").waitFor({ state: "detached" });
      expect(await seriousViolations(pane), view).toEqual([]);
      expect(await fits({ pane }), view).toBe(true);
      await preview.screenshot(`pane-${view}-${settings.language}-${settings.theme}-${settings.width}`);
    }
    await pane.getByRole("tab").nth(3).click();
    await pane.getByRole("button", { name: /^SIZE/ }).click();
    await pane.getByRole("textbox").first().fill("2027");
    await pane.locator("[type=submit]:not([aria-disabled=true])").waitFor();
    expect(await seriousViolations(pane), "builder").toEqual([]);
    await preview.screenshot(`pane-builder-${settings.language}-${settings.theme}-${settings.width}`);
  });
});

test("outside Excel the pane says so politely, and still shows the formulas with their help", async () => {
  const { page, errors } = await startAlone();
  await page.getByText("Open this in Excel").waitFor();
  await page.getByRole("searchbox").fill("your own numbers");
  await page.getByRole("button", { name: /^BUILD/ }).click();
  await page.getByRole("heading", { name: "Examples" }).waitFor();
  expect(await seriousViolations(page.mainFrame())).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
});

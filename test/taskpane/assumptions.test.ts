import { describe, expect, test } from "vitest";
import { eventually, panes, seriousViolations, type PanePage } from "./pane-page";

const { start } = panes();

const open = async ({ pane }: PanePage) => {
  await pane.getByRole("tab").nth(1).click();
};

const textOf = ({ pane }: PanePage) => pane.evaluate(() => document.body.innerText);

/** As a colleague types it into the table, through Microsoft's client. */
const typeOverride = ({ pane }: PanePage, key: string, year: number, typed: string) =>
  pane.evaluate(
    ([wanted, at, value]) =>
      Excel.run(async (context) => {
        const body = context.workbook.tables.getItem("MarketAssumptions").getDataBodyRange();
        body.load("values");
        await context.sync();
        const row = body.values.findIndex((cells) => cells[0] === wanted && cells[2] === at);
        body.getCell(row, 4).values = [[value]];
        await context.sync();
      }),
    [key, year, typed] as const,
  );

describe("overrides", () => {
  test("in percent take 90 as 90 %, and say so", async () => {
    const page = await start({ width: 320 });
    const { pane } = page;
    await open(page);
    const penetration = pane.getByLabel("Override of Cloud penetration, 2030");
    await penetration.fill("90");
    await penetration.press("Enter");
    await pane.getByText("Cloud penetration is now 90%.").waitFor();
    await pane.getByText("Overridden (1)").waitFor();
    expect(await penetration.inputValue()).toBe("90%");
  });

  test("a hundred times their default ask whether the unit is meant", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    await open(page);
    const parc = pane.getByLabel("Override of Vehicle parc, 2030");
    const dialog = pane.getByRole("dialog", { name: "Is the unit meant?" });
    await parc.fill("435");
    await parc.press("Enter");
    await dialog.getByText("Vehicle parc, 2030 is 100 times the default: 435 × 100m vehicles").waitFor();
    expect(await seriousViolations(pane)).toEqual([]);
    await preview.screenshot("pane-assumptions-unit");
    await preview.page.keyboard.press("Escape");
    await eventually(() => dialog.count()).toBe(0);
    expect(await parc.inputValue()).toBe("");
    await pane.getByText("Overridden (0)").waitFor();

    // Leaving the field asks as well.
    await parc.fill("0.435");
    await pane.getByRole("searchbox").click();
    await dialog.getByText("10% of the default").waitFor();
    await dialog.getByRole("button", { name: "Use 0.435 × 100m vehicles" }).click();
    await pane.getByText("Overridden (1)").waitFor();
    await pane.getByText("Default 4.35 × 100m vehicles · 10% of the default").waitFor();
    // What is kept isn't asked about again.
    await parc.press("Enter");
    await parc.blur();
    expect(await dialog.count()).toBe(0);
  });

  test("that aren't used stand apart, with their reason once; resetting all counts them and ends older words", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    await open(page);
    const parc = pane.getByLabel("Override of Vehicle parc, 2030");
    await parc.fill("5");
    await parc.press("Enter");
    await pane.getByText("Vehicle parc is now 5").waitFor();
    await typeOverride(page, "connected-rate", 2030, "many");
    await pane.getByText("Overrides that aren't used (1)").waitFor();
    await pane.getByText("Overridden (1)").waitFor();
    const text = await textOf(page);
    expect(text).not.toContain("NaN");
    expect(text.split("Not used:")).toHaveLength(2);
    expect(await pane.getByLabel("Override of Connected rate, 2030").inputValue()).toBe("");
    expect(await seriousViolations(pane)).toEqual([]);
    await preview.screenshot("pane-assumptions-unused");

    await typeOverride(page, "parc", 2024, "3");
    await pane.getByText("Overridden (2)").waitFor();
    await pane.getByRole("searchbox").fill("no such line");
    await pane.getByText(/^No (?:other )?assumption matches “no such line”/).waitFor();
    await pane.getByRole("button", { name: "Reset all" }).click();
    await pane.getByRole("dialog").getByText("Overrides: 3.").waitFor();
    await pane.getByRole("dialog").getByRole("button", { name: "Reset all" }).click();
    await pane.getByText("Overrides reset: 3.").waitFor();
    await pane.getByText("Overridden (0)").waitFor();
    expect(await textOf(page)).not.toContain("is now");
    expect(await pane.getByText("Overrides that aren't used").count()).toBe(0);

    // What a view says ends with what it says it of.
    await pane.getByRole("searchbox").fill("vehicle parc");
    await parc.fill("6");
    await parc.press("Enter");
    await pane.getByText("Vehicle parc is now 6").waitFor();
    await typeOverride(page, "parc", 2030, "");
    await pane.getByText("Overridden (0)").waitFor();
    await eventually(() => textOf(page)).not.toContain("is now");
  });
});

describe("a lost table", () => {
  test("is given up only knowing what is dropped", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    await open(page);
    const parc = pane.getByLabel("Override of Vehicle parc, 2030");
    await parc.fill("5");
    await parc.press("Enter");
    await pane.getByText("Overridden (1)").waitFor();
    await pane.evaluate(() =>
      Excel.run(async (context) => {
        context.workbook.tables.getItem("MarketAssumptions").delete();
        await context.sync();
      }),
    );
    await pane.getByRole("button", { name: "Use the report's defaults" }).click();
    const dialog = pane.getByRole("dialog", { name: "Use the report's defaults?" });
    await dialog.getByText("Vehicle parc, 2030: 5 × 100m vehicles").waitFor();
    expect(await seriousViolations(pane)).toEqual([]);
    await preview.screenshot("pane-use-defaults");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await pane.getByText("Overridden (1)").waitFor();
    await pane.getByRole("button", { name: "Use the report's defaults" }).click();
    await dialog.getByRole("button", { name: "Use the report's defaults" }).click();
    await pane.getByText("Overridden (0)").waitFor();
  });
});

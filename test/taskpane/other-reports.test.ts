/** Reports beside the main one, added and removed in the real pane. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { eventually, fits, panes, seriousViolations, type PanePage, type PaneSettings } from "./pane-page";

const SECOND = "test/fixtures/second-report.json";
const ID = "eu-heat-pumps-2022-2032";
const US = "us-retail-electricity-2012-2022";

const { start: open } = panes();

async function start(settings?: PaneSettings): Promise<PanePage> {
  const page = await open(settings);
  await page.pane.getByRole("contentinfo").getByRole("button").click();
  return page;
}

describe("another report beside the main one", () => {
  test("is added from a file, named by formulas, and removed after its formulas are shown, at 320 px", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    const others = pane.getByRole("region", { name: "Other reports" });
    await preview.type("J2", `=MARKET.SIZE(2030,"${ID}:base")`);
    await eventually(() => preview.text("J2")).toBe("#VALUE!");

    await others.getByRole("button", { name: "Add a report…" }).click();
    await others.locator("input[type=file]").setInputFiles(SECOND);
    await others.getByText(`Formulas can now name the report ${ID}`).waitFor();
    await eventually(() => preview.text("J2")).toMatch(/^25,?690/);
    await others.getByRole("group", { name: ID }).getByText("Heat pumps in Europe").waitFor();
    expect(await fits(page)).toBe(true);
    expect(await seriousViolations(pane)).toEqual([]);
    await preview.screenshot("pane-other-reports");

    // Another edition of it shows what would change, here too; and back.
    const next = JSON.parse(readFileSync(SECOND, "utf8"));
    next.edition = "2023.1";
    next.figures.find(({ id }: { id: string }) => id === "size-2032-installers").value *= 2;
    await others.getByRole("button", { name: "Add a report…" }).click();
    const file = { name: "next.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(next)) };
    await others.locator("input[type=file]").setInputFiles(file);
    await others.getByRole("region", { name: "What would change" }).getByRole("button", { name: "Start!J2" }).waitFor();
    expect(await fits(page)).toBe(true);
    await others.getByRole("button", { name: "Accept" }).click();
    await others.getByText(`Formulas that name ${ID} now rest on edition 2023.1`).waitFor();
    await eventually(() => preview.text("J2")).not.toMatch(/^25,?690/);
    await others.getByRole("button", { name: "Back to the former edition…" }).click();
    await others.getByRole("button", { name: "Go back" }).click();
    await eventually(() => preview.text("J2")).toMatch(/^25,?690/);

    // Its numbers and scenarios are under the name of the report, which there is nothing to choose by while it is the only one.
    await pane.getByRole("tab", { name: "Assumptions" }).click();
    await pane.getByLabel("Report", { exact: true }).selectOption(ID);
    await pane.getByLabel("Search assumptions").fill("homes");
    const field = pane.getByLabel(/^Override of Homes/i).first();
    await field.waitFor();
    await pane.getByRole("tab", { name: "Scenarios" }).click();
    await pane.getByRole("button", { name: "New scenario" }).click();
    await pane.getByLabel("Name", { exact: true }).fill("Hers");
    await pane.getByRole("button", { name: "Create", exact: true }).click();
    await pane.getByRole("button", { name: "Rename Hers" }).waitFor();
    expect(await fits(page)).toBe(true);
    expect(await seriousViolations(pane)).toEqual([]);

    // What is loaded is of the report that is shown; the sheet of assumptions is of all.
    await pane.getByRole("tab", { name: "Load" }).click();
    expect(await pane.getByLabel("Report", { exact: true }).inputValue()).toBe(ID);
    const sheets = pane.getByRole("group", { name: "Sheets", exact: true }).getByRole("checkbox");
    expect(await sheets.count()).toBe(3);
    await pane.getByLabel("Report", { exact: true }).selectOption({ index: 0 });
    await eventually(() => sheets.count()).toBe(5);
    expect(await fits(page)).toBe(true);
    expect(await seriousViolations(pane)).toEqual([]);
    await pane.getByRole("contentinfo").getByRole("button").click();

    await others.getByRole("button", { name: "Remove…" }).click();
    await others.getByText("in these cells (1)").waitFor();
    await others.getByText("go with it (1)").waitFor();
    await others.getByText("Hers", { exact: true }).waitFor();
    await others.getByRole("button", { name: "Start!J2" }).click();
    expect(await fits(page)).toBe(true);
    await others.getByRole("button", { name: "Keep it" }).click();
    await others.getByRole("button", { name: "Remove…" }).click();
    await others.getByRole("button", { name: "Remove the report" }).click();
    await others.getByText("is no longer in the workbook").waitFor();
    expect(await others.getByRole("group", { name: ID }).count()).toBe(0);
    await eventually(() => preview.text("J2")).toBe("#VALUE!");
  });

  test("is added and removed by keyboard alone, in Chinese, from those that come with the add-in", async () => {
    const { preview, pane } = await start({ language: "zh", width: 320 });
    const others = pane.getByRole("region", { name: "其他报告" });
    const press = async (name: string | RegExp) => {
      await others.getByRole("button", { name }).focus();
      await preview.page.keyboard.press("Enter");
    };
    await press("添加报告…");
    await others.getByRole("button", { name: "从文件添加…" }).waitFor();
    await press(/^添加“.*”（版本 .*）$/);
    await others.getByText(`公式现可使用报告 ${US}`).waitFor();
    expect(await pane.evaluate(() => document.activeElement?.textContent)).toBe("其他报告");
    await preview.type("J2", `=MARKET.NAME("${US}:")`);
    await eventually(() => preview.text("J2")).not.toMatch(/^#|^$/);
    expect(await seriousViolations(pane)).toEqual([]);
    await press("移除…");
    await others.getByText("以下单元格（1 个）").waitFor();
    await press("移除报告");
    await others.getByText("已从工作簿中移除").waitFor();
    expect(await pane.evaluate(() => document.activeElement?.textContent)).toBe("其他报告");
    await eventually(() => preview.text("J2")).toBe("#VALUE!");
  });
});

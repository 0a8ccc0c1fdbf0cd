/** A report written as tables in the workbook, by mouse and by keyboard, in the real pane. */
import { describe, expect, test } from "vitest";
import { eventually, panes, seriousViolations, type PanePage, type PaneSettings } from "./pane-page";

const { start: open } = panes();

async function start(settings?: PaneSettings): Promise<PanePage> {
  const page = await open(settings);
  await page.pane.getByRole("contentinfo").getByRole("button").click();
  return page;
}

const fits = ({ pane }: PanePage) => pane.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

describe("a report as tables", () => {
  test("is written with an example, checked, and used, at 320 px", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    await preview.type("J2", "=MARKET.SIZE(2030)");
    await eventually(() => preview.text("J2")).toMatch(/^1,?800/);

    await pane.getByRole("button", { name: "New report, with an example" }).click();
    await pane.getByText("The report stands as tables from the sheet “Report” on.").waitFor();
    const draft = pane.getByRole("group", { name: "Example: replace me" });
    await draft.getByRole("button", { name: "Check" }).click();
    await pane.getByText("Nothing is wrong: 6 figures on 8 lines.").waitFor();
    await preview.openSheet("Figures");
    await eventually(() => preview.text("C5")).toBe("~100");
    expect(await fits(page)).toBe(true);
    expect(await seriousViolations(pane)).toEqual([]);
    await preview.screenshot("pane-reports");

    // A slip is said beside its row and in the pane, and the formula goes on.
    await preview.type("C6", "2oo");
    await draft.getByRole("button", { name: "Check" }).click();
    await pane.getByRole("button", { name: "Figures!C6" }).waitFor();
    await draft.getByRole("button", { name: "Use in this workbook…" }).click();
    await pane.getByRole("button", { name: "Figures!C6" }).waitFor();
    await preview.openSheet("Start");
    expect(await preview.text("J2")).toMatch(/^1,?800/);

    await preview.openSheet("Figures");
    await preview.type("C6", ">250");
    await draft.getByRole("button", { name: "Use in this workbook…" }).click();
    await pane.getByRole("heading", { name: "What would change" }).waitFor();
    await pane.getByRole("button", { name: "Use this draft" }).click();
    await pane.getByText("The workbook is now built on example-replace-me").waitFor();
    await preview.openSheet("Start");
    await eventually(() => preview.text("J2")).toBe("250");
  });

  test("is reached, made and checked by keyboard alone, in Chinese", async () => {
    const { preview, pane } = await start({ language: "zh", width: 320 });
    const press = async (name: string) => {
      await pane.getByRole("button", { name, exact: true }).focus();
      await preview.page.keyboard.press("Enter");
    };
    await press("新建报告（附示例）");
    await pane.getByText("报告已展开为表，自工作表“报告”起。").waitFor();
    await pane.getByRole("button", { name: "检查", exact: true }).waitFor();
    await press("检查");
    await pane.getByText("没有问题：6 个数据，8 个行项。").waitFor();
  });

  test("is saved as a file, after a word about its licence", async () => {
    const { preview, pane } = await start();
    await pane.getByRole("button", { name: "New report, with an example" }).click();
    const draft = pane.getByRole("group", { name: "Example: replace me" });
    await draft.waitFor();
    const [file] = await Promise.all([
      preview.page.waitForEvent("download"),
      draft.getByRole("button", { name: "Save as Data Package" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe("example-replace-me@1.zip");
  });

  test("takes numbers as they were pasted, shows what they come to, and says what can't be read", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    await pane.getByRole("button", { name: "New report, with an example" }).click();
    const draft = pane.getByRole("group", { name: "Example: replace me" });
    await draft.waitFor();
    await preview.openSheet("Start");
    for (const [cell, content] of Object.entries({
      ...{ J40: "m units", K40: "2025E", L40: "2030E" },
      ...{ J41: "Flats", K41: "3", L41: "plenty" },
    }))
      await preview.type(cell, content);
    await preview.select("J40:L41");
    await draft.getByRole("button", { name: "Add the numbers selected…" }).click();
    await pane.getByLabel("What it holds").selectOption({ label: "Drivers" });
    await pane.getByLabel("Document").fill("Outlook");
    await pane.getByLabel("Page").fill("9");
    await pane.getByRole("button", { name: "See what the selection comes to" }).click();
    await pane.getByRole("button", { name: "Start!L41" }).waitFor();
    await pane.getByText("Can't be read (1).").waitFor();
    expect(await pane.getByRole("button", { name: /^Add \d/ }).count()).toBe(0);

    await preview.type("L41", "5");
    await preview.select("J40:L41");
    await pane.getByRole("button", { name: "See what the selection comes to" }).click();
    await pane.getByText("2025: 3, 2030: 5").waitFor();
    expect(await fits(page)).toBe(true);
    expect(await seriousViolations(pane)).toEqual([]);
    await preview.screenshot("pane-numbers");
    await pane.getByRole("button", { name: "Add 1 lines with 2 figures" }).click();
    await pane.getByText("Added to the draft: 1 lines, 2 figures.").waitFor();
    await draft.getByRole("button", { name: "Check" }).click();
    await pane.getByText("Nothing is wrong: 8 figures on 9 lines.").waitFor();
  });
});

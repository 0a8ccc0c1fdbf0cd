/** A report written as tables in the workbook, by mouse and by keyboard, in the real pane. */
import { describe, expect, test } from "vitest";
import { rows } from "../preview/preview-page";
import { Person } from "./person";
import { eventually, fits, panes, seriousViolations, type PanePage, type PaneSettings } from "./pane-page";

const { start: open } = panes();

async function start(settings?: PaneSettings): Promise<PanePage> {
  const page = await open(settings);
  await page.pane.getByRole("contentinfo").getByRole("button").click();
  return page;
}

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
    await pane.getByText("Nothing is wrong: 6 figures on 7 lines.").waitFor();
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
    await pane.getByText("没有问题：6 个数据，7 个行项。").waitFor();
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

    await preview.showsSheet("Report");
    await preview.type("I5", "All rights reserved");
    const word = pane.getByText(
      "The report's licence doesn't allow passing copies on, as far as is known: All rights reserved",
    );
    await draft.getByRole("button", { name: "Save as JSON" }).click();
    await word.waitFor();
    const [json] = await Promise.all([
      preview.page.waitForEvent("download"),
      pane.getByRole("button", { name: "Save all the same" }).click(),
    ]);
    expect(json.suggestedFilename()).toBe("example-replace-me@1.json");
    // The same before formulas become values or native ones.
    await draft.getByRole("button", { name: "Use in this workbook…" }).click();
    await pane.getByRole("button", { name: "Use this draft" }).click();
    await pane.getByText("The workbook is now built on example-replace-me").waitFor();
    await pane.getByRole("tab", { name: "Cells" }).click();
    for (const name of ["Freeze", "Detach…"]) {
      await pane.getByRole("button", { name, exact: true }).click();
      await pane.getByRole("dialog").getByText("All rights reserved").waitFor();
      await pane.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    }
    expect(await seriousViolations(pane)).toEqual([]);
  });

  test("takes numbers as they were pasted, shows what they come to, and says what can't be read", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    await pane.getByRole("button", { name: "New report, with an example" }).click();
    const draft = pane.getByRole("group", { name: "Example: replace me" });
    await draft.waitFor();
    await preview.openSheet("Start");
    await preview.select("J40");
    await preview.paste(rows(["m units", "2025E", "2030E"], ["Flats", 3, "plenty"]));
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
    await pane.getByText("Nothing is wrong: 8 figures on 8 lines.").waitFor();

    // A file in the place of the selection.
    await draft.getByRole("button", { name: "Add the numbers selected…" }).click();
    await pane
      .getByLabel("CSV file")
      .setInputFiles({ name: "rents.csv", mimeType: "text/csv", buffer: Buffer.from("USD m,2025,2030\nRents,7,9\n") });
    await pane.getByText("From the file rents.csv").waitFor();
    await pane.getByRole("button", { name: "See what the file comes to" }).click();
    await pane.getByText("2025: 7, 2030: 9").waitFor();
    expect(await fits(page)).toBe(true);
    await pane.getByRole("button", { name: "Add 1 lines with 2 figures" }).click();
    await pane.getByText("Added to the draft: 1 lines, 2 figures.").waitFor();
  });

  test("is made of pasted tables in an empty workbook, used, and published twice, in at most 60 steps", async () => {
    const { preview } = await open();
    await preview.page.getByRole("button", { name: "New", exact: true }).click();
    await preview.showsSheet("Sheet1");
    const pane = preview.page.frames().find((frame) => frame.url().includes("taskpane.html"))!;
    const person = new Person(preview);
    const press = (name: string) => person.click(pane.getByRole("button", { name, exact: true }));

    await person.click(pane.getByRole("contentinfo").getByRole("button"));
    await press("New report, blank");
    await preview.showsSheet("Report");
    await person.select("A5");
    await person.type("E-bikes");
    await person.select("E5");
    await person.type("USD m");
    await person.openSheet("Documents");
    await person.select("A5");
    await person.type("Outlook", "Tab");
    await person.type("Some institute");

    await person.openSheet("Sheet1");
    await person.select("A1");
    await person.paste(
      rows(["Market, USD m", ...YEARS], ["Sales", 100, 120, "~160", ">250"], ["Exports", 10, 11, 14, 20]),
    );
    await press("Add the numbers selected…");
    await person.fill(pane.getByLabel("Document"), "Outlook");
    await person.fill(pane.getByLabel("Page"), "3");
    await press("See what the selection comes to");
    await press("Add 2 lines with 8 figures");
    await pane.getByText("Added to the draft: 2 lines, 8 figures.").waitFor();

    await person.select("A10");
    await person.paste(
      rows(
        ["Drivers", "Unit", ...YEARS],
        ["Homes", "m homes", 4, 4.1, 4.3, 4.6],
        ["Share equipped", "%", "20%", "22%", "28%", "40%"],
        ["Price", "USD/home/year", 110, 112, 118, 124],
        ["Riders", "m riders", 1.2, 1.4, "n.a.", 3],
        ["Shops", "k shops", "1,100", "1,200", "1,350", "1,600"],
        ["Rented", "%", "5%", "6%", "8%", "10%"],
      ),
    );
    await person.choose(pane.getByLabel("What it holds"), "Drivers");
    await person.fill(pane.getByLabel("Page"), "4");
    await press("See what the selection comes to");
    await press("Add 6 lines with 23 figures");
    await pane.getByText("Added to the draft: 6 lines, 23 figures.").waitFor();

    await person.select("A20");
    await person.paste(
      rows(
        ["Share of sales", ...YEARS.slice(0, 3)],
        ["Online", "20%", "25%", "35%"],
        ["Chains", "30%", "30%", "30%"],
        ["Dealers", "50%", "45%", "35%"],
      ),
    );
    await person.choose(pane.getByLabel("What it holds"), "Segments of a split");
    await person.fill(pane.getByLabel("Split"), "Channel");
    await person.fill(pane.getByLabel("Of"), "Sales");
    await person.fill(pane.getByLabel("Page"), "5");
    await press("See what the selection comes to");
    await press("Add 3 lines with 9 figures");
    await pane.getByText("Added to the draft: 3 lines, 9 figures.").waitFor();

    // A line that is worked out of others.
    await person.openSheet("Lines");
    await person.select("A16");
    await person.type("From drivers", "Tab");
    await person.type("market");
    await person.select("F16");
    await person.type("Homes × Share equipped × Price");
    await press("Use in this workbook…");
    await press("Use this draft");
    await pane.getByText("The workbook is now built on e-bikes, edition 1").waitFor();

    // A look of the test's own.
    await pane.getByRole("button", { name: "Check", exact: true }).click();
    await pane.getByText("Nothing is wrong: 40 figures on 12 lines.").waitFor();

    await person.openSheet("Sheet1");
    await person.select("H1");
    await person.type("=MARKET.SIZE(2030)");
    await person.type('=MARKET.SEGMENT("online",2027)');
    await eventually(() => preview.text("H1")).toBe("250");
    await eventually(() => preview.text("H2")).toBe("56");

    await person.openSheet("Figures");
    await person.select("C8");
    await person.type(">300");
    await press("Use in this workbook…");
    await pane.getByRole("button", { name: "Sheet1!H1" }).waitFor();
    expect(await pane.getByLabel("Publish as edition").inputValue()).toBe("2");
    await press("Use this draft");
    await pane.getByText("The workbook is now built on e-bikes, edition 2").waitFor();
    await preview.openSheet("Sheet1");
    await eventually(() => preview.text("H1")).toBe("300");
    expect(person.steps.length, person.steps.join("\n")).toBeLessThanOrEqual(60);
  });
});

const YEARS = [2024, "2025E", "2027E", "2030E"];

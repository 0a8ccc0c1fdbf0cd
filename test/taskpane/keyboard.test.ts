import { describe, expect, test } from "vitest";
import { eventually, panes, type PanePage } from "./pane-page";

const { start } = panes();

/** Opens a view by its place among the tabs, and gives the keyboard. */
async function open({ preview, pane }: PanePage, place: number) {
  const { keyboard } = preview.page;
  // As Excel's F6 enters the pane.
  await pane.getByRole("tab", { selected: true }).focus();
  await keyboard.press("Home");
  for (let step = 0; step < place; step++) await keyboard.press("ArrowRight");
  await keyboard.press("Enter");
  return keyboard;
}

/** What has the focus: its label, or its text. */
const focused = ({ pane }: PanePage) =>
  pane.evaluate(() => {
    const element = document.activeElement as HTMLInputElement | null;
    return element?.getAttribute("aria-label") ?? element?.labels?.[0]?.textContent ?? element?.textContent ?? "";
  });

/** Tab, until what has the focus begins with the words. */
async function tabTo(page: PanePage, words: string): Promise<void> {
  for (let step = 0; step < 40; step++) {
    await page.preview.page.keyboard.press("Tab");
    if ((await focused(page)).startsWith(words)) return;
  }
  throw new Error(`${words} is not to be reached; the focus is on ${await focused(page)}.`);
}

describe("by keyboard alone", () => {
  test("load one sheet", async () => {
    const page = await start({ width: 320 });
    const keyboard = await open(page, 0);
    await tabTo(page, "Where");
    for (const sheet of ["Segments", "Assumptions", "Sources", "Checks"]) {
      await tabTo(page, sheet);
      await keyboard.press("Space");
    }
    await tabTo(page, "Load");
    await keyboard.press("Enter");
    await page.pane.getByText("New: Market.").waitFor();
    expect(await focused(page)).toBe("Load");
  });

  test("override an assumption, staying in its field, and reset it", async () => {
    const page = await start({ width: 320 });
    const { pane, preview } = page;
    const keyboard = await open(page, 1);
    await tabTo(page, "Search assumptions");
    await keyboard.type("parc");
    await tabTo(page, "Override of Vehicle parc, 2030");
    await keyboard.type("5");
    await keyboard.press("Enter");
    await pane.getByText("Overridden (1)").waitFor();
    await eventually(() => focused(page)).toBe("Override of Vehicle parc, 2030");
    await tabTo(page, "Reset Vehicle parc, 2030");
    await keyboard.press("Enter");
    await pane.getByText("Overridden (0)").waitFor();
    await eventually(() => focused(page)).toBe("Override of Vehicle parc, 2030");
    await preview.screenshot("pane-keyboard-assumptions");
  });

  test("make a scenario, choose and compare it", async () => {
    const page = await start({ width: 320 });
    const { pane } = page;
    const keyboard = await open(page, 2);
    await tabTo(page, "New scenario");
    await keyboard.press("Enter");
    await eventually(() => focused(page)).toBe("Name");
    await keyboard.type("Board case");
    await keyboard.press("Enter");
    await pane.getByRole("button", { name: "Rename Board case" }).waitFor();
    await open(page, 2);
    await tabTo(page, "The workbook's scenario");
    await keyboard.type("Board");
    const chosen = pane.getByLabel("The workbook's scenario").locator("option:checked");
    await eventually(() => chosen.innerText()).toBe("Board case");
    // It is compared from the start.
    const column = pane.getByRole("columnheader", { name: "Board case" });
    await column.waitFor();
    await tabTo(page, "Board case");
    await keyboard.press("Space");
    await column.waitFor({ state: "detached" });
    await keyboard.press("Space");
    await column.waitFor();
  });

  test("go to a cell of the list", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    const keyboard = await open(page, 4);
    await pane.getByRole("listbox").waitFor();
    await tabTo(page, "Cells; press Enter");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await eventually(() =>
      preview.page.evaluate(
        () => window.univerAPI?.getActiveWorkbook()?.getActiveSheet().getActiveRange()?.getA1Notation() ?? "",
      ),
    ).toBe("H7");
  });

  test("open the report's editions from the pane's foot", async () => {
    const page = await start({ width: 320 });
    const keyboard = await open(page, 0);
    await tabTo(page, "Edition 2026.1");
    await keyboard.press("Enter");
    await eventually(() => focused(page)).toBe("Report and edition");
    await tabTo(page, "Open report file");
  });
});

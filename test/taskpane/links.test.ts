/** Typed numbers of the report's: found, ticked, linked and taken back, by mouse and by keyboard, in the real pane. */
import { expect, test } from "vitest";
import { rows } from "../preview/preview-page";
import { eventually, fits, panes, seriousViolations, type PanePage, type PaneSettings } from "./pane-page";

const { start: open } = panes();

/** On a sheet of its own beside the preview's. */
async function start(tab: string, settings: PaneSettings): Promise<PanePage> {
  const page = await open(settings);
  await page.preview.select("J40");
  await page.preview.paste(
    rows(["CNY bn", "2027E", "2030E"], ["Vendor table", 31.85, 66.54], ["Market size", 81.4, 180]),
  );
  await page.preview.select("J40:L42");
  await page.pane.getByRole("tab", { name: tab }).click();
  return page;
}

test("numbers are found, told how sure, linked and taken back", async () => {
  const page = await start("Cells", { width: 320 });
  const { preview, pane } = page;
  const links = pane.getByRole("region", { name: "Typed numbers" });
  await links.getByLabel("Where to look").selectOption("The selection");
  await links.getByRole("button", { name: "Look for numbers" }).click();
  const sure = links.getByRole("group", { name: "Sure (2)" });
  const possible = links.getByRole("group", { name: "Possible (2)" });
  await sure.waitFor();
  expect(await links.getByRole("group").allTextContents()).toHaveLength(2);
  await possible.waitFor({ timeout: 5_000 });
  expect(await sure.getByText('=MARKET.SIZE(2027,"vendors","CNY bn")').isVisible()).toBe(true);
  await sure.getByText("“Vendor table” in J41 names it; “2027” stands in K40; unit CNY bn from J40").waitFor();
  expect(await possible.getByRole("checkbox", { checked: true }).count()).toBe(0);

  // Which of several it is the user says.
  await possible.getByLabel("What Start!K42 is").selectOption({ label: "the market size of 2027 by “iResearch”" });
  await possible.getByRole("checkbox", { name: "Start!K42" }).check();
  await possible.getByText("The formula gives 81.443").waitFor();
  expect(await fits(page)).toBe(true);
  expect(await seriousViolations(pane)).toEqual([]);
  await links.scrollIntoViewIfNeeded();
  await preview.screenshot("pane-links");

  await links.getByRole("button", { name: "Link 3 numbers" }).click();
  await links.getByText("Numbers that are now formulas: 3.").waitFor();
  await preview.select("K42");
  await eventually(() => preview.text("K42")).toMatch(/^81\.44/);

  await preview.select("J40:L42");
  await links.getByRole("button", { name: "Take back" }).click();
  await links.getByText("Typed numbers again: 3.").waitFor();
  await eventually(() => preview.texts("K41:L42")).toEqual([
    ["31.85", "66.54"],
    ["81.4", "180"],
  ]);
});

test("by keyboard alone, in Chinese", async () => {
  const { preview, pane } = await start("单元格", { language: "zh", width: 320 });
  const links = pane.getByRole("region", { name: "键入的数值" });
  const press = async (name: string) => {
    await links.getByRole("button", { name, exact: true }).focus();
    await preview.page.keyboard.press("Enter");
  };
  await links.waitFor();
  await press("查找数值");
  await links.getByRole("group", { name: "确定（2）" }).waitFor();
  await links.getByRole("checkbox", { name: "L41：66.54" }).focus();
  await preview.page.keyboard.press("Space");
  expect(await seriousViolations(pane)).toEqual([]);
  await preview.screenshot("pane-links-zh");
  await press("链接 1 个数值");
  await links.getByText("已将 1 个数值转为公式").waitFor();
  await press("恢复数值");
  await links.getByText("已将 1 个公式恢复为原来键入的数值。").waitFor();
  await eventually(() => preview.text("K41")).toBe("31.85");
});

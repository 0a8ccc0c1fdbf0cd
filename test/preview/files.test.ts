import { readFile } from "node:fs/promises";
import type { Download } from "playwright-core";
import { strFromU8, unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readWorkbook, type OpenedFile } from "../../host/file/index.js";
import { everythingParts, zipped } from "../workbooks/everything";
import { PreviewPage } from "./preview-page";

const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

let preview: PreviewPage;

const page = () => preview.page;
const idle = () =>
  page().waitForFunction(
    () =>
      "univerAPI" in window &&
      document.querySelector("dialog") === null &&
      document.getElementById("progress")?.textContent === "",
    undefined,
    { timeout: 60_000 },
  );
const dialog = () => page().getByRole("dialog");

async function open(name: string, file: Uint8Array): Promise<void> {
  await page().setInputFiles("input[type=file]", { name, mimeType: TYPE, buffer: Buffer.from(file) });
}

async function save(press: () => Promise<void>): Promise<{ name: string; bytes: Uint8Array; opened: OpenedFile }> {
  const [download] = await Promise.all<Download | void>([
    page().waitForEvent("download", { timeout: 60_000 }),
    press(),
  ]);
  const given = download as Download;
  const bytes = new Uint8Array(await readFile(await given.path()));
  return {
    name: given.suggestedFilename(),
    bytes,
    opened: await readWorkbook(bytes, "saved.xlsx", { functions: ["MARKET.SIZE"] }),
  };
}
const cellOf = ({ content }: OpenedFile, sheet: string, row: number, column: number) =>
  content.sheets
    .find(({ name }) => name === sheet)
    ?.cells.get(row - 1)
    ?.get(column - 1);

describe.each(["en", "zh"] as const)("files in the preview, %s", (language) => {
  beforeEach(async () => {
    preview = await PreviewPage.open({ language });
    await idle();
  }, 90_000);
  afterEach(async ({ task }) => {
    const failed = task.result?.state === "fail";
    if (failed) await preview.screenshot(`failed: ${task.name}`);
    await preview.leave(failed);
    expect(preview.errors).toEqual([]);
    expect(await preview.outside()).toEqual([]);
  });

  test("a workbook is opened, told what of it isn't shown, changed, and saved with all it had", async () => {
    const file = zipped(everythingParts());
    await open("book.xlsm", file);
    await dialog().waitFor();
    const told = await dialog().textContent();
    for (const each of language === "en"
      ? ["macros, which never run here", "conditional formats"]
      : ["宏，在此绝不运行", "条件格式"])
      expect(told).toContain(each);
    await page().keyboard.press("Enter");
    await idle();
    expect(await page().title()).toContain("book.xlsm");
    await expect.poll(() => page().locator(".chart canvas").count()).toBe(1);
    // A formula of the add-in calculates in it, and what depends on a changed cell follows.
    await preview.type("D3", '=MARKET.SIZE(2030,"base")');
    await preview.type("B3", "0.1");
    await expect.poll(() => preview.text("D3")).toBe("1800");
    const saved = await save(() => page().keyboard.press("ControlOrMeta+S"));
    expect(saved.name).toBe("book.xlsm");
    expect(cellOf(saved.opened, "Model", 3, 4)).toMatchObject({ formula: '=MARKET.SIZE(2030,"base")', value: 1800 });
    expect(cellOf(saved.opened, "Inputs & 输入", 3, 2)).toMatchObject({
      formula: "=B2*(1+growth)",
      value: 528.0000000000001,
    });
    const [was, is] = [unzipSync(file), unzipSync(saved.bytes)];
    for (const part of [
      "xl/vbaProject.bin",
      "xl/charts/chart1.xml",
      "xl/comments1.xml",
      "xl/styles.xml",
      "customXml/item1.xml",
    ])
      expect(strFromU8(is[part]!), part).toBe(strFromU8(was[part]!));
    expect(Object.keys(is).some((part) => part.startsWith("xl/webextensions/"))).toBe(true);
  }, 120_000);

  test("a file that can't be opened is said to be so, and leaves the open workbook as it is", async () => {
    const before = await preview.text("B7");
    await open(
      "locked.xlsx",
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Buffer.from("EncryptedPackage", "utf16le")),
    );
    await dialog().waitFor();
    expect(await dialog().textContent()).toContain(language === "en" ? "locked with a password" : "受密码保护");
    await page().keyboard.press("Escape");
    await open("notes.xlsx", new TextEncoder().encode("not a workbook"));
    await dialog().waitFor();
    expect(await dialog().textContent()).toContain(language === "en" ? "isn't an Excel workbook" : "不是 Excel 工作簿");
    await page().keyboard.press("Enter");
    await idle();
    expect(await preview.text("B7")).toBe(before);
  }, 90_000);

  test("a new workbook, by keyboard; leaving work asks, and staying keeps it", async () => {
    await page().locator("#title-bar button").first().focus();
    await page().keyboard.press("Enter");
    await expect.poll(() => preview.text("A1")).toBe("");
    await idle();
    await preview.type("A1", "=MARKET.SIZE(2027)");
    await expect.poll(() => preview.text("A1")).toMatch(/^814\./);
    await page().locator("#title-bar button").first().focus();
    await page().keyboard.press("Enter");
    await dialog().waitFor();
    await page().keyboard.press("Escape");
    await idle();
    expect(await preview.text("A1")).toMatch(/^814\./);
    // A reload asks as well.
    const asked = new Promise<string>((resolve) =>
      page().once("dialog", (given) => void given.dismiss().then(() => resolve(given.type()))),
    );
    await page().evaluate(() => void setTimeout(() => location.reload(), 0));
    expect(await asked).toBe("beforeunload");
    expect(await preview.text("A1")).toMatch(/^814\./);
    const saved = await save(() => page().locator("#title-bar button").nth(2).press("Enter"));
    expect(cellOf(saved.opened, "Sheet1", 1, 1)).toMatchObject({ formula: "=MARKET.SIZE(2027)" });
    await idle();
    await page().locator("#title-bar button").first().press("Enter");
    await expect.poll(() => preview.text("A1")).toBe("");
  }, 120_000);

  test("the second report's workbook calculates by the report that it keeps, and is drawn", async () => {
    await page().locator("#title-bar select").selectOption("electricity");
    await idle();
    await expect.poll(() => preview.text("M8")).toBe("485.2");
    expect(await preview.text("N8")).toBe("2.9%");
    await expect.poll(() => page().locator(".chart canvas").count()).toBe(1);
    // Spilled: the size has no unit.
    expect([await preview.text("A28"), await preview.text("B28"), await preview.text("B29")]).toEqual([
      language === "zh" ? "规模" : "Size",
      "",
      "m customers",
    ]);
    await preview.screenshot(`preview-second-report-${language}`);
    // A new formula, not a value that the file brought.
    await preview.type("B21", "15");
    await expect.poll(() => preview.text("B23")).toBe("557.7");
    await preview.type("B3", '=MARKET.NAME("us-retail-electricity-2012-2022","name","report")');
    await expect.poll(() => preview.text("B3")).toMatch(/^United States retail electricity/);
  }, 120_000);

  test("the samples open; a file that is dropped opens", async () => {
    await page().locator("#title-bar select").selectOption("valuation");
    await idle();
    await expect.poll(() => preview.text("B19")).toBe("229.0");
    await page().locator("#title-bar select").selectOption("starter");
    await idle();
    await expect.poll(() => page().locator(".chart canvas").count()).toBeGreaterThan(0);
    const bytes = [...zipped(everythingParts())];
    await page().evaluate((given) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(given)], "dropped.xlsx"));
      window.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
    }, bytes);
    await dialog().waitFor();
    await page().keyboard.press("Enter");
    await idle();
    expect(await page().title()).toContain("dropped.xlsx");
  }, 120_000);
});

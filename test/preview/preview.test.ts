import type { Page } from "playwright-core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { formulaOf, PreviewPage, shippedFunctions, type PreviewSettings } from "./preview-page";

/** As `expect.poll`, with the patience that a busy machine needs. */
function eventually<T>(read: () => Promise<T>) {
  return expect.poll(read, { timeout: 90_000 });
}

vi.setConfig({ testTimeout: 240_000 });

let preview: PreviewPage;

async function openPreview(settings?: PreviewSettings): Promise<PreviewPage> {
  preview = await PreviewPage.open(settings);
  return preview;
}

afterEach(async ({ task }) => {
  const failed = task.result?.state === "fail";
  if (failed) await preview.screenshot(`failed: ${task.name}`);
  await preview.leave(failed);
  expect(await preview.outside()).toEqual([]);
  expect(preview.errors).toEqual([]);
});

describe("start sheet", () => {
  test("shows the report's sizes by scenario and year from one formula", async () => {
    const { page } = await openPreview();
    expect(await page.title()).toBe("Market Model");
    expect(await preview.texts("A6:G7")).toEqual([
      ["Scenario", "2025", "2026", "2027", "2028", "2029", "2030"],
      ["base", "480.0", "625.2", "814.4", "1,060.9", "1,381.9", "1,800.0"],
    ]);
    expect(await preview.texts("H7:H7")).toEqual([["30.3%"]]);
    await preview.screenshot("preview-en-light");
  });

  test("splits the market into applications that add up to it", async () => {
    await openPreview();
    expect(await preview.text("G15")).toBe("520.0");
    expect(await preview.texts("B19:G19")).toEqual([["480.0", "625.2", "814.4", "1,060.9", "1,381.9", "1,800.0"]]);
    expect(await preview.texts("B20:G20")).toEqual([["0.0", "0.0", "0.0", "0.0", "0.0", "0.0"]]);
  });

  test("spills a table, and says #SPILL! when a cell is in its way", async () => {
    await openPreview();
    expect(await preview.text("B30")).toBe("219.6");
    await preview.type("B31", "in the way");
    await eventually(() => preview.text("A29")).toBe("#SPILL!");
    expect(await preview.text("B30")).toBe("");
    await preview.select("B31");
    await preview.page.keyboard.press("Delete");
    await eventually(() => preview.text("B30")).toBe("219.6");
  });

  test("holds nothing in a cell whose text is typed away, and an empty text where an apostrophe is typed", async () => {
    const { page } = await openPreview();
    await preview.type("C40", `=IF(ISBLANK(B40),"blank","no blank")`);
    await preview.type("B40", "'2030");
    await eventually(() => preview.text("C40")).toBe("no blank");
    await preview.select("B40");
    await page.keyboard.press("F2");
    for (const _ of "2030'") await page.keyboard.press("Backspace");
    await page.keyboard.press("Enter");
    await eventually(() => preview.text("C40")).toBe("blank");
    await preview.type("B40", "'");
    await eventually(() => preview.text("C40")).toBe("no blank");
    expect(await preview.text("B40")).toBe("");
  });

  test("shows a wrong call's error, and beside it what is wrong", async () => {
    const { page } = await openPreview();
    expect(await preview.texts("G29:G30")).toEqual([["#N/A"], ["#VALUE!"]]);
    await preview.select("G29");
    await eventually(() => page.getByText(/2035/).filter({ visible: true }).count()).toBeGreaterThan(0);
    await preview.select("G30");
    await expect
      .poll(() =>
        page
          .getByText(/vendor"/)
          .filter({ visible: true })
          .count(),
      )
      .toBeGreaterThan(0);
    await preview.screenshot("preview-error");
    await preview.select("G31");
    await expect
      .poll(() =>
        page
          .getByText(/vendor"/)
          .filter({ visible: true })
          .count(),
      )
      .toBe(0);
  });
});

describe("the sheet that is drawn", () => {
  /** How much of what is drawn, once all that follows has been, is another colour than when it was asked `first`. */
  const redrawn = (page: Page, asked?: "first") =>
    page.evaluate(async (asked) => {
      await window.host!.settled();
      for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
      const canvas = document.querySelector<HTMLCanvasElement>("canvas[id^='univer-sheet-main']")!;
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      const pixels = new Uint32Array(data.buffer);
      const page = window as { drawnFirst?: Uint32Array };
      if (asked === "first") page.drawnFirst = pixels;
      const before = page.drawnFirst!;
      return pixels.filter((pixel, at) => pixel !== before[at]).length / before.length;
    }, asked);

  test("stays the one in front when rows of another are inserted and deleted", async () => {
    const { page, pane } = await openPreview();
    expect(await redrawn(page, "first")).toBe(0);
    for (const shift of ["insert", "delete"] as const) {
      await pane.locator("body").evaluate(
        (_, which) =>
          Excel.run(async (context) => {
            const rows = context.workbook.worksheets.getItem("Lists").getRange("3:4");
            if (which === "insert") rows.insert("Down");
            else rows.delete("Up");
            await context.sync();
          }),
        shift,
      );
      // A shadow or a rounded edge may be drawn a little differently; another sheet differs in a tenth of its pixels.
      expect(await redrawn(page), shift).toBeLessThan(0.005);
    }
  });

  test("has its panes frozen where its columns end as soon as it is shown", async () => {
    const { page, pane } = await openPreview();
    await pane.locator("body").evaluate(() =>
      Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.add("Wide");
        sheet.getRange("A1:B9").values = Array.from({ length: 9 }, () => ["A text beside another", 1]);
        sheet.freezePanes.freezeAt(sheet.getRange("A1:A3"));
        sheet.getRange("A:A").format.columnWidth = 300;
        await context.sync();
      }),
    );
    await preview.openSheet("Wide");
    await redrawn(page, "first");
    await preview.openSheet("Start");
    await preview.openSheet("Wide");
    expect(await redrawn(page)).toBeLessThan(0.0005);
  });
});

describe("drawing", () => {
  /** Until nothing is left to be drawn. */
  const rest = (page: Page): Promise<void> =>
    page.evaluate(async () => {
      await window.host!.settled();
      for (let frame = 0; frame < 30; frame++) await new Promise(requestAnimationFrame);
    });

  /** Counts the texts that are drawn while a script's request runs, while the add-in's functions have yet to answer, and after. */
  async function countTexts(page: Page) {
    await rest(page);
    await page.evaluate(() => {
      const drawn = { inRequest: 0, unanswered: 0, after: 0 };
      Object.assign(window, { drawn });
      const { prototype } = CanvasRenderingContext2D;
      const { fillText } = prototype;
      prototype.fillText = function (...given) {
        const { book, functions } = window.host!;
        drawn[book.actor?.script ? "inRequest" : functions.busy() ? "unanswered" : "after"]++;
        return fillText.apply(this, given);
      };
    });
    return async () => {
      await rest(page);
      const drawn = await page.evaluate(() => (window as { drawn?: Record<string, number> }).drawn!);
      expect(drawn.after).toBeGreaterThan(0);
      return drawn;
    };
  }

  test("waits until a script's request is done, however often it is calculated for it", async () => {
    const { page, pane } = await openPreview();
    const drawn = await countTexts(page);
    const frames = await pane.locator("body").evaluate(async () => {
      let frames = 0;
      const count = () => requestAnimationFrame(() => (frames++, count()));
      count();
      await Excel.run(async (context) => {
        const range = context.workbook.worksheets.getActiveWorksheet().getRange("F30:M41");
        range.formulas = Array.from({ length: 12 }, (_, row) =>
          Array.from({ length: 8 }, (_, column) => `=SUMPRODUCT(ROW($1:$${8 * row + column + 1}))`),
        );
        range.load("values");
        await context.sync();
      });
      return frames;
    });
    expect((await drawn()).inRequest).toBe(0);
    expect(frames).toBeGreaterThan(2);
  });

  test("waits until the add-in has answered: new inputs don't stand beside what came of the old", async () => {
    const { page, pane } = await openPreview();
    const drawn = await countTexts(page);
    await pane.locator("body").evaluate(() =>
      Excel.run(async (context) => {
        const range = context.workbook.worksheets.getActiveWorksheet().getRange("F30:G30");
        range.formulas = [[2028, "=MARKET.SIZE(F30)"]];
        await context.sync();
      }),
    );
    expect((await drawn()).unanswered).toBe(0);
  });

  test("is done anew for what changes on the sheet in front, and for nothing else", async () => {
    const { page, pane } = await openPreview();
    /** How many texts the grid draws in cells as one is written, and after. */
    const drawn = async (sheet: string, address: string, content: string | number = "Written"): Promise<number> => {
      await rest(page);
      await page.evaluate(() => {
        const page = window as { texts?: number };
        const { prototype } = CanvasRenderingContext2D;
        const { fillText } = prototype;
        if (page.texts === undefined)
          prototype.fillText = function (...given) {
            if (!this.canvas.closest(".chart")) page.texts!++;
            return fillText.apply(this, given);
          };
        page.texts = 0;
      });
      await pane.locator("body").evaluate(
        (_, [sheet, address, content]) =>
          Excel.run(async (context) => {
            context.workbook.worksheets.getItem(sheet).getRange(address).values = [[content]];
            await context.sync();
          }),
        [sheet, address, content] as const,
      );
      await rest(page);
      return page.evaluate(() => (window as { texts?: number }).texts!);
    };
    const front = await page.evaluate(() => window.univerAPI!.getActiveWorkbook()!.getActiveSheet().getSheetName());
    expect(await drawn("Lists", "H50")).toBe(0);
    expect(await drawn(front, "B40")).toBeGreaterThan(0);
    expect(await drawn("Lists", "H50", 42)).toBe(0);
    expect(await drawn("Lists", "H51", "=H50+1")).toBe(0);
    expect(await drawn(front, "B41", "=Lists!H51+1")).toBeGreaterThan(0);
    // Calculated there, and shown here.
    expect(await drawn("Lists", "H50", 48)).toBeGreaterThan(0);
    expect(await preview.text("B41")).toBe("50");
  });
});

describe("typing", () => {
  test("a formula gives its value", async () => {
    await openPreview();
    await preview.type("B40", '=MARKET.SIZE(2030,"base")');
    await eventually(() => preview.text("B40")).toBe("1800");
    await preview.type("B41", '=market.segment("rd", 2030)');
    await eventually(() => preview.text("B41")).toBe("520");
    await preview.type("B42", "=B40/B41");
    await eventually(() => preview.text("B42")).toMatch(/^3\.46/);
  });

  test("a blank cell is a missing argument, not zero", async () => {
    await openPreview();
    await preview.type("B40", "=MARKET.SIZE(2030,Z99)");
    await eventually(() => preview.text("B40")).toBe("1800");
    await preview.type("B41", "=MARKET.SIZE(Z99)");
    await eventually(() => preview.text("B41")).toBe("#N/A");
  });

  test("another year recalculates everything that reads it", async () => {
    await openPreview();
    await preview.type("G6", "2028");
    await eventually(() => preview.text("G7")).toBe("1,060.9");
    await eventually(() => preview.text("G19")).toBe("1,060.9");
    expect(await preview.text("F7")).toBe("1,381.9");
    await preview.type("G6", "2040");
    await eventually(() => preview.text("G7")).toBe("#N/A");
    expect(await preview.text("F7")).toBe("1,381.9");
  });

  test("another scenario or unit flows through", async () => {
    await openPreview();
    await preview.type("B3", "high");
    await eventually(() => preview.text("G19")).toBe("2,100.0");
    await preview.type("E3", "CNY bn");
    await eventually(() => preview.text("G19")).toBe("210.0");
  });
});

describe("help while typing", () => {
  test("offers the shipped formulas, then explains their parameters", async () => {
    const { page } = await openPreview();
    await preview.select("B40");
    // The grid offers ten names at most.
    await page.keyboard.type("=MARKET.S", { delay: 30 });
    const functions = await shippedFunctions("functions.json");
    const matching = functions.filter(({ name }) => name.startsWith("S"));
    expect(matching.length).toBeGreaterThan(3);
    for (const { name, description } of matching)
      await eventually(() => preview.suggestions.filter({ hasText: `MARKET.${name}${description}` }).count()).toBe(1);
    await preview.screenshot("preview-autocomplete");
    await page.keyboard.type("IZE(2030,", { delay: 30 });
    const help = page.getByText("MARKET.SIZE(year");
    await eventually(() => help.count()).toBeGreaterThan(0);
    await page.locator("[style*='rotateZ(90deg)']").filter({ visible: true }).click();
    const size = functions.find(({ name }) => name === "SIZE")!;
    for (const { description } of size.parameters)
      await eventually(() => page.getByText(description).filter({ visible: true }).count()).toBeGreaterThan(0);
    await preview.screenshot("preview-parameter-help");
    await page.keyboard.press("Escape");
  });
});

describe("the pane", () => {
  test("loads the report into the grid, where an override flows into every formula", async () => {
    const { pane } = await openPreview();
    await pane.getByRole("tab", { name: "Load" }).click();
    await pane.getByRole("button", { name: "Load", exact: true }).click();
    await pane.getByText("Loaded.").waitFor();

    await preview.openSheet("Assumptions");
    const keys = await preview.texts("A1:C60");
    const row =
      1 + keys.findIndex(([key, scenario, year]) => `${key} ${scenario} ${year}` === "size applications 2030");
    expect(await preview.text(`D${row}`)).toMatch(/^1,800/);
    await preview.type(`E${row}`, "2000");

    await preview.openSheet("Start");
    await eventually(() => preview.text("G7")).toBe("2,000.0");
    expect(await preview.text("B7")).toBe("480.0");
    expect(await preview.text("G9")).toBe("2,100.0");
    await preview.screenshot("preview-override");
  });

  test("inserts an example into the selected cell", async () => {
    const { pane } = await openPreview();
    await preview.select("B40");
    await pane.getByRole("tab", { name: "Formulas" }).click();
    await pane.getByText("Market size in a year").first().click();
    await pane.getByRole("button", { name: "Insert =MARKET.SIZE(2030)", exact: true }).click();
    await eventually(() => preview.text("B40")).toBe("1,800.0");
  });

  test("speaks the reader's language and wears Office's theme", async () => {
    const { pane, page } = await openPreview({ language: "zh", theme: "dark" });
    await pane.getByRole("tab", { name: "公式" }).waitFor();
    const background = await page
      .frame({ url: /taskpane/ })!
      .evaluate(() => getComputedStyle(document.querySelector(".fui-FluentProvider")!).backgroundColor);
    expect(background).toMatch(/^rgb\((\d|[0-4]\d), /);
  });
});

describe("the ribbon", () => {
  const press = (name: string) => preview.page.getByRole("toolbar").getByRole("button", { name }).click();

  test("loads, refreshes, checks and freezes", async () => {
    const { pane, page } = await openPreview();
    await press("Load defaults");
    await pane.getByText("Report defaults loaded. New: Market").waitFor();
    await preview.openSheet("Market");
    await preview.openSheet("Start");

    await press("Refresh");
    await pane.getByText("Report defaults loaded").waitFor({ state: "hidden" });
    await eventually(() => preview.text("G7")).toBe("1,800.0");

    await preview.type("B40", "=MARKET.SIZE(2030)");
    await eventually(() => preview.text("B40")).toBe("1800");
    await preview.select("B40");
    await press("Freeze");
    await eventually(() => page.evaluate(formulaOf, "B40")).toBe("");
    expect(await preview.text("B40")).toBe("1800");

    await press("Check");
    await pane.getByText("Every integrity check holds.").waitFor();
    await preview.screenshot("preview-ribbon");
  });

  test("opens and closes the pane by keyboard, and a command shows it again", async () => {
    const { page } = await openPreview();
    const frame = page.locator("#add-in iframe");
    const open = page.getByRole("toolbar").getByRole("button", { name: "Open pane" });
    await open.focus();
    await page.keyboard.press("Enter");
    await frame.waitFor({ state: "hidden" });
    expect(await open.getAttribute("aria-pressed")).toBe("false");
    await press("Check");
    await frame.waitFor({ state: "visible" });
    expect(await open.getAttribute("aria-pressed")).toBe("true");
  });

  test("has a menu entry that says where a cell's number comes from", async () => {
    const { pane, page } = await openPreview();
    // Where B7 is drawn while the sheet isn't scrolled.
    await page.mouse.click(257, 278, { button: "right" });
    await page.getByText("Where does this number come from?").click();
    await pane
      .getByText(/Start!B7/)
      .first()
      .waitFor();
    await pane
      .getByText(/MARKET\.SIZE/)
      .first()
      .waitFor();
    await preview.screenshot("preview-where-from");
  });

  test("speaks the page's language", async () => {
    const { page } = await openPreview({ language: "zh", theme: "dark" });
    const names = await page.getByRole("toolbar", { name: "市场模型" }).getByRole("button").allInnerTexts();
    expect(names).toEqual(["打开窗格", "载入默认值", "刷新", "冻结", "检查"]);
  });
});

describe("Chinese", () => {
  test("the page, the sheet and the formulas' help", async () => {
    const { page } = await openPreview({ language: "zh" });
    expect(await page.title()).toBe("市场模型");
    expect(await preview.text("A6")).toBe("情景");
    expect(await preview.text("G7")).toBe("1,800.0");
    await preview.select("B40");
    await page.keyboard.type("=MARKET.SIZ", { delay: 30 });
    const size = (await shippedFunctions("functions.zh-CN.json")).find(({ name }) => name === "SIZE")!;
    await eventually(() => preview.suggestions.filter({ hasText: size.description }).count()).toBe(1);
    await preview.screenshot("preview-zh");
    await page.keyboard.press("Escape");
  });

  test("the dark page", async () => {
    const { page } = await openPreview({ language: "zh", theme: "dark" });
    expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe("dark");
    await preview.screenshot("preview-zh-dark");
  });
});

import { describe, expect, test } from "vitest";
import { eventually, panes, seriousViolations, type PanePage } from "./pane-page";

const { start } = panes();

const slowDown = ({ preview }: PanePage, milliseconds: number) =>
  preview.page.evaluate((delay) => window.host!.faults.delay(delay), milliseconds);

const sheetsOf = ({ preview }: PanePage) =>
  preview.page.evaluate(() =>
    window
      .univerAPI!.getActiveWorkbook()!
      .getSheets()
      .map((sheet) => sheet.getSheetName()),
  );

const load = async ({ pane }: PanePage) => {
  await pane.getByRole("tab", { name: "Load" }).click();
  await pane.getByRole("tabpanel").getByRole("button", { name: "Load", exact: true }).click();
};

describe("a long operation", () => {
  test("shows how far it is, and cancelled leaves the workbook as it was", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    const before = await sheetsOf(page);
    await slowDown(page, 600);
    await load(page);
    await pane.getByText(/^Writing \w+ \(\d of \d\)$/).waitFor();
    await pane.getByRole("progressbar", { name: /^Writing \w+$/ }).waitFor();
    expect(await seriousViolations(pane)).toEqual([]);
    await preview.screenshot("pane-progress");
    await pane.getByRole("button", { name: "Cancel" }).click();
    await slowDown(page, 0);
    await pane.getByText("Cancelled. The workbook is as it was.").waitFor();
    expect(await sheetsOf(page)).toEqual(before);
    expect(await pane.getByRole("button", { name: "Cancel" }).count()).toBe(0);
  });

  test("that Excel fails in the middle says so in words, and can be tried again", async () => {
    const page = await start({ width: 320 });
    const { preview, pane } = page;
    const before = await sheetsOf(page);
    await preview.page.evaluate(() => window.host!.faults.fail({ request: 5, kind: "half", message: "out of memory" }));
    await load(page);
    await pane.getByText("Excel couldn't do this (out of memory). The workbook is as it was.").waitFor();
    expect(await sheetsOf(page)).toEqual(before);
    expect(await seriousViolations(pane)).toEqual([]);
    await preview.screenshot("pane-failure");
    await load(page);
    await pane.getByText("New: Market,").waitFor();
    expect(await sheetsOf(page)).toHaveLength(before.length + 5);
    expect(await pane.getByText("out of memory").count()).toBe(0);
  });
});

describe("100,000 formulas", () => {
  /** Excel is another process and answers at once, so that all the time that is measured is the pane's. */
  const standIn = ({ rows, columns }: { readonly rows: number; readonly columns: number }) => {
    const formulas = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (__, column) => `=MARKET.SIZE(${2025 + ((row + column) % 7)},"vendors")`),
    );
    const part = <T>(grid: readonly (readonly T[])[], row: number, column: number, height: number, width: number) =>
      grid.slice(row, row + height).map((line) => line.slice(column, column + width));
    const values = formulas.map((row) => row.map((formula) => (formula.includes("2031") ? "#N/A" : 415.2)));
    const sheet = {
      name: "Model",
      getUsedRangeOrNullObject: () => ({ isNullObject: false, address: `Model!A1:T${rows}`, load() {} }),
      getRangeByIndexes: (...area: [number, number, number, number]) => ({
        load() {},
        formulas: part(formulas, ...area),
        values: part(values, ...area),
        hasSpill: false,
      }),
    };
    const none = { load() {}, items: [] };
    const context = {
      workbook: {
        worksheets: { load() {}, items: [sheet], getItem: () => sheet },
        names: none,
        customXmlParts: { getByNamespace: () => none },
      },
      sync: () => new Promise<void>((resolve) => setTimeout(resolve)),
    };
    // With options before the batch or without.
    Object.assign(Excel, {
      run: (...given: unknown[]) => (given.at(-1) as (context: unknown) => Promise<unknown>)(context),
    });
  };

  /** Watches for the longest that the page is kept from anything else. */
  const watch = () => {
    const held = Object.assign(window, { longestHeld: 0 });
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      held.longestHeld = Math.max(held.longestHeld, now - last);
      last = now;
      setTimeout(tick);
    };
    tick();
  };

  const longestHeld = (pane: PanePage["pane"]) =>
    pane.evaluate(() => {
      const held = window as unknown as { longestHeld: number };
      const longest = held.longestHeld;
      held.longestHeld = 0;
      return longest;
    });

  test("are listed, scrolled and filtered without holding the pane up", async () => {
    const { preview, pane } = await start({ width: 320 });
    await pane.evaluate(standIn, { rows: 5_000, columns: 20 });
    await pane.evaluate(watch);
    await longestHeld(pane);
    const started = performance.now();
    await pane.getByRole("tab", { name: "Cells" }).click();
    await pane.getByText("Cells: 100,000. Errors: 14,285.").waitFor();
    const list = pane.getByRole("listbox");
    await list.getByRole("option", { name: /^A1\b/ }).waitFor();
    const stretches = { listing: await longestHeld(pane), end: 0, filter: 0 };
    const took = performance.now() - started;

    await preview.page.setViewportSize({ width: 1360, height: 1600 });
    const reachesItsEnd = () =>
      list.evaluate((element) => {
        const { left, bottom } = element.getBoundingClientRect();
        return document.elementFromPoint(left + 20, bottom - 5)?.closest("[role=option]") != null;
      });
    await eventually(reachesItsEnd).toBe(true);
    await longestHeld(pane);

    await list.press("End");
    await list.getByRole("option", { name: /^T5000\b/ }).waitFor();
    await pane.getByText("Model!T5000: ").waitFor();
    expect(await list.getByRole("option").count()).toBeLessThan(60);
    stretches.end = await longestHeld(pane);

    await pane.getByLabel("Errors only").check();
    await pane.getByText("Model (14,285)").last().waitFor();
    stretches.filter = await longestHeld(pane);
    await preview.screenshot("pane-100000");
    console.log(`100,000 formulas listed in ${took.toFixed(0)} ms; held up for`, stretches);
    // A quarter of it is what a person notices; the rest is for a busy machine.
    expect(Math.max(...Object.values(stretches))).toBeLessThan(1000);
  });
});

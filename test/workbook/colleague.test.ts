/** A workbook that was saved, opened by a colleague: without the add-in, and with it. */
import { afterEach, expect, it } from "vitest";
import { openWorkbook } from "../../src/workbook";
import { openExcel, type ExcelInstance, type SavedWorkbook } from "../support/excel";
import { open, openExcelWithFormulas, wrap } from "./workbook";

const SHEETS = {
  Model: [
    [2027, "vendors", "=MARKET.SIZE(A1,B1)*1.1", "=C1*2", "=MARKET.SIZE(2035)"],
    [],
    ['=MARKET.SPLIT("vendor",2030)'],
    [],
    [],
    [],
    [],
    [],
    ["=SUM(B4:B8)", '=MARKET.SIZE(2030,"bottom-up")', "=MARKET.CHECK()"],
  ],
};
const USED = "A1:E9";

let colleague: ExcelInstance | undefined;
afterEach(async () => {
  await colleague?.dispose();
  colleague = undefined;
});

const shown = (excel: ExcelInstance, sheets: readonly string[]) =>
  excel.run(async (context) => {
    const ranges = sheets.map((name) => context.workbook.worksheets.getItem(name).getUsedRange());
    ranges.forEach((range) => range.load("address,values,formulas,numberFormat"));
    await context.sync();
    return ranges.map(({ address, values, formulas, numberFormat }) => ({ address, values, formulas, numberFormat }));
  });

const LOADED = ["Model", "Assumptions"];

/** With an override, so that the numbers aren't what a fresh add-in would say. */
async function savedModel(): Promise<{ saved: SavedWorkbook; before: Awaited<ReturnType<typeof shown>> }> {
  const author = await open({ sheets: SHEETS });
  await author.book.createAssumptions();
  await author.book.setOverride({ key: "arpu", scenario: null, year: 2030 }, 1200);
  expect(await author.value("Model", "B9")).toBeCloseTo(2 * 1624.725, 6);
  expect(await author.value("Model", "A9")).toBeCloseTo(1800, 6);
  const before = await shown(author.excel, LOADED);
  const saved = author.excel.save();
  await author.close();
  return { saved, before };
}

const nothingBusy = (cells: readonly { readonly values: readonly (readonly unknown[])[] }[]) =>
  expect(cells.flatMap(({ values }) => values.flat())).not.toContain("#BUSY!");

it("shows every cell's last value without the add-in", async () => {
  const { saved, before } = await savedModel();
  nothingBusy(before);
  colleague = await openExcel({ saved });
  await colleague.host.settled();
  expect(await shown(colleague, LOADED)).toEqual(before);
  expect(colleague.host.functions.counters.calls).toBe(0);
});

it("shows the same values with the add-in, and nothing is calculated or changed on opening", async () => {
  const { saved, before } = await savedModel();
  const { excel, ports } = await openExcelWithFormulas({ saved });
  colleague = excel;
  const book = openWorkbook(ports);
  await book.ready;
  const opened = wrap(excel, book, ports);
  await opened.settled();
  expect(await shown(excel, LOADED)).toEqual(before);
  expect(excel.host.functions.counters.calls).toBe(0);
  expect(excel.save().xmlParts).toEqual(saved.xmlParts);
  // And once it is asked to, the same numbers come of the overrides in the workbook.
  await book.refresh();
  await opened.settled();
  expect(excel.host.functions.counters.calls).toBeGreaterThan(0);
  expect(await opened.values("Model", USED)).toEqual(before[0]!.values);
  await book.close();
});

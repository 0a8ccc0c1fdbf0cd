/** Cells that are shifted on a sheet that isn't the shown one: the shown one has no part in it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openExcel, type ExcelInstance } from "../support/excel.js";

const SHOWN = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
];
let excel: ExcelInstance;
beforeAll(async () => {
  excel = await openExcel({ sheets: { Shown: SHOWN } });
});
afterAll(() => excel.dispose());

/** What `act` leaves on another sheet, and that it leaves what is shown alone. */
async function elsewhere(act: (sheet: Excel.Worksheet) => void): Promise<unknown> {
  return excel.run(async (context) => {
    const sheet = context.workbook.worksheets.add();
    sheet.getRange("A1:D4").formulas = [
      ["a", "b", "c", "d"],
      [1, 2, 3, "=SUM(A2:C2)"],
      [4, 5, 6, "=SUM(A3:C3)"],
      ["below", "", "", ""],
    ];
    await context.sync();
    act(sheet);
    await context.sync();
    const cells = sheet.getRange("A1:D4").load("formulas");
    const shown = context.workbook.worksheets.getItem("Shown").getUsedRange().load("values");
    const active = context.workbook.worksheets.getActiveWorksheet().load("name");
    await context.sync();
    const formulas = cells.formulas as unknown;
    expect(shown.values).toEqual(SHOWN);
    expect(active.name).toBe("Shown");
    sheet.delete();
    await context.sync();
    return formulas;
  });
}

test("deleted to the left", async () => {
  expect(await elsewhere((sheet) => sheet.getRange("B1:B3").delete("Left"))).toEqual([
    ["a", "c", "d", ""],
    [1, 3, "=SUM(A2:B2)", ""],
    [4, 6, "=SUM(A3:B3)", ""],
    ["below", "", "", ""],
  ]);
});

test("deleted upwards", async () => {
  expect(await elsewhere((sheet) => sheet.getRange("A2:D2").delete("Up"))).toEqual([
    ["a", "b", "c", "d"],
    [4, 5, 6, "=SUM(A2:C2)"],
    ["below", "", "", ""],
    ["", "", "", ""],
  ]);
});

test("inserted", async () => {
  expect(await elsewhere((sheet) => sheet.getRange("A2:B2").insert("Down"))).toEqual([
    ["a", "b", "c", "d"],
    ["", "", 3, expect.stringMatching(/^=SUM/)],
    [1, 2, 6, expect.stringMatching(/^=SUM/)],
    [4, 5, "", ""],
  ]);
});

test("a table's column", async () => {
  let left: unknown;
  const cells = await elsewhere((sheet) => {
    const table = sheet.tables.add("A1:C3", true);
    table.columns.getItem("b").delete();
    left = table.columns.load("items/name,items/id");
  });
  expect(cells).toEqual([
    ["a", "c", "d", ""],
    [1, 3, "=SUM(A2:B2)", ""],
    [4, 6, "=SUM(A3:B3)", ""],
    ["below", "", "", ""],
  ]);
  const { items } = left as Excel.TableColumnCollection;
  expect(items.map(({ name, id }) => [name, id])).toEqual([
    ["a", 1],
    ["c", 3],
  ]);
});

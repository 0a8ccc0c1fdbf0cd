import { expect, test } from "vitest";
import { openExcel } from "../support/excel.js";

test("a script writes, calculates and reads", async () => {
  const t0 = performance.now();
  const excel = await openExcel({
    sheets: {
      Sheet1: [
        ["Year", "Size"],
        [2030, "=A2+1"],
      ],
    },
  });
  console.log("open", performance.now() - t0);
  const values = await excel.run(async (context) => {
    const sheet = context.workbook.worksheets.add("New");
    sheet.getRange("A1:B2").formulas = [
      [1, "=A1*2"],
      [3, "=SUM(A1:A2)"],
    ];
    const range = sheet.getRange("A1:B2").load("values,address,text");
    const missing = context.workbook.worksheets.getItemOrNullObject("zz");
    const table = context.workbook.worksheets.getItem("Sheet1").tables.add("A1:B2", true);
    table.name = "Sizes";
    table.getDataBodyRange().load("address");
    const body = table.getDataBodyRange().load("address,values");
    table.style = "TableStyleLight1";
    range.format.fill.color = "#ff0000";
    range.load("format/fill/color");
    await context.sync();
    return [range.values, range.address, missing.isNullObject, body.address, body.values, range.format.fill.color];
  });
  expect(values).toEqual([
    [
      [1, 2],
      [3, 4],
    ],
    "New!A1:B2",
    true,
    "Sheet1!A2:B2",
    [[2030, 2031]],
    "#FF0000",
  ]);
  await excel.dispose();
});

test("functions", async () => {
  const excel = await openExcel({
    functionsScript: `CustomFunctions.associate("SIZE", function (year, scenario, invocation) { globalThis.seen = [year, scenario, typeof invocation]; return year * 2; });
      CustomFunctions.associate("TABLE", function (m) { return m.map(r => r.map(v => v < 0 ? new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable) : v + 1)); });`,
    metadata: {
      functions: [
        { id: "SIZE", name: "SIZE", parameters: [{ name: "year" }, { name: "scenario", optional: true }] },
        { id: "TABLE", name: "TABLE", parameters: [{ name: "m", dimensionality: "matrix" }] },
      ],
    },
  });
  await excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet();
    sheet.getRange("A1:A3").values = [[1], [2], [-3]];
    sheet.getRange("B1:C1").formulas = [["=MARKET.SIZE(A1)", "=B1+1"]];
    sheet.getRange("D1").formulas = [["=MARKET.TABLE(A1:A3)"]];
    await context.sync();
  });
  await excel.host.settled();
  const t = performance.now();
  const values = await excel.run(async (context) => {
    const range = context.workbook.worksheets.getActiveWorksheet().getRange("A1:D3").load("values");
    await context.sync();
    return range.values;
  });
  console.log(performance.now() - t, (excel.runScript("void 0"), (globalThis as never as { seen: unknown }).seen));
  expect(values).toEqual([
    [1, 2, 3, 2],
    [2, "", "", 3],
    [-3, "", "", "#N/A"],
  ]);
  await excel.dispose();
});

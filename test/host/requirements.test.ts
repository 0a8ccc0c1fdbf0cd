/** Requirement sets: the client holds a script to what is said to be supported, here a manifest's sets. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openExcel, REQUIRED, type ExcelInstance } from "../support/excel.js";

let excel: ExcelInstance;
beforeAll(async () => {
  excel = await openExcel({ requirements: { ExcelApi: "1.8", SharedRuntime: "1.1", CustomFunctionsRuntime: "1.2" } });
});
afterAll(() => excel.dispose());

test.each([
  ["ExcelApi", "1.8", true],
  ["ExcelApi", "1.9", false],
  ["SharedRuntime", "1.1", true],
  ["SharedRuntime", "1.2", false],
  ["CustomFunctionsRuntime", "1.3", false],
  ["ImageCoercion", "1.1", false],
])("%s %s is supported: %s", (name, version, supported) => {
  expect(excel.Office.context.requirements.isSetSupported(name, version)).toBe(supported);
});

test("a member of a supported set works", async () => {
  await excel.run(async (context) => {
    const region = context.workbook.worksheets
      .getActiveWorksheet()
      .getRange("A1")
      .getSurroundingRegion()
      .load("address");
    await context.sync();
    expect(region.address).toBe("Sheet1!A1");
  });
});

test.each<[string, (sheet: Excel.Worksheet) => unknown]>([
  ["Range.getSpecialCells (1.9)", (sheet) => sheet.getRange("A1").getSpecialCells("Formulas")],
  ["Workbook.comments (1.10)", (sheet) => (sheet.context as Excel.RequestContext).workbook.comments],
  ["Range.getSpillingToRange (1.12)", (sheet) => sheet.getRange("A1").getSpillingToRange()],
  ["Range.getRangeEdge (1.13)", (sheet) => sheet.getRange("A1").getRangeEdge("Down")],
])("a script that uses a newer API fails: %s", async (_, use) => {
  const attempt = excel.run(async (context) => {
    use(context.workbook.worksheets.getActiveWorksheet());
    await context.sync();
  });
  await expect(attempt).rejects.toMatchObject({ code: "ApiNotFound" });
});

test("without others, a script is held to the sets that the manifest requires", async () => {
  expect(REQUIRED).toMatchObject({ ExcelApi: "1.13", SharedRuntime: "1.1", CustomFunctionsRuntime: "1.2" });
  const addIn = await openExcel();
  try {
    for (const [name, version] of Object.entries(REQUIRED)) {
      const next = version.replace(/\d+$/, (minor) => String(Number(minor) + 1));
      const supported = [version, next].map((each) => addIn.Office.context.requirements.isSetSupported(name, each));
      expect(supported, name).toEqual([true, false]);
    }
    const attempt = addIn.run(async (context) => {
      context.workbook.worksheets.getActiveWorksheet().getRange("A1").getPrecedents();
      await context.sync();
    });
    await expect(attempt).rejects.toMatchObject({ code: "ApiNotFound" });
  } finally {
    await addIn.dispose();
  }
});

/** An empty text is none of Excel's blanks, whether a formula gives it or it stands in a cell by an apostrophe. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { contentOf, readWorkbook, writeWorkbook } from "../../host/file";
import { openExcel, type ExcelInstance } from "../support/excel.js";

const METADATA = {
  functions: [
    { id: "EMPTY", name: "EMPTY", parameters: [{ name: "given", type: "any", optional: true }] },
    { id: "EMPTIES", name: "EMPTIES", parameters: [], result: { dimensionality: "matrix" } },
    { id: "GIVEN", name: "GIVEN", parameters: [{ name: "given", type: "any" }] },
  ],
};
const SCRIPT = `
  CustomFunctions.associate("EMPTY", () => "");
  CustomFunctions.associate("EMPTIES", () => [[""], [""]]);
  CustomFunctions.associate("GIVEN", (given) => JSON.stringify(given));`;

/** By row: an empty text, but for the last. */
const CELLS = ["'", '=IF(TRUE,"")', "=T.EMPTY()", "=T.EMPTY()&T.EMPTY()", "=T.EMPTIES()", null, ""];
const BLANK = CELLS.length;
const over = (row: number): readonly string[] => [
  `=COUNTA(A${row}:A${row})`,
  `=ISBLANK(A${row})`,
  `=IF(ISERROR(A${row}+1),"an error",A${row}+1)`,
  `=SUM(A${row}:A${row},1)`,
  `=T.GIVEN(A${row})`,
];
const EMPTY_TEXT = [1, false, "an error", 1, '""'];
const NOTHING = [0, true, 1, 1, "null"];
const EXPECTED = CELLS.map((_, index) => (index + 1 === BLANK ? NOTHING : EMPTY_TEXT));

let excel: ExcelInstance;
beforeAll(async () => {
  excel = await openExcel({ metadata: METADATA, functionsScript: SCRIPT, namespace: "T" });
  await write(excel);
});
afterAll(() => excel.dispose());

async function write(excel: ExcelInstance): Promise<void> {
  await excel.run(async ({ workbook, sync }) => {
    const sheet = workbook.worksheets.getFirst();
    sheet.getRange(`A1:A${BLANK}`).formulas = CELLS.map((each) => [each]);
    sheet.getRange(`B1:F${BLANK}`).formulas = CELLS.map((_, index) => [...over(index + 1)]);
    await sync();
  });
  await excel.host.settled();
}

async function shown(excel: ExcelInstance): Promise<unknown> {
  return excel.run(async ({ workbook, sync }) => {
    const sheet = workbook.worksheets.getFirst();
    const cells = sheet.getRange(`A1:F${BLANK}`).load("values");
    await sync();
    const values = cells.values as unknown[][];
    expect(values.map(([first]) => first)).toEqual(CELLS.map(() => ""));
    return values.map((line) => line.slice(1));
  });
}

describe("is told from a blank", () => {
  test("by what was entered with it", async () => {
    expect(await shown(excel)).toEqual(EXPECTED);
  });

  test("by what comes later", async () => {
    await excel.run(async ({ workbook, sync }) => {
      workbook.worksheets.getFirst().getRange(`B1:F${BLANK}`).formulas = CELLS.map((_, index) => [...over(index + 1)]);
      await sync();
    });
    await excel.host.settled();
    expect(await shown(excel)).toEqual(EXPECTED);
  });

  test("in a copy", async () => {
    await excel.run(async ({ workbook, sync }) => {
      const sheet = workbook.worksheets.getFirst();
      sheet.getRange("J1").copyFrom(`A1:A${BLANK}`, "Values");
      const count = sheet.getRange("K1");
      count.formulas = [[`=COUNTA(J1:J${BLANK})`]];
      count.load("values");
      await sync();
      expect(count.values).toEqual([[BLANK - 1]]);
      sheet.getRange("J:K").clear();
      await sync();
    });
  });

  test("in a file", async () => {
    const { book } = excel.host;
    const file = await writeWorkbook(contentOf(book), { shifts: book.shifts });
    const { content } = await readWorkbook(file, "empty texts.xlsx", {
      functions: ["T.EMPTY", "T.EMPTIES", "T.GIVEN"],
    });
    const again = await openExcel({ content, metadata: METADATA, functionsScript: SCRIPT, namespace: "T" });
    expect(await shown(again)).toEqual(EXPECTED);
    await again.run(async ({ application, workbook, sync }) => {
      workbook.worksheets.getFirst().getRange(`B1:B${BLANK}`).formulas = CELLS.map((_, index) => [over(index + 1)[0]]);
      application.calculate("Full");
      await sync();
    });
    await again.host.settled();
    expect(await shown(again)).toEqual(EXPECTED);
    await again.dispose();
  });
});

test("goes when its cell is emptied", async () => {
  const put = async (content: string) => {
    await excel.run(async ({ workbook, sync }) => {
      workbook.worksheets.getFirst().getRange("A1").values = [[content]];
      await sync();
    });
    await excel.host.settled();
    return shown(excel);
  };
  expect(await put("")).toEqual([NOTHING, ...EXPECTED.slice(1)]);
  expect(await put("'")).toEqual(EXPECTED);
});

test("is in the way of what spills, until it goes", async () => {
  const put = async (address: string, content: string): Promise<unknown> => {
    await excel.run(async ({ workbook, sync }) => {
      workbook.worksheets.getFirst().getRange(address).formulas = [[content]];
      await sync();
    });
    await excel.host.settled();
    return excel.run(async ({ workbook, sync }) => {
      const cells = workbook.worksheets.getFirst().getRange("J1:J3").load("values");
      await sync();
      return cells.values.flat();
    });
  };
  await put("J3", "'");
  expect(await put("J1", "=SEQUENCE(3)")).toEqual(["#SPILL!", "", ""]);
  expect(await put("J3", "")).toEqual([1, 2, 3]);
  expect(await put("J3", "'")).toEqual(["#SPILL!", "", ""]);
  await put("J1", "");
  await put("J3", "");
});

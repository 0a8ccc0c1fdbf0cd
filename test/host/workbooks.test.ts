/** Several workbooks in one process, each with a client and an add-in of its own. */
import { createRequire } from "node:module";
import { afterEach, expect, test } from "vitest";
import { openExcel, type ExcelInstance } from "../support/excel.js";

const { hashAlgorithm } = createRequire(import.meta.url)("@univerjs/core") as typeof import("@univerjs/core");

const metadata = {
  functions: [{ id: "ANSWER", name: "ANSWER", parameters: [{ name: "by", type: "number" }] }],
};
const answering = (answer: number) => `CustomFunctions.associate("ANSWER", (by) => by * ${answer});`;
const SHEETS = { Sheet1: [["=MARKET.ANSWER(2)", "=A1+1"]] };

const opened: ExcelInstance[] = [];
const openAnswering = async (answer: number): Promise<ExcelInstance> => {
  const excel = await openExcel({ sheets: SHEETS, functionsScript: answering(answer), metadata });
  opened.push(excel);
  return excel;
};
afterEach(async () => {
  for (const excel of opened.splice(0)) await excel.dispose();
});

const shows = async (excel: ExcelInstance): Promise<unknown> => {
  await excel.host.settled();
  return excel.run(async (context) => {
    const cells = context.workbook.worksheets.getItem("Sheet1").getRange("A1:B1").load("values");
    await context.sync();
    return cells.values[0] as unknown;
  });
};

test("the same formula in each is calculated by its own add-in", async () => {
  const first = await openAnswering(10);
  const second = await openAnswering(100);
  const third = await openAnswering(1000);
  expect([await shows(first), await shows(second), await shows(third)]).toEqual([
    [20, 21],
    [200, 201],
    [2000, 2001],
  ]);
});

test("one goes on calculating after another is opened, recalculated and closed", async () => {
  const first = await openAnswering(10);
  const second = await openAnswering(100);
  await second.run(async (context) => {
    context.application.calculate("Full");
    await context.sync();
  });
  const write = (excel: ExcelInstance, formula: string) =>
    excel.run(async (context) => {
      context.workbook.worksheets.getItem("Sheet1").getRange("A1").formulas = [[formula]];
      await context.sync();
    });
  await Promise.all([write(first, "=MARKET.ANSWER(3)"), write(second, "=MARKET.ANSWER(3)")]);
  expect(await shows(second)).toEqual([300, 301]);
  await opened.pop()!.dispose();
  expect(await shows(first)).toEqual([30, 31]);
  await write(first, "=MARKET.ANSWER(4)");
  expect(await shows(first)).toEqual([40, 41]);
});

test("long formulas and texts are never taken for others that they share a number with", async () => {
  const [one, other] = ["9itxg3d9", "3za7tvmc"];
  expect(hashAlgorithm(one)).toBe(hashAlgorithm(other));
  const first = await openAnswering(10);
  const before = "-".repeat(70);
  await first.run(async (context) => {
    const cells = context.workbook.worksheets.getItem("Sheet1").getRange("A1:B1");
    cells.formulas = [[`="${before}"&"${one}"`, `="${before}"&"${other}"`]];
    await context.sync();
  });
  expect(await shows(first)).toEqual([before + one, before + other]);
});

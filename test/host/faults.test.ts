/** Failures that a test asks for, as a script meets them. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openExcel, type ExcelInstance } from "../support/excel.js";

let excel: ExcelInstance;
beforeAll(async () => {
  excel = await openExcel();
});
afterAll(() => excel.dispose());
beforeEach(() => excel.host.counters.reset());
afterEach(async () => {
  excel.host.faults.clear();
  await excel.run(async (context) => {
    context.workbook.worksheets.getActiveWorksheet().getRange().clear();
    await context.sync();
  });
});

/** Two round trips: A1 in the first, A2 and A3 in the second. */
const script = async (context: Excel.RequestContext): Promise<void> => {
  const sheet = context.workbook.worksheets.getActiveWorksheet();
  sheet.getRange("A1").values = [[1]];
  await context.sync();
  sheet.getRange("A2").values = [[2]];
  sheet.getRange("A3").values = [[3]];
  await context.sync();
};

function cells(): Promise<unknown[]> {
  return excel.run(async (context) => {
    const range = context.workbook.worksheets.getActiveWorksheet().getRange("A1:A3").load("values");
    await context.sync();
    return range.values.flat();
  });
}

test("round trips are counted", async () => {
  await excel.run(script);
  // Excel.run's own last sync lets go of the ranges.
  expect(excel.host.counters.requests).toBe(3);
  expect(excel.host.counters.bytes).toBeGreaterThan(0);
});

test("a request fails with an error and does nothing", async () => {
  excel.host.faults.fail({ request: 2, kind: "error", code: "AccessDenied" });
  await expect(excel.run(script)).rejects.toMatchObject({ code: "AccessDenied" });
  expect(await cells()).toEqual([1, "", ""]);
});

test("a request fails after half of its actions", async () => {
  excel.host.faults.fail({ request: 2, kind: "half" });
  await expect(excel.run(script)).rejects.toMatchObject({ code: "GeneralException" });
  expect(await cells()).toEqual([1, 2, ""]);
});

test("an answer gets lost: everything is done, the script is told otherwise", async () => {
  excel.host.faults.fail({ request: 2, kind: "lost" });
  await expect(excel.run(script)).rejects.toMatchObject({ code: "GeneralException" });
  expect(await cells()).toEqual([1, 2, 3]);
});

test("an answer that never comes", async () => {
  excel.host.faults.fail({ request: 2, kind: "silent" });
  let outcome = "waiting";
  void excel.run(script).finally(() => (outcome = "answered"));
  await excel.host.settled();
  expect(excel.host.counters.requests).toBe(2);
  expect(outcome).toBe("waiting");
  expect(await cells()).toEqual([1, 2, 3]);
});

test("only that request fails", async () => {
  excel.host.faults.fail({ request: 1, kind: "error" });
  await expect(excel.run(script)).rejects.toMatchObject({ code: "GeneralException" });
  await excel.run(script);
  expect(await cells()).toEqual([1, 2, 3]);
});

test("answers can be delayed", async () => {
  excel.host.faults.delay(40);
  const start = performance.now();
  await excel.run(script);
  expect(performance.now() - start).toBeGreaterThanOrEqual(80);
});

test("a request above 5 MB is refused, as on the web", async () => {
  const attempt = excel.run(async (context) => {
    const text = "x".repeat(1_000);
    const rows = Array.from({ length: 6_000 }, () => [text]);
    context.workbook.worksheets.getActiveWorksheet().getRange("A1:A6000").values = rows;
    await context.sync();
  });
  await expect(attempt).rejects.toMatchObject({ code: "RequestPayloadSizeLimitExceeded" });
  expect(await cells()).toEqual(["", "", ""]);
});

test("so is an answer, after all is done", async () => {
  excel.host.faults.payloadLimit = null;
  await excel.run(async (context) => {
    const rows = Array.from({ length: 6_000 }, () => ["x".repeat(1_000)]);
    context.workbook.worksheets.getActiveWorksheet().getRange("A1:A6000").values = rows;
    await context.sync();
  });
  excel.host.faults.clear();
  const attempt = excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet();
    sheet.getRange("A1:A3").values = [[1], [2], [3]];
    sheet.getRange("A1:A6000").load("values");
    await context.sync();
  });
  await expect(attempt).rejects.toMatchObject({ code: "ResponsePayloadSizeLimitExceeded" });
  expect(await cells()).toEqual([1, 2, 3]);
});

test("the user can begin to type at a request, and ends a moment later: it waits if its batch asked to, and fails otherwise", async () => {
  excel.host.faults.fail({ request: 2, kind: "typing" });
  await expect(excel.run(script)).rejects.toMatchObject({ code: "InvalidOperationInCellEditMode" });
  await expect.poll(cells).toEqual([1, "", ""]);
  excel.host.faults.fail({ request: 2, kind: "typing" });
  const patient = excel.Excel.run as (options: object, batch: typeof script) => Promise<void>;
  await patient({ delayForCellEdit: true }, script);
  expect(await cells()).toEqual([1, 2, 3]);
});

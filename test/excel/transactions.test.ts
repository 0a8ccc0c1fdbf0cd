/** Steps packed into requests, and taken back. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlannedCells } from "../../src/excel/plans/cells";
import { number, text } from "../../src/excel/plans/cells";
import { writeBlocks } from "../../src/excel/steps/cells";
import { fillCells } from "../../src/excel/steps/planned";
import { ExcelFailure } from "../../src/excel/transactions/failure";
import type { Run } from "../../src/excel/transactions/run";
import { bytesOf, REQUEST } from "../../src/excel/transactions/wire";
import type { Step } from "../../src/excel/transactions/step";
import { transact } from "../../src/excel/transactions/transact";

/** A stand-in for Excel that fails at one request, and notes what happens. */
function excel(failAt = Infinity, failure: unknown = new Error("no")) {
  const log: string[] = [];
  let requests = 0;
  const context = {
    sync: async () => {
      log.push("sent");
      if (++requests === failAt) throw failure;
    },
  };
  const run: Run = (batch) => batch(context as unknown as Excel.RequestContext);
  const step = (name: string, size?: number): Step => ({
    ...(size !== undefined && { size }),
    apply: () => void log.push(name),
    undo: async () => void log.push(`undo ${name}`),
    refused: () => void log.push(`refused ${name}`),
  });
  return { log, run, step };
}

describe("a transaction", () => {
  it("sends small steps of a stage together, large ones alone, stages one after the other", async () => {
    const { log, run, step } = excel();
    const large = REQUEST * 0.6;
    await transact(run, {
      stages: [{ steps: [step("a"), step("b"), step("c", large), step("d", large)] }, { steps: [step("e")] }],
    });
    expect(log).toEqual(["a", "b", "c", "sent", "d", "sent", "e", "sent"]);
  });

  it("takes back all that was begun, the last first, and nothing else", async () => {
    const { log, run, step } = excel(2);
    const stages = [{ steps: [step("a"), step("b")] }, { steps: [step("c")] }, { steps: [step("d")] }];
    await expect(transact(run, { stages })).rejects.toThrow("no");
    expect(log).toEqual(["a", "b", "sent", "c", "sent", "undo c", "undo b", "undo a"]);
  });

  it("undoes nothing of a request that Excel refused since the user was typing, but lets its steps know", async () => {
    const typing = { code: "InvalidOperationInCellEditMode" };
    const { log, run, step } = excel(2, typing);
    const bare: Step = { apply: () => void log.push("d"), undo: async () => void log.push("undo d") };
    const stages = [{ steps: [step("a")] }, { steps: [step("b"), step("c"), bare] }, { steps: [step("e")] }];
    await expect(transact(run, { stages })).rejects.toBe(typing);
    expect(log).toEqual(["a", "sent", "b", "c", "d", "sent", "refused c", "refused b", "undo a"]);
  });

  it("says so where it can't be taken back", async () => {
    const { run, step } = excel(1);
    const stuck: Step = { ...step("a"), undo: () => Promise.reject(new Error("stuck")) };
    const failure = await transact(run, { stages: [{ steps: [stuck] }] }).catch((reason: unknown) => reason);
    expect(failure).toBeInstanceOf(ExcelFailure);
    expect(failure).toMatchObject({ is: "not-restored", reason: "no" });
  });

  it("is cancelled between requests", async () => {
    const { log, run, step } = excel();
    const stop = new AbortController();
    const stages = [{ steps: [step("a")] }, { steps: [step("b")] }];
    const onProgress = (_: unknown, done: number) => done === 1 && stop.abort();
    const running = transact(run, { stages, onProgress, signal: stop.signal });
    await expect(running).rejects.toMatchObject({ is: "cancelled" });
    expect(log).toEqual(["a", "sent", "b", "sent", "undo b", "undo a"]);
  });
});

it("a text comes to no more on the wire than is counted with, whatever it says", () => {
  const written = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: fc.constantFrom(...'"\\ \n 年é€x=') }));
  fc.assert(
    fc.property(written, (text) => {
      expect(Buffer.byteLength(JSON.stringify(text)) - 2).toBeLessThanOrEqual(bytesOf(text));
    }),
  );
  expect(bytesOf('=SUM(A1:B2,"x")')).toBe(15 + 4);
});

describe("no step is longer than a request takes, but for a row that is so alone", () => {
  const sizes = (steps: readonly Step[]): readonly number[] => steps.map(({ size = 0 }) => size);

  it("of planned cells, which all get written once", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 20_000 }), (rows, length) => {
        const cells: PlannedCells = Array.from({ length: rows }, () => [
          text("x".repeat(length)),
          null,
          number(1, "0"),
        ]);
        const steps = fillCells("Sheet", cells);
        expect(Math.max(...sizes(steps))).toBeLessThanOrEqual(REQUEST);
        const written = new Set<string>();
        const range = (address: string) => ({
          set formulas(contents: unknown[][]) {
            contents.forEach((_, row) => written.add(`${address}+${row}`));
          },
          format: { font: {}, fill: {} },
        });
        const sheet = { getRange: range };
        const context = { workbook: { worksheets: { getItem: () => sheet } } } as unknown as Excel.RequestContext;
        for (const step of steps) step.apply(context);
        // A column of texts, and one of numbers.
        expect(written.size).toBe(2 * rows);
      }),
      { numRuns: 20 },
    ));

  it("of cells that are written over", () => {
    const blockOf = (content: string) => ({
      sheet: "Sheet",
      area: { row: 0, column: 0, rows: 400, columns: 1 },
      contents: Array.from({ length: 400 }, () => [content]),
    });
    const steps = writeBlocks([{ before: blockOf(`${"y".repeat(9_000)}${"年".repeat(3_000)}`), after: blockOf("") }]);
    expect(steps.length).toBe(Math.ceil((400 * 18_000) / REQUEST));
    expect(Math.max(...sizes(steps))).toBeLessThanOrEqual(REQUEST);
  });
});

/** Formulas of an add-in, invoked through Microsoft's own runner. */
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createBook } from "../../host/book.js";
import { createFaults } from "../../host/faults.js";
import { createFunctions } from "../../host/functions/index.js";
import type { FunctionsMetadata } from "../../host/index.js";
import { openExcel, type ExcelInstance } from "../support/excel.js";

let excel: ExcelInstance;
afterEach(() => excel.dispose());

const scalar = (name: string, more: object = {}) => ({ name, type: "any", dimensionality: "scalar", ...more });
const matrix = (name: string, more: object = {}) => ({ name, type: "any", dimensionality: "matrix", ...more });

async function open(metadata: FunctionsMetadata, functionsScript: string): Promise<void> {
  excel = await openExcel({ metadata, functionsScript, namespace: "TEST" });
}

/** Writes formulas from A1 on, waits until all are calculated, reads them. */
async function calculated(formulas: readonly (readonly unknown[])[]): Promise<unknown[][]> {
  await write("A1", formulas);
  await excel.host.settled();
  return values("A1", formulas.length, formulas[0]!.length);
}

const write = (start: string, formulas: readonly (readonly unknown[])[]) =>
  excel.run(async (context) => {
    const range = context.workbook.worksheets.getActiveWorksheet().getRange(start);
    range.getAbsoluteResizedRange(formulas.length, formulas[0]!.length).formulas = formulas.map((row) => [...row]);
    await context.sync();
  });

const values = (start: string, rows: number, columns: number) =>
  excel.run(async (context) => {
    const range = context.workbook.worksheets
      .getActiveWorksheet()
      .getRange(start)
      .getAbsoluteResizedRange(rows, columns);
    range.load("values");
    await context.sync();
    return range.values as unknown[][];
  });

/** What the script in the page noted in `globalThis.seen`. */
const seen = () => JSON.parse(excel.runScript("JSON.stringify(globalThis.seen ?? null)") as string) as unknown;

describe("arguments", () => {
  test("in their order, null for one left out, the invocation last", async () => {
    await open(
      {
        functions: [
          {
            id: "ORDER",
            name: "ORDER",
            parameters: [scalar("a"), scalar("b", { optional: true }), scalar("c", { optional: true })],
            options: { requiresAddress: true },
          },
        ],
      },
      `CustomFunctions.associate("ORDER", (...args) => { globalThis.seen = [args.length, args[0], args[1], args[2], args[3].address, args[3].functionName]; return "done"; });`,
    );
    expect(await calculated([[`=TEST.ORDER(1,,"c")`]])).toEqual([["done"]]);
    expect(seen()).toEqual([4, 1, null, "c", "Sheet1!A1", "ORDER"]);
    await calculated([["=TEST.ORDER(TRUE)"]]);
    expect(seen()).toEqual([4, true, null, null, "Sheet1!A1", "ORDER"]);
  });

  // https://learn.microsoft.com/javascript/api/custom-functions-runtime/customfunctions.invocation
  test("the cell's address only where it is asked for", async () => {
    await open(
      { functions: [{ id: "WHERE", name: "WHERE", parameters: [] }] },
      `CustomFunctions.associate("WHERE", (invocation) => invocation.functionName + " " + typeof invocation.address);`,
    );
    expect(await calculated([["=TEST.WHERE()"]])).toEqual([["WHERE undefined"]]);
  });

  test("a range is a two-dimensional array, a value for one is [[value]]", async () => {
    await open(
      { functions: [{ id: "ECHO", name: "ECHO", parameters: [matrix("range")] }] },
      `CustomFunctions.associate("ECHO", (range) => JSON.stringify(range));`,
    );
    await write("C1", [
      [1, "x"],
      [true, ""],
    ]);
    expect(await calculated([["=TEST.ECHO(C1:D2)"], ["=TEST.ECHO(5)"]])).toEqual([
      ['[[1,"x"],[true,null]]'],
      ["[[5]]"],
    ]);
  });

  test("a text is what was written, and a cell what it holds", async () => {
    await open(
      { functions: [{ id: "ECHO", name: "ECHO", parameters: [matrix("range", { optional: true })] }] },
      `CustomFunctions.associate("ECHO", (range) => JSON.stringify(range));`,
    );
    await write("C1", [[2030, "x", true, "", "=1/0"]]);
    await write("A1", [['=TEST.ECHO("12%")'], ['=TEST.ECHO("2030-01-01")'], ["=TEST.ECHO(C1)"], ["=TEST.ECHO(D1)"]]);
    await write("A5", [["=TEST.ECHO(E1)"], ["=TEST.ECHO(F1)"], ["=TEST.ECHO(G1)"], ["=TEST.ECHO(Sheet9!A1)"]]);
    await excel.host.settled();
    expect((await values("A1", 8, 1)).flat()).toEqual([
      '[["12%"]]',
      '[["2030-01-01"]]',
      "[[2030]]",
      '[["x"]]',
      "[[true]]",
      "[[null]]",
      "#DIV/0!",
      "#REF!",
    ]);
  });

  test("typed parameters are converted, or #VALUE! without a call", async () => {
    await open(
      { functions: [{ id: "TWICE", name: "TWICE", parameters: [{ name: "n", type: "number" }] }] },
      `globalThis.seen = 0; CustomFunctions.associate("TWICE", (n) => { globalThis.seen++; return n * 2; });`,
    );
    expect(await calculated([['=TEST.TWICE("4")', '=TEST.TWICE("four")', "=TEST.TWICE(1/0)"]])).toEqual([
      [8, "#VALUE!", "#DIV/0!"],
    ]);
    expect(seen()).toBe(1);
  });

  test("errors are handed over where the metadata allow it", async () => {
    await open(
      { allowErrorForDataTypeAny: true, functions: [{ id: "CODE", name: "CODE", parameters: [scalar("x")] }] },
      `CustomFunctions.associate("CODE", (x) => x instanceof CustomFunctions.Error ? x.code : "none");`,
    );
    expect(await calculated([["=TEST.CODE(1/0)", "=TEST.CODE(1)"]])).toEqual([["#DIV/0!", "none"]]);
  });

  test("repeating parameters come as one array", async () => {
    await open(
      { functions: [{ id: "ADD", name: "ADD", parameters: [scalar("n", { repeating: true })] }] },
      `CustomFunctions.associate("ADD", (numbers) => numbers.reduce((a, b) => a + b, 0));`,
    );
    expect(await calculated([["=TEST.ADD(1,2,3)"]])).toEqual([[6]]);
  });
});

describe("results", () => {
  const one: FunctionsMetadata = { functions: [{ id: "F", name: "F", parameters: [scalar("x", { optional: true })] }] };

  test("an array spills, with an error of its own in a cell", async () => {
    await open(
      one,
      `CustomFunctions.associate("F", () => [[1, new CustomFunctions.Error(CustomFunctions.ErrorCode.notAvailable, "no")], ["a", true]]);`,
    );
    await write("A1", [["=TEST.F()"]]);
    await excel.host.settled();
    expect(await values("A1", 2, 2)).toEqual([
      [1, "#N/A"],
      ["a", true],
    ]);
  });

  test("a thrown error is the cell's, an ordinary exception #VALUE!", async () => {
    await open(
      one,
      `CustomFunctions.associate("F", (x) => { throw x ? new CustomFunctions.Error(CustomFunctions.ErrorCode.invalidNumber) : new TypeError("oops"); });`,
    );
    expect(await calculated([["=TEST.F(1)", "=TEST.F()"]])).toEqual([["#NUM!", "#VALUE!"]]);
  });

  test("a promise shows #BUSY! until it is kept", async () => {
    await open(
      one,
      `CustomFunctions.associate("F", () => new Promise((resolve) => (globalThis.keep = () => resolve(42))));`,
    );
    await write("A1", [["=TEST.F()"]]);
    await excel.host.idle();
    expect(await values("A1", 1, 1)).toEqual([["#BUSY!"]]);
    excel.runScript("globalThis.keep()");
    await excel.host.settled();
    expect(await values("A1", 1, 1)).toEqual([[42]]);
  });

  test("a function that the page doesn't associate is an error", async () => {
    await open(one, "");
    expect(await calculated([["=TEST.F()"]])).toEqual([["#VALUE!"]]);
  });

  test("other formulas calculate with them, and they with others", async () => {
    await open(one, `CustomFunctions.associate("F", (x) => x + 1);`);
    expect(await calculated([["=TEST.F(1)", "=A1*10", "=TEST.F(B1)", "=TEST.F(TEST.F(0))+1"]])).toEqual([
      [2, 20, 21, 3],
    ]);
  });

  test("a spill comes when what was in its way has gone, whoever put it there", async () => {
    await open(one, `CustomFunctions.associate("F", (x) => [[1, 2], [3, x]]);`);
    await write("A2", [["kept", 7]]);
    expect(await calculated([["=TEST.F(4)", ""]])).toEqual([["#SPILL!", ""]]);
    await write("D1", [["=SEQUENCE(2)"], ["over"]]);
    await excel.host.settled();
    await write("A2", [["", 7]]);
    await excel.host.settled();
    expect(await values("A1", 2, 2)).toEqual([
      ["#SPILL!", ""],
      ["", 7],
    ]);
    await excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      sheet.getRange("B2").clear();
      await context.sync();
      sheet.getRange("D2").delete("Left");
      await context.sync();
    });
    await excel.host.settled();
    expect(await values("A1", 2, 4)).toEqual([
      [1, 2, "", 1],
      [3, 4, "", 2],
    ]);
  });

  test("names count from when they are given, and mean what they do now", async () => {
    await open(one, `CustomFunctions.associate("F", (x) => x * 10);`);
    await write("A1", [[2], [5]]);
    await write("C1", [["=rate+1", "=TEST.F(RATE)", "=SUM(Twice)", "=LEN(C1)"]]);
    const shown = async () => {
      await excel.host.settled();
      return (await values("C1", 1, 3))[0];
    };
    const workbook = (change: (context: Excel.RequestContext) => void) =>
      excel.run(async (context) => {
        change(context);
        await context.sync();
      });
    expect(await shown()).toEqual(["#NAME?", "#NAME?", "#NAME?"]);
    await workbook(({ workbook: { names } }) => {
      names.add("Twice", "=2*Rate");
      names.add("Rate", "=Sheet1!$A$1");
    });
    expect(await shown()).toEqual([3, 20, 4]);
    await workbook((context) => (context.workbook.worksheets.getActiveWorksheet().name = "It's new"));
    await write("A1", [[3]]);
    expect(await shown()).toEqual([4, 30, 6]);
    await workbook(({ application }) => application.calculate("Full"));
    expect(await shown()).toEqual([4, 30, 6]);
    await workbook(({ workbook: { names } }) => (names.getItem("Rate").formula = "='It''s new'!$A$2"));
    expect(await shown()).toEqual([6, 50, 10]);
    await workbook(({ workbook: { names } }) => names.getItem("Rate").delete());
    expect(await shown()).toEqual(["#NAME?", "#NAME?", "#NAME?"]);
  });

  test("formulas are known from when they are written: nothing is left of them twice", async () => {
    const said = vi.spyOn(console, "error");
    await open(one, `CustomFunctions.associate("F", (x) => x * 10);`);
    await write("A1", [[1]]);
    await write("B1", [["=A1+1"]]);
    await write("C1", [["=TEST.F(B1)"]]);
    await write("D1", [["=C1+B1"]]);
    await write("A1", [[2]]);
    await write("A1", [[3]]);
    await excel.host.settled();
    expect(await values("B1", 1, 3)).toEqual([[4, 40, 44]]);
    // What is left over has no formula any more, and the engine says so.
    expect(said.mock.calls).toEqual([]);
    said.mockRestore();
  });

  test("a function may itself ask the workbook", async () => {
    await open(
      one,
      `CustomFunctions.associate("F", () => Excel.run(async (context) => {
        const range = context.workbook.worksheets.getActiveWorksheet().getRange("B1").load("values");
        await context.sync();
        return range.values[0][0] + 1;
      }));`,
    );
    expect(await calculated([["=TEST.F()", 41]])).toEqual([[42, 41]]);
  });
});

describe("calls", () => {
  const one: FunctionsMetadata = {
    functions: [{ id: "F", name: "F", parameters: [scalar("x")], options: { cancelable: true } }],
  };

  test("travel in one batch, and only where an argument changed", async () => {
    await open(one, `CustomFunctions.associate("F", (x) => x * 2);`);
    await write(
      "B1",
      Array.from({ length: 500 }, (_, row) => [row]),
    );
    await write(
      "A1",
      Array.from({ length: 500 }, (_, row) => [`=TEST.F(B${row + 1})`]),
    );
    await excel.host.settled();
    expect(excel.host.functions.counters).toEqual({ calls: 500, batches: 1 });
    await write("B7", [[1000]]);
    await excel.host.settled();
    expect(excel.host.functions.counters).toEqual({ calls: 501, batches: 2 });
    expect((await values("A7", 1, 1))[0]).toEqual([2000]);
  });

  test("of more than a message holds go out while others are worked out, and give what comes of their last arguments", async () => {
    await open(one, `globalThis.seen = []; CustomFunctions.associate("F", (x) => (globalThis.seen.push(x), x * 2));`);
    const rows = 1_200;
    const column = (first: number) => Array.from({ length: rows }, (_, row) => [first + row]);
    await write("B1", column(0));
    await write(
      "A1",
      Array.from({ length: rows }, (_, row) => [`=TEST.F(B${row + 1})`]),
    );
    await excel.host.settled();
    const made = () => (seen() as number[]).filter((given) => given >= 1_000 + rows).length;
    const before: number[] = [];
    vi.spyOn(excel.host.grid, "hurry").mockImplementation(() => before.push(made()) > 0);
    await write("B1", column(1_000 + rows));
    await excel.host.settled();
    expect(before).toEqual([0, 500]);
    expect(made()).toBe(rows);
    expect(excel.host.functions.counters).toEqual({ calls: 2 * rows, batches: 2 });
    // Others are asked for while some are out.
    await Promise.all([write("B1", column(5_000)), write("B1", column(6_000))]);
    await excel.host.settled();
    expect(await values("A1", rows, 1)).toEqual(column(6_000).map(([value]) => [2 * value!]));
  });

  test("that wait for each other come to an end, and others to their values", async () => {
    await open(
      { functions: [{ id: "NEXT", name: "NEXT", parameters: [scalar("a")] }] },
      `CustomFunctions.associate("NEXT", (a) => (typeof a === "number" ? a : 0) + 1);`,
    );
    const [row] = await calculated([["=TEST.NEXT(B1)+0", "=TEST.NEXT(A1)+0", "=TEST.NEXT(1)"]]);
    expect(row!.slice(0, 2)).toContain("#NUM!");
    expect(row![2]).toBe(2);
    expect(await calculated([["=TEST.NEXT(B1)", 1]])).toEqual([[2, 1]]);
  });

  test("alone that read themselves or each other come to an end, and others to their values", async () => {
    await open(
      { functions: [{ id: "NEXT", name: "NEXT", parameters: [scalar("a")] }] },
      `CustomFunctions.associate("NEXT", (a) => (typeof a === "number" ? a : 0) + 1);`,
    );
    const [row] = await calculated([["=TEST.NEXT(B1)", "=TEST.NEXT(A1)", "=TEST.NEXT(C1)", "=TEST.NEXT(1)"]]);
    expect(row!.slice(0, 2)).toContain("#NUM!");
    expect(row!).not.toContain("#BUSY!");
    expect(row![3]).toBe(2);
    expect(await calculated([["=TEST.NEXT(B1)", 1, "=TEST.NEXT(B1)"]])).toEqual([[2, 1, 2]]);
  });

  test("of a cell that is calculated however often have nothing of a circle", async () => {
    await open(
      { functions: [{ id: "NEXT", name: "NEXT", parameters: [scalar("a")] }] },
      `CustomFunctions.associate("NEXT", (a) => a + 1);`,
    );
    await calculated([["=TEST.NEXT(B1)", 0]]);
    for (let time = 1; time <= 350; time++) {
      await write("B1", [[time]]);
      await excel.host.settled();
      expect(await values("A1", 1, 1)).toEqual([[time + 1]]);
    }
  });

  test("on cells of no sheet don't wait for those at the same places of their own", async () => {
    await open(
      { functions: [{ id: "SAME", name: "SAME", parameters: [matrix("a")] }], allowErrorForDataTypeAny: true },
      `CustomFunctions.associate("SAME", (a) => JSON.stringify(a));`,
    );
    await calculated([["=TEST.SAME(Missing!$A$2:$D$3)"], ["=TEST.SAME(Missing!$A$1:F1)"]]);
    expect(excel.host.functions.counters.batches).toBe(1);
  });

  test("are made again by a full calculation", async () => {
    await open(one, `globalThis.seen = 0; CustomFunctions.associate("F", (x) => ++globalThis.seen);`);
    expect(await calculated([["=TEST.F(1)"]])).toEqual([[1]]);
    await excel.run(async (context) => {
      context.workbook.application.calculate("Full");
      await context.sync();
    });
    await excel.host.settled();
    expect(await values("A1", 1, 1)).toEqual([[2]]);
  });

  test("on their way are made again by a full calculation, and the older result is dropped", async () => {
    await open(
      one,
      `globalThis.answer = "old";
       globalThis.calls = [];
       CustomFunctions.associate("F", () => { const found = globalThis.answer; return new Promise((resolve) => globalThis.calls.push(() => resolve(found))); });`,
    );
    await write("A1", [["=TEST.F(1)"]]);
    await excel.host.idle();
    excel.runScript('globalThis.answer = "new"');
    await excel.run(async (context) => {
      context.workbook.application.calculate("Full");
      await context.sync();
    });
    await excel.host.idle();
    expect(excel.runScript("globalThis.calls.length")).toBe(2);
    excel.runScript("globalThis.calls.forEach((answer) => answer())");
    await excel.host.settled();
    expect(await values("A1", 1, 1)).toEqual([["new"]]);
  });

  test("are cancelled when the formula goes", async () => {
    await open(
      one,
      `globalThis.seen = [];
       CustomFunctions.associate("F", (x, invocation) => new Promise(() => { globalThis.seen.push("called"); invocation.onCanceled = () => globalThis.seen.push("cancelled"); }));`,
    );
    await write("A1", [["=TEST.F(1)"]]);
    await excel.host.idle();
    await write("A1", [["gone"]]);
    await excel.host.settled();
    expect(seen()).toEqual(["called", "cancelled"]);
  });

  test("leave alone what has come into their cell meanwhile, whatever else is calculated", async () => {
    await open(one, `CustomFunctions.associate("F", (x) => x + 1);`);
    const contents = fc.constantFrom("=TEST.F(1)*100", "=TEST.F(2)", "=TEST.F(B2)+0", "=A1*2", 41.8, "text", "", true);
    const next = fc.record({
      address: fc.constantFrom("A1", "A2", "B1", "B2"),
      content: contents,
      // What the page does between two writes takes some turns, and may be of something else.
      turns: fc.nat(4),
      isNamed: fc.boolean(),
    });
    let names = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(next, { minLength: 2, maxLength: 8 }), async (steps) => {
        const held = new Map<string, unknown>();
        for (const { address, content, turns, isNamed } of steps) {
          await write(address, [[content]]);
          held.set(address, content);
          if (isNamed)
            await excel.run(async ({ workbook }) => void workbook.names.add(`Name${++names}`, "=Sheet1!$A$1"));
          for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setTimeout(resolve));
        }
        await excel.host.settled();
        for (const [address, content] of held) {
          const [[value]] = (await values(address, 1, 1)) as [[unknown]];
          if (!String(content).startsWith("=")) expect([address, value]).toEqual([address, content]);
        }
        await excel.run(async (context) => {
          const names = context.workbook.names.load("items");
          await context.sync();
          names.items.forEach((name) => name.delete());
        });
      }),
      { numRuns: 80 },
    );
  });

  test("are cancelled when an argument changes, and made anew", async () => {
    await open(
      one,
      `globalThis.seen = [];
       CustomFunctions.associate("F", (x, invocation) => { globalThis.seen.push(x); invocation.onCanceled = () => globalThis.seen.push("cancelled " + x); return x === 1 ? new Promise(() => {}) : x; });`,
    );
    await write("A1", [["=TEST.F(B1)", 1]]);
    await excel.host.idle();
    await write("B1", [[2]]);
    await excel.host.settled();
    expect(seen()).toEqual([1, "cancelled 1", 2]);
    expect(await values("A1", 1, 1)).toEqual([[2]]);
  });

  test("that were cancelled answer for no other, however late", async () => {
    await open(
      { functions: [{ id: "F", name: "F", parameters: [scalar("x")] }] },
      `const answers = {};
       globalThis.answer = (x) => answers[x](x);
       CustomFunctions.associate("F", (x) => new Promise((resolve) => { answers[x] = resolve; }));`,
    );
    await write("A1", [["=TEST.F(B1)", 1]]);
    await excel.host.idle();
    await write("B1", [[2]]);
    await excel.host.idle();
    excel.runScript("answer(2)");
    await excel.host.settled();
    expect(await values("A1", 1, 1)).toEqual([[2]]);
    await write("B1", [[3]]);
    await excel.host.idle();
    excel.runScript("answer(1)");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await values("A1", 1, 1)).toEqual([["#BUSY!"]]);
    excel.runScript("answer(3)");
    await excel.host.settled();
    expect(await values("A1", 1, 1)).toEqual([[3]]);
  });

  test("that were dropped before the page listens aren't made for others", async () => {
    excel = await openExcel();
    const sheet = excel.grid.activeSheetId();
    const sent: string[] = [];
    const book = createBook(excel.grid, { fillTables: true, tellResize: false });
    const functions = createFunctions(book, (entries) => void sent.push(...entries), "null", createFaults().stuckCells);
    functions.register({ functions: [{ id: "F", name: "F", parameters: [scalar("x")] }] }, "LATE");
    const put = (formula: string) =>
      excel.grid.write({ sheetId: sheet, row: 0, column: 0, rows: 1, columns: 1 }, [[{ kind: "formula", formula }]]);
    put("=LATE.F(1)");
    await excel.grid.calculate();
    await excel.grid.calculate("all");
    (functions.service.target as { listen(): void }).listen();
    expect(sent).toEqual([expect.stringContaining('"F",[1]')]);
    functions.dispose();
    book.dispose();
  });

  test("stream: each result is shown", async () => {
    await open(
      { functions: [{ id: "COUNT", name: "COUNT", parameters: [], options: { stream: true, cancelable: true } }] },
      `CustomFunctions.associate("COUNT", (invocation) => { globalThis.next = (value) => invocation.setResult(value); invocation.setResult(1); });`,
    );
    expect(await calculated([["=TEST.COUNT()"]])).toEqual([[1]]);
    excel.runScript("globalThis.next(2)");
    await expect.poll(() => values("A1", 1, 1)).toEqual([[2]]);
  });
});

describe("ribbon", () => {
  test("a button runs the action that the page associated, until it is completed", async () => {
    excel = await openExcel({
      functionsScript: `Office.actions.associate("refresh", (event) => {
        setTimeout(() => { globalThis.seen = event.source.id; event.completed(); }, 20);
      });`,
    });
    await excel.host.invokeAction("refresh", "MarketModel.Refresh");
    expect(seen()).toBe("MarketModel.Refresh");
    await expect(excel.host.invokeAction("unknown")).rejects.toThrow("unknown");
  });

  test("the pane is shown and hidden by the add-in and by the user, and the add-in hears of it", async () => {
    const shown: boolean[] = [];
    excel = await openExcel({ showPane: (visible) => shown.push(visible) });
    const modes: string[] = [];
    await excel.Office.addin.onVisibilityModeChanged(({ visibilityMode }) => modes.push(visibilityMode));
    await excel.Office.addin.hide();
    expect(excel.host.pane.visible).toBe(false);
    await excel.Office.addin.showAsTaskpane();
    excel.host.pane.show(false);
    await excel.host.settled();
    expect(shown).toEqual([false, true, false]);
    expect(modes).toEqual(["Hidden", "Taskpane", "Hidden"]);
  });
});

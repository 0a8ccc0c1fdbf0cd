import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../src/commands";
import type { CallSource, Told } from "../../src/workbook";
import { linesOf } from "../../src/workbook/messages/lines";
import { usually } from "../support/excel";
import { open, type Opened } from "./workbook";

let opened: Opened;
afterEach(() => opened?.close());

const SHEETS = {
  Model: [
    [2027, "vendors", "=MARKET.SIZE(A1,B1)", "=MARKET.SIZE(2035)*2", "=A1+1", '="MARKET.SIZE(1)"'],
    [2030, "", '=MARKET.SIZE(A2:A2,B1)+MARKET.SHARE("rd",A2)', "=MARKET.CAGR(A1,A2)", "text", ""],
  ],
  "It's": [["=MARKET.SIZE(Model!A2)"]],
};

// Some builds of Excel hand blank cells over as 0.
describe.each(["null", "zero"] as const)("where Excel hands blank cells over as %s", (blanks) => {
  beforeAll(() => usually({ blanks }));
  afterAll(() => usually({}));

  it("lists every cell with our formulas, with value, basis and why an error is there", async () => {
    opened = await open({ sheets: SHEETS });
    await opened.settled();
    const cells = await opened.book.listFormulas();
    expect(opened.requests()).toBeLessThanOrEqual(6);
    expect(cells.map(({ sheet, address, basis }) => [sheet, address, basis])).toEqual([
      ["Model", "C1", "reported"],
      ["Model", "D1", null],
      ["Model", "C2", "reported"],
      // Computed from two sizes.
      ["Model", "D2", "derived"],
      ["It's", "A1", "reported"],
    ]);
    expect(cells[0]!.value).toBeCloseTo(318.5, 9);
    expect(cells[1]!.error).toMatchObject({
      code: "#N/A",
      message: { en: "year: there is no value for 2035, only for 2025 to 2030." },
    });
  });

  it("lists 10,000 formulas in at most 6 round trips", async () => {
    opened = await open();
    await opened.excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getItem("Sheet1");
      sheet.getRange("A1:T500").formulas = Array.from({ length: 500 }, () =>
        Array.from({ length: 20 }, (_, column) => `=MARKET.SIZE(${2025 + (column % 6)})`),
      );
      await context.sync();
    });
    await opened.settled();
    opened.excel.host.counters.reset();
    const seen: number[] = [];
    const cells = await opened.book.listFormulas({ onProgress: ({ done }) => seen.push(done) });
    expect(opened.requests()).toBeLessThanOrEqual(6);
    expect(cells).toHaveLength(10_000);
    expect(seen.length).toBeGreaterThan(0);
  });

  it("tells what is selected, and where its number comes from", async () => {
    opened = await open({ sheets: SHEETS });
    await opened.book.goTo("Model", "C1:D2");
    const selection = await opened.book.selection();
    expect(selection).toMatchObject({ sheet: "Model", address: "C1:D2", formula: "=MARKET.SIZE(A1,B1)", cells: 4 });
    expect(selection.calls[0]!.args.map(({ text }) => text)).toEqual(["A1", "B1"]);
    const source = await opened.book.sourceOfSelection();
    expect(source.calls[0]).toMatchObject({ arguments: [2027, "vendors"], basis: "reported" });
    expect(source.calls[0]!.derivations[0]!.value).toBeCloseTo(318.5, 9);
    await opened.book.goTo("Model", "D2");
    const growth = await opened.book.sourceOfSelection();
    expect(growth.calls[0]!.derivations.map(({ value }) => Math.round(value))).toEqual([814, 1800]);
  });

  it("tells every estimate of a consensus, its scenarios in a range or in the formula", async () => {
    opened = await open({
      sheets: {
        Model: [
          ["base", '=MARKET.CONSENSUS(2030,"mean",,A1:A3)', '=MARKET.CONSENSUS(2030,"mean",,{"base","vendors"})'],
          ["", "=MARKET.CONSENSUS(2030)*2", '=MARKET.CONSENSUS(2030,"mean",,A1:A600)'],
          ["vendors", "=MARKET.BUILD(2030,A4:A5,B4:B5)*1", ""],
          ["parc", 5, ""],
          ["arpu", 600, ""],
        ],
      },
    });
    await opened.settled();
    const of = async (address: string) => {
      await opened.book.goTo("Model", address);
      return opened.book.sourceOfSelection();
    };
    for (const address of ["B1", "C1"]) {
      const source = await of(address);
      const [{ value, derivations, estimates, unexplained }] = source.calls as [CallSource];
      expect([value, unexplained]).toEqual([source.value, null]);
      expect(derivations.map((one) => one.value)).toEqual([1800, 665.4]);
      expect(estimates.map(({ told }) => told.en)).toEqual([
        expect.stringMatching(/\. Scope: /),
        expect.stringMatching(/\. Scope: /),
      ]);
      // Where there is no pane, the same as lines.
      const told: Told = { kind: "done", message: { id: "linking" }, source };
      const lines = linesOf(told, opened.book.getState(), "en").slice(2);
      expect(lines).toHaveLength(4);
      expect(lines[2]).toBe(`665.4 CNY 100m: ${estimates[1]!.told.en}`);
    }
    expect((await of("B2")).calls[0]!.estimates.length).toBeGreaterThan(3);
    // More than a person would go through.
    expect((await of("C2")).calls[0]!.unexplained!.en).toContain("an argument is an expression");
    // Whole lists, not the first of each: the value is the cell's.
    const built = await of("B3");
    expect(built.calls[0]!.value).toBe(built.value);
  });

  it("explains a cell that another's formula spills into", async () => {
    opened = await open({
      sheets: {
        Model: [
          ["", 2025, 2030],
          ["vendors", "=MARKET.SIZE(B1:C1,A2)", ""],
        ],
      },
    });
    await opened.settled();
    expect(await opened.values("Model", "B2:C2")).toEqual([[185.6, 665.4]]);
    await opened.book.goTo("Model", "C2");
    const source = await opened.book.sourceOfSelection();
    expect(source).toMatchObject({ address: "C2", value: 665.4, formula: "=MARKET.SIZE(B1:C1,A2)" });
    expect(source.calls[0]!.derivations[0]!.value).toBeCloseTo(665.4, 9);
  });

  describe("cells without a live formula of ours", () => {
    const HELD = {
      Model: [
        [
          2027,
          "vendors",
          "=MARKET.SIZE(A1,B1)",
          "=C1*1.1",
          "=SUM(C1:D1)+E2",
          "=MARKET.SIZE(A1,B1)*2+MARKET.SIZE(2030)",
        ],
        [2030, "", "=MARKET.SIZE(A2)", "", "=MARKET.SIZE(A1:A2,B1)", ""],
      ],
    };
    const at = async (address: string) => {
      await opened.book.goTo("Model", address);
      return opened.book.sourceOfSelection();
    };
    const size = expect.closeTo(318.5, 9) as number;

    it("are listed by what has become of them, in the sheet's order", async () => {
      opened = await open({ sheets: HELD });
      await opened.settled();
      await opened.book.goTo("Model", "C1:C2");
      await opened.book.freeze("selection");
      await opened.settled();
      opened.requests();
      opened.excel.host.counters.reset();
      const cells = await opened.book.listFormulas();
      expect(opened.requests()).toBeLessThanOrEqual(8);
      expect(cells.map(({ address, state, formula }) => [address, state, formula])).toEqual([
        ["C1", "frozen", "=MARKET.SIZE(A1,B1)"],
        ["F1", "live", "=MARKET.SIZE(A1,B1)*2+MARKET.SIZE(2030)"],
        ["C2", "frozen", "=MARKET.SIZE(A2)"],
        ["E2", "live", "=MARKET.SIZE(A1:A2,B1)"],
      ]);
      expect(cells[0]!.value).toEqual(size);
      // One that the user has typed over is the user's.
      await opened.write("Model", "C2", [[1]]);
      // Where a row comes in between, it is where its cell is now, with what it reads now.
      await opened.excel.run(async (context) => {
        context.workbook.worksheets.getItem("Model").getRange("1:1").insert("Down");
        await context.sync();
      });
      const moved = (await opened.book.listFormulas()).filter(({ state }) => state === "frozen");
      expect(moved.map(({ address, formula }) => [address, formula])).toEqual([["C2", "=MARKET.SIZE(A2,B2)"]]);

      await opened.book.thaw("workbook");
      await opened.settled();
      await opened.book.detach();
      const states = new Map((await opened.book.listFormulas()).map(({ address, state }) => [address, state]));
      expect([...states.values()].every((state) => state === "detached")).toBe(true);
      expect(states.get("C2")).toBe("detached");
    });

    it.each(["frozen", "detached"] as const)("say where their number comes from: %s", async (state) => {
      opened = await open({ sheets: HELD });
      await opened.settled();
      await opened.excel.run(async (context) => {
        context.workbook.worksheets.getItem("Model").getRange("C1").numberFormat = [['0.00" bn"']];
        await context.sync();
      });
      await (state === "frozen" ? opened.book.freeze("workbook") : opened.book.detach());
      await opened.settled();
      opened.excel.host.counters.reset();
      const source = await at("C1");
      expect(opened.requests()).toBeLessThanOrEqual(10);
      expect(source).toMatchObject({
        state,
        formula: "=MARKET.SIZE(A1,B1)",
        text: "318.50 bn",
        value: size,
        rests: [],
      });
      expect(source.calls[0]).toMatchObject({ arguments: [2027, "vendors"], basis: "reported" });
      // A place in what a formula filled.
      expect((await at("E3")).calls[0]!.derivations[0]!.value).toBeCloseTo(665.4, 9);
      expect((await at("D1")).rests).toMatchObject([{ address: "C1", state, value: size }]);
      await opened.write("Model", "C1", [[5]]);
      expect(await at("C1")).toMatchObject({ state: null, calls: [], rests: [] });
    });

    it("are followed to those that they rest on, also through one that another fills, in few round trips", async () => {
      opened = await open({ sheets: HELD });
      await opened.settled();
      expect((await at("D1")).rests).toMatchObject([{ address: "C1", state: "live", value: size, text: "318.5" }]);
      opened.excel.host.counters.reset();
      const source = await at("E1");
      expect(opened.requests()).toBeLessThanOrEqual(14);
      expect(source).toMatchObject({ state: null, formula: "=SUM(C1:D1)+E2", calls: [], restsOnMore: false });
      expect(source.rests.map(({ address }) => address)).toEqual(["C1", "E2"]);
      await opened.write("Model", "F2", [["=E3+1"]]);
      const filled = (await at("F2")).rests;
      expect(filled).toMatchObject([{ address: "E3", formula: "=MARKET.SIZE(A1:A2,B1)", value: 665.4 }]);
      expect(filled[0]!.calls[0]!.arguments).toEqual([2030, "vendors"]);
    });

    it("that go round, or rest on very many, come to an end and say so", async () => {
      opened = await open({
        sheets: {
          Model: [
            ["=SUM(B1:B40)", "=MARKET.SIZE(2030)"],
            ...Array.from({ length: 39 }, () => ["", "=MARKET.SIZE(2030)"]),
          ],
        },
      });
      await opened.write("Model", "D1:E1", [["=E1", "=D1"]]);
      await opened.settled();
      const many = await at("A1");
      expect(many.rests).toHaveLength(20);
      expect(many.restsOnMore).toBe(true);
      expect((await at("D1")).rests).toEqual([]);
    });
  });

  it("inserts a formula and gives it in the user's locale", async () => {
    opened = await open({ sheets: { Model: [[""]] }, separators: { decimal: ",", list: ";" } });
    await opened.book.goTo("Model", "A1");
    const first = '=MARKET.SIZE(2030,"vendors, 1.5")*0.5+MARKET.SIZE(A2,"vendors")';
    const answer = await opened.book.insertFormula(first);
    expect(answer).toEqual({ local: '=MARKET.SIZE(2030;"vendors, 1.5")*0,5+MARKET.SIZE(A2;"vendors")' });
    await opened.book.insertFormula('=MARKET.SIZE(2030,"vendors")*1.5', { over: first });
    expect(await opened.value("Model", "A1")).toBeCloseTo(1.5 * 665.4, 9);
    expect(await opened.formulas("Model", "A1")).toEqual([['=MARKET.SIZE(2030,"vendors")*1.5']]);
    expect(await opened.book.selection()).toMatchObject({ formulaLocal: '=MARKET.SIZE(2030;"vendors")*1,5' });
  });

  describe("inserting over something", () => {
    const FREE = { holds: "", filledBy: null, needs: null, inTheWay: [] };
    const SIZE = "=MARKET.SIZE(2030)";

    it.each([
      ["a text", "A1", { ...FREE, holds: "before" }],
      ["a number", "B1", { ...FREE, holds: "0.5" }],
      ["a formula", "C1", { ...FREE, holds: "=B1*2" }],
      ["what a formula fills", "B3", { ...FREE, filledBy: "A3" }],
    ])("%s changes nothing and says what would be lost, until that is known", async (_, address, occupied) => {
      opened = await open({ sheets: { Model: [["before", 0.5, "=B1*2"], [], ['=MARKET.SPLIT("application",2030)']] } });
      await opened.settled();
      const before = await opened.formulas("Model", "A1:C3");
      await opened.book.goTo("Model", address);
      expect(await opened.book.insertFormula(SIZE)).toEqual(occupied);
      expect(await opened.book.insertFormula(SIZE, { over: "=B1*3" })).toEqual(occupied);
      expect(await opened.formulas("Model", "A1:C3")).toEqual(before);
      expect(await opened.book.insertFormula(SIZE, { over: occupied })).toEqual({ local: SIZE });
      expect(await opened.formulas("Model", address)).toEqual([[SIZE]]);
    });

    it("names the cells that a table has no room for, not those that it fills itself", async () => {
      opened = await open({ sheets: { Model: [["", ""], ["", "kept"], [], ["", 1]] } });
      const formula = '=MARKET.SPLIT("application",2030)';
      const formats = Array.from({ length: 5 }, () => [null, null, null]);
      await opened.book.goTo("Model", "A1");
      const occupied = await opened.book.insertFormula(formula, { formats });
      expect(occupied).toEqual({ ...FREE, needs: "A1:C5", inTheWay: ["B2", "B4"] });
      expect(await opened.formulas("Model", "A1:B4")).toEqual([
        ["", ""],
        ["", "kept"],
        ["", ""],
        ["", 1],
      ]);

      await opened.book.goTo("Model", "F1");
      expect(await opened.book.insertFormula(formula, { formats })).toHaveProperty("local");
      await opened.settled();
      expect(await opened.book.insertFormula(formula, { formats, over: formula })).toHaveProperty("local");
    });

    it("leaves a table's column as it is, an empty text too", async () => {
      opened = await open({
        sheets: {
          Model: [
            ["Year", "Size", "", ""],
            [1, 5, "", "=ISBLANK(B2)"],
            [2, "'", "", "=ISBLANK(B3)"],
            [3, "'", "", "=ISBLANK(B4)"],
          ],
        },
      });
      await opened.excel.run(async (context) => {
        context.workbook.worksheets.getItem("Model").tables.add("A1:B4", true);
        await context.sync();
      });
      const before = await opened.values("Model", "A2:D4");
      expect(before.map((row) => row[3])).toEqual([false, false, false]);
      await opened.book.goTo("Model", "B4");
      await opened.book.insertFormula(SIZE);
      await opened.settled();
      expect((await opened.values("Model", "D2:D4")).flat()).toEqual([false, false, false]);
      expect(await opened.formulas("Model", "B3:B4")).toEqual([[""], [SIZE]]);
    });

    it("formats what had no format, and keeps what had one", async () => {
      opened = await open({ sheets: { Model: [[""]] } });
      const formatsOf = (address: string, given?: string[][]) =>
        opened.excel.run(async (context) => {
          const range = context.workbook.worksheets.getItem("Model").getRange(address);
          if (given) range.numberFormat = given;
          range.load("numberFormat");
          await context.sync();
          return range.numberFormat;
        });
      await formatsOf("C1", [["0.000"]]);
      await opened.book.goTo("Model", "A1");
      const formats = [
        [null, "#,##0.0", "0.0%"],
        [null, "#,##0.0", "0.0%"],
      ];
      await opened.book.insertFormula('=MARKET.SHARE({"rd","marketing","operations"},{2025;2030})', { formats });
      expect(await formatsOf("A1:C2")).toEqual([
        ["General", "#,##0.0", "0.000"],
        ["General", "#,##0.0", "0.0%"],
      ]);
    });
  });

  it("runs the commands of the ribbon and the context menu, and says how they ended", async () => {
    opened = await open({ sheets: SHEETS });
    const outcome = () => opened.book.getState().outcome;
    await runCommand("check", opened.book);
    expect(outcome()).toEqual({ kind: "done", message: { id: "checks-hold" }, number: 1 });
    await opened.book.goTo("Model", "C1");
    await runCommand("whereFrom", opened.book);
    expect(outcome()).toMatchObject({ kind: "answer", message: { values: { cell: "Model!C1" } } });
    await opened.book.goTo("Model", "E1");
    await runCommand("whereFrom", opened.book);
    expect(outcome()).toMatchObject({ kind: "failed", message: { id: "no-formula" } });
    await runCommand("refresh", opened.book);
    expect(outcome()).toMatchObject({ kind: "done", message: { id: "refreshed" } });
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { runCommand } from "../../src/commands";
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

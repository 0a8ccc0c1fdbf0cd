/** Frozen and detached formulas where other programs, or another Excel, left the workbook otherwise than it was. */
import { afterEach, describe, expect, it } from "vitest";
import { openWorkbook } from "../../src/workbook";
import type { LeftCell } from "../../src/workbook";
import { NAMESPACES } from "../../src/workbook/stored/originals";
import type { SavedWorkbook } from "../support/excel";
import { open, openExcelWithFormulas, wrap, type Opened } from "./workbook";

let opened: Opened;
afterEach(() => opened?.close());

const SHEETS = {
  Model: [
    ["=MARKET.SIZE(Inputs!A1)", "=MARKET.SIZE(2030)", "=MARKET.SIZE(C2)", 1800],
    ["", "", 2028],
  ],
  Inputs: [[2027, "=MARKET.SIZE(2025)"]],
  Other: [["", 1800, "text"]],
};
const FORMULAS = { "Model!A1:C1": SHEETS.Model[0]!.slice(0, 3), "Inputs!B1": [SHEETS.Inputs[0]![1]] };

/** The workbook as it is opened after something was done to its file. */
async function reopen(change: (saved: SavedWorkbook) => SavedWorkbook, sheetIds: "kept" | "new" = "kept") {
  await opened.settled();
  const saved = change(opened.excel.save());
  await opened.close();
  const { excel, ports } = await openExcelWithFormulas({ saved, sheetIds });
  const book = openWorkbook(ports);
  await book.ready;
  opened = wrap(excel, book, ports);
  await opened.settled();
}

const as = (saved: SavedWorkbook): SavedWorkbook => saved;

const change = async (batch: (workbook: Excel.Workbook) => void): Promise<void> => {
  await opened.excel.run(async (context) => {
    batch(context.workbook);
    await context.sync();
  });
  await opened.settled();
};

async function dropNames(): Promise<void> {
  await opened.excel.run(async (context) => {
    const { names } = context.workbook;
    names.load("items/name");
    await context.sync();
    names.items.forEach((name) => name.delete());
    await context.sync();
  });
}

/** Each sheet gets the id of the one after it, as ids that are made of places do when a sheet is moved. */
async function withIdsOfNeighbours(saved: SavedWorkbook): Promise<SavedWorkbook> {
  const order = saved.grid.workbook.sheetOrder!;
  const grid = JSON.stringify(saved.grid).replace(
    new RegExp(`(?<![\\w-])(?:${order.join("|")})(?![\\w-])`, "g"),
    (id) => order[(order.indexOf(id) + 1) % order.length]!,
  );
  return { ...saved, grid: JSON.parse(grid) as SavedWorkbook["grid"] };
}

async function expectFormulas(formulas: Readonly<Record<string, readonly unknown[]>> = FORMULAS): Promise<void> {
  for (const [address, row] of Object.entries(formulas)) {
    const [sheet, cells] = address.split("!");
    expect(await opened.formulas(sheet!, cells!)).toEqual([row]);
  }
}

const brief = (cells: readonly LeftCell[]) => cells.map(({ cell, message }) => `${cell} ${message.id}`);

describe("frozen formulas come back", () => {
  async function frozen(): Promise<void> {
    opened = await open({ sheets: SHEETS });
    await opened.settled();
    expect((await opened.book.freeze("workbook")).frozen).toBe(4);
  }

  it("when sheets have other ids", async () => {
    await frozen();
    await reopen(as, "new");
    // Part of them first: what stays frozen is kept under the new ids then.
    await opened.book.goTo("Model", "B1");
    expect(await opened.book.thaw("selection")).toEqual({ thawed: 1, left: [] });
    await reopen(as, "new");
    expect(await opened.book.thaw("workbook")).toEqual({ thawed: 3, left: [] });
    await expectFormulas();
  });

  it("when sheets have each other's ids", async () => {
    await frozen();
    const saved = await withIdsOfNeighbours(opened.excel.save());
    await reopen(() => saved);
    expect(await opened.book.thaw("workbook")).toEqual({ thawed: 4, left: [] });
    await expectFormulas();
    expect(await opened.formulas("Other", "A1:C1")).toEqual(SHEETS.Other);
  });

  it("when their sheet has another id and another name, and rows were inserted above them", async () => {
    await frozen();
    await change(({ worksheets }) => {
      worksheets.getItem("Model").getRange("1:2").insert("Down");
      worksheets.getItem("Model").name = "Ours";
    });
    await reopen(as, "new");
    expect(await opened.book.thaw("workbook")).toEqual({ thawed: 4, left: [] });
    await expectFormulas({ "Ours!A3:C3": ["=MARKET.SIZE(Inputs!A1)", "=MARKET.SIZE(2030)", "=MARKET.SIZE(C4)"] });
  });

  it("when names have lost their comments and are seen", async () => {
    await frozen();
    await opened.excel.run(async (context) => {
      const { names } = context.workbook;
      names.load("items/name");
      await context.sync();
      for (const name of names.items) Object.assign(name, { comment: "", visible: true });
      await context.sync();
    });
    expect(await opened.book.thaw("workbook")).toEqual({ thawed: 4, left: [] });
    await expectFormulas();
  });

  it("when an earlier version kept them, whose names say themselves what they watch", async () => {
    await frozen();
    const xml = opened.excel.host.book.xmlParts.find(({ namespaceUri }) => namespaceUri === NAMESPACES.frozen)!;
    const { cells, watches } = JSON.parse(/>(.*)</.exec(xml.xml)![1]!) as Record<string, readonly string[][]>;
    expect(watches!.length).toBe(opened.excel.grid.names().length);
    await opened.excel.run(async (context) => {
      for (const [name, sheet, address] of watches!)
        context.workbook.names.getItem(name!).comment = `${sheet}!${address}`;
      await context.sync();
    });
    const former = JSON.stringify({ version: 1, dataSheets: [], cells: cells!.map((cell) => cell.slice(0, 10)) });
    xml.xml = `<originals xmlns="${NAMESPACES.frozen}">${former.replaceAll("&", "&amp;")}</originals>`;
    await change(({ worksheets }) => worksheets.getItem("Model").getRange("1:2").insert("Down"));
    expect(await opened.book.thaw("workbook")).toEqual({ thawed: 4, left: [] });
    await expectFormulas({ "Model!A3:C3": ["=MARKET.SIZE(Inputs!A1)", "=MARKET.SIZE(2030)", "=MARKET.SIZE(C4)"] });
  });

  it("when numbers have lost the digits that other programs don't keep", async () => {
    opened = await open({ sheets: { Model: [["=MARKET.SIZE(2027)/3"]] } });
    await opened.settled();
    await opened.book.freeze("workbook");
    const value = (await opened.value("Model", "A1")) as number;
    expect(Number(value.toPrecision(15))).not.toBe(value);
    await opened.write("Model", "A1", [[Number(value.toPrecision(15))]]);
    expect(await opened.book.thaw("workbook")).toEqual({ thawed: 1, left: [] });
  });

  it("or are named, when what watched their inputs is gone; those that read no cell come back", async () => {
    await frozen();
    await dropNames();
    await reopen(as, "new");
    const { thawed, left } = await opened.book.thaw("workbook");
    expect(thawed).toBe(2);
    expect(brief(left)).toEqual(["Model!A1 inputs-unwatched", "Model!C1 inputs-unwatched"]);
    await expectFormulas({ "Model!B1": ["=MARKET.SIZE(2030)"], "Inputs!B1": ["=MARKET.SIZE(2025)"] });
  });

  it("when nothing but what stands on their sheet tells which it is", async () => {
    opened = await open({ sheets: { Model: [["=MARKET.SIZE(2030)", "=MARKET.SIZE(2025)"]], Other: [[1800, 7]] } });
    await opened.settled();
    await opened.book.freeze("workbook");
    await dropNames();
    await change(({ worksheets }) => (worksheets.getItem("Model").name = "Ours"));
    await reopen(as, "new");
    expect(await opened.book.thaw("workbook")).toEqual({ thawed: 2, left: [] });
    expect(await opened.formulas("Other", "A1:B1")).toEqual([[1800, 7]]);
  });

  it("or are named, when their sheet was deleted, also where another has its id and the same numbers", async () => {
    await frozen();
    await opened.write("Other", "A1:C1", [await opened.values("Model", "A1:C1").then(([row]) => row!)]);
    await change(({ worksheets }) => worksheets.getItem("Model").delete());
    const gone = ["Model!A1 sheet-gone", "Model!B1 sheet-gone", "Model!C1 sheet-gone"];
    await opened.book.goTo("Inputs", "B1");
    const saved = opened.excel.save();
    const [id] = /\[\["(sheet-[^"]*)","Model"\]/.exec(saved.xmlParts.map(({ xml }) => xml).join())?.slice(1) ?? [];
    const other = saved.grid.workbook.sheetOrder![1]!;
    const grid = JSON.parse(JSON.stringify(saved.grid).replaceAll(`"${other}"`, `"${id}"`)) as SavedWorkbook["grid"];
    await reopen(() => ({ ...saved, grid }));
    const { thawed, left } = await opened.book.thaw("workbook");
    expect(thawed).toBe(1);
    expect(brief(left)).toEqual(gone);
    expect(left[0]!.message.values).toEqual({ formula: "=MARKET.SIZE(Inputs!A1)" });
  });
});

describe("reattach", () => {
  async function detached(): Promise<void> {
    opened = await open({ sheets: SHEETS });
    await opened.settled();
    expect((await opened.book.detach()).formulas).toBe(4);
  }
  const sheets = () => opened.excel.grid.sheets().map(({ name }) => name);
  const all = { restored: 4, left: [], kept: [] };

  it("brings all back when sheets have other ids, and deletes the data sheet, renamed though it is", async () => {
    await detached();
    await change(({ worksheets }) => (worksheets.getItem("Market data").name = "Data"));
    await reopen(as, "new");
    expect(await opened.book.reattach()).toEqual(all);
    await expectFormulas();
    expect(sheets()).toEqual(["Model", "Inputs", "Other"]);
  });

  it("deletes no sheet that isn't the one that detaching made, whatever its id", async () => {
    await detached();
    const saved = await withIdsOfNeighbours(opened.excel.save());
    await reopen(() => saved);
    expect(await opened.book.reattach()).toEqual(all);
    expect(sheets()).toEqual(["Model", "Inputs", "Other"]);
    expect(await opened.formulas("Other", "A1:C1")).toEqual(SHEETS.Other);
  });

  it.each<[string, (sheet: Excel.Worksheet, workbook: Excel.Workbook) => void, string, string]>([
    ["a note beside", (sheet) => (sheet.getRange("ZZ3").values = [["mine"]]), "data-sheet-edited", "3:3"],
    ["a cell written over", (sheet) => (sheet.getRange("A12").values = [["mine"]]), "data-sheet-edited", "12:12"],
    ["rows below", (sheet) => (sheet.getRange("B900").values = [[1]]), "data-sheet-edited", "900:900"],
    [
      "a chart",
      (sheet) => (sheet.charts.add("Line", sheet.getRange("E12:H12")).name = "My chart"),
      "data-sheet-edited",
      "My chart",
    ],
    [
      "a name that refers to it",
      (sheet, { names }) => names.add("Mine", sheet.getRange("A1")),
      "data-sheet-referred",
      "Mine",
    ],
    [
      "a formula that refers to it",
      (_, { worksheets }) => (worksheets.getItem("Other").getRange("A1").formulas = [["='Market data'!A1"]]),
      "data-sheet-referred",
      "Other!A1",
    ],
  ])("keeps the data sheet with %s, and says so", async (_, act, id, place) => {
    await detached();
    await change((workbook) => act(workbook.worksheets.getItem("Market data"), workbook));
    const outcome = await opened.book.reattach();
    expect(outcome).toMatchObject({ restored: 4, left: [] });
    if ("changed" in outcome) throw new Error("Nothing to ask about.");
    expect(outcome.kept).toEqual([{ cell: "Market data", message: { id, values: { places: [place] } } }]);
    expect(sheets()).toContain("Market data");
    await expectFormulas();
  });

  it("asks before numbers that were changed on the data sheet are left, and keeps them", async () => {
    opened = await open({ sheets: { Model: [['=MARKET.SIZE(2030,"bottom-up")']] } });
    await opened.settled();
    const live = await opened.value("Model", "A1");
    await opened.book.detach();
    const data = await opened.formulas("Market data", "A1:Z200");
    const row = data.findIndex(([id]) => id === "arpu");
    const column = data[9]!.indexOf(2030);
    const cell = `${String.fromCharCode(65 + column)}${row + 1}`;
    expect(data[row]![column]).toBe(600);
    await opened.write("Market data", cell, [[1200]]);
    expect(await opened.value("Model", "A1")).toBeCloseTo(2 * (live as number), 6);
    const before = await opened.dump();
    const question = await opened.book.reattach();
    expect(question).toEqual({ changed: [{ cell: `Market data!${cell}`, was: 600, is: 1200 }] });
    if (!("changed" in question)) throw new Error("It was to ask.");
    expect(await opened.dump()).toEqual(before);
    // An answer to another question is none.
    await opened.write("Market data", cell, [[1300]]);
    const again = await opened.book.reattach({ over: question });
    expect(again).toMatchObject({ changed: [{ is: 1300 }] });
    expect(await opened.book.reattach({ over: again as typeof question })).toEqual({
      restored: 1,
      left: [],
      kept: [{ cell: "Market data", message: { id: "data-sheet-edited", values: { places: [cell] } } }],
    });
    expect(await opened.value("Model", "A1")).toBe(live);
    expect(await opened.value("Market data", cell)).toBe(1300);
    // The sheet is the user's now.
    await opened.book.detach();
    expect(await opened.book.reattach()).toEqual({ restored: 1, left: [], kept: [] });
    expect(sheets()).toEqual(["Model", "Market data"]);
  });

  it("deletes a data sheet that is very hidden, and with a fault leaves it so", async () => {
    await detached();
    await change(({ worksheets }) => (worksheets.getItem("Market data").visibility = "VeryHidden"));
    const before = await opened.dump();
    for (let request = 1, done = false; !done; request++) {
      opened.excel.host.faults.fail({ request, kind: "lost" });
      done = await opened.book.reattach().then(
        () => true,
        () => false,
      );
      opened.excel.host.faults.clear();
      if (!done) expect(await opened.dump(), `request ${request}`).toEqual(before);
    }
    expect(sheets()).toEqual(["Model", "Inputs", "Other"]);
    await expectFormulas();
  });

  it("keeps a data sheet that alone is seen, and deletes it once another is", async () => {
    await detached();
    const show = (visibility: "Hidden" | "Visible") =>
      change(({ worksheets }) => {
        for (const name of ["Model", "Inputs", "Other"]) worksheets.getItem(name).visibility = visibility;
      });
    await show("Hidden");
    expect(await opened.book.reattach()).toEqual({
      ...all,
      kept: [{ cell: "Market data", message: { id: "data-sheet-alone" } }],
    });
    await show("Visible");
    expect(await opened.book.reattach()).toEqual({ restored: 0, left: [], kept: [] });
    expect(sheets()).toEqual(["Model", "Inputs", "Other"]);
  });
});

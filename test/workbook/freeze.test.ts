import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { WorkbookError, type ThawOutcome } from "../../src/workbook";
import { NAMESPACES, partsOf, readPart, writePart } from "../../src/workbook/stored/originals";
import { open, type Opened } from "./workbook";

let opened: Opened;
afterEach(() => opened?.close());

const noteOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "done",
    (reason: unknown) => (reason instanceof WorkbookError ? reason.note : reason),
  );

/** Cells that were left, each with why. */
const brief = ({ thawed, left }: ThawOutcome) => ({
  thawed,
  left: left.map(({ cell, message }) => `${cell} ${message.id}`),
});

const SHEETS = {
  Model: [
    [
      2027,
      "vendors",
      "=MARKET.SIZE(A1,B1)",
      "=MARKET.SIZE(2030)*1.1",
      "=MARKET.SIZE(2035)",
      '=MARKET.BASIS("size",2027)',
    ],
    [2025, 2030, "=SUM(C1:D1)", "=MARKET.CHECK()", '="-"&MARKET.BASIS("size",2030)', "text"],
    ["", "", "", "", "", ""],
    ["vendors", "=MARKET.SIZE(A2:B2,A4)", "", "mine", "", ""],
  ],
  Other: [["=MARKET.SIZE(2030)"]],
};

it("leaves what stands beside in a column of a table as it is: empty texts, frozen or not, and what was typed over one", async () => {
  const empty = (year: number): string => `=IFNA(MARKET.SIZE(${year}),"")`;
  opened = await open({
    sheets: {
      Model: [
        ["Year", "Size", "", ""],
        [1997, empty(1997), "", "=ISBLANK(B2)"],
        [1998, empty(1998), "", "=ISNUMBER(B3)"],
        [2030, "=MARKET.SIZE(2030)", "", ""],
        [1999, empty(1999), "", "=ISBLANK(B5)"],
        ["Note", "'", "", "=ISBLANK(B6)"],
        ["None", "", "", "=ISBLANK(B7)"],
        [2000, empty(2000), "", "=ISBLANK(B8)"],
      ],
    },
  });
  await opened.excel.run(async (context) => {
    context.workbook.worksheets.getItem("Model").tables.add("A1:B8", true);
    await context.sync();
  });
  await opened.book.freeze("workbook");
  await opened.write("Model", "B3", [[5]]);
  await opened.excel.run(async (context) => {
    context.workbook.worksheets.getItem("Model").getRange("B8").clear("Contents");
    await context.sync();
  });
  await opened.settled();
  const beside = await opened.values("Model", "A2:D8");
  expect(beside.map((row) => row[3])).toEqual([false, true, "", false, false, true, true]);
  const formulas = await opened.formulas("Model", "A2:D8");
  await opened.book.goTo("Model", "B4");
  for (const times of [1, 2]) {
    expect(await opened.book.thaw("selection"), `${times}`).toEqual({ thawed: 1, left: [] });
    await opened.settled();
    expect(await opened.values("Model", "A2:D8")).toEqual(beside);
    expect(await opened.book.freeze("selection")).toMatchObject({ frozen: 1, left: [] });
    await opened.settled();
    expect(await opened.values("Model", "A2:D8")).toEqual(beside);
    expect(await opened.formulas("Model", "A2:D8")).toEqual(formulas);
  }
});

/** Frozen parts too, which the dump leaves out. */
async function everything(book: Opened): Promise<unknown> {
  const parts = await book.excel.run(async (context) => {
    const found = context.workbook.customXmlParts.getByNamespace(NAMESPACES.frozen);
    found.load("items/id");
    await context.sync();
    const texts: string[] = [];
    // One at a time: together they can be more than an answer holds.
    for (const part of found.items) {
      const xml = part.getXml();
      await context.sync();
      texts.push(xml.value);
    }
    return texts;
  });
  return [await book.dump(), parts];
}

it("freezes to values that stay when the model changes, and thaws to what was there", async () => {
  opened = await open({ sheets: SHEETS });
  const before = await opened.dump();
  const values = await opened.values("Model", "A1:F4");
  expect(values[3]!.slice(1, 3)).toEqual([185.6, 665.4]);
  const outcome = await opened.book.freeze("workbook");
  expect(outcome).toEqual({ frozen: 8, left: [] });
  expect(await opened.values("Model", "A1:F4")).toEqual(values);
  const formulas = (await opened.formulas("Model", "A1:F4")).flat();
  expect(formulas.filter((formula) => String(formula).startsWith("=") && formula !== "-reported")).toEqual([
    "=SUM(C1:D1)",
  ]);
  await opened.book.chooseScenario("vendors");
  expect(await opened.value("Other", "A1")).toBeCloseTo(1800, 9);
  await opened.book.chooseScenario("applications");
  expect(await opened.book.thaw("workbook")).toEqual({ thawed: 8, left: [] });
  const after = (await opened.dump()) as { sheets: unknown };
  expect(after.sheets).toEqual((before as { sheets: unknown }).sheets);
});

it("touches the selection alone, or the sheet", async () => {
  opened = await open({ sheets: SHEETS });
  await opened.settled();
  await opened.book.goTo("Model", "C1:D1");
  expect((await opened.book.freeze("selection")).frozen).toBe(2);
  expect(await opened.formulas("Model", "E1:F1")).toEqual([["=MARKET.SIZE(2035)", '=MARKET.BASIS("size",2027)']]);
  expect((await opened.book.freeze("sheet")).frozen).toBe(5);
  expect(await opened.formulas("Other", "A1")).toEqual([["=MARKET.SIZE(2030)"]]);
  await opened.book.goTo("Model", "D1");
  expect((await opened.book.thaw("selection")).thawed).toBe(1);
  expect(await opened.formulas("Model", "C1:D1")).toEqual([[expect.closeTo(318.5, 9), "=MARKET.SIZE(2030)*1.1"]]);
});

it("leaves cells that were changed since, and names them", async () => {
  opened = await open({ sheets: SHEETS });
  await opened.settled();
  await opened.book.freeze("workbook");
  await opened.write("Model", "C1", [["mine"]]);
  await opened.write("Model", "C4", [[1]]);
  expect(brief(await opened.book.thaw("workbook"))).toEqual({
    thawed: 6,
    left: ["Model!C1 changed-since", "Model!B4 changed-since"],
  });
  expect(await opened.value("Model", "C1")).toBe("mine");
  expect(await opened.values("Model", "B4:C4")).toEqual([[185.6, 1]]);
});

it("marks frozen cells, and gives them back the fills that they had", async () => {
  opened = await open({ sheets: SHEETS });
  await opened.settled();
  const fills = () =>
    opened.excel.run(async (context) => {
      const cells = ["C1", "D1", "A1", "C4"].map((address) => {
        const { fill } = context.workbook.worksheets.getItem("Model").getRange(address).format;
        fill.load("color");
        return fill;
      });
      await context.sync();
      return cells.map(({ color }) => color);
    });
  await opened.excel.run(async (context) => {
    context.workbook.worksheets.getItem("Model").getRange("D1").format.fill.color = "#FF0000";
    await context.sync();
  });
  const before = await everything(opened);
  expect(await fills()).toEqual(["#FFFFFF", "#FF0000", "#FFFFFF", "#FFFFFF"]);
  for (const kind of ["half", "lost"] as const) {
    opened.excel.host.faults.fail({ request: 6, kind });
    expect(await noteOf(opened.book.freeze("workbook", { mark: true }))).toMatchObject({ id: "excel-failed" });
    opened.excel.host.faults.clear();
    expect(await everything(opened)).toEqual(before);
  }
  await opened.book.freeze("workbook", { mark: true });
  expect(await fills()).toEqual(["#DDEBF7", "#DDEBF7", "#FFFFFF", "#DDEBF7"]);
  await opened.book.thaw("workbook");
  expect(await fills()).toEqual(["#FFFFFF", "#FF0000", "#FFFFFF", "#FFFFFF"]);
});

it("names cells on protected sheets", async () => {
  opened = await open({ sheets: SHEETS });
  await opened.settled();
  await opened.excel.run(async (context) => {
    context.workbook.worksheets.getItem("Other").protection.protect();
    await context.sync();
  });
  const { left } = await opened.book.freeze("workbook");
  expect(left).toEqual([{ cell: "Other!A1", message: { id: "sheet-protected", values: { name: "Other" } } }]);
});

it.each([false, true])("freezes and thaws 10,000 formulas in at most 8 round trips each, marked: %s", async (mark) => {
  opened = await open();
  await opened.excel.run(async (context) => {
    context.workbook.worksheets.getItem("Sheet1").getRange("A1:T500").formulas = Array.from({ length: 500 }, () =>
      Array.from({ length: 20 }, (_, column) => `=MARKET.SIZE(${2025 + (column % 6)})`),
    );
    await context.sync();
  });
  await opened.settled();
  opened.excel.host.counters.reset();
  expect((await opened.book.freeze("workbook", { mark })).frozen).toBe(10_000);
  expect(opened.requests()).toBeLessThanOrEqual(8);
  opened.excel.host.counters.reset();
  expect((await opened.book.thaw("workbook")).thawed).toBe(10_000);
  expect(opened.requests()).toBeLessThanOrEqual(8);
  expect(await opened.value("Sheet1", "F500")).toBeCloseTo(1800, 9);
});

it("names what it can't thaw on a protected sheet, and thaws it later", async () => {
  opened = await open({ sheets: SHEETS });
  await opened.settled();
  await opened.book.freeze("workbook");
  const protect = (on: boolean) =>
    opened.excel.run(async (context) => {
      const { protection } = context.workbook.worksheets.getItem("Other");
      if (on) protection.protect();
      else protection.unprotect();
      await context.sync();
    });
  await protect(true);
  expect(brief(await opened.book.thaw("workbook"))).toEqual({ thawed: 7, left: ["Other!A1 sheet-protected"] });
  expect(await opened.formulas("Other", "A1")).toEqual([[1800]]);
  await protect(false);
  expect(await opened.book.thaw("workbook")).toEqual({ thawed: 1, left: [] });
  expect(await opened.formulas("Other", "A1")).toEqual([["=MARKET.SIZE(2030)"]]);
});

it("finds frozen cells on a sheet that was renamed, and those that rows were inserted above", async () => {
  opened = await open({ sheets: { ...SHEETS, Third: [["=MARKET.SIZE(2029)"], ["=MARKET.SIZE(2028)"]] } });
  await opened.settled();
  await opened.book.freeze("workbook");
  await opened.excel.run(async (context) => {
    context.workbook.worksheets.getItem("Other").name = "It's 另一个";
    context.workbook.worksheets.getItem("Third").getRange("1:1").insert("Down");
    await context.sync();
  });
  await opened.settled();
  expect(await opened.book.thaw("workbook")).toEqual({ thawed: 10, left: [] });
  expect(await opened.formulas("It's 另一个", "A1")).toEqual([["=MARKET.SIZE(2030)"]]);
  expect(await opened.formulas("Third", "A1:A3")).toEqual([[""], ["=MARKET.SIZE(2029)"], ["=MARKET.SIZE(2028)"]]);
});

it("thaws formulas whose inputs' sheet was renamed, and names those whose sheet is gone, whatever has its name", async () => {
  const formula = `=MARKET.SIZE('My inputs'!A1)+N("Gone!A1")`;
  opened = await open({
    sheets: {
      Model: [[formula, "=MARKET.SIZE(2030)", "=MARKET.SIZE(Gone!A1)"]],
      "My inputs": [[2029]],
      Gone: [[2027]],
    },
  });
  await opened.settled();
  expect((await opened.book.freeze("workbook")).frozen).toBe(3);
  await opened.excel.run(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.getItem("Gone").delete();
    worksheets.getItem("My inputs").name = "Elsewhere";
    await context.sync();
    worksheets.add("Gone").getRange("A1").values = [[2026]];
    await context.sync();
  });
  expect(brief(await opened.book.thaw("workbook"))).toEqual({ thawed: 2, left: ["Model!C1 inputs-moved"] });
  const [[first, second]] = (await opened.formulas("Model", "A1:B1")) as [[string, string]];
  expect([first.replaceAll("'", ""), second]).toEqual([
    '=MARKET.SIZE(Elsewhere!A1)+N("Gone!A1")',
    "=MARKET.SIZE(2030)",
  ]);
});

/** Names that watch what frozen formulas refer to, and whether the user sees any of them. */
const watching = (book: Opened) =>
  book.excel.run(async (context) => {
    const { names } = context.workbook;
    names.load("items/name,items/visible");
    await context.sync();
    return { names: names.items.length, visible: names.items.some(({ visible }) => visible) };
  });

it("thaws formulas whose cells and inputs were moved as Excel would have adjusted them, and names those whose inputs are gone", async () => {
  const inputs = [[2026], [2027], [2028]];
  const formulas = [["=MARKET.SIZE(Inputs!A3)", "=MARKET.SIZE(Inputs!$A$1)", "=MARKET.SIZE(2030)"]];
  opened = await open({ sheets: { Model: formulas, Inputs: inputs } });
  await opened.settled();
  expect(await watching(opened)).toEqual({ names: 0, visible: false });
  expect((await opened.book.freeze("workbook")).frozen).toBe(3);
  expect(await watching(opened)).toEqual({ names: 5, visible: false });
  await opened.excel.run(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.getItem("Inputs").getRange("2:2").insert("Down");
    worksheets.getItem("Model").getRange("B:B").insert("Right");
    worksheets.getItem("Model").getRange("1:1").insert("Down");
    worksheets.getItem("Inputs").getRange("1:1").delete("Up");
    await context.sync();
  });
  await opened.settled();
  // Part of them at a time: what stays frozen is followed from where it was frozen.
  await opened.book.goTo("Model", "A2");
  expect(brief(await opened.book.thaw("selection"))).toEqual({ thawed: 1, left: [] });
  expect(brief(await opened.book.thaw("workbook"))).toEqual({ thawed: 1, left: ["Model!C2 inputs-moved"] });
  expect(await opened.formulas("Model", "A2:D2")).toEqual([
    ["=MARKET.SIZE(Inputs!A3)", "", expect.closeTo(480 * 3.75 ** 0.2, 6), "=MARKET.SIZE(2030)"],
  ]);
  expect(await opened.value("Model", "A2")).toBeCloseTo(480 * 3.75 ** 0.6, 9);
  expect(await watching(opened)).toEqual({ names: 5, visible: false });
});

it("gives a formula that follows a spill the cells themselves, until what spilled is back", async () => {
  const follows = "=SUM(Model!$B$4#)+ROWS(B4#)";
  opened = await open({ sheets: { ...SHEETS, Third: [[follows], ["=SUM(Model!B4:C4)"]] } });
  await opened.settled();
  await opened.book.goTo("Model", "B4");
  expect((await opened.book.freeze("selection")).frozen).toBe(1);
  expect(await opened.formulas("Third", "A1:A2")).toEqual([["=SUM(Model!$B$4:$C$4)+ROWS(B4#)"], ["=SUM(Model!B4:C4)"]]);
  await opened.book.goTo("Model", "A1:F4");
  expect(await opened.book.thaw("selection")).toEqual({ thawed: 1, left: [] });
  expect(await opened.formulas("Third", "A1:A2")).toEqual([[follows], ["=SUM(Model!B4:C4)"]]);
  expect(await opened.formulas("Model", "B4")).toEqual([["=MARKET.SIZE(A2:B2,A4)"]]);

  await opened.settled();
  await opened.excel.run(async (context) => {
    context.workbook.worksheets.getItem("Third").protection.protect();
    await context.sync();
  });
  await opened.book.goTo("Model", "B4");
  expect(await opened.book.freeze("selection")).toEqual({
    frozen: 0,
    left: [{ cell: "Model!B4", message: { id: "sheet-protected", values: { name: "Third" } } }],
  });
});

it("freezes and thaws in cells that are formatted as text", async () => {
  opened = await open({ sheets: { Model: [["=MARKET.SIZE(2030)", "=MARKET.SIZE(2025)*2"]] } });
  await opened.settled();
  await opened.excel.run(async (context) => {
    context.workbook.worksheets.getItem("Model").getRange("A1:B1").numberFormat = [["@", "0.0"]];
    await context.sync();
  });
  const values = await opened.values("Model", "A1:B1");
  expect(values.flat().map(Number)).toEqual([1800, 960]);
  expect((await opened.book.freeze("workbook")).frozen).toBe(2);
  expect(await opened.values("Model", "A1:B1")).toEqual(values);
  expect(await opened.formulas("Model", "A1:B1")).toEqual(values);
  await opened.book.thaw("workbook");
  expect(await opened.formulas("Model", "A1:B1")).toEqual([["=MARKET.SIZE(2030)", "=MARKET.SIZE(2025)*2"]]);
  const formats = await opened.excel.run(async (context) => {
    const range = context.workbook.worksheets.getItem("Model").getRange("A1:B1").load("numberFormat");
    await context.sync();
    return range.numberFormat as unknown;
  });
  expect(formats).toEqual([["@", "0.0"]]);
  expect(await opened.values("Model", "A1:B1")).toEqual([[1800, 960]]);
});

it("keeps a formula's newer form where it is frozen twice", async () => {
  opened = await open({ sheets: SHEETS });
  await opened.settled();
  expect((await opened.book.freeze("workbook")).frozen).toBe(8);
  expect(await opened.book.freeze("workbook")).toEqual({ frozen: 0, left: [] });
  await opened.write("Other", "A1", [["=MARKET.SIZE(2029)"]]);
  expect((await opened.book.freeze("sheet")).frozen).toBe(0);
  expect((await opened.book.freeze("workbook")).frozen).toBe(1);
  expect(await opened.book.thaw("workbook")).toEqual({ thawed: 8, left: [] });
  expect(await opened.formulas("Other", "A1")).toEqual([["=MARKET.SIZE(2029)"]]);
});

/** As many frozen cells of another place as it takes for so many characters. */
const elsewhere = (characters: number) =>
  Array.from({ length: Math.ceil(characters / 1000) }, (_, row) => ({
    sheet: "gone",
    area: { row, column: 0, rows: 1, columns: 1 },
    formula: `=MARKET.SIZE(2030)+N("${"x".repeat(950)}")`,
    put: [row],
    follows: false,
    inputs: null,
    fills: null,
    beside: null,
  }));

it("keeps more than Excel takes in one request, and leaves alone what it has nothing to do with", async () => {
  opened = await open({ sheets: SHEETS });
  await opened.settled();
  const old = partsOf(elsewhere(6_000_000)).map((cells) => writePart("frozen", { cells, dataSheets: [] }));
  expect(old.length).toBeGreaterThan(11);
  expect(Math.max(...old.map((xml) => xml.length))).toBeLessThan(501_000);
  for (const xml of old) {
    await opened.excel.run(async (context) => {
      context.workbook.customXmlParts.add(xml);
      await context.sync();
    });
  }
  const before = await everything(opened);
  const sorted = ([dump, parts]: readonly unknown[]) => [dump, [...(parts as string[])].sort()];
  for (let request = 9; ; request++) {
    opened.excel.host.faults.fail({ request, kind: "lost" });
    const note = await noteOf(opened.book.freeze("workbook"));
    opened.excel.host.faults.clear();
    if (note === "done") {
      expect(request).toBeGreaterThan(11);
      break;
    }
    expect(sorted((await everything(opened)) as unknown[])).toEqual(sorted(before as unknown[]));
  }
  expect((await opened.book.thaw("workbook")).thawed).toBe(8);
  expect(sorted((await everything(opened)) as unknown[])).toEqual(sorted(before as unknown[]));
});

describe("changes nothing where what it kept can't be read", () => {
  const part = (text: string) => `<originals xmlns="${NAMESPACES.frozen}">${text}</originals>`;
  const cells = (text: string) => part(`{"version":2,"dataSheets":[],"sheets":[],"watches":[],"cells":[${text}]}`);
  const damaged = "originals-damaged";
  const cases: Readonly<Record<string, readonly [xml: string, note: string]>> = {
    "no formula": [cells('["s",0,0,1,1,"1",[1],false,null,null,null]'), damaged],
    truncated: [part('{"version":1,"dataSheets":[],"cells":[["s",0,0,1,1,"=MARKET.SIZE(2030)",[1'), damaged],
    "not ours": [`<other xmlns="${NAMESPACES.frozen}">1</other>`, damaged],
    newer: [part('{"version":3}'), "part-newer"],
    "a sheet without a name": [part('{"version":2,"dataSheets":[],"sheets":[["s"]],"watches":[],"cells":[]}'), damaged],
    "a name that watches nothing": [
      part('{"version":2,"dataSheets":[],"sheets":[],"watches":[["Mine","s","A1"]],"cells":[]}'),
      damaged,
    ],
    "prototype keys": [cells('{"__proto__":{"length":10}}'), damaged],
    "a fill that isn't a colour": [cells('["s",0,0,1,1,"=A1",[1],false,null,["url(x)"],null]'), damaged],
    "another number of cells than it says": [cells('["s",0,0,2,2,"=A1",[1,1,2],false,null,null,null]'), damaged],
    "far too long": [cells(`["s",0,0,1,1,"=A1",["${"x".repeat(2_000_000)}"],false,null,null,null]`), damaged],
  };
  for (const [name, [xml, id]] of Object.entries(cases)) {
    it(name, async () => {
      opened = await open({ sheets: SHEETS });
      await opened.excel.run(async (context) => {
        context.workbook.customXmlParts.add(xml);
        await context.sync();
      });
      const before = await everything(opened);
      expect(await noteOf(opened.book.freeze("workbook"))).toEqual({ id });
      expect(await noteOf(opened.book.thaw("workbook"))).toEqual({ id });
      expect(await everything(opened)).toEqual(before);
    });
  }
});

describe("a fault at any request leaves the workbook as it was, and a second try succeeds", () => {
  for (const kind of ["error", "half", "lost"] as const) {
    it(kind, async () => {
      const rest = [["=SUM(Model!B4#)", "=MARKET.SIZE(Model!A1)"]];
      opened = await open({ sheets: { ...SHEETS, Rest: rest } });
      await opened.settled();
      for (const act of ["freeze", "thaw"] as const) {
        const before = await everything(opened);
        let failures = 0;
        for (let request = 1; request <= 8; request++) {
          opened.excel.host.faults.fail({ request, kind });
          const note = await noteOf(opened.book[act]("workbook"));
          opened.excel.host.faults.clear();
          if (note === "done") break;
          failures++;
          expect(await everything(opened), `${act}, request ${request}`).toEqual(before);
        }
        expect(failures).toBeGreaterThan(2);
        expect(await everything(opened)).not.toEqual(before);
      }
    });
  }
});

it("keeps any formula and value, in as many parts as it takes", () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          sheet: fc.string(),
          area: fc.record({
            row: fc.nat(1_000_000),
            column: fc.nat(16_000),
            rows: fc.constant(1),
            columns: fc.constant(1),
          }),
          formula: fc.string().map((text) => `=${text}`),
          put: fc
            .oneof(
              fc.string(),
              fc.boolean(),
              fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
            )
            .map((value) => [value]),
          follows: fc.boolean(),
          inputs: fc.constantFrom(null, 1, 7),
          fills: fc.constantFrom(null, [""], ["#FF0000"]),
          beside: fc.constantFrom(null, "", "~9:abc"),
        }),
      ),
      (cells) => {
        const parts = partsOf(cells).map((some) => writePart("frozen", { cells: some, dataSheets: [] }));
        expect(parts.flatMap((xml) => readPart("frozen", xml).cells)).toEqual(cells);
      },
    ),
  ));

it("names what can't be followed where rows came into many frozen cells, and puts no formula in another's place", async () => {
  const formulas = Array.from({ length: 60 }, () => ["=MARKET.SIZE(2030)"]);
  opened = await open({ sheets: { Model: formulas } });
  await opened.settled();
  await opened.book.freeze("workbook");
  const insert = (address: string) =>
    opened.excel.run(async (context) => {
      context.workbook.worksheets.getItem("Model").getRange(address).insert("Down");
      await context.sync();
    });
  await insert("30:30");
  await opened.settled();
  const { thawed, left } = await opened.book.thaw("workbook");
  expect(thawed).toBe(0);
  expect(left).toHaveLength(60);
  expect(new Set(left.map(({ message }) => message.id))).toEqual(new Set(["cell-moved"]));
  await opened.excel.run(async (context) => {
    context.workbook.worksheets.getItem("Model").getRange("30:30").delete("Up");
    await context.sync();
  });
  await insert("1:2");
  await opened.settled();
  expect(await opened.book.thaw("workbook")).toEqual({ thawed: 60, left: [] });
  expect(await opened.formulas("Model", "A3:A62")).toEqual(formulas);
});

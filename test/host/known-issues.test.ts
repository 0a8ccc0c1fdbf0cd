/**
 * Where real Excel is known to be nastier than its documentation says at first sight: each behaviour with the page or
 * the issue (OfficeDev/office-js unless another repository is named) that it was taken from.
 */
import { afterEach, describe, expect, test } from "vitest";
import type { FunctionsMetadata } from "../../host/index.js";
import { openExcel, type ExcelInstance, type ExcelOptions } from "../support/excel.js";

let excel: ExcelInstance;
const others: ExcelInstance[] = [];
afterEach(async () => {
  for (const other of others.splice(0)) await other.dispose();
  await excel.dispose();
});

async function open(options: ExcelOptions = {}): Promise<void> {
  excel = await openExcel({ namespace: "TEST", ...options });
}

const sheet1 = (context: Excel.RequestContext) => context.workbook.worksheets.getItem("Sheet1");

const write = (address: string, formulas: unknown[][]) =>
  excel.run(async (context) => {
    sheet1(context).getRange(address).formulas = formulas;
    await context.sync();
  });

const formulas = (address: string) =>
  excel.run(async (context) => {
    const range = sheet1(context).getRange(address).load("formulas");
    await context.sync();
    return range.formulas as unknown[][];
  });

const values = (address: string) =>
  excel.run(async (context) => {
    const range = sheet1(context).getRange(address).load("values");
    await context.sync();
    return range.values as unknown[][];
  });

/** Events come after the answer. */
async function heard(): Promise<void> {
  for (const each of [excel, ...others]) await each.host.settled();
  await new Promise((resolve) => setTimeout(resolve, 10));
}

describe("while the user types in a cell", () => {
  // excel/excel-add-ins-delay-in-cell-edit.md; #3388: a click into the pane doesn't end it; the code is #625's.
  test("every request fails, reading ones too", async () => {
    await open();
    excel.host.faults.typing(true);
    await expect(values("A1")).rejects.toMatchObject({ code: "InvalidOperationInCellEditMode" });
    await expect(write("A1", [[1]])).rejects.toMatchObject({ code: "InvalidOperationInCellEditMode" });
    excel.host.faults.typing(false);
    expect(await values("A1")).toEqual([[""]]);
  });

  // excel/excel-add-ins-delay-in-cell-edit.md
  test("a batch that asked to waits until it ends, and others go on failing meanwhile", async () => {
    await open();
    excel.host.faults.typing(true);
    let done = false;
    const waiting = excel.Excel.run({ delayForCellEdit: true }, async (context) => {
      sheet1(context).getRange("A1").values = [[1]];
      await context.sync();
      done = true;
    });
    await expect(values("A1")).rejects.toMatchObject({ code: "InvalidOperationInCellEditMode" });
    await excel.host.settled();
    expect(done).toBe(false);
    excel.host.faults.typing(false);
    await waiting;
    expect(await values("A1")).toEqual([[1]]);
  });

  test("clearing all faults ends it", async () => {
    await open();
    excel.host.faults.typing(true);
    excel.host.faults.clear();
    expect(await values("A1")).toEqual([[""]]);
  });
});

describe("blank cells given to a function", () => {
  const parameter = (name: string, dimensionality: string, type = "any") => ({ name, type, dimensionality });
  const metadata: FunctionsMetadata = {
    functions: [
      {
        id: "SHOW",
        name: "SHOW",
        parameters: [
          { ...parameter("cell", "scalar"), optional: true },
          { ...parameter("cells", "matrix"), optional: true },
          { ...parameter("text", "scalar", "string"), optional: true },
        ],
      },
    ],
  };
  const functionsScript = `CustomFunctions.associate("SHOW", (...args) => JSON.stringify(args.slice(0, 3)));`;

  async function shown(blanks: "null" | "zero", formula: string): Promise<unknown> {
    await open({ metadata, functionsScript, blanks });
    await write("A1", [[formula]]);
    await excel.host.settled();
    return (await values("A1"))[0]![0];
  }

  // #4702: null on the web
  test("arrive as null in some builds", async () => {
    expect(await shown("null", "=TEST.SHOW(B1,B1:C1,D1)")).toBe("[null,[[null,null]],null]");
  });
  // #4702, #5262, #1951: 0 on the desktop, also where the parameter is optional
  test("arrive as 0 in others, which only a text's parameter hides", async () => {
    expect(await shown("zero", "=TEST.SHOW(B1,B1:C1,D1)")).toBe('[0,[[0,0]],""]');
  });
  test("what is left out is null in all", async () => {
    expect(await shown("zero", "=TEST.SHOW()")).toBe("[null,null,null]");
  });
});

describe("tables fill their columns", () => {
  async function table(rows: unknown[][], options: ExcelOptions = {}): Promise<void> {
    await open({ sheets: { Sheet1: rows }, fillTables: true, ...options });
    await excel.run(async (context) => {
      const used = sheet1(context).getRangeByIndexes(0, 0, rows.length, rows[0]!.length);
      sheet1(context).tables.add(used, true);
      await context.sync();
    });
  }
  const TABLE = [
    ["Value", "Override"],
    [1, ""],
    [2, ""],
    [3, ""],
  ];

  // #2093, "by design"
  test("a formula put into an empty column goes into all its rows", async () => {
    await table(TABLE);
    await write("B3", [["=A3*2"]]);
    expect(await formulas("B2:B4")).toEqual([["=A2*2"], ["=A3*2"], ["=A4*2"]]);
  });
  test("typed by the user too", async () => {
    await table(TABLE);
    const sheetId = excel.grid.sheets()[0]!.id;
    const area = { sheetId, row: 3, column: 1, rows: 1, columns: 1 };
    excel.grid.write(area, [[{ kind: "formula", formula: "=A4*2" }]]);
    await excel.grid.calculate();
    await excel.host.settled();
    expect(await formulas("B2:B4")).toEqual([["=A2*2"], ["=A3*2"], ["=A4*2"]]);
  });
  // #5909: several formulas at once end as the last
  test("of different formulas in one write the last one is everywhere", async () => {
    await table(TABLE);
    await write("B2:B4", [["=1+1"], ["=2+2"], ["=3+3"]]);
    expect(await formulas("B2:B4")).toEqual([["=3+3"], ["=3+3"], ["=3+3"]]);
  });
  // #6745: rows added to an emptied table
  test("rows added to an empty table end alike", async () => {
    await table([
      ["Value", "Override"],
      ["", ""],
    ]);
    await excel.run(async (context) => {
      context.workbook.tables.getItemAt(0).rows.add(undefined, [
        [1, "=1+1"],
        [2, "=1+2"],
      ]);
      await context.sync();
    });
    expect(await formulas("B2:B4")).toEqual([["=1+2"], ["=1+2"], ["=1+2"]]);
  });
  test("a column with values of its own is left alone", async () => {
    await table([...TABLE.slice(0, 3), [3, 30]]);
    await write("B2", [["=A2*2"]]);
    expect(await formulas("B2:B4")).toEqual([["=A2*2"], [""], [30]]);
  });
  test("another formula in a calculated column replaces all", async () => {
    await table(TABLE);
    await write("B2", [["=A2*2"]]);
    await write("B4", [["=A4*3"]]);
    expect(await formulas("B2:B4")).toEqual([["=A2*3"], ["=A3*3"], ["=A4*3"]]);
  });
  test("a value in a calculated column is an exception, and what a new row leaves blank gets the formula", async () => {
    await table(TABLE);
    await write("B2", [["=A2*2"]]);
    await excel.run(async (context) => {
      context.workbook.tables.getItemAt(0).rows.add(undefined, [[4, null]] as never);
      await context.sync();
    });
    expect(await formulas("B5")).toEqual([["=A5*2"]]);
    await write("B3", [[30]]);
    expect(await formulas("B2:B5")).toEqual([["=A2*2"], [30], ["=A4*2"], ["=A5*2"]]);
  });
  // #2093: with the user's option "Fill formulas in tables to create calculated columns" off nothing is filled
  test("not where the user turned it off", async () => {
    await table(TABLE, { fillTables: false });
    await write("B3", [["=A3*2"]]);
    expect(await formulas("B2:B4")).toEqual([[""], ["=A3*2"], [""]]);
  });
});

describe("onCalculated", () => {
  // #587: raised while functions still wait for their results, and again when those come
  test("comes once a sheet for each pass, before and after the results of functions", async () => {
    await open({
      sheets: { Sheet1: [], Other: [] },
      metadata: { functions: [{ id: "LATER", name: "LATER", parameters: [] }] },
      functionsScript: `CustomFunctions.associate("LATER", async () => { await new Promise((done) => setTimeout(done, 20)); return 1; });`,
    });
    const sheets: string[] = [];
    await excel.run(async (context) => {
      const all = context.workbook.worksheets.load("items/id,items/name");
      await context.sync();
      const names = new Map(all.items.map(({ id, name }) => [id, name]));
      all.onCalculated.add(async ({ worksheetId }) => void sheets.push(names.get(worksheetId)!));
      await context.sync();
    });
    await excel.run(async (context) => {
      sheet1(context).getRange("A1").formulas = [["=TEST.LATER()"]];
      context.workbook.worksheets.getItem("Other").getRange("A1").formulas = [["=TEST.LATER()"]];
      await context.sync();
    });
    await heard();
    const times = (name: string) => sheets.filter((each) => each === name).length;
    expect(times("Sheet1")).toBeGreaterThanOrEqual(2);
    expect(times("Other")).toBeGreaterThanOrEqual(2);
  });
});

describe("commands", () => {
  /** A button whose command shows the pane, and is completed when the test says so. */
  const functionsScript = `
    Office.actions.associate("show", async (event) => {
      await Office.addin.showAsTaskpane();
      globalThis.complete = () => event.completed();
    });`;
  const shownAfter = async (showAsTaskpane?: "held" | "at once" | "ignored") => {
    await open({ functionsScript, ...(showAsTaskpane && { showAsTaskpane }) });
    excel.host.pane.show(false);
    const pressed = excel.host.invokeAction("show");
    while (excel.runScript("typeof globalThis.complete") !== "function")
      await new Promise((resolve) => setTimeout(resolve, 1));
    const before = excel.host.pane.visible;
    excel.runScript("globalThis.complete()");
    await pressed;
    await new Promise((resolve) => setTimeout(resolve, 1));
    return [before, excel.host.pane.visible];
  };

  // #3250
  test("showAsTaskpane shows nothing until the command is completed", async () => {
    expect(await shownAfter()).toEqual([false, true]);
  });
  test("elsewhere it does at once", async () => {
    expect(await shownAfter("at once")).toEqual([true, true]);
  });
  // develop/show-hide-add-in.md: for add-ins of the marketplace
  test("or never", async () => {
    expect(await shownAfter("ignored")).toEqual([false, false]);
  });
  // #3250: the first button's long command holds back the second's pane
  test("another command that still runs holds it too", async () => {
    await open({
      functionsScript: `${functionsScript}
        Office.actions.associate("long", (event) => { globalThis.endLong = () => event.completed(); });`,
    });
    excel.host.pane.show(false);
    const long = excel.host.invokeAction("long");
    const pressed = excel.host.invokeAction("show");
    while (excel.runScript("typeof globalThis.complete") !== "function")
      await new Promise((resolve) => setTimeout(resolve, 1));
    excel.runScript("globalThis.complete()");
    await pressed;
    expect(excel.host.pane.visible).toBe(false);
    excel.runScript("globalThis.endLong()");
    await long;
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(excel.host.pane.visible).toBe(true);
  });
  // #5176, #2744: the first press only loads the add-in
  test("first presses can get lost", async () => {
    await open({
      functionsScript: `globalThis.runs = 0; Office.actions.associate("run", (event) => { globalThis.runs++; event.completed(); });`,
      droppedPresses: 1,
    });
    await excel.host.invokeAction("run");
    expect(excel.runScript("globalThis.runs")).toBe(0);
    await excel.host.invokeAction("run");
    expect(excel.runScript("globalThis.runs")).toBe(1);
  });
});

// excel/co-authoring-in-excel-add-ins.md
describe("a co-author", () => {
  async function both(): Promise<ExcelInstance> {
    await open();
    const other = await excel.join();
    others.push(other);
    return other;
  }
  const listen = async (instance: ExcelInstance) => {
    const events: unknown[] = [];
    await instance.run(async (context) => {
      sheet1(context).onChanged.add(async ({ address, source, triggerSource }) => {
        events.push([address, source, triggerSource]);
      });
      await context.sync();
    });
    return events;
  };

  test("sees the same workbook, and hears as Remote what the other does", async () => {
    const other = await both();
    const [own, theirs] = [await listen(excel), await listen(other)];
    await write("A1", [[1]]);
    await heard();
    expect(own).toEqual([["A1", "Local", "ThisLocalAddin"]]);
    expect(theirs).toEqual([["A1", "Remote", "Unknown"]]);
    const seen = await other.run(async (context) => {
      const cell = sheet1(context).getRange("A1").load("values");
      await context.sync();
      return cell.values;
    });
    expect(seen).toEqual([[1]]);
  });

  test("both users' edits are told apart", async () => {
    const other = await both();
    const [own, theirs] = [await listen(excel), await listen(other)];
    const sheetId = excel.grid.sheets()[0]!.id;
    const area = { sheetId, row: 0, column: 0, rows: 1, columns: 1 };
    await other.host.byUser(() => {
      excel.grid.write(area, [[{ kind: "value", value: 2 }]]);
      return excel.grid.calculate();
    });
    await heard();
    expect(own).toEqual([["A1", "Remote", "Unknown"]]);
    expect(theirs).toEqual([["A1", "Local", "Unknown"]]);
  });

  test("tables and sheets that the other adds are heard of", async () => {
    const other = await both();
    const sources: string[] = [];
    await other.run(async (context) => {
      context.workbook.tables.onAdded.add(async ({ source }) => void sources.push(`table ${source}`));
      context.workbook.worksheets.onAdded.add(async ({ source }) => void sources.push(`sheet ${source}`));
      context.workbook.worksheets.onActivated.add(async () => void sources.push("activated"));
      await context.sync();
    });
    await excel.run(async (context) => {
      sheet1(context).tables.add("A1:B2", true);
      context.workbook.worksheets.add("More").activate();
      await context.sync();
    });
    await heard();
    expect(sources).toEqual(["table Remote", "sheet Remote"]);
  });

  test("ranges that one holds move when the other inserts rows", async () => {
    const other = await both();
    const address = await other.run(async (context) => {
      const range = sheet1(context).getRange("A3").load("address");
      context.trackedObjects.add(range);
      await context.sync();
      await excel.run(async (theirs) => {
        sheet1(theirs).getRange("1:2").insert("Down");
        await theirs.sync();
      });
      range.load("address");
      await context.sync();
      return range.address;
    });
    expect(address).toBe("Sheet1!A5");
  });

  test("both write at once, one request after the other", async () => {
    const other = await both();
    const fill = (instance: ExcelInstance, column: string) =>
      instance.run(async (context) => {
        for (let row = 1; row <= 5; row++) {
          sheet1(context).getRange(`${column}${row}`).formulas = [[`=ROW()+${row}`]];
          await context.sync();
        }
      });
    await Promise.all([fill(excel, "A"), fill(other, "B")]);
    expect(await values("A1:B5")).toEqual([2, 4, 6, 8, 10].map((value) => [value, value]));
  });

  test("one's typing doesn't stop the other", async () => {
    const other = await both();
    other.host.faults.typing(true);
    await write("A1", [[1]]);
    await expect(
      other.run(async (context) => {
        sheet1(context).getRange("A1").load("values");
        await context.sync();
      }),
    ).rejects.toMatchObject({ code: "InvalidOperationInCellEditMode" });
  });
});

describe("a workbook that is opened again", () => {
  // #1390, office-js-docs#297
  test("can have other ids for its sheets; tables and formulas follow", async () => {
    const first = await openExcel({ sheets: { Sheet1: [["Size"], [1]], Other: [["=Sheet1!A2+1"]] } });
    others.push(first);
    const ids = await first.run(async (context) => {
      context.workbook.worksheets.getItem("Sheet1").tables.add("A1:A2", true).name = "Sizes";
      context.workbook.names.add("first", context.workbook.worksheets.getItem("Sheet1").getRange("A2"));
      const sheets = context.workbook.worksheets.load("items/id");
      await context.sync();
      return sheets.items.map(({ id }) => id);
    });
    await open({ saved: first.save(), sheetIds: "new" });
    await excel.run(async (context) => {
      const sheets = context.workbook.worksheets.load("items/id");
      const table = context.workbook.tables.getItem("Sizes").getRange().load("address");
      const named = context.workbook.names.getItem("first").getRange().load("address");
      await context.sync();
      expect(sheets.items.map(({ id }) => id).some((id) => ids.includes(id))).toBe(false);
      expect([table.address, named.address]).toEqual(["Sheet1!A1:A2", "Sheet1!A2"]);
    });
    await write("A2", [[5]]);
    const other = await excel.run(async (context) => {
      const cell = context.workbook.worksheets.getItem("Other").getRange("A1").load("values");
      await context.sync();
      return cell.values;
    });
    expect(other).toEqual([[6]]);
  });

  // #365: it has to be shown before it can be deleted
  test("keeps a very hidden sheet until it is shown", async () => {
    await open({ sheets: { Sheet1: [], Kept: [] } });
    const remove = (visibility: "VeryHidden" | "Hidden") =>
      excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getItem("Kept");
        sheet.visibility = visibility;
        sheet.delete();
        await context.sync();
      });
    await expect(remove("VeryHidden")).rejects.toMatchObject({ code: "InvalidOperation" });
    await remove("Hidden");
    expect(excel.grid.sheets().map(({ name }) => name)).toEqual(["Sheet1"]);
  });
});

// #8, #2268: by design
test("while a chart is selected, or several areas, there is no selected range, and still an active sheet", async () => {
  await open();
  excel.host.faults.noRangeSelected = true;
  const ask = (what: (workbook: Excel.Workbook) => { load(names: string): void }) =>
    excel.run(async (context) => {
      what(context.workbook).load("address");
      await context.sync();
    });
  await expect(ask((workbook) => workbook.getSelectedRange())).rejects.toMatchObject({ code: "InvalidSelection" });
  await ask((workbook) => workbook.worksheets.getActiveWorksheet().getRange("A1"));
  excel.host.faults.clear();
  await ask((workbook) => workbook.getSelectedRange());
});

// office-js-docs #910
test("of a waterfall and its like Excel tells no series", async () => {
  await open();
  const ask = (type: "Line" | "Waterfall") =>
    excel.run(async ({ workbook, sync }) => {
      const sheet = workbook.worksheets.getActiveWorksheet();
      sheet.charts.add(type, sheet.getRange("A1:B3"));
      sheet.charts.load("items/name,items/chartType");
      await sync();
      const chart = sheet.charts.items.at(-1)!;
      expect(chart.chartType).toBe(type);
      chart.series.load("items/name");
      await sync();
    });
  await ask("Line");
  await expect(ask("Waterfall")).rejects.toMatchObject({ code: "UnsupportedOperation" });
});

describe("formulas that don't calculate", () => {
  const metadata: FunctionsMetadata = { functions: [{ id: "ONE", name: "ONE", parameters: [] }] };
  const functionsScript = `CustomFunctions.associate("ONE", () => 1);`;

  // #2568, #4811: how a colleague's cell holds a function of an add-in
  test("another file's way to name a function stands as it is and shows an error", async () => {
    await open({ metadata, functionsScript });
    const foreign = [
      ["=[2]!_xldudf_TEST_ONE()"],
      ["='C:\\Add-ins\\X.XLAM'!_xldudf_TEST_ONE()"],
      ["=_xldudf_TEST_ONE()"],
    ];
    await write("A1:A3", foreign);
    await excel.host.settled();
    expect(await formulas("A1:A3")).toEqual(foreign);
    for (const [value] of await values("A1:A3")) expect(value).toMatch(/^#(NAME\?|REF!|VALUE!)$/);
  });

  // #4185, #4502: a full calculation doesn't cure them, writing the formula again does
  test("can stay #NAME? through a full calculation, until they are written again", async () => {
    await open({ metadata, functionsScript });
    const area = { sheetId: excel.grid.sheets()[0]!.id, row: 0, column: 0, rows: 1, columns: 1 };
    await write("A1:A2", [["=TEST.ONE()"], ["=TEST.ONE()"]]);
    await excel.host.settled();
    excel.host.faults.stick(area);
    await excel.run(async (context) => {
      context.workbook.application.calculate("Full");
      await context.sync();
    });
    await excel.host.settled();
    expect(await values("A1:A2")).toEqual([["#NAME?"], [1]]);
    await write("A1", [["=TEST.ONE()"]]);
    await excel.host.settled();
    expect(await values("A1:A2")).toEqual([[1], [1]]);
  });

  // excel.range setDirty: at the next calculation
  test("are called again where a range is made dirty, and no others", async () => {
    await open({
      metadata,
      functionsScript: `globalThis.calls = 0; CustomFunctions.associate("ONE", () => ++globalThis.calls);`,
    });
    await write("A1:A2", [["=TEST.ONE()"], ["=TEST.ONE()"]]);
    await excel.host.settled();
    await excel.run(async (context) => {
      sheet1(context).getRange("A2").setDirty();
      await context.sync();
    });
    await excel.host.settled();
    expect(excel.runScript("globalThis.calls")).toBe(3);
    expect(await values("A1:A2")).toEqual([[1], [3]]);
  });
});

describe("the user's undo", () => {
  // excel/excel-add-ins-undo-capabilities.md; #6415: custom XML isn't undone
  test("takes back what requests put into cells, one after the other, and leaves custom XML as it is", async () => {
    await open({ undo: true, sheets: { Sheet1: [[1, "=A1*2", "text"]] } });
    const before = await formulas("A1:C2");
    await excel.run(async (context) => {
      sheet1(context).getRange("A1:C1").clear();
      sheet1(context).getRange("A2").formulas = [["=SEQUENCE(1,2)"]];
      context.workbook.customXmlParts.add("<kept/>");
      await context.sync();
    });
    await write("C2", [["more"]]);
    expect(await excel.host.undo()).toBe(true);
    expect(await formulas("A1:C2")).toEqual([
      ["", "", ""],
      ["=SEQUENCE(1,2)", 2, ""],
    ]);
    expect(await excel.host.undo()).toBe(true);
    expect(await formulas("A1:C2")).toEqual(before);
    expect(await values("B1")).toEqual([[2]]);
    expect(excel.host.book.xmlParts.map(({ xml }) => xml)).toEqual(["<kept/>"]);
  });

  test("ends at a request that adds a sheet", async () => {
    await open({ undo: true });
    await write("A1", [[1]]);
    await excel.run(async (context) => {
      context.workbook.worksheets.add("More");
      await context.sync();
    });
    expect(await excel.host.undo()).toBe(false);
    expect(await values("A1")).toEqual([[1]]);
  });
});

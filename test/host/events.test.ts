/** What handlers hear of the workbook, and of what a person does in the grid. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { openExcel, type ExcelInstance } from "../support/excel.js";

let excel: ExcelInstance;
let heard: unknown[];
beforeEach(async () => {
  heard = [];
  excel = await openExcel({
    sheets: {
      Sheet1: [
        ["Year", "Size", "Double"],
        [2025, 480, "=B2*2"],
      ],
      Other: [],
    },
  });
});
afterEach(() => excel.dispose());

const sheet1 = (context: Excel.RequestContext) => context.workbook.worksheets.getItem("Sheet1");

/** Adds a handler that notes some properties of what it hears. */
async function listen<A extends object>(
  on: (context: Excel.RequestContext) => OfficeExtension.EventHandlers<A>,
  ...properties: string[]
): Promise<void> {
  await excel.run(async (context) => {
    on(context).add(async (args) => {
      heard.push(Object.fromEntries(properties.map((name) => [name, (args as Record<string, unknown>)[name]])));
    });
    await context.sync();
  });
}

async function act(batch: (context: Excel.RequestContext) => void): Promise<void> {
  await excel.run(async (context) => {
    batch(context);
    await context.sync();
  });
  await excel.host.settled();
}

test("a cell written: where, what was there, what is there now", async () => {
  await listen((context) => sheet1(context).onChanged, "address", "changeType", "triggerSource", "details");
  await act((context) => (sheet1(context).getRange("B2").values = [[500]]));
  expect(heard).toEqual([
    {
      address: "B2",
      changeType: "RangeEdited",
      triggerSource: "ThisLocalAddin",
      details: { valueBefore: 480, valueAfter: 500, valueTypeBefore: "Double", valueTypeAfter: "Double" },
    },
  ]);
});

test("a range written is one change, in whatever pieces it came", async () => {
  await listen((context) => sheet1(context).onChanged, "address", "details");
  await act(
    (context) => (sheet1(context).getRange("E1:E4000").values = Array.from({ length: 4_000 }, (_, row) => [row])),
  );
  expect(heard).toEqual([{ address: "E1:E4000", details: undefined }]);
});

test("looks aren't content", async () => {
  await listen((context) => sheet1(context).onChanged, "address");
  await act((context) => (sheet1(context).getRange("B2").format.fill.color = "red"));
  expect(heard).toEqual([]);
});

test("an edit by hand is heard as well", async () => {
  await listen((context) => context.workbook.worksheets.onChanged, "address", "triggerSource");
  const sheetId = excel.grid.sheets()[0]!.id;
  excel.grid.write({ sheetId, row: 1, column: 0, rows: 1, columns: 1 }, [[{ kind: "value", value: 2026 }]]);
  await excel.grid.calculate();
  await excel.host.settled();
  expect(heard).toEqual([{ address: "A2", triggerSource: "Unknown" }]);
});

test("rows inserted and deleted", async () => {
  await listen((context) => sheet1(context).onChanged, "address", "changeType");
  await act((context) => sheet1(context).getRange("1:2").insert("Down"));
  await act((context) => sheet1(context).getRange("1:2").delete("Up"));
  expect(heard).toEqual([
    { address: "1:2", changeType: "RowInserted" },
    { address: "1:2", changeType: "RowDeleted" },
  ]);
});

test("cells inserted and deleted within the sheet: where they went, and nothing of the formulas that follow", async () => {
  await listen((context) => sheet1(context).onChanged, "address", "changeType", "changeDirectionState");
  await listen((context) => sheet1(context).onSelectionChanged, "address");
  await act((context) => sheet1(context).getRange("B2").insert("Down"));
  await act((context) => sheet1(context).getRange("B2").delete("Up"));
  await act((context) => sheet1(context).getRange("B2:B3").insert("Right"));
  await act((context) => sheet1(context).getRange("B2:B3").delete("Left"));
  expect(heard).toEqual([
    { address: "B2", changeType: "CellInserted", changeDirectionState: { insertShiftDirection: "Down" } },
    { address: "B2", changeType: "CellDeleted", changeDirectionState: { deleteShiftDirection: "Up" } },
    { address: "B2:B3", changeType: "CellInserted", changeDirectionState: { insertShiftDirection: "Right" } },
    { address: "B2:B3", changeType: "CellDeleted", changeDirectionState: { deleteShiftDirection: "Left" } },
  ]);
});

test("a table made of what stands there changes nothing of it", async () => {
  await listen((context) => sheet1(context).onChanged, "address");
  await act((context) => sheet1(context).tables.add("A1:C2", true));
  expect(heard).toEqual([]);
});

test("settings changed", async () => {
  await listen((context) => context.workbook.settings.onSettingsChanged);
  await act((context) => context.workbook.settings.add("scenario", "base"));
  await act((context) => context.workbook.settings.getItem("scenario").delete());
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(heard).toEqual([{}, {}]);
});

test("a change leads to its range", async () => {
  let address: string | undefined;
  await excel.run(async (context) => {
    sheet1(context).onChanged.add(async (args) => {
      await excel.run(async (own) => {
        const range = args.getRange(own).load("address");
        await own.sync();
        address = range.address;
      });
    });
    await context.sync();
  });
  await act((context) => (sheet1(context).getRange("B2").values = [[1]]));
  await excel.host.settled();
  expect(address).toBe("Sheet1!B2");
});

test("a table's change names the table", async () => {
  await excel.run(async (context) => {
    sheet1(context).tables.add("A1:B2", true).name = "Sizes";
    await context.sync();
  });
  await listen((context) => context.workbook.tables.onChanged, "address", "changeType");
  await act((context) => {
    sheet1(context).getRange("B2").values = [[1]];
    sheet1(context).getRange("E9").values = [[1]];
  });
  expect(heard).toEqual([{ address: "B2", changeType: "RangeEdited" }]);
});

test("tables added and deleted", async () => {
  await listen((context) => context.workbook.tables.onAdded, "type");
  await listen((context) => context.workbook.tables.onDeleted, "type", "tableName");
  await act((context) => sheet1(context).tables.add("A1:B2", true));
  await act((context) => context.workbook.tables.getItem("Table1").delete());
  expect(heard).toEqual([{ type: "TableAdded" }, { type: "TableDeleted", tableName: "Table1" }]);
});

test("a calculation names the cells it gave results to", async () => {
  await listen((context) => sheet1(context).onCalculated, "address");
  await act((context) => (sheet1(context).getRange("B2").values = [[1]]));
  expect(heard).toEqual([{ address: "C2" }]);
});

test("a sheet activated, and the one left", async () => {
  await listen((context) => context.workbook.worksheets.onActivated, "type");
  await listen((context) => context.workbook.worksheets.onDeactivated, "type");
  await act((context) => context.workbook.worksheets.getItem("Other").activate());
  expect(heard).toEqual([{ type: "WorksheetDeactivated" }, { type: "WorksheetActivated" }]);
});

test("sheets added and deleted", async () => {
  await listen((context) => context.workbook.worksheets.onAdded, "type");
  await listen((context) => context.workbook.worksheets.onDeleted, "type");
  await act((context) => context.workbook.worksheets.add("New"));
  await act((context) => context.workbook.worksheets.getItem("New").delete());
  expect(heard).toEqual([{ type: "WorksheetAdded" }, { type: "WorksheetDeleted" }]);
});

test("a sheet added isn't shown", async () => {
  await listen((context) => context.workbook.worksheets.onActivated, "type");
  await act((context) => context.workbook.worksheets.add("New"));
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(heard).toEqual([]);
  await act((context) => context.workbook.worksheets.getItem("New").activate());
  expect(heard).toEqual([{ type: "WorksheetActivated" }]);
});

test("a selection, on its sheet and in the workbook", async () => {
  await listen((context) => sheet1(context).onSelectionChanged, "address");
  await listen((context) => context.workbook.onSelectionChanged);
  await act((context) => sheet1(context).getRange("B2:C3").select());
  expect(heard).toContainEqual({ address: "B2:C3" });
  expect(heard).toContainEqual({});
  const selected = await excel.run(async (context) => {
    const range = context.workbook.getSelectedRange().load("address");
    await context.sync();
    return range.address;
  });
  expect(selected).toBe("Sheet1!B2:C3");
});

test("a handler removed hears nothing more", async () => {
  const handler = await excel.run(async (context) => {
    const added = sheet1(context).onChanged.add(async () => void heard.push("changed"));
    await context.sync();
    return added;
  });
  await excel.Excel.run(handler.context as Excel.RequestContext, async (context) => {
    handler.remove();
    await context.sync();
  });
  await act((context) => (sheet1(context).getRange("B2").values = [[1]]));
  expect(heard).toEqual([]);
});

test("an event the host doesn't raise can't be listened to", async () => {
  await expect(listen((context) => sheet1(context).onFormulaChanged, "type")).rejects.toMatchObject({
    code: "ApiNotFound",
  });
});

test("the document's settings are kept with the workbook", async () => {
  const { settings } = excel.Office.context.document;
  settings.set("scenario", { id: "base" });
  const status = await new Promise((resolve) => settings.saveAsync((result) => resolve(result.status)));
  expect(status).toBe("succeeded");
  expect(excel.host.book.documentSettings.size).toBe(1);
});

/** What Microsoft's client itself sees to: the host has no part in these errors, so they show that it is the genuine one. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openExcel, type ExcelInstance } from "../support/excel.js";

let excel: ExcelInstance;
beforeAll(async () => {
  excel = await openExcel({ sheets: { Sheet1: [[1, 2]] } });
});
afterAll(() => excel.dispose());

const first = (context: Excel.RequestContext) => context.workbook.worksheets.getItem("Sheet1").getRange("A1");

test("a property that wasn't loaded can't be read", async () => {
  const attempt = excel.run(async (context) => {
    const cell = first(context);
    await context.sync();
    return cell.values;
  });
  await expect(attempt).rejects.toMatchObject({ code: "PropertyNotLoaded" });
});

test("a property can't be read before the sync that loads it", async () => {
  const attempt = excel.run(async (context) => first(context).load("values").values);
  await expect(attempt).rejects.toMatchObject({ code: "PropertyNotLoaded" });
});

test("a method's result can't be read before the sync", async () => {
  const attempt = excel.run(async (context) => context.workbook.worksheets.getCount().value);
  await expect(attempt).rejects.toMatchObject({ code: "ValueNotLoaded" });
});

test("an object of one context can't be used in another", async () => {
  const attempt = excel.run(async (one) => {
    const cell = first(one);
    await one.sync();
    return excel.run(async (another) => {
      first(another).getBoundingRect(cell);
      await another.sync();
    });
  });
  await expect(attempt).rejects.toMatchObject({ code: "InvalidRequestContext" });
});

test("a range can't be used after the run that it belongs to", async () => {
  const kept = await excel.run(async (context) => {
    const cell = first(context);
    await context.sync();
    return cell;
  });
  expect(() => kept.load("values")).toThrow(expect.objectContaining({ code: "InvalidObjectPath" }));
});

test("a tracked range lives on, until it is untracked", async () => {
  const kept = await excel.run(async (context) => {
    const cell = first(context);
    cell.track();
    await context.sync();
    return cell;
  });
  kept.load("values");
  await kept.context.sync();
  expect(kept.values).toEqual([[1]]);
  kept.untrack();
  await kept.context.sync();
});

test("a range moves with its cells", async () => {
  const address = await excel.run(async (context) => {
    const sheet = context.workbook.worksheets.add();
    const cell = sheet.getRange("B2");
    cell.track();
    await context.sync();
    sheet.getRange("1:3").insert("Down");
    cell.load("address");
    await context.sync();
    cell.untrack();
    sheet.delete();
    await context.sync();
    return cell.address;
  });
  expect(address).toMatch(/!B5$/);
});

test("a null object knows that it is one, and nothing can be set on it", async () => {
  const attempt = excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject("None");
    await context.sync();
    expect(sheet.isNullObject).toBe(true);
    sheet.name = "Other";
    await context.sync();
  });
  await expect(attempt).rejects.toMatchObject({ code: "InvalidObjectPath" });
});

test("an unknown member of a loaded object is refused", async () => {
  const attempt = excel.run(async (context) => {
    first(context).load("noSuchProperty" as never);
    await context.sync();
  });
  await expect(attempt).rejects.toMatchObject({ code: "ApiNotFound" });
});

test("what the host doesn't cover answers ApiNotFound", async () => {
  const attempt = excel.run(async (context) => {
    first(context).conditionalFormats.add("ColorScale");
    await context.sync();
  });
  await expect(attempt).rejects.toMatchObject({ code: "ApiNotFound" });
});

test("an error says which statement failed", async () => {
  const attempt = excel.run(async (context) => {
    context.workbook.worksheets.getItem("None").getRange("A1").values = [[1]];
    await context.sync();
  });
  await expect(attempt).rejects.toMatchObject({
    code: "ItemNotFound",
    debugInfo: { errorLocation: expect.any(String) as string },
  });
});

test("large writes come in pieces and read back whole", async () => {
  const rows = Array.from({ length: 4_000 }, (_, row) => [row, `row ${row}`]);
  const values = await excel.run(async (context) => {
    const range = context.workbook.worksheets.add("Large").getRange("A1:B4000");
    range.values = rows;
    range.load("values");
    await context.sync();
    return range.values;
  });
  expect(values).toEqual(rows);
});

test("two workbooks don't know of each other", async () => {
  const other = await openExcel({ sheets: { Other: [["theirs"]] } });
  const name = (instance: ExcelInstance) =>
    instance.run(async (context) => {
      const { worksheets } = context.workbook;
      worksheets.load("items/name");
      await context.sync();
      return worksheets.items[0]!.name;
    });
  expect([await name(excel), await name(other)]).toEqual(["Sheet1", "Other"]);
  await other.dispose();
});

test("code that uses the globals runs against the instance that is set", async () => {
  const values = await excel.asGlobals(() =>
    globalThis.Excel.run(async (context) => {
      const cell = first(context).load("values");
      await context.sync();
      return cell.values as unknown;
    }),
  );
  expect(values).toEqual([[1]]);
  expect("Excel" in globalThis).toBe(false);
});

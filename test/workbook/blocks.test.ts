/** Tables that were pasted into the workbook become rows of a report that stands in it as tables. */
import { afterEach, beforeAll, expect, it } from "vitest";
import type { BlockAbout } from "../../src/workbook/authoring/block";
import { CellError } from "../functions/custom-functions";
import { faultAtEveryRequest, KINDS } from "./faults";
import { open, type Opened } from "./workbook";

let opened: Opened;
afterEach(async () => {
  await opened?.close();
});
beforeAll(() => expect(CellError).toBeDefined());

const PASTED = {
  Mine: [["=MARKET.SIZE(2030)"]],
  Pasted: [
    ["Electric buses, USD m", 2024, "2025E", "2030E"],
    ["Sales", 100, "~120", ">300"],
    ["Imports", "1 000", "n.a.", "1,500"],
    [null],
    ["Sales by region", 2024, 2025],
    ["North", "60 %", "55%"],
    ["South", "40 %", "45%"],
    ["Total", "100 %", "100 %"],
  ],
};
const about = (kind: BlockAbout["kind"], more: Partial<BlockAbout> = {}): BlockAbout => ({
  ...{ kind, split: "", of: "", unit: "", document: "Outlook", page: "7" },
  ...more,
});
const region = about("segment", { split: "Region", of: "Sales" });

const select = (made: Opened, address: string) =>
  made.excel.run(async (context) => {
    context.workbook.worksheets.getItem("Pasted").getRange(address).select();
    await context.sync();
  });

/** Cells of a table's rows below its header, as texts. */
const rowsOf = (made: Opened, name: string, columns: readonly string[]): Promise<string[][]> =>
  made.excel.run(async (context) => {
    const range = context.workbook.tables.getItem(name).getRange();
    range.load("values");
    await context.sync();
    const [header, ...rows] = range.values as unknown[][];
    const at = columns.map((title) => header!.indexOf(title));
    return rows.map((row) => at.map((one) => String(row[one])));
  });

async function started(): Promise<Opened> {
  const made = await open({ sheets: PASTED });
  await made.book.newReport(false);
  const head = await made.excel.run(async (context) => {
    const range = context.workbook.tables.getItem("ReportInfo").getRange();
    range.load("values");
    await context.sync();
    const at = (title: string) => range.values[0]!.indexOf(title);
    const info = { Title: "Electric buses", Currency: "USD", Unit: "USD m", Edition: "1" };
    for (const [title, content] of Object.entries(info)) range.getCell(1, at(title)).values = [[content]];
    const documents = context.workbook.tables.getItem("ReportDocuments").getRange();
    documents.getCell(1, 0).values = [["Outlook"]];
    documents.load("values");
    await context.sync();
    const column = (title: string) => documents.values[0]!.indexOf(title);
    documents.getCell(1, column("Publisher")).values = [["Somebody"]];
    documents.getCell(1, column("Title")).values = [["An outlook"]];
    await context.sync();
    return range.values[0];
  });
  expect(head).toContain("Title");
  await made.settled();
  return made;
}

it("pasted tables are shown as what they would come to, added, checked and used", async () => {
  opened = await started();
  const { book } = opened;
  await select(opened, "A1:D2");
  expect(await book.previewBlock("", about("market"))).toEqual({
    sheet: "Pasted",
    address: "A1:D2",
    lines: [
      {
        name: "Sales",
        unit: "USD m",
        isNew: true,
        figures: [
          { period: "2024", value: "100", there: null },
          { period: "2025", value: "~120", there: null },
          { period: "2030", value: ">300", there: null },
        ],
      },
    ],
    faults: [],
    leftOut: [],
    unavailable: 0,
  });
  expect(await book.addBlock("", about("market"))).toEqual({ lines: 1, figures: 3 });
  await select(opened, "A5:C8");
  expect((await book.previewBlock("", region)).leftOut.map(({ address }) => address)).toEqual(["A8"]);
  expect(await book.addBlock("", region)).toEqual({ lines: 2, figures: 4 });
  expect(await rowsOf(opened, "ReportFigures", ["Line", "Period", "Value", "Unit", "Document", "Page"])).toEqual(
    expect.arrayContaining([
      ["Sales", "2025", "~120", "USD m", "Outlook", "7"],
      ["Region / South", "2025", "45 %", "", "Outlook", "7"],
    ]),
  );
  expect((await book.checkDraft("")).faults).toEqual([]);
  expect(await opened.value("Mine", "A1")).toBe(1800);
  await book.publishDraft("");
  expect(await opened.value("Mine", "A1")).toBe(300);
  await opened.write("Mine", "A2", [['=MARKET.SEGMENT("North",2025)']]);
  expect(await opened.value("Mine", "A2")).toBeCloseTo(66, 9);
});

it("says what is there already, adds what isn't, and another number as the contradiction that it is", async () => {
  opened = await started();
  const { book } = opened;
  await select(opened, "A1:D2");
  await book.addBlock("", about("market"));
  await opened.write("Pasted", "C2", [["130"]]);
  await select(opened, "A1:D2");
  const { lines } = await book.previewBlock("", about("market"));
  expect(lines.map(({ isNew, figures }) => [isNew, figures.map(({ there }) => there)])).toEqual([
    [false, ["100", "~120", ">300"]],
  ]);
  expect(await book.addBlock("", about("market"))).toEqual({ lines: 0, figures: 1 });
});

it("takes nothing of a selection in which anything can't be read, and says where", async () => {
  opened = await started();
  await opened.write("Pasted", "B3", [["plenty"]]);
  await select(opened, "A1:D3");
  const before = await opened.dump();
  expect((await opened.book.previewBlock("", about("market"))).faults.map(({ address }) => address)).toEqual(["B3"]);
  await expect(opened.book.addBlock("", about("market"))).rejects.toMatchObject({ note: { id: "block-faulty" } });
  await select(opened, "F20:G22");
  await expect(opened.book.addBlock("", about("market"))).rejects.toMatchObject({ note: { id: "block-blank" } });
  expect(await opened.dump()).toEqual(before);
});

it("grows the tables over blank cells, and over nothing else", async () => {
  opened = await started();
  const years = Array.from({ length: 30 }, (_, at) => 2000 + at);
  await opened.write("Pasted", "A20:AE20", [["USD m", ...years]]);
  await opened.write("Pasted", "A21:AE21", [["Exports", ...years.map((year) => year - 1990)]]);
  await select(opened, "A20:AE21");
  await opened.excel.run(async (context) => {
    const sheet = context.workbook.tables.getItem("ReportFigures").worksheet;
    sheet.getRange("B30").values = [["mine"]];
    await context.sync();
  });
  const before = await opened.dump();
  await expect(opened.book.addBlock("", about("market"))).rejects.toMatchObject({ note: { id: "cells-below-table" } });
  expect(await opened.dump()).toEqual(before);
  await opened.excel.run(async (context) => {
    context.workbook.tables.getItem("ReportFigures").worksheet.getRange("B30").clear();
    await context.sync();
  });
  expect(await opened.book.addBlock("", about("market"))).toEqual({ lines: 1, figures: 30 });
  expect((await rowsOf(opened, "ReportFigures", ["Period"])).filter(([text]) => text !== "")).toHaveLength(30);
});

it.each(KINDS)("a fault (%s) at any request leaves the workbook as it was, and the next try adds all", async (kind) => {
  const failures = await faultAtEveryRequest(
    kind,
    async () => {
      opened = await started();
      await select(opened, "A1:D3");
      return opened;
    },
    ({ book }) => book.addBlock("", about("market")),
    async (made) => {
      expect((await rowsOf(made, "ReportLines", ["Line"])).filter(([text]) => text !== "")).toHaveLength(2);
    },
  );
  expect(failures).toBeGreaterThan(3);
});

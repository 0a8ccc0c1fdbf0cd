/** Tables that were pasted into the workbook become rows of a report that stands in it as tables. */
import { afterEach, beforeAll, expect, it } from "vitest";
import { columnsBy, type TableName } from "../../src/report/tables";
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

async function started(textLanguage: "en" | "zh" = "en"): Promise<Opened> {
  const made = await open({ sheets: PASTED, textLanguage });
  await made.book.newReport(false);
  const filled = {
    ReportInfo: { title: "Electric buses", currency: "USD", unit: "USD m", edition: "1" },
    ReportDocuments: { name: "Outlook", publisher: "Somebody", title: "An outlook" },
  };
  await made.excel.run(async (context) => {
    for (const [name, row] of Object.entries(filled)) {
      const range = context.workbook.tables.getItem(name).getRange();
      range.load("values");
      await context.sync();
      const keys = columnsBy(name as TableName, range.values[0]!.map(String)) as readonly (string | null)[];
      for (const [key, content] of Object.entries(row)) range.getCell(1, keys.indexOf(key)).values = [[content]];
    }
    await context.sync();
  });
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
          { period: "2024", value: "100", isThere: false, others: [] },
          { period: "2025", value: "~120", isThere: false, others: [] },
          { period: "2030", value: ">300", isThere: false, others: [] },
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
  const seen = async (of: BlockAbout) =>
    (await book.previewBlock("", of)).lines.flatMap(({ isNew, figures }) =>
      figures.map(({ isThere, others }) => [isNew, isThere, ...others]),
    );
  // However they are written.
  await opened.write("Pasted", "B2:D2", [["100.0", "130", "> 300"]]);
  await select(opened, "A1:D2");
  expect(await seen(about("market"))).toEqual([
    [false, true],
    [false, false, "~120 USD m"],
    [false, true],
  ]);
  expect(await book.addBlock("", about("market"))).toEqual({ lines: 0, figures: 1 });

  // The same number in another unit is another one.
  await opened.write("Pasted", "A1", [["Electric buses, USD bn"]]);
  await select(opened, "A1:B2");
  expect(await seen(about("market"))).toEqual([[false, false, "100 USD m"]]);
  // Of another kind it is another line, and is called so.
  expect(await seen(about("series"))).toEqual([[true, false, "100 USD m"]]);
});

it("takes a CSV file as it takes cells, and says by its cells what can't be read", async () => {
  opened = await started();
  const { book } = opened;
  const file = { name: "buses.csv", text: "USD m;2025;2030\nSales;1,200;>3\nOther;5;plenty\n" };
  const { faults, sheet } = await book.previewBlock("", about("market", { file }));
  expect([sheet, faults.map(({ sheet: place, address }) => [place, address])]).toEqual([
    "buses.csv",
    [["buses.csv, C3", null]],
  ]);
  const sound = { ...file, text: file.text.replace("plenty", "6") };
  expect(await book.addBlock("", about("market", { file: sound }))).toEqual({ lines: 2, figures: 4 });
  expect((await rowsOf(opened, "ReportFigures", ["Line", "Period", "Value", "Unit"]))[0]).toEqual([
    "Sales",
    "2025",
    "1200",
    "USD m",
  ]);
});

it("knows the lines of a Chinese draft, and writes its words", async () => {
  opened = await started("zh");
  const { book } = opened;
  await select(opened, "A1:D2");
  expect(await book.addBlock("", about("market"))).toEqual({ lines: 1, figures: 3 });
  expect((await rowsOf(opened, "ReportLines", ["行项", "类型"]))[0]).toEqual(["Sales", "市场"]);
  const { lines } = await book.previewBlock("", about("market"));
  expect(lines.map(({ isNew, figures }) => [isNew, figures.every(({ isThere }) => isThere)])).toEqual([[false, true]]);
  expect(await book.addBlock("", about("market"))).toEqual({ lines: 0, figures: 0 });
  expect((await book.checkDraft("")).faults).toEqual([]);
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

it("leaves the workbook as it was after a fault at any request, and the next try adds all", async () => {
  const failures = await faultAtEveryRequest(
    KINDS,
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

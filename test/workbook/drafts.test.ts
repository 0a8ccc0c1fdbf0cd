/** A report as tables in a workbook: written, checked beside its rows, put in force. */
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { builtInReport, loadQuotes, parseReport, quoteOf, type Report } from "../../src/report";
import { readPackage } from "../../src/report/packages";
import { runCommand } from "../../src/commands";
import { openWorkbook, WorkbookError } from "../../src/workbook";
import { messageText } from "../../src/workbook/messages/messages";
import { CellError } from "../functions/custom-functions";
import { faultAtEveryRequest, KINDS } from "./faults";
import { open, openExcelWithFormulas, wrap, type Opened } from "./workbook";

let opened: Opened;
afterEach(async () => {
  await opened?.close();
});
beforeAll(() => expect(CellError).toBeDefined());

const sheets = { Mine: [["=MARKET.SIZE(2030)"]] };

/** Cells of a table, header first. */
const table = (name: string) =>
  opened.excel.run(async (context) => {
    const range = context.workbook.tables.getItem(name).getRange();
    range.load("values,formulas,numberFormat,address");
    await context.sync();
    return {
      values: range.values as unknown[][],
      formulas: range.formulas as unknown[][],
      formats: range.numberFormat as unknown[][],
    };
  });

/** Types into the cell of a row, counted from 0 below the header, and a column. */
const type = (name: string, row: number, column: string, content: unknown) =>
  opened.excel.run(async (context) => {
    const range = context.workbook.tables.getItem(name).getRange();
    range.load("values");
    await context.sync();
    const at = (range.values[0] as unknown[]).indexOf(column);
    range.getCell(row + 1, at).values = [[content]];
    await context.sync();
  });

const column = async (name: string, title: string): Promise<unknown[]> => {
  const { values } = await table(name);
  const at = values[0]!.indexOf(title);
  return values.slice(1).map((row) => row[at]);
};

const [GREY, PLAIN] = ["#767676", "#0000FF"];

/** In which colours cells of a column are written, by rows as for `type`. */
const inks = (name: string, title: string, rows: readonly number[]) =>
  opened.excel.run(async (context) => {
    const range = context.workbook.tables.getItem(name).getRange();
    range.load("values");
    await context.sync();
    const at = (range.values[0] as unknown[]).indexOf(title);
    const fonts = rows.map((row) => range.getCell(row + 1, at).format.font.load("color"));
    await context.sync();
    return fonts.map(({ color }) => color);
  });

async function withQuotes(report: Report): Promise<Report> {
  await loadQuotes();
  return {
    ...report,
    figures: report.figures.map((figure) => ({ ...figure, quote: quoteOf(report, figure) as string })),
  };
}

describe("the built-in report as tables", () => {
  it("comes back from the workbook as it is, texts as texts, and no number changes", async () => {
    opened = await open({ sheets });
    const before = await opened.value("Mine", "A1");
    expect(await opened.book.openAsTables()).toEqual({ suffix: "", sheet: "Report" });
    const { formats, values } = await table("ReportFigures");
    expect(formats[1]!.slice(0, -1).every((format) => format === "@")).toBe(true);
    expect(values[1]!.slice(0, 3)).toEqual(["Summary", "2025", "~320"]);
    const { report, faults } = await opened.book.checkDraft("");
    expect(faults).toEqual([]);
    expect(report).toEqual(await withQuotes(builtInReport));
    expect(new Set(await column("ReportFigures", "Status"))).toEqual(new Set(["OK", ""]));
    expect(await opened.value("Mine", "A1")).toBe(before);
    expect(await opened.book.listDrafts()).toEqual([
      { suffix: "", sheet: "Report", title: builtInReport.title.en, hasExample: false },
    ]);
  });

  it("survives sorting, a column of the user's, a save and a reopening, in Chinese", async () => {
    opened = await open({ sheets, textLanguage: "zh" });
    await opened.book.openAsTables();
    await opened.excel.run(async (context) => {
      const figures = context.workbook.tables.getItem("ReportFigures");
      const rows = figures.getDataBodyRange().load("values");
      await context.sync();
      rows.values = [...rows.values].reverse();
      // As a filter does.
      figures.getDataBodyRange().getRow(0).rowHidden = true;
      figures.columns.add(2, [["我的备注"], ...rows.values.map((_, at) => [at])]);
      await context.sync();
    });
    await opened.settled();
    const saved = opened.excel.save();
    await opened.close();
    const { excel, ports } = await openExcelWithFormulas({ saved });
    const book = openWorkbook({ ...ports, language: "zh" });
    await book.ready;
    opened = wrap(excel, book, ports);
    const { report, faults } = await opened.book.checkDraft("");
    expect(faults).toEqual([]);
    const { figures, ...rest } = await withQuotes(builtInReport);
    expect(report).toEqual({ ...rest, figures: [...figures].reverse() });
    expect((await table("ReportFigures")).values[0]![2]).toBe("我的备注");
    const notes = await column("ReportFigures", "我的备注");
    expect(notes).toEqual(notes.map((_, at) => at));
    expect(await opened.value("Mine", "A1")).toBe(1800);
  });

  it("is put in force after an edit, as another edition, and taken back", async () => {
    opened = await open({ sheets });
    await opened.book.openAsTables();
    const row = builtInReport.figures.findIndex(({ id }) => id === "size-2030-applications");
    await type("ReportFigures", row, "Value", ">1,900");
    await type("ReportFigures", row, "Quote", "");
    expect(await opened.value("Mine", "A1")).toBe(1800);
    // Something else, so another number.
    const { edition } = await opened.book.checkDraft("");
    expect(edition).toBe("2026.2");
    const outcome = await opened.book.publishDraft("", { edition: edition! });
    expect(outcome).toMatchObject({ to: { edition: "2026.2" }, changed: 1 });
    expect(await opened.value("Mine", "A1")).toBe(1900);
    expect((await column("ReportInfo", "Edition"))[0]).toBe("2026.2");
    expect((await opened.book.checkDraft("")).edition).toBe("2026.2");
    await type("ReportFigures", row, "Value", ">1,950");
    expect((await opened.book.checkDraft("")).edition).toBe("2026.3");
    expect(opened.book.getState().formerEdition).toMatchObject({ edition: "2026.1" });
    await opened.book.returnToFormer();
    expect(await opened.value("Mine", "A1")).toBe(1800);
  });

  it("has every fault beside its row, and changes no number until there is none", async () => {
    opened = await open({ sheets });
    await opened.book.openAsTables();
    await type("ReportFigures", 0, "Value", "12,5");
    await type("ReportFigures", 1, "Document", "Nowhere");
    await type("ReportLines", 2, "Kind", "marke");
    const { report, faults } = await opened.book.checkDraft("");
    expect(report).toBeNull();
    expect(faults.map(({ sheet, address }) => `${sheet}!${address}`)).toEqual(
      expect.arrayContaining(["Figures!C5", "Lines!B7"]),
    );
    const status = await column("ReportFigures", "Status");
    expect(status[0]).toMatch(/decimal sign is a point/);
    const refused = await opened.book.publishDraft("").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(WorkbookError);
    expect((refused as WorkbookError).note.id).toBe("draft-faulty");
    expect(await opened.value("Mine", "A1")).toBe(1800);
    await type("ReportFigures", 0, "Value", "~320");
    await type("ReportFigures", 1, "Document", "");
    await type("ReportLines", 2, "Kind", "market");
    expect((await opened.book.checkDraft("")).faults).toEqual([]);
    expect((await column("ReportFigures", "Status"))[0]).toBe("OK");
  });
});

describe("a new report", () => {
  it("is a worked example that holds; its ids are written when it is put in force", async () => {
    opened = await open({ sheets, textLanguage: "en" });
    expect(await opened.book.newReport(true)).toEqual({ suffix: "", sheet: "Report" });
    const { report, faults } = await opened.book.checkDraft("");
    expect(faults).toEqual([]);
    expect(report!.scenarios.map(({ id }) => id)).toEqual(["market", "from-drivers"]);
    expect((await column("ReportFigures", "Status"))[0]).toBe("OK");
    expect((await column("ReportFigures", "Unit")).slice(0, 2)).toEqual(["‹USD m›", "‹USD m›"]);
    expect((await column("ReportFigures", "Id")).slice(0, 2)).toEqual(["‹market-2025›", "‹market-2030›"]);
    expect(await inks("ReportFigures", "Id", [0, 1])).toEqual([GREY, GREY]);
    await opened.book.publishDraft("");
    expect((await column("ReportFigures", "Id")).slice(0, 2)).toEqual(["market-2025", "market-2030"]);
    expect(await inks("ReportFigures", "Id", [0, 1])).toEqual([PLAIN, PLAIN]);
    expect(await opened.value("Mine", "A1")).toBe(200);
    await opened.write("Mine", "A2", [['=MARKET.FIGURE("market-2025","page")&MARKET.SOURCE("size",2025)']]);
    expect(await opened.value("Mine", "A2")).toContain("Outlook, p. 1");
    expect((await column("ReportFigures", "Metric"))[0]).toBe("‹Market›");
  });

  it("loses its example at once, and nothing that is somebody's own", async () => {
    opened = await open({ sheets });
    await opened.book.newReport(true);
    await type("ReportInfo", 0, "Title", "Flats");
    await type("ReportLines", 3, "Line", "Flats");
    await type("ReportFigures", 7, "Value", "12");
    expect((await opened.book.listDrafts())[0]).toMatchObject({ hasExample: true });
    await opened.book.removeExample("");
    const said = async (name: string, title: string) => (await column(name, title)).filter((text) => text !== "");
    expect(await said("ReportInfo", "Title")).toEqual(["Flats"]);
    expect(await said("ReportDocuments", "Short name")).toEqual([]);
    expect(await said("ReportLines", "Line")).toEqual(["Flats"]);
    expect(await said("ReportFigures", "Value")).toEqual(["12"]);
    expect((await said("ReportFigures", "Status"))[0]).not.toMatch(/^OK/);
    expect((await opened.book.listDrafts())[0]).toMatchObject({ hasExample: false });
  });

  it("shows in grey what is inferred, which is nobody's until somebody types it", async () => {
    opened = await open({ sheets, textLanguage: "zh" });
    await opened.book.newReport(true);
    const { report } = await opened.book.checkDraft("");
    const method = async () => [(await column("ReportLines", "方法"))[3], ...(await inks("ReportLines", "方法", [3]))];
    expect(await method()).toEqual(["‹几何›", GREY]);
    expect((await column("ReportLines", "取值"))[6]).toBe("‹中值›");

    await type("ReportLines", 3, "方法", "线性");
    const typed = await opened.book.checkDraft("");
    expect(typed.report!.drivers.find(({ id }) => id === "homes")).toMatchObject({ method: "linear" });
    expect(await method()).toEqual(["线性", PLAIN]);
    await type("ReportLines", 3, "方法", "‹线性›");
    expect((await opened.book.checkDraft("")).report).toEqual(report);
    expect(await method()).toEqual(["‹几何›", GREY]);

    // Nothing is inferred for what can't be read.
    await type("ReportFigures", 4, "期间", "some day");
    await opened.book.checkDraft("");
    expect((await column("ReportFigures", "标识")).slice(4, 6)).toEqual(["", "‹share-equipped-2025›"]);
    expect(await inks("ReportFigures", "标识", [4, 5])).toEqual([PLAIN, GREY]);
    await type("ReportFigures", 4, "期间", "2025");

    // A formula that shows nothing is somebody's, and a colour of somebody's own stays.
    const unit = (await table("ReportFigures")).values[0]!.indexOf("单位");
    await opened.excel.run(async (context) => {
      const range = context.workbook.tables.getItem("ReportFigures").getRange();
      range.getCell(1, unit).numberFormat = [["General"]];
      range.getCell(1, unit).formulas = [['=""']];
      range.getCell(2, unit).values = [[""]];
      range.getCell(2, unit).format.font.color = "#FF0000";
      await context.sync();
    });
    expect((await opened.book.checkDraft("")).report).toEqual(report);
    const { formulas } = await table("ReportFigures");
    expect(formulas.slice(1, 4).map((row) => row[unit])).toEqual(['=""', "‹USD m›", "‹%›"]);
    expect(await inks("ReportFigures", "单位", [1, 2])).toEqual(["#FF0000", GREY]);
  });

  it("stands beside another draft, blank, in Chinese", async () => {
    opened = await open({ sheets, textLanguage: "zh" });
    await opened.book.newReport(true);
    expect(await opened.book.newReport(false)).toEqual({ suffix: "_2", sheet: "报告 2" });
    expect((await table("ReportLines_2")).values[0]!.slice(0, 2)).toEqual(["行项", "类型"]);
    expect((await opened.book.listDrafts()).map(({ suffix }) => suffix)).toEqual(["", "_2"]);
    const { faults } = await opened.book.checkDraft("_2");
    expect(faults.map(({ text }) => text.zh)).toContain("“标题”为空。");
  });

  it("keeps hostile texts as texts", async () => {
    opened = await open({ sheets });
    await opened.book.newReport(true);
    const hostile = '=HYPERLINK("http://x","y")';
    await type("ReportInfo", 0, "Title", hostile);
    const { report } = await opened.book.checkDraft("");
    expect(report!.title.en).toBe(hostile);
    await opened.book.openAsTables(report!);
    const { formulas, values } = await table("ReportInfo_2");
    expect([formulas[1]![0], values[1]![0]]).toEqual([hostile, hostile]);
    expect((await opened.book.checkDraft("_2")).report).toEqual(report);
  });
});

describe("as it is edited", () => {
  /** As whoever sits before it. */
  const typed = ({ excel }: Opened, sheet: string, [row, column]: readonly [number, number], value: string | number) =>
    excel.host.byUser(() => {
      const { id: sheetId } = excel.grid.sheets().find(({ name }) => name === sheet)!;
      excel.grid.write({ sheetId, row, column, rows: 1, columns: 1 }, [[{ kind: "value", value }]]);
    });
  const status = async (row: number) => String((await column("ReportFigures", "Status"))[row]);

  it("a draft says beside its rows what is wrong, and undo takes back the edit", async () => {
    opened = await open({ sheets, undo: true });
    const { excel, book } = opened;
    await book.newReport(true);
    await book.checkDraft("");
    await opened.settled();
    const [before, start] = [await opened.dump(), excel.host.undoable];
    await typed(opened, "Figures", [5, 2], "2oo");
    await expect.poll(() => status(1)).toMatch(/no number/i);
    expect(await opened.value("Mine", "A1")).toBe(1800);
    // Ours first, then the user's own; nothing is written between.
    for (let undone = 0; excel.host.undoable > start; undone++) {
      expect(undone).toBeLessThan(3);
      await excel.host.undo();
      await rest();
    }
    expect(await opened.dump()).toEqual(before);
    await typed(opened, "Figures", [5, 2], ">300");
    await rest();
    expect(excel.host.undoable).toBe(start + 1);
  });

  it("says nothing in the cells of whoever is typing, who may fill them next, until a check", async () => {
    opened = await open({ sheets });
    await opened.book.newReport(false);
    await opened.settled();
    await typed(opened, "Lines", [4, 0], "Flats");
    await expect.poll(async () => (await column("ReportLines", "Status"))[0]).not.toBe("");
    expect((await column("ReportLines", "Kind"))[0]).toBe("");
    await opened.book.checkDraft("");
    expect((await column("ReportLines", "Kind"))[0]).toMatch(/^‹.+›$/);
  });

  it("asks nothing of a workbook without one, and writes nothing for edits elsewhere", async () => {
    opened = await open({ sheets });
    await typed(opened, "Mine", [4, 4], 1);
    await rest();
    const { requests } = opened.excel.host.counters;
    await rest();
    expect(opened.excel.host.counters.requests).toBe(requests);
    await opened.book.newReport(true);
    await opened.book.checkDraft("");
    const before = await status(0);
    await typed(opened, "Mine", [4, 4], 2);
    await rest();
    expect(await status(0)).toBe(before);
  });

  const rest = async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await opened.settled();
  };
});

describe("with a fault at any request the workbook is as it was, and the next try succeeds", () => {
  const prepare = async (drafted: boolean) => {
    const book = await open({ sheets });
    if (drafted) await book.book.newReport(true);
    await book.settled();
    return book;
  };
  it("after opening a new report, checking it, putting it in force", async () => {
    const fails = [
      await faultAtEveryRequest(
        KINDS,
        () => prepare(false),
        ({ book }) => book.newReport(true),
        async () => {},
      ),
      await faultAtEveryRequest(
        KINDS,
        () => prepare(true),
        ({ book }) => book.checkDraft(""),
        async () => {},
      ),
      await faultAtEveryRequest(
        KINDS,
        () => prepare(true),
        ({ book }) => book.publishDraft(""),
        async () => {},
      ),
      await faultAtEveryRequest(
        KINDS,
        () => prepare(true),
        ({ book }) => book.removeExample(""),
        async () => {},
      ),
    ];
    expect(Math.min(...fails)).toBeGreaterThan(1);
  });
});

describe("a report as a file", () => {
  it("is the report as JSON and as a package, quotes included", async () => {
    opened = await open({ sheets });
    const whole = await withQuotes(builtInReport);
    const json = await opened.book.saveReport(null, "json");
    expect(json.name).toBe("cn-auto-cloud-2025-2030@2026.1.json");
    expect(parseReport(json.content)).toEqual({ report: whole });
    const zip = await opened.book.saveReport(null, "zip");
    expect(readPackage(zip.content as Uint8Array)).toMatchObject({ report: whole });
    await opened.book.newReport(true);
    expect((await opened.book.saveReport("", "zip")).name).toBe("example-replace-me@1.zip");
    expect(await opened.book.licenceOf("")).toBeNull();
    await type("ReportInfo", 0, "Licence", "All rights reserved");
    expect(await opened.book.licenceOf("")).toMatchObject({ en: expect.stringMatching(/All rights reserved$/) });
    // Who freezes is told the same.
    expect(await opened.book.freeze("workbook")).not.toHaveProperty("licence");
    await opened.book.thaw("workbook");
    await opened.book.publishDraft("");
    const licence = await opened.book.licenceOf("");
    // The ribbon's command shows no dialog of the pane's: it asks first.
    const before = await opened.formulas("Mine", "A1");
    await runCommand("freeze", opened.book);
    expect(opened.book.getState().outcome).toMatchObject({ kind: "warning", asks: "freeze" });
    for (const language of ["en", "zh"] as const)
      expect(messageText(opened.book.getState().outcome!.message, language)).toContain(licence![language]);
    expect(await opened.formulas("Mine", "A1")).toEqual(before);
    expect(await opened.book.heldFormulas()).toMatchObject({ frozen: 0 });
    expect(await opened.book.freeze("workbook")).toEqual({
      frozen: expect.any(Number),
      left: expect.any(Array),
      licence,
    });
  });
});

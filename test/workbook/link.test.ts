/** Numbers become formulas and come back as they were; what isn't theirs to change stays; faults leave all as it was. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { createModel } from "../../src/model";
import { builtInReport, parseReport, type Report } from "../../src/report";
import { NAMESPACES } from "../../src/workbook/stored/originals";
import type { LinkChoice, ProposedLink } from "../../src/workbook";
import { faultAtEveryRequest, KINDS, noteOf } from "./faults";
import { open, type Opened } from "./workbook";

let opened: Opened;
afterEach(() => opened?.close());

/** What is kept of linked numbers too, which the dump leaves out. */
async function everything(made: Opened): Promise<unknown> {
  const parts = await made.excel.run(async (context) => {
    const found = context.workbook.customXmlParts.getByNamespace(NAMESPACES.linked);
    found.load("items/id");
    await context.sync();
    const xml = found.items.map((part) => part.getXml());
    await context.sync();
    return xml.map(({ value }) => value);
  });
  return [await made.dump(), parts];
}

const chosen = (found: readonly ProposedLink[]): readonly LinkChoice[] =>
  found.map(({ sheet, address, typed, readings: [{ formula }] }) => ({ sheet, address, typed, formula }));

const change = (made: Opened, batch: (sheet: Excel.Worksheet, workbook: Excel.Workbook) => void) =>
  made.excel.run(async (context) => {
    batch(context.workbook.worksheets.getItem("Model"), context.workbook);
    await context.sync();
  });

const ROWS = [
  ["CNY bn", 2027, 2028, 2030],
  ["Vendor table", 31.85, 41.52, 66.54],
  ["Application markets", 81.4, "=B3*2", 180],
  ["Own plan", 30, 40, 50],
];

describe("linking", () => {
  it("makes formulas of what was ticked, in their formats, and takes them back", async () => {
    opened = await open({ sheets: { Model: ROWS } });
    await change(opened, (sheet) => {
      sheet.getRange("B2:D3").numberFormat = [
        ["#,##0.0", "0.00", "0.000"],
        ["0.0", "General", "#,##0"],
      ];
      sheet.getRange("B2").format.fill.color = "#FFFF00";
    });
    const before = await everything(opened);
    opened.excel.host.counters.reset();
    const found = await opened.book.previewLinks("workbook");
    expect(opened.requests()).toBeLessThanOrEqual(5);
    expect(
      found.map(({ address, certainty, typed, readings: [{ formula, value }] }) => [
        address,
        certainty,
        typed,
        formula,
        value,
      ]),
    ).toEqual([
      ["B2", "sure", 31.85, '=MARKET.SIZE(2027,"vendors","CNY bn")', 31.85],
      ["C2", "sure", 41.52, '=MARKET.SIZE(2028,"vendors","CNY bn")', 41.52],
      ["D2", "sure", 66.54, '=MARKET.SIZE(2030,"vendors","CNY bn")', 66.54],
      ["B3", "sure", 81.4, '=MARKET.SIZE(2027,"applications","CNY bn")', expect.closeTo(81.4429, 3)],
      ["D3", "likely", 180, '=MARKET.SIZE(2030,"applications","CNY bn")', 180],
    ]);
    expect(await everything(opened)).toEqual(before);

    opened.excel.host.counters.reset();
    expect(await opened.book.link(chosen(found))).toEqual({ linked: 5 });
    expect(opened.requests()).toBeLessThanOrEqual(8);
    expect(await opened.values("Model", "B2:D3")).toEqual([
      [31.85, 41.52, expect.closeTo(66.54, 9)],
      [expect.closeTo(81.4429, 3), expect.closeTo(162.886, 3), 180],
    ]);
    expect(await opened.book.heldFormulas()).toEqual({ frozen: 0, detached: 0, linked: 5 });
    expect(await opened.book.previewLinks("workbook")).toEqual([]);

    expect(await opened.book.unlink("workbook")).toEqual({ unlinked: 5, left: [] });
    expect(await everything(opened)).toEqual(before);
  });

  it("finds numbers that stand as texts, says so, and brings the very texts back", async () => {
    opened = await open({ sheets: { Model: [] } });
    await change(opened, (sheet) => {
      sheet.getRange("A1:E3").formulas = [
        ["CNY bn", 2025, 2027, 2028, 2030],
        ["Vendor table", "", "'31.85", "'４１.５２", "'66.54 "],
        ["Gross margin", "'35%", "'41.8 %", "", "'～345¹"],
      ];
      sheet.getRange("C2").numberFormat = [["@"]];
    });
    await opened.settled();
    const before = await everything(opened);
    const found = await opened.book.previewLinks("workbook");
    const told = found.map(({ address, typed, text, certainty, readings: [{ formula }] }) => [
      address,
      typed,
      text,
      certainty,
      formula,
    ]);
    expect(told).toContainEqual(["C2", 31.85, "31.85", "sure", '=MARKET.SIZE(2027,"vendors","CNY bn")']);
    expect(told).toContainEqual(["D2", 41.52, "４１.５２", "sure", '=MARKET.SIZE(2028,"vendors","CNY bn")']);
    expect(told).toContainEqual(["C3", 0.418, "41.8 %", "sure", '=MARKET.SERIES("gross-margin",2027)']);
    for (const { text, readings } of found) {
      expect(readings[0].why.en).toContain(`it stands as a text, “${text}”`);
      expect(readings[0].why.zh).toContain(`以文本形式存储：“${text}”`);
    }
    await opened.book.link(chosen(found));
    expect(await opened.value("Model", "C2")).toBe(31.85);
    const { unlinked, left } = await opened.book.unlink("workbook");
    expect([unlinked, left]).toEqual([found.length, []]);
    expect(await everything(opened)).toEqual(before);
  });

  it("knows the numbers of every report, by its name, and is never sure between two", async () => {
    opened = await open({ sheets: { Model: [] } });
    const second = (parseReport(readFileSync("test/fixtures/second-report.json", "utf8")) as { report: Report }).report;
    const twin = { ...builtInReport, id: "twin", title: { en: "The twin", zh: "孪生" } };
    await opened.book.addReport(second);
    const names = createModel(second);
    const market = names.scenarios.find(({ id }) => id === "ministry")!;
    const size = names.size(market, 2030) as number;
    await opened.write("Model", "A1:D2", [
      [second.unit, 2027, 2028, 2030],
      [market.name.en, names.size(market, 2027) as number, names.size(market, 2028) as number, size],
    ]);
    const own = (await opened.book.previewLinks("workbook")).find(({ address }) => address === "D2")!;
    expect(own.readings[0].formula).toContain(`"${second.id}:ministry"`);
    expect(own.readings[0].what.en).toContain(`in “${second.title.en}”`);
    await opened.book.link(chosen([own]));
    expect(await opened.value("Model", "D2")).toBeCloseTo(size, 6);

    await opened.book.addReport(twin);
    await opened.write("Model", "A5:D8", ROWS);
    const found = await opened.book.previewLinks("workbook");
    const both = found.find(({ address }) => address === "B6")!;
    expect(both.certainty).toBe("possible");
    expect(both.readings.map(({ formula }) => formula)).toEqual([
      '=MARKET.SIZE(2027,"vendors","CNY bn")',
      '=MARKET.SIZE(2027,"twin:vendors","CNY bn")',
    ]);
    expect(both.readings.map(({ what }) => what.zh)).toEqual([
      expect.stringContaining(`《${builtInReport.title.zh}》`),
      expect.stringContaining("《孪生》"),
    ]);
  });

  it("looks in the selection with what stands around it", async () => {
    opened = await open({ sheets: { Model: ROWS } });
    await opened.book.goTo("Model", "C2:D2");
    const found = await opened.book.previewLinks("selection");
    expect(found.map(({ address }) => address)).toEqual(["C2", "D2"]);
  });

  it("takes back where the cell is now, and says which was changed since", async () => {
    opened = await open({ sheets: { Model: ROWS } });
    await opened.book.link(chosen(await opened.book.previewLinks("workbook")));
    await change(opened, (sheet) => void sheet.getRange("1:2").insert("Down"));
    await opened.settled();
    await opened.write("Model", "B4", [["mine"]]);
    const { unlinked, left } = await opened.book.unlink("workbook");
    expect(unlinked).toBe(4);
    expect(left.map(({ cell, message }) => [cell, message.id])).toEqual([["Model!B4", "changed-since"]]);
    expect(await opened.formulas("Model", "B4:D5")).toEqual([
      ["mine", 41.52, 66.54],
      [81.4, "=B5*2", 180],
    ]);
  });

  it("is refused whole where a number has changed since it was looked for", async () => {
    opened = await open({ sheets: { Model: ROWS } });
    const choices = chosen(await opened.book.previewLinks("workbook"));
    await opened.write("Model", "C2", [[41.6]]);
    const before = await everything(opened);
    expect(await noteOf(opened.book.link(choices))).toMatchObject({
      id: "links-changed",
      values: { cell: "Model!C2" },
    });
    const foreign = { ...choices[0]!, formula: '=WEBSERVICE("x")' };
    expect(await noteOf(opened.book.link([foreign]))).toMatchObject({ id: "links-changed" });
    expect(await everything(opened)).toEqual(before);
  });

  it("leaves merged, protected, spilled and frozen cells, tables' headers and sheets of ours", async () => {
    opened = await open({
      sheets: {
        Model: [
          ...ROWS,
          ["Vendor table", "=41.85*{1,1}-10"],
          ["Vendor table", '=MARKET.SIZE(2027,"vendors","CNY bn")'],
        ],
        Locked: ROWS,
        Tabled: [
          ["Vendor table", "31.85"],
          ["a", 1],
        ],
      },
    });
    await opened.book.load({ sheets: ["market"], place: { at: "end" } });
    await opened.settled();
    await change(opened, (sheet, { worksheets, tables }) => {
      sheet.getRange("B2:B3").merge();
      worksheets.getItem("Locked").protection.protect();
      tables.add("Tabled!A1:B2", true);
    });
    await opened.book.goTo("Model", "B6");
    await opened.book.freeze("selection");
    const found = await opened.book.previewLinks("workbook");
    expect(found.map(({ sheet, address }) => `${sheet}!${address}`)).toEqual(["Model!C2", "Model!D2", "Model!D3"]);
  });

  it("goes with freezing and thawing, and detaching and reattaching", async () => {
    opened = await open({ sheets: { Model: ROWS } });
    const before = await everything(opened);
    await opened.book.link(chosen(await opened.book.previewLinks("workbook")));
    await opened.book.freeze("workbook");
    expect(await opened.book.previewLinks("workbook")).toEqual([]);
    await opened.book.thaw("workbook");
    await opened.book.detach();
    await opened.book.reattach();
    expect(await opened.book.unlink("workbook")).toMatchObject({ unlinked: 5, left: [] });
    expect(await everything(opened)).toEqual(before);
  });

  it("brings any numbers back exactly", async () => {
    opened = await open({ sheets: { Model: [] } });
    const number = fc.oneof(
      fc.constantFrom("'31.85", "'３１.８５ ", "'41.8%", "'3,185", "'66.54"),
      fc.constantFrom(31.85, 318.5, 3185, 66.54, 0.418, 41.8, 1e-7, 1.5e21, 81.4429016),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-9, max: 1e12 }),
    );
    const label = fc.constantFrom("Vendor table", "Gross margin", "Market size", "Huawei Cloud", "x");
    const unit = fc.constantFrom("CNY bn", "CNY 100m", "亿元", "%", "");
    const format = fc.constantFrom("General", "0.0", "0%", "@", "#,##0");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(label, unit, format, number, number, number), { minLength: 1, maxLength: 5 }),
        async (lines) => {
          await change(opened, (sheet) => {
            sheet.getRange().clear();
            const rows = [
              ["", "", 2027, 2028, 2030],
              ...lines.map(([name, unit, , ...numbers]) => [name, unit, ...numbers]),
            ];
            const range = sheet.getRangeByIndexes(0, 0, rows.length, 5);
            range.formulas = rows;
            lines.forEach(([, , format], at) => {
              sheet.getRangeByIndexes(at + 1, 2, 1, 3).numberFormat = [[format, format, format]];
            });
          });
          await opened.settled();
          const before = await everything(opened);
          const found = await opened.book.previewLinks("workbook");
          await opened.book.link(chosen(found));
          const { unlinked, left } = await opened.book.unlink("workbook");
          expect([unlinked, left]).toEqual([found.length, []]);
          expect(await everything(opened)).toEqual(before);
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe("a fault at any request leaves the workbook as it was", () => {
  const prepare = () => open({ sheets: { Model: ROWS } });

  it("when numbers are linked", async () => {
    const act = async ({ book }: Opened) => book.link(chosen(await book.previewLinks("workbook")));
    const then = async (made: Opened) => {
      expect(await made.formulas("Model", "B2")).toEqual([['=MARKET.SIZE(2027,"vendors","CNY bn")']]);
    };
    expect(await faultAtEveryRequest(KINDS, prepare, act, then)).toBeGreaterThan(0);
  });

  it("when they are taken back", async () => {
    const linked = async () => {
      const made = await prepare();
      await made.book.link(chosen(await made.book.previewLinks("workbook")));
      await made.settled();
      return made;
    };
    const then = async (made: Opened) => {
      expect(await made.formulas("Model", "B2")).toEqual([[31.85]]);
    };
    expect(await faultAtEveryRequest(KINDS, linked, ({ book }) => book.unlink("workbook"), then)).toBeGreaterThan(0);
  });
});

import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CellStyle, StoredCell, StoredLine } from "../../host/grid/port.js";
import { univerFile } from "../../host/grid/univer/stored.js";
import {
  contentOf,
  FileProblem,
  readWorkbook,
  restoreBook,
  writeWorkbook,
  type FileSheet,
  type OpenedFile,
  type WorkbookContent,
} from "../../host/file/index.js";
import { blankContent } from "../../host/file/blank.js";
import type { ChartState } from "../../host/states.js";
import { withLineLooks } from "../../host/file/sheet-write.js";
import type { Area } from "../../host/address.js";
import { PLAIN } from "../../host/grid/plain.js";
import { createHost, type Host } from "../../host/index.js";
import { createHeadlessGrid } from "../../host/node/grid.js";
import { everythingParts, zipped } from "./everything.js";

const FUNCTIONS = ["MARKET.SIZE", "MARKET.SPLIT"];
const OPTIONS = { functions: FUNCTIONS };
const open = (file: Uint8Array): Promise<OpenedFile> => readWorkbook(file, "book.xlsx", OPTIONS);

/* Workbooks, generated */

const color = fc.integer({ min: 0, max: 0xffffff }).map((rgb) => `#${rgb.toString(16).padStart(6, "0").toUpperCase()}`);
const line = fc.record({
  style: fc.constantFrom(
    ["Continuous", "Thin"],
    ["Continuous", "Medium"],
    ["Dash", "Thin"],
    ["Double", "Thick"],
    ["Dot", "Thin"],
  ),
  color,
});
const styleArbitrary: fc.Arbitrary<CellStyle> = fc
  .record({
    numberFormat: fc.constantFrom("General", "0.0%", '#,##0.0" 亿"', "m/d/yyyy", "0;[Red]-0", "@"),
    fillColor: fc.option(color),
    fontName: fc.constantFrom("Calibri", "Arial", "微软雅黑"),
    fontSize: fc.constantFrom(8, 11, 16),
    fontColor: color,
    bold: fc.boolean(),
    italic: fc.boolean(),
    underline: fc.boolean(),
    strikethrough: fc.boolean(),
    horizontal: fc.constantFrom("General", "Left", "Center"),
    vertical: fc.constantFrom("Bottom", "Top", "Center"),
    wrap: fc.boolean(),
    indent: fc.integer({ min: 0, max: 3 }),
    top: fc.option(line),
    left: fc.option(line),
  })
  .map(({ top, left, ...style }) => {
    const border = (each: typeof top) => each && { style: each.style[0]!, weight: each.style[1]!, color: each.color };
    return {
      ...style,
      borders: { ...(top ? { top: border(top)! } : {}), ...(left ? { left: border(left)! } : {}) },
    } as CellStyle;
  });

const textArbitrary = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  fc.constantFrom(
    " spaced ",
    "two\nlines",
    "_x0041_",
    "=not a formula",
    "'",
    "<b>&amp;</b>",
    "1e5",
    "007",
    "\u0007bell",
    "#N/A",
    "TRUE",
    "亿元 😀",
    "\ttab",
  ),
);
const numberArbitrary = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x)),
  fc.constantFrom(0, 1e-300, 0.1 + 0.2, 46023),
);
const valueArbitrary = fc.oneof(numberArbitrary, textArbitrary, fc.boolean());
const formulaArbitrary = fc.constantFrom(
  "=A1+1",
  "=SUM($A$1:B2,'It''s'!C3)",
  '=MARKET.SIZE(2030,"base")&"MARKET.SIZE("',
  '=IFNA(MARKET.SPLIT("vendor",2030),"")',
  "=FILTER(A1:A9,A1:A9>2)",
  "=A1:A3*B1:B3",
  "=LET(x,A1,x+1)",
  "=SUM(B2#)",
  "=@A1:A9",
  '="<&>""quoted"""',
);
const cellArbitrary = (style: fc.Arbitrary<CellStyle | undefined>): fc.Arbitrary<StoredCell> =>
  fc
    .record({ value: fc.option(valueArbitrary, { freq: 8 }), formula: fc.option(formulaArbitrary, { freq: 2 }), style })
    .map(({ value, formula, style }) => ({
      value: value as StoredCell["value"],
      ...(formula ? { formula } : {}),
      ...(style ? { style } : {}),
    }));

const lineArbitrary = (style: fc.Arbitrary<CellStyle | undefined>, most: number): fc.Arbitrary<StoredLine> =>
  fc
    .record({ size: fc.option(fc.integer({ min: 4, max: most })), hidden: fc.boolean(), style })
    .filter(({ size, hidden, style }) => size !== null || hidden || style !== undefined)
    .map(({ size, hidden, style }) => ({
      ...(size === null ? {} : { size: size * 0.75 }),
      ...(hidden ? { hidden } : {}),
      ...(style ? { style } : {}),
    }));

const at = <T>(value: fc.Arbitrary<T>, most: number, maxLength: number): fc.Arbitrary<Map<number, T>> =>
  fc.array(fc.tuple(fc.integer({ min: 0, max: most }), value), { maxLength }).map((entries) => new Map(entries));

const sheetArbitrary = (id: number, style: fc.Arbitrary<CellStyle | undefined>): fc.Arbitrary<FileSheet> =>
  fc
    .record({
      cells: at(at(cellArbitrary(style), 11, 8), 14, 10),
      rows: at(lineArbitrary(style, 80), 14, 4),
      columns: at(lineArbitrary(style, 300), 11, 4),
      visibility:
        id === 1
          ? fc.constant("Visible" as const)
          : fc.constantFrom("Visible" as const, "Hidden" as const, "VeryHidden" as const),
      tabColor: fc.oneof(fc.constant(""), color),
      protected: fc.boolean(),
      showHeadings: fc.boolean(),
      gridlines: fc.boolean(),
      print: fc.record({
        landscape: fc.boolean(),
        pagesWide: fc.option(fc.integer({ min: 1, max: 3 })),
        pagesTall: fc.option(fc.integer({ min: 1, max: 3 })),
        scale: fc.constant(100),
        titleRows: fc.constant(null),
        breaks: fc.constant<Area[]>([]),
      }),
      frozen: fc.record({ rows: fc.integer({ min: 0, max: 3 }), columns: fc.integer({ min: 0, max: 3 }) }),
      merged: fc.boolean(),
      spill: fc.option(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 2, max: 3 }))),
    })
    .map(({ cells, merged, spill, ...sheet }) => {
      for (const [row, line] of cells) if (line.size === 0) cells.delete(row);
      if (spill) {
        const [rows, columns] = spill;
        for (let down = 0; down < rows; down++) {
          const line = new Map<number, StoredCell>();
          for (let right = 0; right < columns; right++) {
            line.set(
              right,
              down + right === 0
                ? { value: 1, formula: '=MARKET.SPLIT("vendor",2030)', spill: { rows, columns } }
                : { value: down * 10 + right, spilled: true },
            );
          }
          cells.set(30 + down, line);
        }
      }
      return {
        ...sheet,
        id: `sheet-${id}`,
        name: id === 1 ? "Sheet1" : `It's "${id}" & 表`,
        hidden: sheet.visibility !== "Visible",
        cells,
        rowHeight: 15,
        columnWidth: 48,
        font: { fontName: "Calibri", fontSize: 11 },
        merges: merged ? [{ row: 20, column: 2, rows: 2, columns: 3 }] : [],
      };
    });

const contentArbitrary: fc.Arbitrary<WorkbookContent> = fc
  .array(styleArbitrary, { minLength: 1, maxLength: 4 })
  .chain((styles) => {
    const style = fc.option(fc.constantFrom(...styles), { nil: undefined });
    return fc.record({
      first: sheetArbitrary(1, style),
      second: sheetArbitrary(2, style),
      named: fc.boolean(),
      xml: fc.option(fc.constantFrom('<a xmlns="urn:a">1</a>', '<b:b xmlns:b="urn:b" c="&lt;"/>')),
      manual: fc.boolean(),
    });
  })
  .map(({ first, second, named, xml, manual }) => ({
    name: "book",
    sheets: [first, second],
    activeSheetId: "sheet-1",
    names: named
      ? [
          { name: "wachstum_增长", sheetId: null, formula: "=Sheet1!$B$2", comment: "note", hidden: false },
          { name: "local", sheetId: "sheet-2", formula: "=MARKET.SIZE(2030)", comment: "", hidden: true },
        ]
      : [],
    tables: [],
    charts: [],
    xmlParts: xml
      ? [
          {
            id: "{12345678-0000-4000-8000-1234567890AB}",
            xml: `<?xml version="1.0"?>${xml}`,
            namespaceUri: xml.startsWith("<a") ? "urn:a" : "urn:b",
          },
        ]
      : [],
    calculationMode: manual ? "Manual" : "Automatic",
  }));

/** As plain data, without what says nothing: cells that hold nothing and look like nothing. Cells look as their line where they don't say how. */
function plain(content: WorkbookContent): unknown {
  const sorted = <T>(map: ReadonlyMap<number, T>): [number, T][] => [...map].sort(([a], [b]) => a - b);
  return {
    ...content,
    name: "",
    names: [...content.names].sort((a, b) => a.name.localeCompare(b.name)),
    sheets: content.sheets.map(withLineLooks).map(({ dynamic, ...sheet }) => ({
      ...sheet,
      cells: sorted(sheet.cells)
        .map(
          ([row, line]) =>
            [
              row,
              sorted(line)
                .filter(([, cell]) => cell.value !== null || cell.formula || cell.style || cell.spilled)
                .map(
                  ([column, cell]) =>
                    [
                      column,
                      {
                        ...cell,
                        value: cell.value === "" ? null : cell.value,
                        style: cell.style ?? { ...PLAIN, ...sheet.font },
                      },
                    ] as const,
                ),
            ] as const,
        )
        .filter(([, line]) => line.length > 0),
      rows: sorted(sheet.rows),
      columns: sorted(sheet.columns),
    })),
  };
}

const partsOf = (file: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(file)).map(([path, part]) => [path, strFromU8(part)]));

const changedParts = (before: Uint8Array, after: Uint8Array): string[] => {
  const [was, is] = [partsOf(before), partsOf(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((path) => was[path] !== is[path]).sort();
};

/** A workbook in the headless grid, as the preview opens it. */
async function inGrid<T>(file: OpenedFile, work: (host: Host) => T | Promise<T>): Promise<T> {
  const headless = createHeadlessGrid(univerFile(file.content));
  const host = createHost(headless.grid);
  try {
    await restoreBook(host.book, file.content);
    return await work(host);
  } finally {
    host.dispose();
    headless.dispose();
  }
}

const save = (host: Host, base: OpenedFile): Promise<Uint8Array> =>
  writeWorkbook(contentOf(host.book), { base, shifts: host.book.shifts, functions: FUNCTIONS });

describe("any workbook", () => {
  test("reads as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(contentArbitrary, async (content) => {
        const { content: read } = await open(await writeWorkbook(content, OPTIONS));
        expect(plain(read)).toEqual(plain(content));
      }),
      { numRuns: 80 },
    );
  });

  test("says the colours of its charts, with the theme that has them, as Excel gives them without being told", async () => {
    const cells = (row: number) => ({ sheetId: "sheet-1", row, column: 0, rows: 1, columns: 2 });
    const chart = (chartType: string, count: number, fillColor: string | null = null): ChartState => ({
      ...{ id: chartType, sheetId: "sheet-1", name: chartType, chartType, title: "T", titleVisible: true },
      ...{ legendVisible: true, legendPosition: "Bottom", source: cells(0), seriesBy: "Rows" },
      ...{ top: 0, left: 0, width: 300, height: 200, categoryTitle: "", valueTitle: "", valueFormat: "General" },
      ...{ valueMinimum: null, valueMaximum: null },
      series: Array.from({ length: count }, (_, row) => ({
        ...{ name: `S${row}`, values: cells(row), categories: null, chartType: null },
        ...{ axisGroup: "Primary", fillColor, lineColor: null },
      })),
    });
    const charts = [chart("ColumnStacked", 7), chart("Line", 1), chart("Pie", 1), chart("BarClustered", 1, "#123456")];
    const content: WorkbookContent = { ...blankContent("book"), charts };
    const file = await writeWorkbook(content, OPTIONS);
    const parts = partsOf(file);
    expect(parts["xl/theme/theme1.xml"]).toContain('<a:accent1><a:srgbClr val="4472C4"/></a:accent1>');
    expect(parts["xl/_rels/workbook.xml.rels"]).toContain('Target="theme/theme1.xml"');
    expect(parts["[Content_Types].xml"]).toContain('PartName="/xl/theme/theme1.xml"');
    const colors = (part: number): string[] =>
      [...parts[`xl/charts/chart${part}.xml`]!.matchAll(/<a:(?:schemeClr|lumMod|srgbClr) val="(.+?)"/g)]
        .map(([, color]) => color!)
        .filter((color) => color !== "D9D9D9");
    expect(colors(1)).toEqual([...[1, 2, 3, 4, 5, 6, 1].map((at) => `accent${at}`), "60000"]);
    expect(parts["xl/charts/chart2.xml"]).toContain(
      '<a:ln w="28575"><a:solidFill><a:schemeClr val="accent1"/></a:solidFill></a:ln>',
    );
    expect(colors(3)).toEqual(["accent1", "accent2"]);
    expect(colors(4)).toEqual(["123456"]);
    // None is taken for one that somebody chose.
    const { content: read } = await open(file);
    expect(read.charts.map(({ series }) => series.map((each) => [each.fillColor, each.lineColor]))).toEqual(
      charts.map(({ series }) => series.map((each) => [each.fillColor, each.lineColor])),
    );
    expect(partsOf(await writeWorkbook(blankContent("book"), OPTIONS))["xl/theme/theme1.xml"]).toBeUndefined();
  });

  test("saved into the file of another reads as it is", async () => {
    await fc.assert(
      fc.asyncProperty(contentArbitrary, contentArbitrary, async (before, after) => {
        const base = await open(await writeWorkbook(before, OPTIONS));
        const { content: read } = await open(await writeWorkbook(after, { ...OPTIONS, base }));
        expect(plain({ ...read, activeSheetId: "" })).toEqual(plain({ ...after, activeSheetId: "" }));
      }),
      { numRuns: 80 },
    );
  });

  test("comes out of the grid as it went in, and its file stays the same to the byte", async () => {
    await fc.assert(
      fc.asyncProperty(contentArbitrary, async (content) => {
        // A formula without a value is calculated on opening.
        for (const { cells } of content.sheets)
          for (const [, line] of cells)
            for (const [at, cell] of line)
              if (cell.formula && cell.value === null) (line as Map<number, StoredCell>).set(at, { ...cell, value: 1 });
        const file = await writeWorkbook(content, OPTIONS);
        const opened = await open(file);
        await inGrid(opened, async (host) => {
          expect(plain({ ...contentOf(host.book), activeSheetId: "" })).toEqual(
            plain({ ...content, activeSheetId: "" }),
          );
          expect(changedParts(file, await save(host, opened))).toEqual([]);
        });
      }),
      { numRuns: 25 },
    );
  });
});

describe("a workbook with much that the grid doesn't know", () => {
  const file = zipped(everythingParts());

  test("is read, and what isn't shown is named", async () => {
    const { content, unshown, macros } = await open(file);
    expect(content.sheets.map(({ name, visibility }) => [name, visibility])).toEqual([
      ["Inputs & 输入", "Visible"],
      ["Model", "Visible"],
      ["Secret", "VeryHidden"],
    ]);
    const [inputs, model, secret] = content.sheets as [FileSheet, FileSheet, FileSheet];
    const cell = (sheet: FileSheet, row: number, column: number) => sheet.cells.get(row - 1)?.get(column - 1);
    expect(cell(inputs, 1, 1)).toMatchObject({
      value: "Year",
      style: {
        fontName: "Arial",
        fontSize: 10,
        bold: true,
        fillColor: "#FFF2CC",
        horizontal: "Right",
        fontColor: "#2F5597",
      },
    });
    expect(cell(inputs, 1, 1)!.style!.borders).toEqual({
      top: { style: "Continuous", weight: "Thin", color: "#000000" },
      bottom: { style: "Double", weight: "Thick", color: "#FF0000" },
    });
    expect(cell(inputs, 1, 2)!.value).toBe("bold half");
    expect(cell(inputs, 1, 3)!.value).toBe("inline");
    expect(cell(inputs, 2, 2)).toMatchObject({ value: 480.00000000000006, style: { numberFormat: '0.0" x"' } });
    expect(cell(inputs, 2, 3)!.value).toBe(true);
    expect([3, 4, 5].map((row) => cell(inputs, row, 2)!.formula)).toEqual([
      "=B2*(1+growth)",
      "=B3*(1+growth)",
      "=B4*(1+growth)",
    ]);
    expect(cell(inputs, 6, 1)!.value).toBe("#N/A");
    expect(cell(inputs, 7, 1)!.value).toBe(" spaced ");
    expect(inputs).toMatchObject({
      frozen: { rows: 1, columns: 1 },
      gridlines: false,
      tabColor: "#00B050",
      rowHeight: 13.5,
      merges: [{ row: 7, column: 0, rows: 2, columns: 2 }],
    });
    expect(inputs.rows.get(0)).toEqual({ size: 27.75 });
    expect(inputs.rows.get(5)).toEqual({ hidden: true });
    expect(inputs.columns.get(1)).toMatchObject({ hidden: true });
    expect(cell(model, 5, 2)).toMatchObject({ formula: '=MARKET.SIZE(2030,"base")', value: 1800 });
    expect(cell(model, 8, 1)).toMatchObject({ formula: "={1,2,3}*2", value: 2, spill: { rows: 1, columns: 3 } });
    expect(cell(model, 8, 3)).toMatchObject({ value: 6, spilled: true });
    expect(cell(model, 9, 2)!.formula).toBe('=XLOOKUP(1,A8:C8,A8:C8,"")');
    expect(cell(secret, 1, 2)!.value).toBe(2);
    expect(content.names).toEqual([
      { name: "growth", sheetId: null, formula: "=Model!$B$3", comment: "a year", hidden: false },
      { name: "kept", sheetId: null, formula: '="text"', comment: "", hidden: true },
      { name: "rate", sheetId: "sheet-2", formula: "=0.05", comment: "", hidden: false },
    ]);
    expect(content.tables).toMatchObject([
      {
        id: "7",
        name: "Items",
        columnIds: [1, 3],
        area: { sheetId: "sheet-2", row: 1, column: 0, rows: 4, columns: 2 },
      },
    ]);
    expect(content.xmlParts).toEqual([
      {
        id: "{2A4B3C5D-0000-4000-8000-0123456789AB}",
        xml: '<m:note xmlns:m="urn:mine">kept</m:note>',
        namespaceUri: "urn:mine",
      },
    ]);
    expect(content.charts).toMatchObject([
      {
        name: "Sizes",
        title: "Sizes",
        chartType: "ColumnClustered",
        legendPosition: "Bottom",
        series: [
          {
            name: "Size",
            fillColor: "#ED7D31",
            values: { sheetId: "sheet-4", row: 1, column: 1, rows: 4, columns: 1 },
          },
        ],
      },
    ]);
    expect(content.activeSheetId).toBe("sheet-2");
    expect(macros).toBe(true);
    expect([...unshown].sort()).toEqual([
      "arrays",
      "comments",
      "conditionalFormats",
      "dataValidation",
      "externalLinks",
      "filters",
      "links",
      "macros",
      "patterns",
      "richText",
    ]);
  });

  test("stays as it is, to the byte, where nothing was done", async () => {
    const opened = await open(file);
    await inGrid(opened, async (host) => expect(changedParts(file, await save(host, opened))).toEqual([]));
  });

  test("has an edit where it was made, and nowhere else", async () => {
    const opened = await open(file);
    await inGrid(opened, async (host) => {
      const cell = (row: number, column: number) => ({ sheetId: "sheet-4", row, column, rows: 1, columns: 1 });
      host.grid.write(cell(1, 1), [[{ kind: "value", value: 500 }]]);
      host.grid.write(cell(9, 3), [[{ kind: "formula", formula: "=FILTER(B2:B5,B2:B5>1)" }]]);
      await host.settled();
      const saved = await save(host, opened);
      expect(changedParts(file, saved)).toEqual([
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/calcChain.xml",
        "xl/metadata.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
      ]);
      const { "xl/worksheets/sheet1.xml": sheet, "xl/worksheets/sheet2.xml": model } = partsOf(saved);
      expect(sheet).toContain('<c r="B2" s="2"><v>500</v></c>');
      expect(sheet).toContain('<f t="shared" ref="B3:B5" si="0">B2*(1+growth)</f><v>525</v>');
      expect(sheet).toMatch(
        /<c r="D10" s="2" cm="1"><f t="array" ref="D10:D13">_xlfn\._xlws\.FILTER\(B2:B5,B2:B5&gt;1\)<\/f><v>500<\/v><\/c>/,
      );
      expect(model).toContain(
        `<x:c r="B4"><x:f>SUM('Inputs &amp; 输入'!B2:B5)</x:f><x:v>${500 * (1 + 1.05 + 1.05 ** 2 + 1.05 ** 3)}`.slice(
          0,
          70,
        ),
      );
      const again = await open(saved);
      expect(plain({ ...again.content, activeSheetId: "" })).toEqual(
        plain({ ...contentOf(host.book), activeSheetId: "", charts: again.content.charts }),
      );
    });
  });

  test("keeps the size of an array that has one, and nothing beside it, when it is calculated", async () => {
    const parts = everythingParts();
    const part = "xl/worksheets/sheet2.xml";
    parts[part] = parts[part]!.replace('ref="A8:C8"', 'ref="A8:B8"').replace(/<x:c r="C8">.*?<\/x:c>/, "");
    const fixed = zipped(parts);
    const opened = await open(fixed);
    await inGrid(opened, async (host) => {
      await host.grid.calculate("all");
      await host.settled();
      const { content } = await open(await save(host, opened));
      const row = content.sheets[1]!.cells.get(7)!;
      expect([...row].map(([column, { value, formula }]) => [column, formula, value])).toEqual([
        [0, "={1,2,3}*2", 2],
        [1, undefined, 4],
      ]);
      expect(row.get(0)!.spill).toEqual({ rows: 1, columns: 2 });
      expect(content.sheets[1]!.dynamic).toBeUndefined();
    });
  });

  test("has its tables in formulas, also where those were read before", async () => {
    const parts = everythingParts();
    const part = "xl/worksheets/sheet2.xml";
    parts[part] = parts[part]!.replace('_xlfn.XLOOKUP(1,A8:C8,A8:C8,"")', "COUNT(Items[Value])");
    const { content } = await open(zipped(parts));
    const headless = createHeadlessGrid(univerFile(content));
    const host = createHost(headless.grid);
    await host.grid.calculate("all");
    await restoreBook(host.book, content);
    await host.grid.calculate("all");
    await host.settled();
    // The third is a formula of an add-in that isn't there.
    expect(host.grid.values({ sheetId: "sheet-2", row: 8, column: 1, rows: 1, columns: 1 })).toEqual([[2]]);
    host.dispose();
    headless.dispose();
  });

  test("follows rows and columns that come and go, with all that refers to them", async () => {
    const opened = await open(file);
    await inGrid(opened, async (host) => {
      const rows = (sheetId: string, row: number, count: number) => ({
        sheetId,
        row,
        column: 0,
        rows: count,
        columns: 16_384,
      });
      await host.grid.insert(rows("sheet-4", 1, 2), "down");
      await host.grid.remove(rows("sheet-4", 5, 1), "up");
      await host.grid.insert({ sheetId: "sheet-2", row: 0, column: 0, rows: 1_048_576, columns: 1 }, "right");
      host.grid.renameSheet("sheet-4", "Data");
      await host.settled();
      const saved = await save(host, opened);
      const parts = partsOf(saved);
      const inputs = parts["xl/worksheets/sheet1.xml"]!;
      // Rows 3 to 6 are now what rows 2, 3 and 5 were, since row 4 (2027) went.
      expect(inputs).toContain('<conditionalFormatting sqref="B4:B6 D4">');
      expect(inputs).toContain("<formula>$B4&gt;$B$6</formula>");
      expect(inputs).toContain('sqref="C4:C6"><formula1>Model!$B$3:$B$6</formula1>');
      expect(inputs).toContain('<hyperlink ref="A8" r:id="rId1"/>');
      expect(inputs).toContain('<autoFilter ref="A1:B7"/>');
      expect(inputs).toContain('<brk id="6" max="16383" man="1"/>');
      expect(inputs).toContain('<mergeCell ref="A9:B10"/>');
      expect(inputs).toContain('<c r="C6" s="5"/>');
      expect(inputs).toMatch(/<row r="1" [^>]*ht="27.75"/);
      const model = parts["xl/worksheets/sheet2.xml"]!;
      expect(model).toContain("<xm:f>Data!$B$5</xm:f>");
      expect(model).toContain("<xm:sqref>C3:C5</xm:sqref>");
      expect(parts["xl/tables/table1.xml"]).toContain('ref="B2:C5" totalsRowShown="0"><autoFilter ref="B2:C5"/>');
      expect(parts["xl/charts/chart1.xml"]).toContain("<c:f>Data!$B$4:$B$6</c:f>");
      expect(parts["xl/charts/chart1.xml"]).toContain('<a:schemeClr val="accent2"/>');
      expect(parts["xl/drawings/drawing1.xml"]).toContain("<xdr:col>5</xdr:col>");
      expect(parts["xl/workbook.xml"]).toContain(">Data!$A$1:$B$7</definedName>");
      expect(parts["xl/workbook.xml"]).toContain(">Model!$B$1:$E$12</definedName>");
      expect(parts["xl/workbook.xml"]).toContain("<z:z xmlns:z=\"urn:z\" a='1'/>");
      const again = await open(saved);
      const [is, was] = [again.content, contentOf(host.book)];
      expect(plain({ ...is, activeSheetId: "", charts: [], tables: [] })).toEqual(
        plain({ ...was, activeSheetId: "", charts: [], tables: [] }),
      );
      expect(is.charts.map(({ series }) => series)).toEqual(was.charts.map(({ series }) => series));
    });
  });
});

describe("a file that isn't right", () => {
  const kind = async (file: Uint8Array): Promise<string> => {
    try {
      await open(file);
      return "opened";
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      return error.kind;
    }
  };
  const damaged = (path: string, part: string | null): Uint8Array => {
    const parts = everythingParts();
    if (part === null) delete parts[path];
    else parts[path] = part;
    return zipped(parts);
  };
  /** The archive with another size in its list for the entries of a size, behind their signature. */
  const saying = (file: Uint8Array, size: number, said: number): Uint8Array => {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    for (let at = file.length - 22; at > 0; at--) {
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === size)
        view.setUint32(at + 24, said, true);
    }
    return file;
  };
  const compound = (text: string): Uint8Array => {
    const file = new Uint8Array(4096);
    file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    file.set(strToU8([...text].join("\0"), true), 1024);
    return file;
  };

  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(), "unknown"],
    ["text", strToU8("Year,Size\n2025,480\n"), "unknown"],
    ["another archive", zipSync({ "a.txt": strToU8("a") }), "unknown"],
    ["a document of Word's", damaged("xl/workbook.xml", "<w:document xmlns:w='urn:w'/>"), "unknown"],
    ["a workbook of 1997", compound("Workbook"), "old"],
    ["a workbook behind a password", compound("EncryptedPackage"), "encrypted"],
    [
      "a binary workbook",
      zipped({
        ...everythingParts(),
        "_rels/.rels": everythingParts()["_rels/.rels"]!.replace("xl/workbook.xml", "xl/workbook.bin"),
        "xl/workbook.bin": "bin",
      }),
      "binary",
    ],
    ["half a file", zipped(everythingParts()).subarray(0, 5000), "broken"],
    ["a sheet that breaks off", damaged("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>"), "broken"],
    ["a sheet that isn't there", damaged("xl/worksheets/sheet2.xml", null), "broken"],
    ["a text that isn't there", damaged("xl/sharedStrings.xml", "<sst/>"), "broken"],
    [
      "an address that isn't one",
      damaged(
        "xl/worksheets/sheet3.xml",
        '<worksheet><sheetData><row><c r="AAAA99999999"><v>1</v></c></row></sheetData></worksheet>',
      ),
      "broken",
    ],
    ["elements within elements without end", damaged("xl/worksheets/sheet3.xml", "<a>".repeat(100_000)), "broken"],
    [
      "entities that multiply",
      damaged(
        "xl/worksheets/sheet3.xml",
        '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>',
      ),
      "broken",
    ],
    [
      "an array over the whole sheet",
      damaged(
        "xl/worksheets/sheet3.xml",
        '<worksheet><sheetData><row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1</f><v>1</v></c></row></sheetData></worksheet>',
      ),
      "huge",
    ],
    ["a part of 301 MB", saying(zipped({ ...everythingParts(), "xl/media/zeros.bin": "0" }), 1, 301e6), "bomb"],
  ])("%s is refused, and said to be so", async (_, file, expected) => expect(await kind(file)).toBe(expected));

  test("a part that holds more than the archive says is stopped while it unpacks", async () => {
    const parts = { "[Content_Types].xml": strToU8("<Types/>"), "xl/big.xml": new Uint8Array(5e6) };
    expect(await kind(saying(zipSync(parts), 5e6, 1000))).toBe("bomb");
  });

  test("any byte that is wrong is either harmless or said to be so", async () => {
    const file = zipped(everythingParts());
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: file.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const copy = file.slice();
          copy[at]! ^= change;
          expect(["opened", "broken", "unknown", "encrypted", "bomb", "binary", "huge"]).toContain(await kind(copy));
        },
      ),
      { numRuns: 200 },
    );
  });
});

import { readFileSync } from "node:fs";
import path from "node:path";
import * as XLSX from "@e965/xlsx";
import { strFromU8, unzipSync } from "fflate";
import type { RawCellContent } from "hyperformula";
import { beforeAll, describe, expect, test } from "vitest";
import { builtInReport } from "../../src/report";
import { addInOf, buildWorkbooks, calculateWorkbooks } from "../../scripts/build/workbooks";
import { placeManifest } from "../../scripts/build/manifest.mjs";
import { call } from "../functions/calls";
import { calculatedBy, expectNear, hasLibreOffice } from "../support/libre-office";
import { calculate } from "../workbook/engine";

const MANIFEST = readFileSync("manifest.xml", "utf8");
const ADD_IN = addInOf(MANIFEST);
const REPORT_SHEETS = ["Market", "Segments", "Assumptions", "Sources", "Checks"];

let live: Uint8Array;
let native: Uint8Array;
let calculated: ReturnType<typeof calculateWorkbooks>;
beforeAll(async () => {
  calculated = calculateWorkbooks();
  ({ live, native } = await buildWorkbooks(ADD_IN, calculated));
});

const open = (file: Uint8Array): XLSX.WorkBook => XLSX.read(file, { cellFormula: true, cellStyles: true });

const cellsOf = (sheet: XLSX.WorkSheet): readonly (readonly [string, XLSX.CellObject])[] =>
  Object.entries(sheet).filter(([address]) => !address.startsWith("!")) as [string, XLSX.CellObject][];

const formulasOf = (sheet: XLSX.WorkSheet) => cellsOf(sheet).filter(([, { f }]) => f !== undefined);

describe.each(["live", "native"] as const)("the %s workbook, read by another library", (which) => {
  const book = (): XLSX.WorkBook => open(which === "live" ? live : native);

  test("has the sheets, and every formula has its value", () => {
    const { SheetNames, Sheets } = book();
    expect(SheetNames).toEqual(which === "live" ? REPORT_SHEETS : [...REPORT_SHEETS, "Market data"]);
    const all = SheetNames.flatMap((name) => formulasOf(Sheets[name]!).map(([at, cell]) => ({ name, at, ...cell })));
    expect(all.length).toBeGreaterThan(1500);
    expect(all.filter(({ v }) => v === undefined)).toEqual([]);
    expect(all.filter(({ t, name }) => t === "e" && name !== "Market data")).toEqual([]);
  });

  test("keeps numbers as numbers, with their formats", () => {
    const { Market, Assumptions } = book().Sheets;
    expect(Market!.E12).toMatchObject({ t: "n", v: call("SIZE", 2025), z: "#,##0.0" });
    expect(Market!.J12).toMatchObject({ t: "n", v: 1800 });
    expect(Market!.K12).toMatchObject({ t: "n", z: "0.0%" });
    const defaults = cellsOf(Assumptions!).filter(([at]) => /^D\d+$/.test(at) && Number(at.slice(1)) > 5);
    expect(defaults.length).toBeGreaterThan(50);
    expect(defaults.filter(([, { t }]) => t !== "n" && t !== "z" && t !== "s")).toEqual([]);
    expect(defaults.filter(([, { t, v }]) => t === "s" && v !== "")).toEqual([]);
  });

  test("says that every check holds", () => {
    expect(book().Sheets.Checks!.D5).toMatchObject({ t: "b", v: true });
  });

  test("has the table of assumptions", () => {
    const files = unzipSync(which === "live" ? live : native);
    const tables = Object.keys(files).filter((name) => /^xl\/tables\/.*\.xml$/.test(name));
    expect(tables.map((name) => / displayName="(\w+)"/.exec(strFromU8(files[name]!))?.[1])).toEqual([
      "MarketAssumptions",
    ]);
  });
});

describe.each(["live", "native"] as const)("the parts of the %s workbook", (which) => {
  const parts = (): ReadonlyMap<string, string> => {
    const files = Object.entries(unzipSync(which === "live" ? live : native));
    return new Map(
      files.filter(([name]) => /\.(?:xml|rels)$/.test(name)).map(([name, file]) => [name, strFromU8(file)]),
    );
  };

  test("are declared, and whatever they relate to is there", () => {
    const files = parts();
    const types = files.get("[Content_Types].xml")!;
    const declared = [...types.matchAll(/PartName="\/([^"]+)"/g)].map(([, name]) => name!);
    expect(declared.filter((name) => !files.has(name))).toEqual([]);
    for (const name of files.keys()) {
      if (!/^xl\/(?:charts|drawings|webextensions)\/[^/]+$/.test(name)) continue;
      expect(declared, name).toContain(name);
    }
    let relations = 0;
    for (const [name, xml] of files) {
      if (!name.endsWith(".rels")) continue;
      for (const [, target] of xml.matchAll(/Target="([^"]+)"/g)) {
        const from = path.posix.join("/", name, "../..", target!.startsWith("/") ? "" : target!);
        expect(files.has((target!.startsWith("/") ? target! : from).slice(1)), `${name} → ${target}`).toBe(true);
        relations++;
      }
    }
    expect(relations).toBeGreaterThan(15);
  });

  test("chart what the cells show", () => {
    const { Sheets } = open(which === "live" ? live : native);
    const charts = [...parts()].filter(([name]) => name.startsWith("xl/charts/"));
    expect(charts.length).toBe(1 + builtInReport.splits.length);
    let numbers = 0;
    for (const [name, xml] of charts) {
      expect(xml.match(/<c:ser>/g)!.length, name).toBeGreaterThan(1);
      for (const [, sheet, range, points] of xml.matchAll(
        /<c:f>'?([^'!]+)'?!([^<]+)<\/c:f><c:numCache>(.*?)<\/c:numCache>/g,
      )) {
        const { s: from } = XLSX.utils.decode_range(range!.replaceAll("$", ""));
        for (const [, at, value] of points!.matchAll(/<c:pt idx="(\d+)"><c:v>([^<]+)<\/c:v>/g)) {
          const cell = XLSX.utils.encode_cell({ r: from.r, c: from.c + Number(at) });
          expect((Sheets[sheet!]![cell] as XLSX.CellObject).v, `${sheet}!${cell}`).toBe(Number(value));
          numbers++;
        }
      }
    }
    expect(numbers).toBeGreaterThan(100);
  });
});

test("live formulas stand as Excel stores an add-in's, as dynamic arrays", () => {
  const cells = formulasOf(open(live).Sheets.Market!);
  const ours = cells.filter(([, { f }]) => f!.includes("MARKET"));
  expect(ours.length).toBeGreaterThan(300);
  for (const [, { f, D }] of ours) {
    expect(f).toMatch(/_xldudf_MARKET_[A-Z]+\(/);
    expect(f).not.toContain("MARKET.");
    expect(D).toBe(true);
  }
  expect(strFromU8(unzipSync(live)["xl/worksheets/sheet1.xml"]!)).toContain("_xlfn.IFNA(_xldudf_MARKET_SIZE(");
});

test.each(["live", "native"] as const)(
  "the %s workbook says whose it is, and that Excel's calculation is current",
  (which) => {
    const files = unzipSync(which === "live" ? live : native);
    expect(strFromU8(files["docProps/core.xml"]!)).toContain("<dc:creator>Market Model contributors</dc:creator>");
    // An older one has Excel calculate everything anew as it opens the file: ECMA-376, part 1, 18.2.2.
    expect(strFromU8(files["xl/workbook.xml"]!)).toContain('<calcPr calcId="191029"/>');
    const table = Object.entries(files).find(([name]) => name.startsWith("xl/tables/"))!;
    expect(strFromU8(table[1])).toContain('name="TableStyleLight1"');
  },
);

test.each([
  ["where it is sideloaded", undefined, undefined, "developer", "Registry"],
  ["from the admin centre", "https://addins.example.com", undefined, "EXCatalog", "EXCatalog"],
  ["from a network share", "https://addins.example.com", "\\\\server\\R&D", "\\\\server\\R&amp;D", "FileSystem"],
])("Excel looks for the add-in %s", async (_, origin, store, written, type) => {
  const files = unzipSync((await buildWorkbooks(addInOf(placeManifest(MANIFEST, origin), store), calculated)).live);
  const [, reference] = /<we:reference id="[^"]+" version="[^"]+" ([^>]*)\/>/.exec(
    strFromU8(files["xl/webextensions/webextension1.xml"]!),
  )!;
  expect(reference).toBe(`store="${written}" storeType="${type}"`);
});

test("Excel is told of the add-in", () => {
  const files = unzipSync(live);
  const text = (name: string) => strFromU8(files[name]!);
  const [, target] = /taskpanes" Target="([^"]+)"/.exec(text("_rels/.rels"))!;
  expect(target).toBe("xl/webextensions/taskpanes.xml");
  expect(text("xl/webextensions/_rels/taskpanes.xml.rels")).toContain('Target="webextension1.xml"');
  expect(text("xl/webextensions/webextension1.xml")).toContain(
    `<we:reference id="${ADD_IN.id}" version="${ADD_IN.version}"`,
  );
  for (const part of ["taskpanes", "webextension1"]) {
    expect(text("[Content_Types].xml")).toContain(`PartName="/xl/webextensions/${part}.xml"`);
  }
});

test("the native workbook has nothing of the add-in, and nothing volatile", () => {
  const files = unzipSync(native);
  const sheets = Object.keys(files).filter((name) => name.startsWith("xl/worksheets/"));
  for (const name of sheets) {
    const formulas = [...strFromU8(files[name]!).matchAll(/<f[^>]*>([^<]*)<\/f>/g)].map(([, formula]) => formula!);
    for (const formula of formulas) {
      const functions = [...formula.replaceAll(/"[^"]*"|&quot;.*?&quot;|'[^']*'!/g, "").matchAll(/([A-Z][A-Z.]*)\(/g)];
      expect(NATIVE_FUNCTIONS).toEqual(expect.arrayContaining(functions.map(([, name]) => name)));
    }
  }
  expect(Object.keys(files).filter((name) => name.includes("webextension"))).toEqual([]);
});

/** All of them in Excel 2016 and in LibreOffice. */
const NATIVE_FUNCTIONS = [
  ...[
    "INDEX",
    "MATCH",
    "CLEAN",
    "SUBSTITUTE",
    "IF",
    "IFERROR",
    "IFNA",
    "NA",
    "AND",
    "OR",
    "NOT",
    "N",
    "ISERROR",
    "TRUE",
    "FALSE",
  ],
  ...["SUM", "SUMSQ", "SUMPRODUCT", "SQRT", "COUNTIF", "MIN", "TEXT", "VLOOKUP", "ISNUMBER"],
];

test("the native workbook calculates to the live one's numbers", () => {
  const book = open(native);
  const reference = open(live);
  const engine = calculate(Object.fromEntries(book.SheetNames.map((name) => [name, typedIn(book.Sheets[name]!)])));
  let numbers = 0;
  for (const name of REPORT_SHEETS) {
    for (const [at, { t, v }] of formulasOf(reference.Sheets[name]!)) {
      const { r, c } = XLSX.utils.decode_cell(at);
      const theirs = engine.value(name, r, c);
      if (t === "n") {
        expect(Math.abs(Number(theirs) - (v as number)), `${name}!${at}`).toBeLessThanOrEqual(
          1e-9 * Math.max(1, Math.abs(v as number)),
        );
        numbers++;
      } else expect(theirs ?? "", `${name}!${at}`).toBe(v);
    }
  }
  expect(numbers).toBeGreaterThan(800);
});

/** The sheet's cells as they would be typed in, without any values of formulas. */
function typedIn(sheet: XLSX.WorkSheet): RawCellContent[][] {
  const { e } = XLSX.utils.decode_range(sheet["!ref"]!);
  return Array.from({ length: e.r + 1 }, (_, r) =>
    Array.from({ length: e.c + 1 }, (_unused, c): RawCellContent => {
      const cell = sheet[XLSX.utils.encode_cell({ r, c })] as XLSX.CellObject | undefined;
      if (!cell || cell.t === "z") return null;
      if (cell.f !== undefined) return `=${cell.f.replaceAll("_xlfn.", "")}`;
      if (cell.t === "s") return cell.v === "" ? null : `'${String(cell.v)}`;
      return cell.t === "e" ? cell.w! : (cell.v as RawCellContent);
    }),
  );
}

test.skipIf(!hasLibreOffice)("LibreOffice opens the native workbook and calculates the same numbers", () => {
  const reference = open(live);
  for (const [name, calculated] of calculatedBy(native, REPORT_SHEETS))
    for (const [at, { t, v }] of formulasOf(reference.Sheets[name]!))
      if (t === "n") expectNear(calculated, at, v as number, name);
});

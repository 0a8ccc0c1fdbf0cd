/** A report as a Data Package: CSV files and a descriptor. */
import { strToU8, unzipSync, zipSync } from "fflate";
import fc from "fast-check";
import { expect, test } from "vitest";
import { builtInReport, parseReport, type Report } from "../../src/report";
import {
  delimiterOf,
  packageFiles,
  readCsv,
  readPackage,
  readPackageFiles,
  zippedPackage,
} from "../../src/report/packages";
import { csvText, guarded, unguarded } from "../../src/report/packages/csv";
import { tableNames } from "../../src/report/tables";
import { entire } from "./entire";
import { reports } from "./generated";

const back = (bytes: Uint8Array): Report | null => {
  const read = readPackage(bytes);
  if ("refused" in read) throw new Error(read.refused);
  expect(read.faults).toEqual([]);
  return read.report;
};

test("the built-in report comes back from its package, which is the same each time", () => {
  const bytes = zippedPackage(builtInReport);
  expect(back(bytes)).toEqual(builtInReport);
  expect(zippedPackage(builtInReport)).toEqual(bytes);
  expect(back(zippedPackage(builtInReport, "zh"))).toEqual(builtInReport);
});

test("any report comes back from its package", () => {
  fc.assert(
    fc.property(reports, (report) => {
      const parsed = parseReport(report) as { report: Report };
      expect(back(zippedPackage(parsed.report))).toEqual(parsed.report);
    }),
    { numRuns: 50 },
  );
});

test("the descriptor names every file and its fields", () => {
  const files = packageFiles(builtInReport);
  const { resources, name, version } = JSON.parse(files["datapackage.json"]!) as any;
  expect([name, version]).toEqual([builtInReport.id, builtInReport.edition]);
  expect(resources.map(({ title }: any) => title)).toEqual(tableNames);
  for (const { path, schema } of resources) {
    expect(schema.fields.map(({ name }: any) => name)).toEqual(readCsv(files[path]!)[0]);
  }
});

test("of a small report the files are these, and come back from any folder", () => {
  const files = packageFiles(entire, "zh");
  const { resources, ...described } = JSON.parse(files["datapackage.json"]!) as any;
  expect(described).toEqual({
    ...{ profile: "tabular-data-package", name: "machines", version: "2", title: "机器" },
    licenses: [{ title: "请询问", path: "https://example.org/ask" }],
  });
  const [{ schema, ...info }] = resources;
  expect(info).toEqual({
    ...{ profile: "tabular-data-resource", name: "reportinfo", title: "ReportInfo", path: "data/ReportInfo.csv" },
    ...{ format: "csv", mediatype: "text/csv", encoding: "utf-8" },
  });
  expect(schema.fields.slice(0, 2)).toEqual([
    { name: "标题", type: "string" },
    { name: "标题（中文）", type: "string" },
  ]);
  expect(files["data/ReportInfo.csv"]!.split("\r\n").slice(1)).toEqual([
    "Machines,机器,機器,USD,USD m,2,machines,3,Ask,请询问,https://example.org/ask,否,,,",
    ...[",,,,,,,,,,,,machine,机,", ",,,,,,,,,,,,robot,机器人,machine", ""],
  ]);
  expect(JSON.parse(packageFiles({ ...entire, licence: undefined })["datapackage.json"]!)).not.toHaveProperty(
    "licenses",
  );
  const { address: _, ...licence } = entire.licence;
  expect(JSON.parse(packageFiles({ ...entire, licence })["datapackage.json"]!).licenses).toEqual([{ title: "Ask" }]);

  const inFolder = (folder: string) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [folder + path, text]));
  for (const folder of ["", "a/", "a/b/"]) expect(readPackageFiles(inFolder(folder))).toMatchObject({ report: entire });
  // The outermost of several; nothing that only ends like one.
  const other = { "a/x/datapackage.json": "{}", "my-datapackage.json": "{}" };
  expect(readPackageFiles({ ...other, ...inFolder("a/") })).toMatchObject({ report: entire });
  expect(readPackageFiles({ "my-datapackage.json": files["datapackage.json"]! })).toEqual({ refused: "not-a-package" });
});

test("a zipped package is read by its tables and descriptor alone", () => {
  const bytes = zippedPackage(entire);
  expect(back(bytes)).toEqual(entire);
  const broken = { "README.md": strToU8("x"), "data/plan.png": new Uint8Array([1, 2]) };
  expect(back(zipSync({ ...unzipSync(bytes), ...broken }))).toEqual(entire);
});

test.each<[what: string, change: (resources: any[]) => unknown, missing: string[]]>([
  ["named by their names alone", (all) => all.map(({ title: _, ...one }) => one), []],
  [
    "with titles of another case",
    (all) => all.map((one) => ({ ...one, name: "x", title: one.title.toUpperCase() })),
    [],
  ],
  ["without the lines", (all) => all.filter(({ title }) => title !== "ReportLines"), ["ReportLines"]],
  [
    "at a path that is no text",
    (all) => all.map((one) => ({ ...one, path: 5 })),
    ["ReportInfo", "ReportLines", "ReportFigures"],
  ],
  ["in no list", () => "none", ["ReportInfo", "ReportLines", "ReportFigures"]],
])("resources %s", (_, change, missing) => {
  const files = packageFiles(entire);
  const described = JSON.parse(files["datapackage.json"]!);
  const changed = JSON.stringify({ ...described, resources: change(described.resources) });
  const read = readPackageFiles({ ...files, "datapackage.json": changed });
  if ("refused" in read) throw new Error(read.refused);
  expect(read.faults.map(({ table, row }) => [table, row])).toEqual(missing.map((table) => [table, null]));
  expect(read.report).toEqual(missing.length === 0 ? entire : null);
  expect(readPackageFiles({ ...files, "datapackage.json": "{" })).toMatchObject({ report: null });
});

test("CSV is read as it is written, whatever the texts", () => {
  const rows = fc.array(fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 4 }), { minLength: 1 });
  fc.assert(
    fc.property(rows, (given) => {
      expect(readCsv(csvText(given))).toEqual(given);
    }),
  );
  expect(readCsv('a;"b;c"\r\n1;2', ";")).toEqual([
    ["a", "b;c"],
    ["1", "2"],
  ]);
  expect([delimiterOf("a;b,c\n1;2,3"), delimiterOf("a\tb\n1\t2"), delimiterOf("a,b\n1,2"), delimiterOf("a")]).toEqual([
    ";",
    "\t",
    ",",
    ",",
  ]);
});

test("no cell of a file is a formula for whoever opens it in a spreadsheet", () => {
  const hostile = fc.stringMatching(/^'{0,2}[=+@\t-]?[A-Z1-9'=-]{1,6}$/);
  fc.assert(
    fc.property(hostile, (text) => {
      expect(unguarded(guarded(text))).toBe(text);
      expect(/^[=+@\t]/.test(guarded(text))).toBe(false);
    }),
  );
  expect(guarded("-3.5")).toBe("-3.5");
});

test("what is no package is refused, and one that lies in a folder is read", () => {
  expect(readPackage(new Uint8Array([1, 2, 3]))).toEqual({ refused: "not-a-package" });
  expect(readPackage(zipSync({ "a.csv": strToU8("1") }))).toEqual({ refused: "not-a-package" });
  const files = unzipSync(zippedPackage(builtInReport));
  const moved = Object.fromEntries(Object.entries(files).map(([path, content]) => [`report-main/${path}`, content]));
  expect(back(zipSync(moved))).toEqual(builtInReport);
  const bomb = zipSync({ "datapackage.json": strToU8("{}"), "a.csv": new Uint8Array(60_000_000) });
  expect(readPackage(bomb)).toEqual({ refused: "too-large" });
  expect(readPackage(zipSync({ "datapackage.json": strToU8('{"resources":[null,{"title":5}]}') }))).toMatchObject({
    report: null,
  });
});

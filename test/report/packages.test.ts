/** A report as a Data Package: CSV files and a descriptor. */
import { strToU8, unzipSync, zipSync } from "fflate";
import fc from "fast-check";
import { expect, test } from "vitest";
import { builtInReport, parseReport, type Report } from "../../src/report";
import { delimiterOf, packageFiles, readCsv, readPackage, zippedPackage } from "../../src/report/packages";
import { csvText, guarded, unguarded } from "../../src/report/packages/csv";
import { tableNames } from "../../src/report/tables";
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

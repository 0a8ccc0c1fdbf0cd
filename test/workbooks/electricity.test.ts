/** The workbook that is built on the second report: it keeps the report, and reads right before anything is calculated. */
import { readFileSync } from "node:fs";
import * as XLSX from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { readWorkbook } from "../../host/file";
import { addInOf, buildElectricity } from "../../scripts/build/workbooks";
import { parseReport, type Report } from "../../src/report";
import { textOf } from "../../src/excel/parts/xml";
import { editionOf } from "../../src/workbook/stored/edition";
import { NAMESPACE, readKept } from "../../src/workbook/stored/kept";
import { textsIn } from "../../src/workbook/stored/pieces";

const { report } = parseReport(readFileSync("src/report/us-retail-electricity-2012-2022.json", "utf8")) as {
  report: Report;
};
const figures = new Map(report.figures.map(({ id, value }) => [id, value as number]));

describe.each(["en", "zh"] as const)("in %s", async (language) => {
  const file = await buildElectricity(addInOf(readFileSync("manifest.xml", "utf8")), language);
  const { Sheets, SheetNames } = XLSX.read(file, { cellFormula: true });
  const cells = Object.entries(Sheets[SheetNames[0]!]!).filter(([at]) => !at.startsWith("!")) as [
    string,
    XLSX.CellObject,
  ][];
  const cell = (at: string): unknown => cells.find(([each]) => each === at)?.[1].v;

  test("every formula has its value, and none is an error", () => {
    const formulas = cells.filter(([, { f }]) => f !== undefined);
    expect(formulas.length).toBeGreaterThan(150);
    expect(formulas.filter(([, { v, t }]) => v === undefined || t === "e")).toEqual([]);
    expect(SheetNames).toEqual([{ en: "Start", zh: "开始" }[language]]);
  });

  test("the values are the report's", () => {
    expect(cell("M8")).toBeCloseTo(figures.get("revenue-2022")! / 1000, 9);
    expect(cell("M11")).toBeCloseTo((figures.get("revenue-2022")! - figures.get("first-revenue-2022")!) / 1000, 9);
    expect(cell("L10")).toBe("");
    expect(cell("B23")).toBeCloseTo((figures.get("sales-2020")! * 0.12) / 1000, 9);
    expect(cell("A29")).toBe("Customers");
  });

  test("it keeps the report, by which alone it is calculated", async () => {
    const { content } = await readWorkbook(file, "electricity.xlsx", { functions: [] });
    const kept = content.xmlParts
      .filter(({ namespaceUri }) => namespaceUri === NAMESPACE)
      .map(({ xml }) => readKept(xml));
    const { hash, text } = await editionOf(report);
    expect(kept).toMatchObject([{ report: report.id, edition: report.edition, hash, textLanguage: language }]);
    const parts = content.xmlParts.filter(({ namespaceUri }) => namespaceUri.endsWith(hash));
    const data = parts.map(({ xml }) => JSON.parse(textOf("report", xml)!) as unknown);
    expect(textsIn(data, String)).toEqual([text]);
    expect(content.charts).toHaveLength(1);
    expect([...new Set(content.charts[0]!.series.map(({ name }) => name))]).toHaveLength(4);
  });
});

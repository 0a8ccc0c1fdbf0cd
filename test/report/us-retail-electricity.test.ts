/** The second report that ships: what its file says, its evidence, its arithmetic, and what formulas give over it. */
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../scripts/report/evaluate";
import { createModel } from "../../src/model";
import { builtInReport, parseReport, type Report } from "../../src/report";
import { quoteHolds } from "../../src/report/evidence/quotes";
import { numbersIn } from "../../src/report/evidence/numbers";
import schema from "../../src/report/report.schema.json";
import { yearsIn } from "../../src/report/periods";

const text = readFileSync("src/report/us-retail-electricity-2012-2022.json", "utf8");
const parsed = parseReport(text);
if ("faults" in parsed) throw new Error(JSON.stringify(parsed.faults));
const { report } = parsed;
const file = JSON.parse(text) as Report;

const NONE = { overrides: [], scenarios: [], chosen: null };

test("the file conforms to the published schema, and nothing is wrong with it", () => {
  const ajv = new Ajv({ allowUnionTypes: true, allErrors: true });
  ajv.validate(schema, file);
  expect(ajv.errors ?? []).toEqual([]);
  expect(createModel(report).problems()).toEqual([]);
});

test("it is another report than the first: money, years, names in one language, splits, evidence in the file", () => {
  expect([report.currency, builtInReport.currency]).toEqual(["USD", "CNY"]);
  expect(text).not.toMatch(/\p{Script=Han}/u);
  const years = file.figures.flatMap(({ year }) => yearsIn(year));
  expect([Math.min(...years), Math.max(...years)]).toEqual([2012, 2023]);
  const idsOf = ({ splits, drivers }: Report): readonly string[] => [...splits, ...drivers].map(({ id }) => id);
  expect(idsOf(report).filter((id) => id !== "market" && idsOf(builtInReport).includes(id))).toEqual([]);
  expect(file.licence).toMatchObject({ redistribution: "yes" });
});

describe("evidence", () => {
  test("each figure has its document, its place there, and a short quote that holds the number", () => {
    const documents = new Map(file.documents!.map((document) => [document.name, document]));
    const wrong = file.figures.filter((figure) => {
      const { document = "", page, quote = "" } = figure;
      return !documents.has(document) || !page || [...quote].length > 40 || !quoteHolds(quote, figure);
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
    for (const { publisher, address, name } of documents.values())
      expect([publisher, address], name).toEqual([
        "U.S. Energy Information Administration",
        expect.stringMatching(/^https:\/\/www\.eia\.gov\//),
      ]);
  });

  test("a quote that begins a table's row begins with the figure's year", () => {
    const begun = file.figures.filter(({ quote = "" }) => /^20\d\d /.test(quote));
    expect(begun.length).toBeGreaterThan(100);
    for (const { id, quote, year } of begun) expect(numbersIn(quote!)[0]!.value, id).toBe(year);
  });
});

describe("arithmetic", () => {
  test("totals are their parts, and revenue is sales times price, as far as they are printed", () => {
    const verdicts = createModel(report).audit(null);
    const said = Object.fromEntries(verdicts.map(({ claim, verdict }) => [claim, verdict]));
    expect(verdicts).toHaveLength(file.claims.length);
    const refuted = Object.entries(said).filter(([, verdict]) => !["consistent", "within rounding"].includes(verdict));
    // The first figure of 2022 was preliminary, and the annual report has another.
    expect(refuted).toEqual([["first-revenue-2022.equal", "inconsistent"]]);
  });

  test("what the agency says of growth follows from what it prints", () => {
    const kinds = file.claims.filter(({ check }) => check.kind === "growth").map(({ stated }) => stated);
    expect(kinds).toEqual(["bill-growth-2022", "price-growth-2021", "price-growth-forecast-2022"]);
  });

  test("customers, use and price multiply to the published revenue within half a per mille", async () => {
    const years = Array.from({ length: 9 }, (_, index) => 2012 + index);
    const formulas = years.map((year) => `=MARKET.SIZE(${year},"bottom-up")/MARKET.SIZE(${year})-1`);
    const { values } = (await evaluate(report, NONE, formulas, "en")) as { values: number[] };
    for (const [at, difference] of values.entries()) expect(Math.abs(difference), String(years[at])).toBeLessThan(5e-4);
  });
});

test("formulas answer over it", async () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ["=MARKET.SIZE(2022)", 485.249],
    ['=MARKET.SIZE(2022,"base","USD m")', 485249],
    ['=MARKET.SIZE(2022,"first")', 488.371],
    ["=MARKET.CAGR(2012,2022)", expect.closeTo((485249 / 363687) ** (1 / 10) - 1, 12)],
    ['=MARKET.DRIVER("price",2020)', 10.59],
    ['=MARKET.DRIVER("use",2020)', expect.closeTo(3717674000 / 156523208, 9)],
    ['=MARKET.SIZE(2020,"bottom-up")', expect.closeTo(3717674 * 0.1059 * 1e-3, 9)],
    ['=MARKET.BUILD(2020,{"price"},{12})', expect.closeTo(3717674 * 0.12 * 1e-3, 9)],
    ['=MARKET.SEGMENT("residential",2022)', 226.99],
    ['=MARKET.SHARE("competitive",2022)', expect.closeTo(79347 / 485249, 12)],
    ['=MARKET.SEGMENT("industrial-customers",2020)', 0.992311],
    ['=MARKET.SERIES("sales",2023)', expect.closeTo(3861.342, 9)],
    ['=MARKET.FIGURE("price-2012","quote")', "11.88 10.09 6.67 10.21 NA 9.84"],
    ['=MARKET.SIZE(2021,"bottom-up")', { error: "#N/A", message: expect.stringContaining("only for 2012 to 2020") }],
  ];
  const formulas = cases.map(([formula]) => formula);
  expect(await evaluate(report, NONE, formulas, "en")).toEqual({ values: cases.map(([, value]) => value) });
});

test("where numbers come from says the document and the place in it", async () => {
  expect(await evaluate(report, NONE, ['=MARKET.SOURCE("price",2020)'], "en")).toEqual({
    values: [
      "U.S. Energy Information Administration, EIA-861 prices, US, Total Electric Industry, Total: 10.59 USD cents/kWh (2020); as reported",
    ],
  });
});

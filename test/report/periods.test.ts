/** Figures of quarters and halves: how they are written, what they are checked by, and that no path runs through them. */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { explain } from "../../src/functions/explain";
import { formulas } from "../../src/functions/formulas";
import { use } from "../../src/functions/registration";
import { settingOf } from "../../src/functions/setting";
import { createModel, isFault } from "../../src/model";
import { faultText, parseReport, type Check, type Figure, type Period, type Report } from "../../src/report";
import { fromTables, toTables, type ReportTables } from "../../src/report/tables";
import { readPeriod } from "../../src/report/tables/values";
import { call } from "../functions/calls";
import { reports } from "./generated";

const figure = (id: string, year: Period, value: number | readonly [number, number], unit = "USD m"): Figure => ({
  ...{ id, value, year, unit, comparator: "=", publisher: "Bureau", section: "1" },
  metric: { en: id.split("-")[0]!, zh: "指标" },
});

const stated = [
  figure("market-2026", 2026, 90),
  figure("market-2027", 2027, 100),
  figure("market-h1", "2027H1", 45),
  figure("market-h2", "2027H2", 55),
  figure("market-q1", "2027Q1", 20),
  figure("market-q2", "2027Q2", 25),
  figure("market-q3", "2027Q3", 26),
  figure("market-q4", "2027Q4", 29),
  figure("market-q3-before", "2026Q3", 20),
  figure("market-untold", null, 25),
  figure("cars-q3", "2027Q3", 2, "m cars"),
  figure("cars-2027", 2027, 8, "m cars"),
  figure("price-q3", "2027Q3", 13, "USD/car"),
  figure("price-2027", 2027, 12.5, "USD/car"),
  figure("price-untold", null, 13, "USD/car"),
  figure("growth-q3", "2027Q3", 30, "%"),
  figure("growth-2027", 2027, 30, "%"),
  figure("growth-untold", null, 30, "%"),
  figure("growth-2026-2027", [2026, 2027], 30, "%"),
  figure("north-q3", "2027Q3", 16),
  figure("south-q3", "2027Q3", 10),
  figure("north-2027", 2027, 60),
  figure("sharenorth-q3", "2027Q3", 60, "%"),
  figure("sharesouth-q3", "2027Q3", 40, "%"),
  figure("sharesouth-2027", 2027, 40, "%"),
];

const report = (...claims: readonly (readonly [of: string, check: Check])[]): Report => ({
  ...{ schema: "2.0", id: "quarters", edition: "1", currency: "USD", unit: "USD m" },
  title: { en: "Quarters", zh: "季度" },
  figures: stated,
  scenarios: [
    {
      ...{ id: "base", section: "1", points: ["market-2026", "market-2027"] },
      name: { en: "Market", zh: "市场" },
    },
  ],
  ...{ splits: [], drivers: [], series: [] },
  claims: claims.map(([of, check], at) => ({ id: `c${at}`, section: "1", stated: of, check })),
});

const faultsOf = (input: unknown): readonly string[] => {
  const parsed = parseReport(input);
  return "faults" in parsed ? parsed.faults.map((fault) => `${fault.path} ${faultText(fault, "en")}`) : [];
};

describe("a period in a table", () => {
  test.each<[string, Period | undefined]>([
    ["2027Q3", "2027Q3"],
    ["2027 q3E", "2027Q3"],
    ["Q3 2027", "2027Q3"],
    ["Q3/2027", "2027Q3"],
    ["3Q27", "2027Q3"],
    ["3Q 2027E", "2027Q3"],
    ["Q3’27", "2027Q3"],
    ["2027 3Q", "2027Q3"],
    ["2027-Q3", "2027Q3"],
    ["2027:Q3", "2027Q3"],
    ["2027-S2", "2027H2"],
    ["2027H1", "2027H1"],
    ["1H27", "2027H1"],
    ["H2 2027", "2027H2"],
    ["FY2027Q1", "2027Q1"],
    ["FY27-Q1", "2027Q1"],
    ["Q1 FY27", "2027Q1"],
    ["FY2026/27 Q1", "2027Q1"],
    ["2027年三季度", "2027Q3"],
    ["2027年第三季度", "2027Q3"],
    ["２０２７年第４季度", "2027Q4"],
    ["2027年上半年", "2027H1"],
    ["2027下半年", "2027H2"],
    ["2027年Q3", "2027Q3"],
    ["FY2026/27", 2027],
    ["2027E", 2027],
    ["2024 to 2030E", [2024, 2030]],
    ["2024/2025", [2024, 2025]],
    ["", null],
    ...["2027Q5", "2027Q0", "2027H3", "S3 2027", "5Q27", "CY2027Q1", "2027年前三季度", "9M 2027", "2027-03"].map(
      (text): [string, undefined] => [text, undefined],
    ),
    ...["Q3", "Mar 2027", "FY2026/28 Q1", "2027Q1–2027Q3", "127Q3"].map((text): [string, undefined] => [
      text,
      undefined,
    ]),
  ])("%s", (text, period) => {
    expect(readPeriod({ content: text })).toEqual(period);
  });
});

describe("a period in a file", () => {
  const withYear = (year: unknown): object => ({
    ...report(),
    figures: stated.map((one) => (one.id === "market-q3" ? { ...one, year } : one)),
  });
  test.each([
    ["Q3 2027", 'Did you mean "2027Q3"?'],
    ["FY2027Q3", 'Did you mean "2027Q3"?'],
    ["2027年三季度", 'Did you mean "2027Q3"?'],
    ["2027q3", 'Did you mean "2027Q3"?'],
    ["2027Q5", '"2027Q5" is no period'],
    ["1899Q1", '"1899Q1" is no period'],
    ["2027", "write a year (1900 to 2200) as a number"],
  ])("%s is told with how it is written", (year, said) => {
    const faults = faultsOf(withYear(year));
    expect(faults).toEqual([expect.stringContaining(said)]);
    expect(faults[0]).toMatch(/^\/figures\/6\/year /);
    if (!said.startsWith("Did")) expect(faults[0]).not.toContain("Did you mean");
  });
});

describe("claims", () => {
  const sum = (...terms: readonly string[]): Check => ({ kind: "sum", terms });
  const growth = (from: string, to: string): Check => ({ kind: "growth", from, to });
  const product = (...factors: readonly string[]): Check => ({ kind: "product", factors });
  const difference = (from: string, subtract: string): Check => ({ kind: "difference", from, subtract });

  test.each<[string, string, Check]>([
    ["a year is the sum of its quarters", "market-2027", sum("market-q1", "market-q2", "market-q3", "market-q4")],
    ["or of its halves", "market-2027", sum("market-h1", "market-h2")],
    ["or of a half and two quarters", "market-2027", sum("market-h1", "market-q3", "market-q4")],
    ["a half is the sum of two quarters", "market-h2", sum("market-q3", "market-q4")],
    ["a quarter is the sum of its segments", "market-q3", sum("north-q3", "south-q3")],
    ["a half less a quarter leaves the other", "market-q4", difference("market-h2", "market-q3")],
    ["a quarter less that of the year before", "market-untold", difference("market-q3", "market-q3-before")],
    ["growth between the same quarters of two years", "growth-q3", growth("market-q3-before", "market-q3")],
    ["stated without a time", "growth-untold", growth("market-q3-before", "market-q3")],
    ["from one quarter to the next", "growth-q3", growth("market-q2", "market-q3")],
    ["a product within a quarter", "market-q3", product("cars-q3", "price-q3")],
    ["with a rate that the report doesn't date", "market-q3", product("cars-q3", "price-untold")],
    ["a ratio within a quarter", "sharenorth-q3", { kind: "ratio", numerator: "north-q3", denominator: "market-q3" }],
    ["shares within a quarter", "sharenorth-q3", { kind: "shares", parts: ["sharesouth-q3"] }],
    ["a part of a quarter", "north-q3", { kind: "at-most", whole: "market-q3", beside: ["south-q3"] }],
  ])("%s", (_, of, check) => {
    expect(faultsOf(report([of, check]))).toEqual([]);
  });

  test.each<[string, string, Check, readonly RegExp[]]>([
    [
      "a quarter left out",
      "market-2027",
      sum("market-q1", "market-q2", "market-q4"),
      [/^\/claims\/0\/check .*"market-2027".* cover 2027.*2027Q3 is missing/],
    ],
    ["a quarter twice", "market-h1", sum("market-q1", "market-q2", "market-q2"), [/2027Q1 is missing/]],
    [
      "a quarter of another year",
      "market-2027",
      sum("market-q1", "market-q2", "market-q3-before", "market-q4"),
      [/check\/terms\/2 "market-q3-before" is of 2026Q3 and "market-2027" of 2027/],
    ],
    ["a year in a half", "market-h1", sum("market-2027", "market-q1"), [/"market-2027" is of 2027 and "market-h1"/]],
    ["a term of no time", "market-h1", sum("market-untold", "market-q1"), [/what time "market-untold" is/]],
    ["a sum of no time", "market-untold", sum("market-q2"), [/what time "market-untold" is, and "market-q2" is of/]],
    [
      "a quarter's growth on a year",
      "growth-q3",
      growth("market-2026", "market-q3"),
      [/check\/from "market-2026" is of 2026 and "market-q3" of 2027Q3.*Did you mean "market-q3-before"\?/],
    ],
    [
      "a year's growth on a quarter",
      "growth-2027",
      growth("market-q3-before", "market-2027"),
      [/check\/to "market-2027" is of 2027 and "market-q3-before" of 2026Q3.*Did you mean "market-q3"\?/],
    ],
    ["growth from a half to a quarter", "growth-q3", growth("market-h1", "market-q3"), [/"market-h1" is of 2027H1/]],
    [
      "a year's growth by its quarters",
      "growth-2027",
      growth("market-q3-before", "market-q3"),
      [/check "growth-2027" is of 2027 .*Did you mean "growth-q3"\?/],
    ],
    ["two years' growth by their quarters", "growth-2026-2027", growth("market-q3-before", "market-q3"), [/2026–2027/]],
    ["a quarter's growth by years", "growth-q3", growth("market-2026", "market-2027"), [/"growth-q3" is of 2027Q3/]],
    [
      "a product of a quarter and a year",
      "market-q3",
      product("cars-2027", "price-2027"),
      [
        /"cars-2027" is of 2027 and "market-q3" of 2027Q3.*Did you mean "cars-q3"\?/,
        /"price-2027".*Did you mean "price-q3"\?/,
      ],
    ],
    ["a product of no time", "market-untold", product("cars-q3", "price-q3"), [/what time "market-untold" is/]],
    [
      "a quarter's share of a year",
      "sharenorth-q3",
      { kind: "ratio", numerator: "north-q3", denominator: "market-2027" },
      [/check\/denominator "market-2027" is of 2027 .*Did you mean "market-q3"\?/],
    ],
    ["another statement", "market-q3", { kind: "equal", to: "market-2027" }, [/check\/to "market-2027" is of 2027/]],
    ["shares of two times", "sharenorth-q3", { kind: "shares", parts: ["sharesouth-2027"] }, [/"sharesouth-2027"/]],
    [
      "what shares leave",
      "sharenorth-q3",
      { kind: "complement", parts: ["sharesouth-2027"] },
      [/Did you mean "sharesouth-q3"/],
    ],
    ["a part of a year", "north-q3", { kind: "at-most", whole: "market-2027" }, [/"market-2027" is of 2027/]],
    [
      "a year less a quarter",
      "market-h2",
      difference("market-2027", "market-q1"),
      [/"market-2027".*2027Q2 is missing/],
    ],
    [
      "a yearly rate over quarters",
      "growth-untold",
      { kind: "cagr", from: "market-q3-before", to: "market-q3" },
      [/check\/from .*"market-q3-before" is of 2026Q3, and growth a year is over whole years/, /check\/to/],
    ],
    [
      "a quarter grown by the year",
      "market-2027",
      { kind: "compound", from: "market-q3-before", rate: "growth-2027" },
      [/"market-q3-before"/],
    ],
  ])("%s is refused, with the figures' names", (_, of, check, said) => {
    const faults = faultsOf(report([of, check]));
    expect(faults).toHaveLength(said.length);
    said.forEach((words, at) => expect(faults[at]).toMatch(words));
  });

  it("have a verdict", () => {
    const model = createModel(
      report(
        ["market-2027", sum("market-q1", "market-q2", "market-q3", "market-q4")],
        ["market-h2", sum("market-q3", "market-q4")],
        ["market-h1", sum("market-q1", "market-q2")],
        ["growth-q3", growth("market-q3-before", "market-q3")],
        ["growth-q3", growth("market-q2", "market-q3")],
      ),
    );
    expect(model.audit(null).map(({ verdict }) => verdict)).toEqual([
      ...["consistent", "consistent", "consistent", "consistent", "inconsistent"],
    ]);
    expect(faultsOf(report(["market-q4", sum("market-q3", "market-q4")]))).toHaveLength(1);
  });

  it("never pass over figures of different times, whatever their kind", () => {
    const [quarter, year, half] = [figure("x-q", "2027Q3", 5), figure("x-y", 2027, 5), figure("x-h", "2027H2", 5)];
    const kinds = (a: string, b: string): readonly Check[] => [
      ...[growth(a, b), sum(a), sum(a, b), product(a), difference(a, b)],
      ...([
        { kind: "equal", to: a },
        { kind: "complement", parts: [a] },
      ] as const),
      ...([
        { kind: "at-most", whole: a },
        { kind: "shares", parts: [a] },
      ] as const),
      ...([
        { kind: "cagr", from: a, to: b },
        { kind: "compound", from: a, rate: b },
      ] as const),
      { kind: "ratio", numerator: a, denominator: b },
    ];
    for (const [one, other] of [
      [quarter, year],
      [year, quarter],
      [quarter, half],
      [half, quarter],
      [half, year],
      [year, half],
    ] as const) {
      for (const check of kinds(other.id, other.id).filter(({ kind }) => kind !== "difference")) {
        const given = { ...report(), figures: [...stated, quarter, year, half] };
        const claims = [{ id: "c", section: null, stated: one.id, check }];
        const found = faultsOf({ ...given, claims });
        expect(found.length, `${one.id} ${JSON.stringify(check)}`).toBeGreaterThan(0);
        expect(found[0]).toMatch(/is of 2027|is missing/);
      }
    }
  });
});

it("no point, range, end, saturation or estimate is of a part of a year", () => {
  const base = report();
  const [scenario] = base.scenarios;
  const line = { id: "cars", name: { en: "Cars", zh: "汽车" }, unit: "m cars", method: "geometric" } as const;
  for (const part of [
    { scenarios: [{ ...scenario, points: ["market-2026", "market-q3"] }] },
    { drivers: [{ ...line, points: ["cars-q3"] }] },
    { drivers: [{ ...line, points: ["cars-2027"], ranges: ["cars-q3"] }] },
    { drivers: [{ ...line, points: ["cars-2027"], method: "logistic", saturation: "cars-q3" }] },
    { series: [{ ...line, section: null, points: [{ ratio: ["cars-q3", "cars-q3"] }] }] },
  ])
    expect(faultsOf({ ...base, ...part }).join("\n")).toMatch(/is of 2027Q3: paths run over whole years/);
  expect(
    faultsOf({ ...base, scenarios: [{ ...scenario, points: ["market-2026"], growth: "growth-q3" }] }).join("\n"),
  ).toMatch(/growth rate "growth-q3"/);
});

it("formulas tell the period, and the paths are as without", () => {
  use(settingOf(createModel(report())));
  expect(call("FIGURE", "market-q3")).toBe(26);
  expect(call("FIGURE", "market-q3", "year")).toBe("2027Q3");
  expect(call("NAME", "market-q3", "years", "figure")).toBe("2027Q3");
  expect(call("SOURCE", "market-q3")).toMatch(/26 USD m \(2027Q3\)/);
  // Weights of the year, not what is stated for the quarter.
  expect(call("SIZE", "2027Q3")).toBe(25);
  expect(call("CONSENSUS", 2027, "count")).toBe(1);
});

test("of any report the numbers by year are the same with figures of parts of years and without", () => {
  const years = Array.from({ length: 12 }, (_, at) => 2000 + 5 * at);
  const sizes = (one: Report) => {
    const model = createModel(one);
    return years.flatMap((year) => [
      ...model.scenarios.map((scenario) => model.size(scenario, year)),
      ...model.segments.flatMap((segment) => model.scenarios.map((at) => model.segmentSize(segment, year, at))),
      ...model.drivers.map((driver) => model.driverValue(driver, year, null)),
      ...model.series.map((series) => model.seriesValue(series, year)),
      model.consensus(year, "mean"),
    ]);
  };
  let values = 0;
  fc.assert(
    fc.property(reports, (one) => {
      const without = {
        ...one,
        figures: one.figures.filter(({ year }) => typeof year !== "string"),
        claims: one.claims.filter(({ id }) => !id.startsWith("part")),
      };
      expect("report" in parseReport(one)).toBe(true);
      const found = sizes(one);
      values += found.filter((value) => !isFault(value)).length;
      expect(found).toEqual(sizes(without));
    }),
    { numRuns: 25 },
  );
  expect(values).toBeGreaterThan(0);
});

describe("a draft's quarters", () => {
  const table = (rows: readonly (readonly string[])[]) => ({
    header: rows[0]!,
    rows: rows.slice(1).map((row) => row.map((content) => ({ content: content === "" ? null : content }))),
  });
  const draft = (
    figures: readonly (readonly string[])[],
    lines: readonly (readonly string[])[] = [],
  ): ReportTables => ({
    ReportInfo: table([
      ["Title", "Currency", "Unit", "Year end"],
      ["Quarters", "USD", "USD m", "3"],
    ]),
    ReportDocuments: table([["Short name"]]),
    ReportLines: table([["Line", "Kind", "Unit", "Flow"], ["Market", "market"], ...lines]),
    ReportFigures: table([["Line", "Period", "Value", "Metric"], ...figures]),
    ReportClaims: table([["Stated", "Kind", "Over"]]),
  });
  const quarters = ["Q1 FY2027", "2027Q2", "2027年三季度", "4Q27"];
  const market = [
    ["Market", "2027", "100"],
    ...quarters.map((period, at) => ["Market", period, String(10 * (at + 1))]),
    ["Market", "2027H1", "30"],
    ["Market", "2027Q3", "5 %"],
    ["Cars", "2027", "8"],
    ...quarters.map((period) => ["Cars", period, "2"]),
  ];
  const cars = ["Cars", "series", "m cars"];

  test("are figures of their line's name and unit, and no points; the year and the half are claimed to be their sums", () => {
    const { report, faults } = fromTables(draft(market, [cars]));
    expect(faults).toEqual([]);
    expect(report!.figures.slice(1, 5)).toMatchObject(
      [1, 2, 3, 4].map((quarter) => ({
        ...{ id: `market-2027q${quarter}`, year: `2027Q${quarter}`, unit: "USD m", value: 10 * quarter },
        metric: { en: "Market" },
      })),
    );
    expect(report!.scenarios).toMatchObject([{ points: ["market-2027"] }]);
    expect(report!.series).toMatchObject([{ points: ["cars-2027"] }]);
    // Of cars the line doesn't say whether they come in a year or are there in it.
    expect(report!.claims).toMatchObject([
      { id: "market-2027.quarters", check: { terms: [1, 2, 3, 4].map((quarter) => `market-2027q${quarter}`) } },
      { id: "market-2027h1.quarters", check: { terms: ["market-2027q1", "market-2027q2"] } },
    ]);
    expect(
      createModel(report!)
        .audit(null)
        .map(({ verdict }) => verdict),
    ).toEqual(["consistent", "consistent"]);
  });

  test("of what comes in a year are claimed too, and of what doesn't aren't", () => {
    const claimsOf = (flow: string) => {
      const { report } = fromTables(draft(market, [[...cars, flow]]));
      return report!.claims.map(({ id }) => id);
    };
    expect(claimsOf("yes")).toContain("cars-2027.quarters");
    expect(claimsOf("no")).not.toContain("cars-2027.quarters");
  });

  test("stand with their line when the report is opened again, and come back as the same report", () => {
    const { report } = fromTables(draft(market, [cars]));
    const tables = toTables(report!);
    const [line, period] = [tables.ReportFigures.header.indexOf("Line"), tables.ReportFigures.header.indexOf("Period")];
    expect(tables.ReportFigures.rows[1]!.map(({ content }) => content)).toEqual(
      expect.arrayContaining(["Market", "2027Q1"]),
    );
    expect(tables.ReportFigures.rows[1]![line]!.content).toBe("Market");
    expect(tables.ReportFigures.rows[1]![period]!.content).toBe("2027Q1");
    expect(fromTables(tables)).toMatchObject({ faults: [], report });
  });

  test.each([
    ["as a point", ["Market (point)", "2027Q3", "30"], /2027Q3: paths run over whole years/],
    ["as another's number", ["Market", "", "market-2027q3"], /2027Q3: paths run over whole years/],
    ["of a fifth", ["Market", "2027Q5", "30"], /a quarter or a half of one \(2027Q3, 2027H1\)/],
  ])("%s are refused beside their row", (_, row, said) => {
    const given = draft([["Market", "2027", "100"], ["Market", "2027Q3", "30"], row].map((one) => [...one, "", "id"]));
    const header = [...given.ReportFigures.header, "Id"];
    const rows = given.ReportFigures.rows.map((cells, at) =>
      header.map((name, column) => {
        const content = name === "Id" ? (at === 1 ? "market-2027q3" : null) : (cells[column]?.content ?? null);
        return { content };
      }),
    );
    const { faults } = fromTables({ ...given, ReportFigures: { header, rows } });
    expect(faults.map(({ table, row, text }) => [table, row, text.en])).toContainEqual([
      ...["ReportFigures", 2],
      expect.stringMatching(said),
    ]);
  });

  test("need a year end where they are of fiscal years", () => {
    const given = draft([
      ["Market", "2027", "100"],
      ["Market", "Q1 FY2027", "30"],
    ]);
    const without = {
      ...given,
      ReportInfo: { header: given.ReportInfo.header.slice(0, 3), rows: given.ReportInfo.rows },
    };
    expect(fromTables(without).faults.map(({ column, text }) => `${column}: ${text.en}`)).toEqual([
      expect.stringContaining('period: "Q1 FY2027" is a fiscal year'),
    ]);
  });

  test("alone make no line", () => {
    const { faults } = fromTables(draft([["Market", "2027Q1", "30"]]));
    expect(faults.map(({ table, row, column, text }) => [table, row, column, text.en])).toEqual([
      ["ReportLines", 0, "name", expect.stringContaining('All figures of "Market" are of quarters or halves')],
    ]);
  });
});

test("an explanation shows the period beside the number", () => {
  const setting = settingOf(createModel(report()));
  const { derivations } = explain(
    formulas.find(({ id }) => id === "FIGURE")!,
    setting,
    ["market-h1"],
  );
  expect(derivations[0]!.step).toMatchObject({ kind: "figure", figure: { year: "2027H1" } });
});

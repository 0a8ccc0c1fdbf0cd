/** A report as tables, and tables as a report. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtInReport, parseReport, type Report } from "../../src/report";
import {
  fromTables,
  tableNames,
  toTables,
  type Cell,
  type ReportTables,
  type TableName,
} from "../../src/report/tables";
import { columnsOf, infers, isShown, shownText } from "../../src/report/tables";
import { kinds } from "../../src/report/tables/words";
import { entire } from "./entire";
import { reports } from "./generated";

function parsed(input: unknown): Report {
  const result = parseReport(input);
  if ("faults" in result) throw new Error(JSON.stringify(result.faults.slice(0, 3)));
  return result.report;
}
const second = parsed(readFileSync("test/fixtures/second-report.json", "utf8"));
const electricity = parsed(readFileSync("src/report/us-retail-electricity-2012-2022.json", "utf8"));

const back = (tables: ReportTables) => {
  const { report, faults } = fromTables(tables);
  expect(faults).toEqual([]);
  return report;
};

/** The same whatever the order in which things stand. */
const unordered = (report: any) => {
  const key = ({ id, en, zh, name }: any): string => id ?? (en ? en + zh : name);
  const byId = (list: any[]) => [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return {
    ...report,
    ...Object.fromEntries(
      ["figures", "scenarios", "drivers", "series", "claims", "publishers", "nouns", "documents"]
        .filter((key) => report[key])
        .map((key) => [key, byId(report[key])]),
    ),
    splits: byId(report.splits.map((split: any) => ({ ...split, segments: byId(split.segments) }))),
  };
};

function changed(tables: ReportTables, change: (name: TableName, header: string[], rows: (readonly Cell[])[]) => void) {
  return Object.fromEntries(
    tableNames.map((name) => {
      const [header, rows] = [[...tables[name].header], [...tables[name].rows]];
      change(name, header, rows);
      return [name, { header, rows }];
    }),
  ) as unknown as ReportTables;
}

describe.each([
  ["the built-in report", builtInReport],
  ["the second report that ships", electricity],
  ["another report", second],
])("%s", (_, report) => {
  test.each(["en", "zh"] as const)("is itself after its tables (%s)", (language) => {
    expect(back(toTables(report, language))).toEqual(report);
  });

  test("is the same with rows in another order, columns of the user's, columns moved, and blank rows", () => {
    const tables = changed(toTables(report), (name, header, rows) => {
      rows.reverse();
      const order = header.map((_, at) => at).reverse();
      const moved = rows.map((row) => [...order.map((at) => row[at]!), { content: "mine" }]);
      rows.splice(
        0,
        rows.length,
        ...moved,
        [],
        header.map(() => ({ content: null })),
      );
      header.splice(0, header.length, ...order.map((at) => header[at]!), "My own notes");
    });
    expect(unordered(back(tables))).toEqual(unordered(report));
  });
});

/** Tables with what is inferred in the cells that are blank, as a workbook shows it. */
const shown = (tables: ReportTables): ReportTables => {
  const { inferred } = fromTables(tables);
  return changed(tables, (name, _, rows) => {
    const keys = columnsOf(name).map(([key]) => key as string);
    for (const { table, row, column, text } of inferred) {
      if (table !== name) continue;
      rows[row] = rows[row]!.map((cell, at) => (keys[at] === column ? { content: shownText(text.zh) } : cell));
    }
  });
};

test("what is shown as inferred is nobody's, in whatever marks a report's own texts are", () => {
  const marked = fc.constantFrom("‹a›", "‹‹a››", "‹", "a›", "‹ ‹a››", "‹›");
  fc.assert(
    fc.property(reports, marked, fc.constantFrom("en", "zh"), (report, text, language) => {
      const whole = parsed({
        ...report,
        title: { en: text, zh: text },
        figures: report.figures.map((figure: object) => ({ ...figure, metric: { en: text, zh: text } })),
        ...(report.documents && {
          documents: report.documents.map((one: object) => ({ ...one, title: { en: text, zh: text } })),
        }),
      });
      const tables = toTables(whole, language);
      expect(back(tables)).toEqual(whole);
      // With whatever can be inferred left blank.
      const blank = changed(tables, (name, _, rows) => {
        const keys = columnsOf(name).map(([key]) => key as string);
        rows.splice(
          0,
          rows.length,
          ...rows.map((row) =>
            row.map((cell, at) => (infers(name, keys[at]!) && keys[at] !== "metric" ? { content: null } : cell)),
          ),
        );
      });
      const once = fromTables(blank);
      const filled = shown(blank);
      expect(fromTables(filled)).toEqual(once);
      expect(once.inferred.length).toBeGreaterThan(0);
      // Every one has a column that shows it.
      for (const { table, row, column } of once.inferred)
        expect(isShown(filled[table].rows[row]![columnsOf(table).findIndex(([key]) => key === column)]!.content)).toBe(
          true,
        );
    }),
    { numRuns: 40 },
  );
});

test("any report is itself after its tables", () => {
  fc.assert(
    fc.property(reports, fc.constantFrom("en", "zh"), (report, language) => {
      const whole = parsed(report);
      expect(back(toTables(whole, language))).toEqual(whole);
    }),
    { numRuns: 300 },
  );
});

/** Tables as a person fills them in: the columns that have to be, and nothing else. */
function filled(given: Partial<Record<TableName, readonly (readonly unknown[])[]>>): ReportTables {
  return Object.fromEntries(
    tableNames.map((name) => {
      const [header = [], ...rows] = given[name] ?? [];
      const cell = (content: unknown): Cell =>
        typeof content === "object" && content !== null ? (content as Cell) : { content: (content ?? null) as never };
      return [name, { header: header as string[], rows: rows.map((row) => row.map(cell)) }];
    }),
  ) as unknown as ReportTables;
}

const typed = {
  ReportInfo: [
    ["Title", "Currency", "Unit", "Edition", "Year end"],
    ["Heat pumps 2024–2030", "EUR", "EUR m", "2025.1", 12],
  ],
  ReportDocuments: [
    ["Short name", "Publisher", "Title"],
    ["Outlook", "IEA", "Outlook 2025"],
  ],
  ReportLines: [
    ["Line", "Kind", "Split", "Of", "Unit", "Formula", "Default", "Why"],
    ["Market", "market"],
    ["Air source", "", "Source", "Market"],
    ["Ground source", "segment", "Source", "Market", "", "rest"],
    ["Homes", "driver", "", "", "m homes"],
    ["Rate", "driver", "", "", "%"],
    ["Price", "driver", "", "", "EUR/home/year", "", "1,200", "The usual bill"],
    ["Bottom-up", "market", "", "", "", "Homes × Rate × Price"],
    ["Subsidies", "series", "", "", "EUR m"],
  ],
  ReportFigures: [
    ["Line", "Period", "Value", "Document", "Page", "Metric", "Quote"],
    ["Market", "2024", "~320", "Outlook", 12, "", "about 320 million euro"],
    ["Market", "2030E", ">1,200", "Outlook", 12],
    ["Market", "2024–2030", "24.6 %", "Outlook", 13],
    ["Air source", 2024, { content: 0.62, format: "0.0%" }, "Outlook"],
    ["Homes", "2024", "3.5", "Outlook"],
    ["Rate", "2024", "50 to 60 %", "Outlook"],
    ["Subsidies", "FY24", "5.0", "Outlook"],
    ["", "2023", "41 %", "Outlook", "xii", "Share of renovations"],
  ],
};

/** The report that says all there is as tables, cell by cell. */
type Rows = Record<TableName, readonly Readonly<Record<string, string>>[]>;
const entireRows: Rows = {
  ReportInfo: [
    {
      ...{ title: "Machines", titleZh: "机器", titleZhHant: "機器", currency: "USD", unit: "USD m", edition: "2" },
      ...{ id: "machines", yearEnd: "3", licence: "Ask", licenceZh: "请询问" },
      ...{ licenceAddress: "https://example.org/ask", redistribution: "no" },
    },
    { noun: "machine", nounZh: "机" },
    { noun: "robot", nounZh: "机器人", countedAs: "machine" },
  ],
  ReportDocuments: [
    {
      ...{ name: "Survey", publisher: "Bureau", title: "Survey of machines", titleZh: "机器调查", date: "2024-04" },
      ...{ address: "https://example.org/survey", licence: "CC BY", redistribution: "yes" },
    },
    { name: "Notes", title: "Notes" },
    { publisher: "Bureau", publisherZh: "局" },
    { publisher: "Office", publisherZh: "Office" },
  ],
  ReportLines: [
    {
      ...{ name: "Market", kind: "market", scope: "With repairs", scopeZh: "含维修", aliases: "base, all" },
      ...{ id: "market", nameZh: "总市场", nameZhHant: "總市場", section: "1" },
    },
    { name: "Low", kind: "market", outlier: "Repairs alone", id: "low" },
    { name: "Built", kind: "market", formula: "Value", take: "high", id: "built" },
    { name: "Bare", kind: "market", formula: "Value", take: "point", id: "bare" },
    {
      ...{ name: "Machines", kind: "driver", unit: "k machines", method: "geometric", flow: "no" },
      ...{ id: "machines-used", section: "2" },
    },
    {
      ...{ name: "Share", kind: "driver", unit: "%", method: "logistic", saturation: "most", aliases: "part" },
      ...{ id: "share", nameZh: "比例" },
    },
    {
      ...{ name: "Price", kind: "driver", unit: "USD/machine", default: "5.5", range: "4 to 6", why: "Usual" },
      ...{ whyZh: "通常", id: "price" },
    },
    { name: "Value", kind: "driver", unit: "USD m", formula: "Machines × Share × Price", id: "value" },
    {
      ...{ name: "Kinds", kind: "split", of: "Market", overlaps: "no", aliases: "types, sorts", id: "kinds" },
      ...{ nameZh: "种类", nameZhHant: "種類" },
    },
    { name: "Arms", kind: "segment", split: "Kinds", aliases: "limbs", id: "arms", nameZh: "机械臂", section: "3" },
    { name: "Others", kind: "segment", split: "Kinds", formula: "rest", id: "others" },
    { name: "Brands", kind: "split", of: "Arms", overlaps: "no", id: "brands" },
    { name: "Brand", kind: "segment", split: "Brands", id: "brand" },
    { name: "No brand", kind: "segment", split: "Brands", formula: "rest", id: "no-brand" },
    { name: "Uses", kind: "split", overlaps: "yes", id: "uses" },
    { name: "Welding", kind: "segment", split: "Uses", of: "Market", id: "welding" },
    { name: "Painting", kind: "segment", split: "Uses", of: "Machines", id: "painting" },
    {
      ...{ name: "Exports", kind: "series", unit: "USD m", method: "step", flow: "yes", id: "exports" },
      ...{ nameZh: "出口", section: "4" },
    },
    { name: "Stock", kind: "series", unit: "k machines", method: "linear", id: "stock" },
    { name: "Again", kind: "series", unit: "USD m", method: "linear", id: "again" },
  ],
  ReportFigures: [
    {
      ...{ line: "Market", period: "2024", value: "100", document: "Survey", page: "3", quote: "100 million dollars" },
      ...{ unit: "USD m", section: "1.1", metric: "Size", metricZh: "规模", publisher: "Bureau", id: "size-2024" },
      ...{ note: "As printed", noteZh: "原文" },
    },
    { line: "Market", period: "2026", value: ">=121.0", unit: "USD m", metric: "size-2026", id: "size-2026" },
    { line: "Low", period: "2024", value: "90", unit: "USD m", metric: "low-2024", id: "low-2024" },
    { line: "Low", period: "2024–2030", value: "5 %", unit: "%", metric: "low-growth", id: "low-growth" },
    { line: "Built", period: "2024", value: "~95 to 105", unit: "USD m", metric: "told-2024", id: "told-2024" },
    {
      ...{ line: "Machines (range)", period: "2024", value: "40 to 60", unit: "k machines" },
      ...{ metric: "machines-wide", id: "machines-wide" },
    },
    {
      ...{ line: "Machines (point)", period: "2024", value: "45 to 55", unit: "k machines" },
      ...{ metric: "machines-2024", id: "machines-2024" },
    },
    { period: "2024", value: "8", unit: "k users", metric: "users-2024", id: "users-2024" },
    { period: "2040", value: "80 %", unit: "%", metric: "most", id: "most" },
    { period: "2024", value: "16", unit: "k users", metric: "all-2024", id: "all-2024" },
    { line: "Arms", period: "2024", value: "60 %", unit: "%", metric: "arms-2024", id: "arms-2024", note: "Rounded" },
    { line: "Brand", period: "2024", value: "30 %", unit: "%", metric: "brand-2024", id: "brand-2024" },
    { line: "Welding", period: "2024", value: "70 %", unit: "%", metric: "welding-2024", id: "welding-2024" },
    { line: "Painting", period: "2024", value: "50 %", unit: "%", metric: "painting-2024", id: "painting-2024" },
    { line: "Exports", period: "2024", value: "20", unit: "USD m", metric: "exports-2024", id: "exports-2024" },
    {
      ...{ line: "Exports", period: "2024Q1", value: "4", unit: "USD m", metric: "Exports", metricZh: "出口" },
      id: "exports-q1",
    },
    { line: "Stock", period: "2024", value: "7", unit: "k machines", metric: "stock-2024", id: "stock-2024" },
    { value: "3", unit: "k machines", metric: "undated", id: "undated" },
    { line: "Share", value: "users-2024 / all-2024" },
    { line: "Again", value: "size-2024" },
    { line: "Again", value: "size-2026" },
  ],
  ReportClaims: [
    {
      ...{ stated: "size-2024", kind: "at-most", over: "size-2026", section: "5", id: "same", note: "At first" },
      noteZh: "起初",
    },
    { stated: "size-2024", kind: "sum", over: "low-2024, exports-2024", id: "more" },
    { stated: "low-2024", kind: "equal", over: "low-2024", id: "alike" },
  ],
};

/** The words that aren't the report's own, by the columns that hold one. */
const wordsOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: {
    ...{ market: "市场", driver: "驱动因素", split: "划分", segment: "细分", series: "数据列" },
    ...{ "at-most": "不超过", sum: "加总", equal: "相等" },
  },
  method: { geometric: "几何", logistic: "逻辑斯蒂", step: "阶梯", linear: "线性" },
  take: { high: "高值", point: "中值" },
  overlaps: { yes: "是", no: "否" },
  flow: { yes: "是", no: "否" },
  redistribution: { yes: "是", no: "否" },
  formula: { rest: "其余" },
  line: { "Machines (range)": "Machines (区间)", "Machines (point)": "Machines (数据点)" },
};

describe("a report that says all there is", () => {
  const chinese = Object.fromEntries(
    tableNames.map((name) => [
      name,
      entireRows[name].map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, text]) => [key, wordsOf[key]?.[text] ?? text])),
      ),
    ]),
  ) as unknown as Rows;
  const tablesOf = (rows: Rows, language: "en" | "zh") =>
    Object.fromEntries(
      tableNames.map((name) => {
        const all = columnsOf(name) as readonly (readonly [string, { en: string; zh: string }])[];
        return [
          name,
          {
            header: all.map(([, column]) => column[language]),
            rows: rows[name].map((row) => all.map(([key]) => ({ content: row[key] ?? null, format: "@" }))),
          },
        ];
      }),
    ) as unknown as ReportTables;

  test("has a cell for each thing, and nothing more", () => {
    expect(toTables(entire)).toEqual(tablesOf(entireRows, "en"));
    expect(toTables(entire, "zh")).toEqual(tablesOf(chinese, "zh"));
  });

  test("is read from them, and nothing is inferred", () => {
    const read = { report: entire, faults: [], inferred: [] };
    expect(fromTables(tablesOf(entireRows, "en"))).toEqual(read);
    expect(fromTables(tablesOf(chinese, "zh"))).toEqual(read);
  });
});

describe("tables that a person filled in", () => {
  const { report, faults, inferred } = fromTables(filled(typed));

  test("make a report: ids, units, kinds, methods, claims and the base market are inferred", () => {
    expect(faults).toEqual([]);
    expect(report).toMatchObject({
      id: "heat-pumps-2024-2030",
      documents: [{ name: "Outlook", publisher: "IEA", title: { en: "Outlook 2025", zh: "Outlook 2025" } }],
      scenarios: [
        { id: "market", aliases: ["base"], points: ["market-2024", "market-2030"] },
        { id: "bottom-up", size: "bottom-up-built", take: "point" },
      ],
      splits: [
        {
          id: "source",
          of: { scenario: "market" },
          additive: true,
          segments: [{ id: "air-source", points: ["air-source-2024"] }, { id: "ground-source" }],
        },
      ],
      claims: [{ stated: "market-2024-2030", check: { kind: "cagr", from: "market-2024", to: "market-2030" } }],
    });
    expect(report!.figures).toMatchObject([
      { value: 320, comparator: "~", unit: "EUR m", document: "Outlook", page: "12", metric: { en: "Market" } },
      { value: 1200, comparator: ">", year: 2030 },
      { value: 24.6, unit: "%", year: [2024, 2030] },
      { value: 62, unit: "%", decimals: 1 },
      { value: 3.5, unit: "m homes" },
      { value: [50, 60], unit: "%" },
      { value: 5, decimals: 1, unit: "EUR m", year: 2024 },
      { id: "share-of-renovations-2023", value: 41, metric: { en: "Share of renovations" } },
    ]);
    expect(inferred).toContainEqual({ table: "ReportLines", row: 1, column: "kind", text: kinds.segment });
    const id = { en: "market-2024", zh: "market-2024" };
    expect(inferred).toContainEqual({ table: "ReportFigures", row: 0, column: "id", text: id });
  });

  test("hold what stands in them, and what goes without saying, and nothing else", () => {
    const both = (text: string) => ({ en: text, zh: text });
    const figure = (id: string, metric: string, value: unknown, year: unknown, unit: string, more: object = {}) => ({
      ...{ id, metric: both(metric), value, comparator: "=", year, unit, publisher: null, section: null },
      ...{ document: "Outlook", ...more },
    });
    const line = (id: string, name: string, more: object) => ({ id, name: both(name), ...more });
    expect(report).toEqual({
      ...{ schema: "2.0", id: "heat-pumps-2024-2030", edition: "2025.1", title: both("Heat pumps 2024–2030") },
      ...{ currency: "EUR", unit: "EUR m", yearEnd: 12 },
      documents: [{ name: "Outlook", title: both("Outlook 2025"), publisher: "IEA" }],
      figures: [
        figure("market-2024", "Market", 320, 2024, "EUR m", {
          ...{ comparator: "~", page: "12", quote: "about 320 million euro" },
        }),
        figure("market-2030", "Market", 1200, 2030, "EUR m", { comparator: ">", page: "12" }),
        figure("market-2024-2030", "Market", 24.6, [2024, 2030], "%", { page: "13" }),
        figure("air-source-2024", "Air source", 62, 2024, "%", { decimals: 1 }),
        figure("homes-2024", "Homes", 3.5, 2024, "m homes"),
        figure("rate-2024", "Rate", [50, 60], 2024, "%"),
        figure("subsidies-2024", "Subsidies", 5, 2024, "EUR m", { decimals: 1 }),
        figure("share-of-renovations-2023", "Share of renovations", 41, 2023, "%", { page: "xii" }),
      ],
      scenarios: [
        line("market", "Market", { aliases: ["base"], section: null, points: ["market-2024", "market-2030"] }),
        line("bottom-up", "Bottom-up", { section: null, size: "bottom-up-built", take: "point" }),
      ],
      splits: [
        line("source", "Source", {
          ...{ of: { scenario: "market" }, additive: true },
          segments: [
            line("air-source", "Air source", { section: null, points: ["air-source-2024"] }),
            line("ground-source", "Ground source", { section: null }),
          ],
        }),
      ],
      drivers: [
        line("homes", "Homes", { unit: "m homes", method: "geometric", points: ["homes-2024"] }),
        line("rate", "Rate", { unit: "%", method: "linear", points: ["rate-2024"] }),
        line("price", "Price", { unit: "EUR/home/year", default: 1200, why: both("The usual bill") }),
        {
          ...{ id: "bottom-up-built", unit: "EUR m", op: "product", of: ["homes", "rate", "price"] },
          name: { en: "Bottom-up, from its drivers", zh: "Bottom-up（由驱动因素得出）" },
        },
      ],
      series: [
        line("subsidies", "Subsidies", {
          ...{ section: null, unit: "EUR m", method: "geometric", points: ["subsidies-2024"] },
        }),
      ],
      claims: [
        {
          ...{ id: "market-2024-2030.cagr", section: null, stated: "market-2024-2030" },
          check: { kind: "cagr", from: "market-2024", to: "market-2030" },
        },
      ],
    });
    // What was filled in isn't told; of all else each cell.
    const told = (table: TableName, column: string) =>
      inferred.flatMap((one) => (one.table === table && one.column === column ? [`${one.row} ${one.text.en}`] : []));
    expect(told("ReportInfo", "id")).toEqual(["0 heat-pumps-2024-2030"]);
    expect(told("ReportInfo", "edition")).toEqual([]);
    expect(told("ReportLines", "kind")).toEqual(["1 segment"]);
    expect(told("ReportLines", "aliases")).toEqual(["0 base"]);
    expect(told("ReportLines", "take")).toEqual(["6 point"]);
    expect(told("ReportLines", "method")).toEqual(["3 geometric", "4 linear", "7 geometric"]);
    expect(told("ReportLines", "id")).toHaveLength(8);
    expect(told("ReportFigures", "unit").join()).toBe("0 EUR m,1 EUR m,2 %,3 %,4 m homes,5 %,6 EUR m,7 %");
    expect(told("ReportFigures", "metric")).toHaveLength(7);
    expect(inferred).toHaveLength(1 + 1 + 8 + 1 + 1 + 3 + 8 + 7 + 8);
  });

  test.each<[what: string, header: string[], row: unknown[], info: object, told: string[]]>([
    ["a currency alone", ["Title", "Currency"], ["T", "eur"], { currency: "EUR", unit: "EUR m" }, ["unit EUR m"]],
    ["a unit alone", ["Title", "Unit"], ["T", "EUR bn"], { currency: "EUR", unit: "EUR bn" }, ["currency EUR"]],
    [
      "all that can be said",
      ["Title", "Title (Chinese)", "Currency", "Unit", "Id", "Edition", "Year end"],
      ["T", "题", "EUR", "EUR k", "own-id", "7", 1],
      { title: { en: "T", zh: "题" }, currency: "EUR", unit: "EUR k", id: "own-id", edition: "7", yearEnd: 1 },
      [],
    ],
    [
      "a licence",
      ["Title", "Currency", "Licence", "Licence address"],
      ["T", "EUR", "CC BY 4.0", "https://example.org/by"],
      {
        licence: {
          ...{ text: { en: "CC BY 4.0", zh: "CC BY 4.0" }, address: "https://example.org/by" },
          redistribution: "unknown",
        },
      },
      ["unit EUR m", "redistribution unknown"],
    ],
  ])("of a report with %s", (_, header, row, info, told) => {
    const { report, faults, inferred } = fromTables(
      filled({
        ...{
          ReportInfo: [header, row],
          ReportLines: [
            ["Line", "Kind"],
            ["Market", "market"],
          ],
        },
        ReportFigures: [
          ["Line", "Period", "Value"],
          ["Market", 2024, 3],
        ],
      }),
    );
    expect(faults).toEqual([]);
    expect(report).toMatchObject(info);
    const given = inferred.flatMap(({ table, column, text }) =>
      table === "ReportInfo" ? [`${column} ${text.en}`] : [],
    );
    expect(given.filter((one) => !/^(id t|edition 1)$/.test(one))).toEqual(told);
    expect(given.length - told.length).toBe(header.includes("Id") ? 0 : 2);
  });

  test("claims that are written are taken before those that go without saying", () => {
    const claims = [
      ["Stated", "Kind", "Over", "Section", "Id", "Note"],
      ["market-2030", "sum", "market-2024；homes-2024 , market-2024", "7.1", "mine", "Because"],
      ["", "none", ""],
      ["market-2024", "equal", "market-2030"],
      ["market-2024-2030", "cagr", "market-2024, market-2030", "", "market-2024-2030.cagr"],
    ];
    const sum = (row: unknown[]) => [...row.slice(0, 2), String(row[2]).replace("homes", "market"), ...row.slice(3)];
    const taken = fromTables(filled({ ...typed, ReportClaims: claims.map(sum) }));
    expect(taken.faults).toEqual([]);
    expect(taken.report!.claims).toEqual([
      {
        ...{ id: "mine", section: "7.1", stated: "market-2030", note: { en: "Because", zh: "Because" } },
        check: { kind: "sum", terms: ["market-2024", "market-2024", "market-2024"] },
      },
      { id: "market-2024.equal", section: null, stated: "market-2024", check: { kind: "equal", to: "market-2030" } },
      {
        ...{ id: "market-2024-2030.cagr", section: null, stated: "market-2024-2030" },
        check: { kind: "cagr", from: "market-2024", to: "market-2030" },
      },
    ]);
  });

  test("fiscal years are refused where the report doesn't say when they end", () => {
    const { faults: found } = fromTables(
      filled({ ...typed, ReportInfo: typed.ReportInfo.map((row) => row.slice(0, 4)) }),
    );
    expect(found.map(({ table, row, column }) => [table, row, column])).toEqual([["ReportFigures", 6, "period"]]);
    expect(found[0]!.text.en).toContain('fill in "Year end"');
  });

  test("sums of segments beside a market are claimed where no claim is written", () => {
    const figures = typed.ReportFigures.map((row) =>
      row[0] === "Air source" ? ["Air source", 2024, "200", "Outlook"] : row,
    );
    const lines = typed.ReportLines.map((row) =>
      row[0] === "Ground source" ? ["Ground source", "segment", "Source", "Market"] : row,
    );
    const given = {
      ...typed,
      ReportLines: lines,
      ReportFigures: [...figures, ["Ground source", "2024", "120", "Outlook"]],
    };
    expect(fromTables(filled(given)).report?.claims.map(({ id }) => id)).toEqual([
      "market-2024-2030.cagr",
      "market-2024.sum",
    ]);
    const claims = [
      ["Stated", "Kind", "Over"],
      ["", "none", ""],
    ];
    expect(fromTables(filled({ ...given, ReportClaims: claims })).report?.claims.map(({ id }) => id)).toEqual([
      "market-2024-2030.cagr",
    ]);
  });
});

describe("a fault stands beside its row, in words", () => {
  const figures = (row: readonly unknown[]) => ({ ...typed, ReportFigures: [...typed.ReportFigures, row] });
  const lines = (row: readonly unknown[]) => ({ ...typed, ReportLines: [...typed.ReportLines, row] });
  test.each<[string, Partial<Record<TableName, readonly (readonly unknown[])[]>>, TableName, number | null, RegExp]>([
    [
      "a date",
      figures(["Market", "2026", { content: 45000, format: "yyyy-mm-dd" }, "Outlook"]),
      "ReportFigures",
      8,
      /date/,
    ],
    ["a decimal comma", figures(["Market", "2026", "12,5", "Outlook"]), "ReportFigures", 8, /decimal sign is a point/],
    ["no number", figures(["Market", "2026", "n.a.", "Outlook"]), "ReportFigures", 8, /no number/],
    ["no period", figures(["Market", "soon", "12", "Outlook"]), "ReportFigures", 8, /no period/],
    ["an unknown line", figures(["Markte", "2026", "12", "Outlook"]), "ReportFigures", 8, /Did you mean "Market"/],
    ["an unknown document", figures(["Market", "2026", "500", "Outlok"]), "ReportFigures", 8, /Did you mean "Outlook"/],
    [
      "a quote of another number",
      figures(["Market", "2026", "500", "Outlook", "", "", "501 million"]),
      "ReportFigures",
      8,
      /quote doesn't contain 500/,
    ],
    ["two of a year", figures(["Market", "2030", "500", "Outlook"]), "ReportFigures", 8, /order of year/],
    ["a percentage in a count", figures(["Homes", "2026", "5 %", "Outlook"]), "ReportFigures", 8, /convert/],
    ["a kind that isn't", lines(["X", "marke", "", "", ""]), "ReportLines", 8, /has to be one of: market/],
    [
      "an unknown driver",
      lines(["X", "driver", "", "", "EUR m", "Homs × Price"]),
      "ReportLines",
      8,
      /Did you mean "Homes"/,
    ],
    [
      "a mixed formula",
      lines(["X", "driver", "", "", "EUR m", "Homes × Price + Rate"]),
      "ReportLines",
      8,
      /line of its own/,
    ],
    [
      "units that don't reconcile",
      lines(["X", "driver", "", "", "EUR m", "Homes × Rate"]),
      "ReportLines",
      8,
      /convert/,
    ],
    ["a line without figures", lines(["X", "series", "", "", "EUR m"]), "ReportLines", 8, /at least 1/],
    [
      "no title",
      {
        ...typed,
        ReportInfo: [
          ["Title", "Currency", "Year end"],
          ["", "EUR", 12],
        ],
      },
      "ReportInfo",
      0,
      /blank/,
    ],
    ["no column", { ...typed, ReportFigures: [["Line", "Amount"]] }, "ReportFigures", null, /no column "Value"/],
  ])("%s", (_, given, table, row, says) => {
    const { report, faults } = fromTables(filled(given));
    expect(report).toBeNull();
    expect(faults.map(({ table, row }) => [table, row])).toEqual([[table, row]]);
    expect(faults[0]!.text.en).toMatch(says);
    expect(faults[0]!.text.zh).toMatch(/\p{Script=Han}/u);
  });

  test.each<[row: unknown[], column: string | null, says: RegExp]>([
    [["", "sum", "market-2024"], "stated", /^"Stated" is blank/],
    [["market-2024", "", "market-2030"], "kind", /^"Kind" is blank/],
    [["market-2024", "maybe", "market-2030"], "kind", /"maybe" has to be one of: cagr, growth, .*, none/],
    [["market-2024", "growth", "market-2030"], "over", /"growth" is over 2 figures/],
    [["market-2024", "equal", ""], "over", /"equal" is over 1 figure/],
    [["market-2024", "sum", "markt-2030, market-2024"], "over", /no figure "markt-2030".*"market-2030"/],
    [["markt-2024", "sum", "market-2030"], "stated", /no figure "markt-2024".*"market-2024"/],
    [["market-2024", "ratio", "market-2024，market-2030"], null, /comes in "1"/],
  ])("a claim %j", (row, column, says) => {
    const { faults } = fromTables(filled({ ...typed, ReportClaims: [["Stated", "Kind", "Over"], row] }));
    expect(faults.map(({ table, row, column }) => [table, row, column])).toEqual([["ReportClaims", 0, column]]);
    expect(faults[0]!.text.en).toMatch(says);
  });

  test.each([13, 0, 1.5, "June", -1])("a year end of %j, once", (month) => {
    const [header, row] = typed.ReportInfo as [unknown[], unknown[]];
    const { faults } = fromTables(filled({ ...typed, ReportInfo: [header, [...row.slice(0, 4), month]] }));
    expect(faults.map(({ table, row, column, text }) => [table, row, column, text.en])).toEqual([
      ["ReportInfo", 0, "yearEnd", `"${month}" is no month: 1 to 12.`],
    ]);
  });

  test("all of them at once", () => {
    const rows = [
      ["Nowhere", "2026", "12", "Outlook"],
      ["Market", "2026", "12,5", "Outlook"],
      ["Market", "2027", "12", "Outlok"],
    ];
    const many = { ...lines(["X", "?"]), ReportFigures: [...typed.ReportFigures, ...rows] };
    expect(fromTables(filled(many)).faults.map(({ table, row }) => `${table} ${row}`)).toEqual(
      expect.arrayContaining(["ReportLines 8", "ReportFigures 8", "ReportFigures 9", "ReportFigures 10"]),
    );
  });
});

/** Rows by keys of columns; of what isn't given the least that makes a report. */
type Given = Partial<Record<TableName, readonly Readonly<Record<string, string | number | boolean | Cell>>[]>>;
function made(given: Given): ReportTables {
  const rows: Given = {
    ReportInfo: [{ title: "T", currency: "USD" }],
    ReportLines: [{ name: "Market" }],
    ReportFigures: [{ line: "Market", period: "2024", value: "5" }],
    ...given,
  };
  return filled(
    Object.fromEntries(
      tableNames.map((name) => {
        const all = columnsOf(name) as readonly (readonly [string, { en: string }])[];
        return [
          name,
          [all.map(([, { en }]) => en), ...(rows[name] ?? []).map((row) => all.map(([key]) => row[key] ?? null))],
        ];
      }),
    ),
  );
}

const figured = (line: string, period: string | number, value: string | boolean | Cell, more: object = {}) => ({
  ...{ line, period, value, ...more },
});
const market = { name: "Market" };
const ofMarket = figured("Market", "2024", "5");
const other = { name: "Other", kind: "series", unit: "USD m" };
const homes = { name: "Homes", default: "5", unit: "m homes", why: "w" };
const price = { name: "Price", default: "5", unit: "USD/home", why: "w" };
/** Beside a market with its figure. */
const beside = (lines: Given["ReportLines"] & {}, ...figures: Given["ReportFigures"] & {}): Given => ({
  ReportLines: [market, ...lines],
  ReportFigures: [ofMarket, ...figures],
});
const claiming = (...claims: Given["ReportClaims"] & {}): Given => ({
  ReportFigures: [ofMarket, figured("Market", "2026", "6", { section: "2" }), figured("Market", "2024–2026", "9.5 %")],
  ReportClaims: claims,
});

const numberText = "is no number: write it as printed (17, >17, ~320, 50 to 60, 9.6 %), a figure's id, or A / B.";
const idForm = "Has characters or a form that are not allowed here: ^[a-z0-9]+(-[a-z0-9]+)*$.";
const addressForm = "Has characters or a form that are not allowed here: ^https?://[!-~]+$.";

describe("what is wrong is told once, in its cell or beside its row", () => {
  test.each<[what: string, given: Given, faults: string[]]>([
    ["no row of the report", { ReportInfo: [] }, ['Info null title: "Title" is blank.']],
    ["a noun alone", { ReportInfo: [{ noun: "car" }] }, ['Info null title: "Title" is blank.']],
    ["a title alone", { ReportInfo: [{ noun: "car" }, { title: "T" }] }, ['Info 1 unit: "Unit" is blank.']],
    [
      ...(["an edition alone", { ReportInfo: [{ noun: "car" }, { edition: "2" }] }] as const),
      ['Info 1 title: "Title" is blank.', 'Info 1 unit: "Unit" is blank.'],
    ],
    [
      ...(["an id alone", { ReportInfo: [{ noun: "car" }, { id: "t" }] }] as const),
      ['Info 1 title: "Title" is blank.', 'Info 1 unit: "Unit" is blank.'],
    ],
    ["a currency alone", { ReportInfo: [{ noun: "car" }, { currency: "USD" }] }, ['Info 1 title: "Title" is blank.']],
    ["a unit alone", { ReportInfo: [{ noun: "car" }, { unit: "USD m" }] }, ['Info 1 title: "Title" is blank.']],
    ...(
      [
        ["id", "Not an id", idForm],
        ["edition", "a b", "Has characters or a form that are not allowed here: ^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$."],
        ["currency", "dollars", "Has characters or a form that are not allowed here: ^[A-Z]{3}$."],
        ["unit", "cars", "\"cars\" isn't money in the report's currency, USD."],
        ["licenceAddress", "nowhere", addressForm],
        ["title", "a".repeat(501), "May have at most 500 characters."],
      ] as const
    ).map(([column, text, says]): [string, Given, string[]] => [
      `a report's ${column}`,
      { ReportInfo: [{ noun: "car" }, { title: "T", currency: "USD", licence: "L", [column]: text }] },
      [`Info 1 null: ${says}`],
    ]),
    [
      ...([
        "a licence's word",
        { ReportInfo: [{ title: "T", currency: "USD", licence: "L", redistribution: "x" }] },
      ] as const),
      ['Info 0 redistribution: "x" has to be one of: yes, no, unknown.'],
    ],
    [
      "the second noun",
      { ReportInfo: [{ title: "T", currency: "USD" }, { noun: "car" }, { noun: "b".repeat(501), nounZh: "乙" }] },
      ["Info 2 null: May have at most 500 characters."],
    ],
    [
      "documents and publishers",
      {
        ReportDocuments: [
          ...[{ name: "A".repeat(121) }, { date: "2024" }, { publisher: "x".repeat(501) }, { publisher: "P" }],
          ...[{ name: "B" }, { name: "A", address: "no" }, { name: "C", licence: "L", redistribution: "perhaps" }],
        ],
      },
      [
        'Documents 6 redistribution: "perhaps" has to be one of: yes, no, unknown.',
        'Documents 1 name: "Short name" is blank.',
        "Documents 0 null: May have at most 120 characters.",
        `Documents 5 null: ${addressForm}`,
        "Documents 2 null: May have at most 500 characters.",
      ],
    ],
    [
      "no lines and no figures",
      { ReportLines: [], ReportFigures: [] },
      ["Figures null null: Needs at least 1 entries.", "Lines null null: Needs at least 1 entries."],
    ],
    ...(
      [
        ["documents", "Documents", { ReportDocuments: Array(1001).fill({ name: "A" }) }],
        ["publishers", "Documents", { ReportDocuments: Array(1001).fill({ publisher: "P" }) }],
        ["nouns", "Info", { ReportInfo: [{ title: "T", currency: "USD" }, ...Array(1001).fill({ noun: "n" })] }],
      ] as const
    ).map(([what, table, given]): [string, Given, string[]] => [
      `too many ${what}`,
      given,
      [`${table} null null: May have at most 1000 entries.`],
    ]),
    [
      "no market",
      { ReportLines: [other], ReportFigures: [figured("Other", "2024", "5")] },
      ["Lines null null: Needs at least 1 entries."],
    ],
    [
      "lines without figures",
      beside([other, homes, { ...other, name: "Third" }]),
      ["Lines 1 null: Needs at least 1 entries.", "Lines 3 null: Needs at least 1 entries."],
    ],
    ["a blank name", beside([{ kind: "series", unit: "USD m" }]), ['Lines 1 name: "Line" is blank.']],
    [
      "a kind, and nothing that follows from it",
      beside([{ name: "A", kind: "thing" }], figured("A", "2024", "5")),
      ['Lines 1 kind: "thing" has to be one of: market, driver, segment, series, split.'],
    ],
    [
      "segments without a split",
      beside(
        [
          { name: "A", kind: "segment" },
          { name: "B", kind: "segment" },
        ],
        figured("A", "2024", "5 %"),
        figured("B", "2024", "5 %"),
      ),
      ['Lines 1 split: "Split" is blank.', 'Lines 2 split: "Split" is blank.'],
    ],
    [
      "one id for two lines",
      beside(
        [other, { ...other, name: "Another", id: "other" }],
        figured("Other", "2024", "5"),
        figured("Another", "2024", "5"),
      ),
      ['Lines 2 null: "other" is already used by /series/0.'],
    ],
    [
      "words of a line",
      beside([{ ...other, flow: "perhaps", method: "curve" }], figured("Other", "2024", "5")),
      [
        'Lines 1 flow: "perhaps" has to be one of: yes, no.',
        'Lines 1 method: "curve" has to be one of: geometric, linear, logistic, step.',
      ],
    ],
    [
      "saturations",
      beside([{ ...other, saturation: "most" }], figured("Other", "2024", "5")),
      ['Lines 1 null: There is no figure "most".'],
    ],
    [
      "figures of lines",
      beside(
        [other],
        figured("Other", "2024", ""),
        figured("Other", "2025", "x"),
        figured("Other", "20x4", "5"),
        figured("Other", "FY2026", "5"),
        figured("Other", "2027", "5 %", { unit: "USD m" }),
        figured("Other", "2028", true),
        figured("Nope", "2024", "7"),
        figured("Nope", "2024", "a-b"),
        figured("Othre (point)", "2024", "5"),
        figured("Other (nonsense)", "2024", "5"),
      ),
      [
        'Figures 1 value: "Value" is blank.',
        `Figures 2 value: "x" ${numberText}`,
        'Figures 3 period: "20x4" is no period: write a year (2027, 2027E, FY2027), a quarter or a half of one (2027Q3, 2027H1), or two years (2024–2035).',
        'Figures 4 period: "FY2026" is a fiscal year, and ReportInfo doesn\'t say in which month fiscal years end: fill in "Year end" (12 for the calendar year).',
        'Figures 5 unit: The value is a percentage, and the unit is "USD m".',
        "Figures 6 value: This is no number.",
        'Figures 7 line: There is no line "Nope" in ReportLines.',
        'Figures 8 line: There is no line "Nope" in ReportLines.',
        'Figures 9 line: There is no line "Othre (point)" in ReportLines.',
        'Figures 10 line: There is no line "Other (nonsense)" in ReportLines.',
      ],
    ],
    [
      "figures by themselves",
      beside(
        [],
        figured("", "2024", "5"),
        figured("", "2024", "5", { unit: "m cars" }),
        figured("", "2024", "5", { metric: "Cars" }),
        figured("", "2024", "a-b"),
        figured("", "2024", "a-b", { metric: "x" }),
        figured("", "2024", "5", { metric: "x", unit: "m cars", comparator: "=>" }),
      ),
      [
        'Figures 1 unit: "Unit" is blank.',
        'Figures 1 metric: "Metric" is blank.',
        'Figures 2 metric: "Metric" is blank.',
        'Figures 3 unit: "Unit" is blank.',
        'Figures 4 line: "Line" is blank.',
        'Figures 5 line: "Line" is blank.',
        "Figures 6 null: Has to be one of: =, ~, >, >=, <, <=.",
      ],
    ],
    [
      "figures of lines without a unit",
      beside(
        [
          { name: "S", kind: "series" },
          { name: "D", kind: "driver" },
        ],
        figured("S", "2024", "5"),
        figured("D", "2024", "5"),
      ),
      [
        "Figures 1 unit: Which unit? It is neither here nor on the line.",
        "Figures 2 unit: Which unit? It is neither here nor on the line.",
      ],
    ],
    [
      "figures of figures",
      beside(
        [other, { ...other, name: "R" }],
        figured("Other", "2024", "7", { id: "a" }),
        figured("Other", "2025", "8", { id: "market-y" }),
        figured("R", "", "market-x"),
        figured("R", "", "a/b-c"),
        figured("R", "", "a/a/a"),
        figured("R", "", "a/"),
        figured("R", "", "A-b"),
      ),
      [
        `Figures 5 value: "a/a/a" ${numberText}`,
        `Figures 6 value: "a/" ${numberText}`,
        `Figures 7 value: "A-b" ${numberText}`,
        'Figures 3 value: There is no figure "market-x" in ReportFigures. Did you mean "market-y"?',
        'Figures 4 value: There is no figure "b-c" in ReportFigures.',
      ],
    ],
    [
      "two of a year",
      beside(
        [other, { name: "T", kind: "series", unit: "%" }],
        figured("Other", "2024", "7", { id: "a" }),
        ...["a/a", "a/a"].map((ratio) => figured("T", "", ratio)),
      ),
      ["Figures 3 null: Points have to stand in order of year, one a year."],
    ],
    [
      "a part of a year as a point",
      beside(
        [other, { ...other, name: "R" }],
        figured("Other", "2024", "7"),
        figured("Other", "2024Q1", "2", { id: "q" }),
        figured("R", "2024", "5"),
        figured("R", "", "q"),
      ),
      [
        'Figures 4 null: The figure "q" is of 2024Q1: paths run over whole years, and a part of a year is no point of one.',
      ],
    ],
    [
      "parts of years alone",
      beside([other], figured("Other", "2024Q1", "7"), figured("Other", "2024Q2", "7")),
      [
        'Lines 1 name: All figures of "Other" are of quarters or halves, which are no points of a path: add the figure of a year, or take the line out and give the figures a metric instead.',
      ],
    ],
    [
      "figures, but not that their lines have none",
      beside(
        [other, { ...other, name: "R" }, { ...other, name: "Z" }],
        figured("Other", "2024", "x"),
        figured("R", "2024", "y"),
      ),
      [
        `Figures 1 value: "x" ${numberText}`,
        `Figures 2 value: "y" ${numberText}`,
        "Lines 3 null: Needs at least 1 entries.",
      ],
    ],
    [
      "formulas and figures that would not count",
      {
        ReportLines: [
          ...[{ ...market, kind: "market" }, homes, price],
          { name: "Both", kind: "driver", unit: "USD m", formula: "Homes × Price" },
          { name: "Kept", kind: "series", unit: "USD m", formula: "Homes × Price" },
        ],
        ReportFigures: [
          { line: market.name, year: "2025", value: "6", section: "1" },
          { line: "Both", year: "2025", value: "3", section: "1" },
        ],
      },
      [
        "Lines 3 formula: The line has figures, which would not count beside this: take out one or the other.",
        "Lines 4 formula: Only drivers are worked out of drivers: take the formula out.",
      ],
    ],
    [
      "formulas",
      {
        ReportLines: [
          ...[{ ...market, kind: "market" }, homes, price, { name: "A", kind: "market", formula: "Homs × Price + 2" }],
          ...[
            { name: "B", kind: "market", formula: "Market" },
            { name: "Lone", kind: "market", formula: "Rest" },
          ],
          { name: "D", kind: "driver", unit: "USD m", formula: "Homs × Prise" },
          { name: "Homx", kind: "driver", unit: "USD m", formula: "Homz" },
          { name: "E", kind: "market", formula: "Homes × Price", take: "middle" },
        ],
      },
      [
        'Lines 3 formula: "Homs × Price + 2" mixes operations: give each part a line of its own.',
        'Lines 4 formula: There is no line "Market" in ReportLines.',
        "Lines 5 formula: Only a segment can be the rest of its split.",
        'Lines 8 take: "middle" has to be one of: point, low, high.',
        'Lines 6 formula: There is no line "Homs" in ReportLines. Did you mean "Homes"?',
        'Lines 6 formula: There is no line "Prise" in ReportLines. Did you mean "Price"?',
        'Lines 7 formula: There is no line "Homz" in ReportLines.',
      ],
    ],
    [
      "assumptions",
      beside([
        { name: "A", default: "x", why: "w", range: "4" },
        { name: "B", default: "1 to 2", range: "x" },
        { name: "C", default: "5 %", why: "w", unit: "USD m" },
        { name: "D", default: "5", why: "w", unit: "USD m", range: "4 to 6 %" },
        { name: "E", default: { content: 0.05, format: "0%" }, why: "w", unit: "%", range: "4 to 6 %" },
      ]),
      [
        `Lines 1 default: "x" ${numberText}`,
        'Lines 1 range: "4" is no range: write 50 to 60.',
        `Lines 2 default: "1 to 2" ${numberText}`,
        'Lines 2 why: "Why" is blank.',
        'Lines 2 range: "x" is no range: write 50 to 60.',
        'Lines 3 default: The value is a percentage, and the unit is "USD m".',
        'Lines 4 range: The value is a percentage, and the unit is "USD m".',
      ],
    ],
    [
      "an assumption beyond its range",
      beside([{ name: "C", default: "5", why: "w", range: "6 to 7" }]),
      ["Lines 1 null: Has to lie within its range, 6 to 7."],
    ],
    [
      "a worked-out driver and a built market in other units",
      {
        ReportLines: [
          ...[{ ...market, kind: "market" }, homes, price, { name: "A", kind: "market", formula: "Homes" }],
          ...[
            { name: "B", kind: "market", formula: "Homes + Price" },
            { name: "C", unit: "%", formula: "Homes × Price" },
          ],
        ],
      },
      [
        'Lines 3 null: homes comes in "m homes", which doesn\'t convert to "USD m", the unit of "a".',
        `Lines 5 null: homes [m homes] × price [USD/home] comes in "USD", which doesn't convert to "%", the unit of "c".`,
        'Lines 4 null: homes comes in "m homes", which doesn\'t convert to "USD m", the unit of "b-built".',
        'Lines 4 null: price comes in "USD/home", which doesn\'t convert to "USD m", the unit of "b-built".',
      ],
    ],
    [
      "what a segment is of",
      beside(
        [
          { name: "X", kind: "split", of: "Nowhere" },
          ...[
            { name: "A", split: "X" },
            { name: "B", split: "Y", of: "Somewhere" },
            { name: "C", split: "Z", of: "B" },
          ],
        ],
        ...["A", "B", "C"].map((name) => figured(name, "2024", "5 %")),
      ),
      [
        'Lines 1 of: There is no line "Nowhere" in ReportLines.',
        'Lines 3 of: There is no line "Somewhere" in ReportLines.',
      ],
    ],
    [
      "segments of one of two markets",
      beside(
        [{ name: "Second" }, { name: "A", split: "X" }],
        figured("Second", "2024", "5"),
        figured("A", "2024", "5 %"),
      ),
      ["Lines 2 of: There are several markets: say which one it is part of."],
    ],
    [
      "segments beside a built market",
      {
        ReportLines: [{ name: "B", kind: "market", formula: "Homes × Price" }, homes, price, { name: "A", split: "X" }],
        ReportFigures: [figured("A", "2024", "5 %")],
      },
      ["Lines 3 of: There is no market that it could be part of."],
    ],
    [
      "a segment of another whole than its split's",
      beside(
        [
          { name: "X", kind: "split", of: "Market" },
          { name: "A", split: "X" },
          { name: "B", split: "X", of: "Homes" },
          homes,
        ],
        ...["A", "B"].map((name) => figured(name, "2024", "5 %")),
      ),
      ["Lines 3 null: Segments of a split that adds up have to be parts of one whole."],
    ],
    [
      "claims",
      claiming(
        { stated: "market-2024", kind: "equal", over: "market-2026", id: "a" },
        { stated: "market-2024", kind: "ratio", over: "market-2024, market-2026", id: "b" },
        { stated: "market-2025", kind: "sum", over: "market-2024, markets" },
        { stated: "market-2026", kind: "equal", over: "market-2024", id: "a" },
      ),
      [
        'Claims 2 stated: There is no figure "market-2025" in ReportFigures. Did you mean "market-2024"?',
        'Claims 2 over: There is no figure "markets" in ReportFigures.',
        'Claims 3 null: "a" is already used by /claims/0.',
        `Claims 1 null: market-2024 / market-2026 comes in "1", which doesn't convert to "USD m", the unit of "market-2024".`,
      ],
    ],
  ])("%s", (_, given, faults) => {
    const read = fromTables(made(given));
    expect(
      read.faults.map(({ table, row, column, text }) => `${table.slice("Report".length)} ${row} ${column}: ${text.en}`),
    ).toEqual(faults);
    expect(read.report === null).toBe(faults.length > 0);
  });
});

describe("what is left blank is inferred, and what is inferred told", () => {
  /** Of a table's cells the inferred texts: `row column text`. */
  const toldOf = (given: Given, table: TableName, ...columns: string[]) =>
    fromTables(made(given)).inferred.flatMap((one) =>
      one.table === table && columns.includes(one.column) ? [`${one.row} ${one.column} ${one.text.en}`] : [],
    );
  const report = (given: Given): any => back(made(given));

  test("of the least that makes a report", () => {
    const { inferred } = fromTables(made({}));
    expect(inferred.map(({ table, row, column, text }) => `${table} ${row} ${column} ${text.en}`)).toEqual([
      ...["ReportInfo 0 unit USD m", "ReportInfo 0 id t", "ReportInfo 0 edition 1"],
      ...["ReportLines 0 kind market", "ReportLines 0 id market", "ReportLines 0 aliases base"],
      ...["ReportFigures 0 unit USD m", "ReportFigures 0 metric Market", "ReportFigures 0 id market-2024"],
    ]);
    expect(inferred[3]!.text).toEqual(kinds.market);
  });

  test("of a report without a title, or in a unit that nobody reads", () => {
    expect(toldOf({ ReportInfo: [{ currency: "USD" }] }, "ReportInfo", "id")).toEqual(["0 id report"]);
    expect(toldOf({ ReportInfo: [{ title: "T", unit: "???" }] }, "ReportInfo", "currency", "unit")).toEqual([]);
  });

  test.each<[TableName, columns: string[], missing: string[]]>([
    ["ReportInfo", ["Unit"], ["title"]],
    ["ReportDocuments", ["Title"], ["name"]],
    ["ReportLines", ["Kind"], ["name"]],
    ["ReportFigures", ["Line"], ["value"]],
    ["ReportClaims", ["Mine"], []],
  ])("of %s without the columns that it needs nothing", (table, header, missing) => {
    const read = fromTables({ ...made({}), [table]: { header, rows: [[{ content: "x" }]] } });
    expect(read.faults.map(({ table, row, column }) => [table, row, column])).toEqual(
      missing.map((column) => [table, null, column]),
    );
    if (missing.length > 0) expect(read.inferred).toEqual([]);
  });

  test("of a report that has no unit yet", () => {
    const given: Given = { ReportInfo: [{ title: "T" }], ReportClaims: [{ stated: "market-2024", kind: "sum" }] };
    expect(toldOf(given, "ReportInfo", "id", "edition", "unit")).toEqual([]);
    expect(toldOf(given, "ReportLines", "kind", "unit", "aliases")).toEqual(["0 kind market", "0 aliases base"]);
    expect(toldOf(given, "ReportFigures", "unit", "metric", "id")).toEqual(["0 metric Market", "0 id market-2024"]);
    expect(fromTables(made(given)).faults.map(({ table, column }) => [table, column])).toEqual([
      ["ReportInfo", "unit"],
    ]);
  });

  test("in one language for both, in either", () => {
    const given: Given = {
      ReportInfo: [
        { titleZh: "题", titleZhHant: "題", currency: "usd", noun: "car" },
        { nounZh: "车", countedAs: "car" },
      ],
      ReportDocuments: [
        ...[{ name: "A", titleZh: "甲" }, { name: "B", publisher: "P", publisherZh: "局" }, { publisher: "Q" }],
        ...[{ publisherZh: "所" }, { name: "C", licence: "L" }],
      ],
      ReportLines: [market, { nameZh: "其他", kind: "series", unit: "USD m" }, { ...other, nameZhHant: "O" }],
      ReportFigures: [
        ofMarket,
        figured("其他", 2024, "5"),
        figured("Other", 2024, "5", { metricZh: "量", noteZh: "注" }),
      ],
    };
    expect(report(given)).toMatchObject({
      ...{ id: "report", currency: "USD", title: { en: "题", zh: "题", zhHant: "題" } },
      nouns: [
        { en: "car", zh: "car" },
        { en: "车", zh: "车", as: "car" },
      ],
      documents: [
        { name: "A", title: { en: "甲", zh: "甲" } },
        { name: "B", title: { en: "B", zh: "B" }, publisher: "P" },
        { name: "C", licence: { text: { en: "L", zh: "L" }, redistribution: "unknown" } },
      ],
      publishers: [
        { en: "P", zh: "局" },
        { en: "Q", zh: "Q" },
        { en: "所", zh: "所" },
      ],
      series: [
        { id: "series", name: { en: "其他", zh: "其他" } },
        { id: "other", name: { en: "Other", zh: "Other", zhHant: "O" } },
      ],
    });
    expect(report(given).figures.slice(1)).toMatchObject([
      { id: "series-2024", metric: { en: "其他", zh: "其他" } },
      { id: "other-2024", metric: { en: "量", zh: "量" }, note: { en: "注", zh: "注" } },
    ]);
    expect(report(given).figures[1]).not.toHaveProperty("note");
    expect(toldOf(given, "ReportDocuments", "title", "redistribution")).toEqual([
      ...["1 title B", "4 title C", "4 redistribution unknown"],
    ]);
  });

  test("kinds and units of lines", () => {
    const given: Given = {
      ReportLines: [
        ...[market, { name: "M", unit: "USD m" }, { name: "S", unit: "USD bn" }, { name: "D", default: "5", why: "w" }],
        ...[
          { name: "P", default: "5 %", why: "w" },
          { name: "W", unit: "USD m", formula: "Ｘ × D × y" },
        ],
        ...[{ name: "X", unit: "USD m" }, { name: "Y" }, { name: "Z", unit: "USD m", formula: "w" }],
        ...[
          { name: "Seg", split: "By", of: "Market" },
          { name: "Q", kind: "series" },
          { name: "R", kind: "driver" },
        ],
      ],
      ReportFigures: [
        ...["Market", "M", "S", "X"].map((name) => figured(name, "2024", "5")),
        ...[
          figured("Y", "2024", "5 %"),
          figured("Seg", "2024", "5"),
          figured("Q", "2024", { content: 0.5, format: "0%" }),
        ],
        ...[figured("q", "2025", "60", { unit: "%" }), figured("r", "2024", "1", { unit: "m cars" })],
      ],
    };
    expect(toldOf(given, "ReportLines", "kind").map((one) => one.replace(" kind", ""))).toEqual([
      ...["0 market", "1 market", "2 series", "3 driver", "4 driver", "5 driver", "6 driver", "7 driver", "8 driver"],
      "9 segment",
    ]);
    expect(toldOf(given, "ReportLines", "unit")).toEqual(["4 unit %", "7 unit %", "10 unit %", "11 unit m cars"]);
    expect(toldOf(given, "ReportFigures", "unit").join()).toBe(
      "0 unit USD m,1 unit USD m,2 unit USD bn,3 unit USD m,4 unit %,5 unit USD m,6 unit %",
    );
    expect(report(given).drivers.map(({ id, unit, op, of }: any) => [id, unit, op, of])).toEqual([
      ["d", "", undefined, undefined],
      ["p", "%", undefined, undefined],
      ["w", "USD m", "product", ["x", "d", "y"]],
      ["x", "USD m", undefined, undefined],
      ["y", "%", undefined, undefined],
      ["z", "USD m", "sum", ["w"]],
      ["r", "m cars", undefined, undefined],
    ]);
    expect(report(given).drivers.slice(0, 2)).toEqual([
      { id: "d", name: { en: "D", zh: "D" }, unit: "", default: 5, why: { en: "w", zh: "w" } },
      { id: "p", name: { en: "P", zh: "P" }, unit: "%", default: 5, why: { en: "w", zh: "w" } },
    ]);
  });

  test("ids that nothing else has", () => {
    const given: Given = {
      ReportLines: [
        market,
        other,
        { ...other, name: "B c" },
        { ...other, name: "Own", id: "b-c" },
        { ...other, name: "C" },
      ],
      ReportFigures: [
        ...[ofMarket, ...["Other", "B c", "Own"].map((name) => figured(name, "2024", "5")), figured("C", "2024", "7")],
        ...[{}, {}, { id: "c" }, { metric: "A b", period: "2024–2030" }, { metric: "A b", period: "2024Q1" }].map(
          (more) => ({
            ...{ metric: "A b", value: "5", unit: "USD m", ...more },
          }),
        ),
        ...["size", "market", "other"].map((metric) => ({ metric, value: "5", unit: "USD m" })),
        { metricZh: "甲", value: "5", unit: "USD m" },
      ],
    };
    expect(toldOf(given, "ReportLines", "id")).toEqual(["0 id market", "1 id other", "2 id b-c-2", "4 id c-2"]);
    expect(report(given).figures.map(({ id }: any) => id)).toEqual([
      ...["market-2024", "other-2024", "b-c-2-2024", "b-c-2024", "c-2-2024", "a-b", "a-b-2", "c", "a-b-2024-2030"],
      ...["a-b-2024q1", "size-2", "market", "other-2", "figure"],
    ]);
  });

  test("drivers with signs in their names, which formulas call", () => {
    const given = beside(
      [
        { name: "U×V", unit: "USD m" },
        { name: "T", unit: "USD m", formula: "u × v" },
      ],
      figured("U×V", "2024", "5"),
    );
    expect(report(given).drivers.map(({ id, of }: any) => [id, of])).toEqual([
      ["u-v", undefined],
      ["t", ["u-v"]],
    ]);
  });

  test("a base market after other lines", () => {
    const given = { ReportLines: [homes, market] };
    expect(toldOf(given, "ReportLines", "aliases")).toEqual(["1 aliases base"]);
    expect(report(given).drivers[0]).not.toHaveProperty("aliases");
  });

  test.each<[what: string, lines: readonly Readonly<Record<string, string>>[], aliases: unknown[]]>([
    ["the first market is the base", [{ name: "M" }, { name: "N" }], [["base"], undefined]],
    ["unless it has an id", [{ name: "M", id: "m" }, { name: "N" }], [undefined, undefined]],
    ["or aliases", [{ name: "M", aliases: "x，y" }, { name: "N" }], [["x", "y"], undefined]],
    ["or another has that id", [{ name: "M" }, { name: "N", id: "base" }], [undefined, undefined]],
    ["or that alias", [{ name: "M" }, { name: "N", aliases: "b;base" }], [undefined, ["b", "base"]]],
  ])("%s", (_, lines, aliases) => {
    const given = { ReportLines: lines, ReportFigures: [figured("M", "2024", "5"), figured("N", "2024", "5")] };
    expect(report(given).scenarios.map((one: any) => one.aliases)).toEqual(aliases);
    expect(toldOf(given, "ReportLines", "aliases")).toEqual(
      aliases[0]?.toString() === "base" ? ["0 aliases base"] : [],
    );
  });

  test("splits that segments name, and what they are of", () => {
    const given = beside(
      [
        { name: "By", kind: "split", nameZh: "按", overlaps: "yes", of: "Market", aliases: "a1；b1、c1" },
        ...[
          { name: "A", split: "by" },
          { name: "B", split: "按" },
          { name: "C", split: "Other one" },
        ],
        ...[
          { name: "D", split: "other ONE", overlaps: "yes" },
          { name: "E", split: "其他" },
          { name: "F", split: "其他", formula: "rest" },
        ],
        ...[{ name: "G", split: "W", of: "Market", overlaps: "yes" }, { name: "H", split: "W", of: "Homes" }, homes],
        ...[{ name: "I", split: "V", of: "E" }],
      ],
      ...["A", "B", "C", "D", "E", "G", "H", "I"].map((name) => figured(name, "2024", "5 %")),
    );
    const segment = (name: string, more: object = {}) => ({
      ...{ id: name.toLowerCase(), name: { en: name, zh: name }, section: null },
      ...(name === "F" ? {} : { points: [`${name.toLowerCase()}-2024`] }),
      ...more,
    });
    const of = { scenario: "market" };
    expect(report(given).splits).toEqual([
      {
        ...{ id: "by", aliases: ["a1", "b1", "c1"], name: { en: "By", zh: "按" }, of, additive: false },
        segments: [segment("A"), segment("B")],
      },
      {
        ...{ id: "other-one", name: { en: "Other one", zh: "Other one" }, of, additive: false },
        segments: [segment("C"), segment("D")],
      },
      { id: "split", name: { en: "其他", zh: "其他" }, of, additive: true, segments: [segment("E"), segment("F")] },
      {
        ...{ id: "w", name: { en: "W", zh: "W" }, additive: false },
        segments: [segment("G", { of }), segment("H", { of: { driver: "homes" } })],
      },
      { id: "v", name: { en: "V", zh: "V" }, of: { segment: "e" }, additive: true, segments: [segment("I")] },
    ]);
    expect(toldOf(given, "ReportLines", "unit")).toEqual([]);
    expect(toldOf(given, "ReportLines", "of")).toEqual(["4 of Market", "5 of Market", "6 of Market", "7 of Market"]);
  });

  test("roles of figures, from their period, value and what their row says", () => {
    const given = beside(
      [other, { name: "G", kind: "market" }, { name: "D", kind: "driver", unit: "USD m" }, { ...other, name: "R" }],
      ...[figured("Other (point)", "2025", "6"), figured("Other", "2024", "5"), figured("G", "2024", "5")],
      ...[figured("G（增长）", "2024–2030", "5 %"), figured("D (range)", "2024", "5 to 7"), figured("D", "2024", "6")],
      ...[figured("D （ Range ） ", "2025", "1 to 2"), figured("D", "2025", "1.5"), figured("R", "", "other-2025-x")],
      ...[
        figured("R", "", "other-2024-x"),
        figured("", "2025", "5", { metric: "x", unit: "USD m", id: "other-2025-x" }),
      ],
      figured("", "2024", "5", { metric: "x", unit: "USD m", id: "other-2024-x" }),
    );
    const { scenarios, drivers, series } = report(given);
    expect(scenarios[1]).toMatchObject({ points: ["g-2024"], growth: "g-2024-2030" });
    expect(drivers).toMatchObject([{ points: ["d-2024-2", "d-2025-2"], ranges: ["d-2024", "d-2025"] }]);
    expect(series.map(({ points }: any) => points)).toEqual([
      ["other-2024", "other-2025"],
      ["other-2024-x", "other-2025-x"],
    ]);
  });

  test("ratios of figures, with spaces or without", () => {
    const given = beside(
      [
        { name: "D", kind: "driver" },
        { name: "E", kind: "series", unit: "%" },
      ],
      ...[figured("D", "", "a1 /  b-1"), figured("E", "", "c-1/a1")],
      ...["a1", "b-1", "c-1"].map((id) => figured("", "2024", "5", { metric: id, unit: "USD m", id })),
    );
    const { drivers, series } = report(given);
    expect(drivers).toMatchObject([{ unit: "", method: "linear", points: [{ ratio: ["a1", "b-1"] }] }]);
    expect(series).toMatchObject([{ unit: "%", points: [{ ratio: ["c-1", "a1"] }] }]);
    expect(toldOf(given, "ReportLines", "unit")).toEqual([]);
  });

  test.each([
    ["≥", ">="],
    ["≤", "<="],
    ["≈", "~"],
    [">", ">"],
    ["", "~"],
  ])("a comparator %j of a number with another: %j", (text, comparator) => {
    const given: Given = { ReportFigures: [{ ...ofMarket, value: "~5", comparator: text }] };
    expect(report(given).figures[0].comparator).toBe(comparator);
  });

  test("built markets: a driver by itself, or one more that is worked out", () => {
    const given: Given = {
      ReportLines: [
        ...[{ ...market, kind: "market" }, homes, price, { name: "A", kind: "market", formula: "Homes × Price" }],
        ...[{ name: "B", kind: "market", formula: "Value", take: "low", scope: "s", outlier: "o", section: "3" }],
        ...[
          { name: "Value", unit: "USD m", formula: "Homes × Price" },
          { name: "Same", unit: "m homes", formula: "Homes" },
        ],
        ...[
          { name: "Market", kind: "driver", unit: "USD m", formula: "Value" },
          { name: "C", kind: "market", formula: "Market" },
        ],
        { name: "A built", kind: "driver", unit: "USD m", formula: "Value" },
      ],
      ReportFigures: [ofMarket, figured("A", "2026", "3"), figured("A", "2024", "2")],
    };
    const both = (text: string) => ({ en: text, zh: text });
    expect(report(given).scenarios.slice(1)).toEqual([
      { id: "a", name: both("A"), section: null, size: "a-built-2", take: "point", stated: ["a-2024", "a-2026"] },
      { id: "b", name: both("B"), section: "3", size: "value", take: "low", scope: both("s"), outlier: both("o") },
      { id: "c", name: both("C"), section: null, size: "market-2", take: "point" },
    ]);
    expect(report(given).drivers.slice(2)).toEqual([
      { id: "value", name: both("Value"), unit: "USD m", op: "product", of: ["homes", "price"] },
      { id: "same", name: both("Same"), unit: "m homes", op: "sum", of: ["homes"] },
      { id: "market-2", name: both("Market"), unit: "USD m", op: "sum", of: ["value"] },
      { id: "a-built", name: both("A built"), unit: "USD m", op: "sum", of: ["value"] },
      {
        ...{ id: "a-built-2", unit: "USD m", op: "product", of: ["homes", "price"] },
        name: { en: "A, from its drivers", zh: "A（由驱动因素得出）" },
      },
    ]);
    expect(toldOf(given, "ReportLines", "take")).toEqual(["3 take point", "8 take point"]);
  });

  test("assumptions: percentages, ranges, reasons", () => {
    const given = beside([
      { name: "A", default: "5 %", why: "w", range: "4 to 6" },
      { name: "B", default: { content: 0.05, format: "0.0%" }, whyZh: "理", section: "2" },
      { name: "C", default: "7", unit: "USD m", why: "w", flow: "yes", aliases: "x, y" },
      { name: "D", default: 7, unit: "USD m", why: "w", flow: "no" },
    ]);
    const named = (name: string) => ({ id: name.toLowerCase(), name: { en: name, zh: name } });
    const why = { en: "w", zh: "w" };
    expect(report(given).drivers).toEqual([
      { ...named("A"), unit: "%", default: 5, why, range: [4, 6] },
      { ...named("B"), section: "2", unit: "%", default: 5, why: { en: "理", zh: "理" } },
      { ...named("C"), aliases: ["x", "y"], unit: "USD m", flow: true, default: 7, why },
      { ...named("D"), unit: "USD m", flow: false, default: 7, why },
    ]);
  });

  test("claims of growth, of years from their parts, of wholes from theirs", () => {
    const halves = (name: string) => [
      ...[figured(name, "2024", "5", { section: "4" }), figured(name, "2024H1", "2"), figured(name, "2024H2", "3")],
    ];
    const cars = { kind: "series", unit: "m cars" };
    const given = beside(
      [
        ...[
          other,
          { ...cars, name: "Stock" },
          { ...cars, name: "Made", flow: "yes" },
          { ...other, name: "Not", flow: "no" },
        ],
        ...[
          { name: "Each", kind: "series", unit: "USD/car" },
          { name: "A", split: "X" },
          { name: "B", split: "X" },
        ],
        ...[
          { name: "C", split: "Y", overlaps: "yes" },
          { name: "D", split: "Y" },
          { name: "E", split: "Z", of: "Homes" },
        ],
        ...[
          { name: "F", split: "Z", of: "Homes" },
          homes,
          { name: "G", split: "W" },
          { name: "H", split: "W", formula: "rest" },
        ],
      ],
      ...["Other", "Stock", "Made", "Not", "Each"].flatMap(halves),
      ...["A", "B", "C", "D", "G"].map((name) => figured(name, "2024", "2")),
      ...["E", "F"].map((name) => figured(name, "2024", "2", { unit: "m homes" })),
      ...[figured("Market", "2026", "6"), figured("Market", "2024–2026", "9.5 %"), figured("Market", "2025", "5 %")],
    );
    const sum = (stated: string, way: string, terms: string[], section: string | null = null) => ({
      ...{ id: `${stated}.${way}`, section, stated, check: { kind: "sum", terms } },
    });
    expect(report(given).claims).toEqual([
      sum("other-2024", "halves", ["other-2024h1", "other-2024h2"], "4"),
      sum("made-2024", "halves", ["made-2024h1", "made-2024h2"], "4"),
      {
        ...{ id: "market-2024-2026.cagr", section: null, stated: "market-2024-2026" },
        check: { kind: "cagr", from: "market-2024", to: "market-2026" },
      },
      sum("market-2024", "sum", ["a-2024", "b-2024"]),
    ]);
    const none = { ...given, ReportClaims: [{ kind: "none" }] };
    expect(report(none).claims.map(({ id }: any) => id)).toEqual(["market-2024-2026.cagr"]);
  });

  test("claims' ids and sections", () => {
    const given = claiming(
      { stated: "market-2026", kind: "at-most", over: " market-2024 ；market-2026," },
      { stated: "market-2026", kind: "equal", over: "market-2024", section: "7", id: "mine", noteZh: "注" },
    );
    expect(report(given).claims.slice(0, 2)).toEqual([
      {
        ...{ id: "market-2026.at-most", section: "2", stated: "market-2026" },
        check: { kind: "at-most", whole: "market-2024", beside: ["market-2026"] },
      },
      {
        ...{ id: "mine", section: "7", stated: "market-2026", note: { en: "注", zh: "注" } },
        check: { kind: "equal", to: "market-2024" },
      },
    ]);
    expect(report(given).claims).toHaveLength(3);
    expect(toldOf(given, "ReportClaims", "id")).toEqual(["0 id market-2026.at-most"]);
  });
});

test("tables of anything are read without an exception", () => {
  const cell = fc.record({
    content: fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null)),
    format: fc.constantFrom("@", "0%", "d.m.y", "General"),
  });
  const table = (name: TableName) => {
    const header = toTables(builtInReport)[name].header;
    return fc.array(fc.array(cell, { maxLength: header.length }), { maxLength: 6 }).map((rows) => ({ header, rows }));
  };
  fc.assert(
    fc.property(fc.tuple(...tableNames.map(table)), (all) => {
      const tables = Object.fromEntries(tableNames.map((name, at) => [name, all[at]])) as unknown as ReportTables;
      const { report, faults } = fromTables(tables);
      expect(report === null).toBe(faults.length > 0);
    }),
  );
});

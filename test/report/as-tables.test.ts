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

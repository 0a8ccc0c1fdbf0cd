import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { builtInReport, faultText, parseReport, type FaultCode, type ReportFault } from "../../src/report";
import { changed } from "./helpers";

function faultsOf(input: unknown): readonly ReportFault[] {
  const parsed = parseReport(input);
  return "faults" in parsed ? parsed.faults : [];
}

const found = (input: unknown) => faultsOf(input).map(({ path, code }) => `${path} ${code}`);

const claim = (id: string) => builtInReport.claims.findIndex((one) => one.id === id);

/** One fault of every kind: what is done to the built-in report, and what is then found. */
const cases: readonly (readonly [what: string, change: (report: any) => void, faults: readonly string[]])[] = [
  ["a part left out", (r) => delete r.claims, [" missing"]],
  ["a part that nobody knows", (r) => (r.macro = "x"), [" unknown-property"]],
  ["text for a number", (r) => (r.figures[0].value = "320"), ["/figures/0/value wrong-type"]],
  ["a comparator of its own", (r) => (r.figures[1].comparator = "≈"), ["/figures/1/comparator not-allowed"]],
  ["an id in capitals", (r) => (r.figures[0].id = "Size 2025"), ["/figures/0/id bad-form"]],
  ["a control character", (r) => (r.title.en = "a\u0000b"), ["/title/en bad-form"]],
  ["an empty name", (r) => (r.title.zh = ""), ["/title/zh too-short"]],
  ["an endless name", (r) => (r.title.en = "x".repeat(501)), ["/title/en too-long"]],
  ["half a range", (r) => (r.figures[0].value = [1]), ["/figures/0/value too-few"]],
  ["three ends of a range", (r) => (r.figures[0].value = [1, 2, 3]), ["/figures/0/value too-many"]],
  ["a year before all markets", (r) => (r.figures[0].year = 19), ["/figures/0/year too-small"]],
  ["a number out of all bounds", (r) => (r.figures[0].value = 1e300), ["/figures/0/value too-great"]],
  ["a figure twice", (r) => r.figures.push(r.figures[0]), [`/figures/${builtInReport.figures.length}/id duplicate`]],
  ["a claim twice", (r) => r.claims.push(r.claims[0]), [`/claims/${builtInReport.claims.length}/id duplicate`]],
  ["an alias that another scenario has", (r) => (r.scenarios[1].aliases = ["base"]), ["/scenarios/1 duplicate"]],
  ["a series with a driver's id", (r) => (r.series[0].id = "parc"), ["/series/0 duplicate"]],
  [
    "a segment with a figure's id",
    (r) => r.figures.push({ ...r.figures[0], id: "rd" }),
    [`/figures/${builtInReport.figures.length} duplicate`],
  ],
  ["a driver called size", (r) => (r.drivers[6].aliases = ["size"]), ["/drivers/6 reserved"]],
  ["a point at nothing", (r) => (r.series[0].points[2] = "capacity-1999"), ["/series/0/points/2 no-such-figure"]],
  [
    "a ratio of nothing",
    (r) => (r.drivers[1].points[0].ratio[1] = "x"),
    ["/drivers/1/points/0/ratio/1 no-such-figure"],
  ],
  ["growth that is nothing", (r) => (r.scenarios[8].growth = "x"), ["/scenarios/8/growth no-such-figure"]],
  [
    "growth without a period",
    (r) => (r.scenarios[8].growth = "growth-2026-vendors"),
    ["/scenarios/8/growth growth-without-period"],
  ],
  [
    "sizes before the scenario that they are part of",
    (r) => r.scenarios[0].points.shift(),
    [0, 1, 2, 3].map((at) => `/splits/0/segments/${at}/points/0 outside-whole`),
  ],
  ["a remainder of nothing", (r) => r.splits[1].segments.shift(), ["/splits/1/segments only-remainder"]],
  [
    "growth that leaves nothing",
    (r) => (r.figures.find((f: any) => f.id === "cagr-2025-2030-partnerships").value = -100),
    ["/scenarios/8/growth too-small"],
  ],
  [
    "growth beside two ends",
    (r) => (r.scenarios[0].growth = "cagr-2025-2030-applications"),
    ["/scenarios/0/growth growth-with-points"],
  ],
  [
    "a segment of no scenario",
    (r) => (r.splits[3].segments[2].of.scenario = "x"),
    ["/splits/3/segments/2/of no-such-scenario"],
  ],
  [
    "a split of no scenario",
    (r) => (r.splits[1].of.scenario = "x"),
    ["/splits/1/of no-such-scenario", "/splits/1/of no-such-scenario"],
  ],
  [
    "a part of what no scenario has",
    (r) => {
      r.splits[1].of.scenario = "x";
      r.splits[0].of = { segment: r.splits[1].segments[0].id };
    },
    ["/splits/1/of no-such-scenario", "/splits/1/of no-such-scenario"],
  ],
  [
    "a split of nothing",
    (r) => delete r.splits[1].of,
    ["/splits/1/segments/0 no-whole", "/splits/1/segments/1 no-whole"],
  ],
  ["a size that is no driver", (r) => (r.scenarios[15].size = "x"), ["/scenarios/15/size no-such-driver"]],
  ["a size that is no money", (r) => (r.scenarios[15].size = "parc"), ["/scenarios/15/size other-dimension"]],
  ["a part that is no driver", (r) => (r.drivers[5].of[0] = "x"), ["/drivers/5/of/0 no-such-driver"]],
  [
    "a driver that is worked out from itself",
    (r) => (r.drivers[10].of = ["market", "covered-vehicles"]),
    ["/drivers/10/of driver-circle"],
  ],
  [
    "a ratio of three",
    (r) => Object.assign(r.drivers[5], { op: "ratio", of: ["parc", "arpu", "arpu"] }),
    ["/drivers/5/of too-many"],
  ],
  ["a difference of one", (r) => (r.drivers[12].of = ["compliance"]), ["/drivers/12/of too-few"]],
  [
    "a sum of money and things",
    (r) => Object.assign(r.drivers[12], { op: "sum", of: ["compliance", "parc"] }),
    ["/drivers/12/of other-dimension"],
  ],
  ["a complement of a count", (r) => (r.drivers[9].of = ["parc"]), ["/drivers/9/of other-dimension"]],
  ["a default beyond its own range", (r) => (r.drivers[6].range = [1, 2]), ["/drivers/6/default outside-range"]],
  [
    "a range from high to low",
    (r) => Object.assign(r.drivers[7], { range: [2, 1], default: 1.5 }),
    ["/drivers/7/range reversed", "/drivers/7/default outside-range"],
  ],
  ["a size that nobody states", (r) => (r.scenarios[15].stated[0] = "x"), ["/scenarios/15/stated/0 no-such-figure"]],
  [
    "a share stated as a size",
    (r) => (r.scenarios[15].stated[0] = "connected-rate-2030"),
    ["/scenarios/15/stated/0 other-dimension"],
  ],
  ["a number next to nothing", (r) => (r.figures[0].value = 5e-324), ["/figures/0/value too-small"]],
  ["a unit that nobody reads", (r) => (r.figures[0].unit = "§ 12 of 7"), ["/figures/0/unit bad-unit"]],
  ["a unit that is misspelt", (r) => (r.figures[0].unit = "CNY 100 n"), ["/figures/0/unit bad-unit"]],
  ["a document that isn't there", (r) => (r.figures[0].document = "x"), ["/figures/0/document no-such-document"]],
  ["a quote of another number", (r) => (r.figures[0].quote = "330"), ["/figures/0/quote quote-without-number"]],
  ["sizes in no money", (r) => (r.unit = "vehicles"), ["/unit other-money"]],
  ["a ratio of two years", (r) => (r.drivers[1].points[0].ratio[1] = "parc-2030"), ["/drivers/1/points/0 other-year"]],
  [
    "a yearly rate checked over other years than its own",
    (r) => (r.claims[1].check.from = "size-2024-history"),
    ["/claims/1/check other-period"],
  ],
  [
    "a price of another thing",
    (r) => (r.drivers[3].unit = "CNY/set/month"),
    [...[0, 1, 2].map((at) => `/drivers/3/points/${at} other-dimension`), "/drivers/10/of other-dimension"],
  ],
  [
    "a sum of money and things",
    (r) => (r.claims[0].check = { kind: "sum", terms: ["size-2025-summary", "parc-2024"] }),
    ["/claims/0/check other-dimension"],
  ],
  [
    "a share among volumes",
    (r) => (r.series[0].points[1] = "utilisation-2026"),
    ["/series/0/points/1 other-dimension"],
  ],
  ["a range upside down", (r) => (r.figures[0].value = [5, 4]), ["/figures/0/value reversed"]],
  ["a period upside down", (r) => (r.figures[1].year = [2030, 2025]), ["/figures/1/year reversed"]],
  [
    "a point of a whole period",
    (r) => (r.figures[0].year = [2024, 2025]),
    ["/scenarios/3/points/0 no-single-year", "/claims/1/check no-single-year"],
  ],
  [
    "a point of a quarter",
    (r) => (r.figures[0].year = "2024Q3"),
    [
      "/scenarios/3/points/0 part-as-point",
      "/claims/0/check/to other-part",
      "/claims/1/check/from part-in-yearly-rate",
    ],
  ],
  ["a fifth quarter", (r) => (r.figures[0].year = "2024Q5"), ["/figures/0/year bad-period"]],
  ...(
    [
      ["a quarter beside a year", 2024, "2024Q3", { kind: "equal", to: "part" }, "/check other-part"],
      ["a quarter beside no time", "2024Q3", null, { kind: "equal", to: "part" }, "/check/to no-part"],
      ["a quarter as a year", 2024, "2024Q3", { kind: "sum", terms: ["part"] }, "/check parts-missing"],
    ] as const
  ).map(([what, whole, part, check, found]): (typeof cases)[number] => [
    what,
    (r) => {
      r.figures.push({ ...r.figures[0], id: "whole", year: whole }, { ...r.figures[0], id: "part", year: part });
      r.claims.push({ id: "parts", section: null, stated: "whole", check });
    },
    [`/claims/${builtInReport.claims.length}${found}`],
  ]),
  ["points out of order", (r) => r.series[0].points.reverse(), ["/series/0/points/1 not-in-order"]],
  [
    "two points in a year",
    (r) => r.series[0].points.splice(1, 0, "capacity-2025"),
    ["/series/0/points/1 not-in-order"],
  ],
  [
    "a path through zero",
    (r) => (r.figures.find((f: any) => f.id === "volume-2025").value = 0),
    ["/series/7/points/0 not-positive"],
  ],
  [
    "a division by zero",
    (r) => (r.figures.find((f: any) => f.id === "share-v2x-edge-2030").value = 0),
    ["/scenarios/13/points/1 divided-by-zero"],
  ],
  [
    "a growth rate from nothing",
    (r) => (r.figures.find((f: any) => f.id === "size-2025-iaas-paas").value = 0),
    [`/claims/${claim("cagr-2025-2030-iaas-paas.cagr")}/check divided-by-zero`],
  ],
  ["a yearly rate within one year", (r) => (r.claims[1].check.to = "size-2025-summary"), ["/claims/1/check same-year"]],
  ["a claim about nothing", (r) => (r.claims[0].stated = "x"), ["/claims/0/stated no-such-figure"]],
  [
    "a claim from nothing",
    (r) => (r.claims[0].check = { kind: "sum", terms: ["size-2025-summary", "x"] }),
    ["/claims/0/check/terms/1 no-such-figure"],
  ],
  ["a claim of an unknown kind", (r) => (r.claims[0].check.kind = "eval"), ["/claims/0/check/kind not-allowed"]],
  [
    "a claim that lacks what its kind takes",
    (r) => (r.claims[0].check.kind = "sum"),
    ["/claims/0/check missing", "/claims/0/check unknown-property"],
  ],
  [
    "two remainders",
    (r) => [0, 1].forEach((at) => delete r.splits[0].segments[at].points),
    ["/splits/0/segments two-remainders"],
  ],
  [
    "a remainder of what overlaps",
    (r) => delete r.splits[3].segments[0].points,
    ["/splits/3/segments/0 remainder-overlaps"],
  ],
  [
    "parts of different wholes",
    (r) => (r.splits[0].segments[1].of = { scenario: "summary" }),
    ["/splits/0/segments/1/of other-scenario"],
  ],
  [
    "two parts that nobody states in a year",
    (r) => [0, 1].forEach((at) => r.splits[2].segments[at].points.splice(1, 1)),
    [0].map((at) => `/splits/2/segments/${at}/points two-unstated`),
  ],
  [
    "a part of no driver",
    (r) => (r.splits[1].of = { driver: "prac" }),
    [0, 1].map(() => "/splits/1/of no-such-driver"),
  ],
  [
    "a part of no segment",
    (r) => (r.splits[1].of = { segment: "x" }),
    [0, 1].map(() => "/splits/1/of no-such-segment"),
  ],
  [
    "a part of itself",
    (r) => (r.splits[1].of = { segment: r.splits[1].segments[0].id }),
    [0, 1].map(() => "/splits/1/of segment-circle"),
  ],
];

/** What the first fault of a case names besides its place. */
const named: Readonly<Record<string, ReportFault["params"]>> = {
  "a part left out": { property: "claims" },
  "text for a number": { expected: "number, array" },
  "a comparator of its own": { allowed: "=, ~, >, >=, <, <=" },
  "an empty name": { limit: 1 },
  "an endless name": { limit: 500 },
  "half a range": { limit: 2 },
  "three ends of a range": { limit: 2 },
  "a year before all markets": { limit: 1900 },
  "a number out of all bounds": { limit: 1e15 },
  "a figure twice": { id: "size-2025-summary", other: "/figures/0" },
  "a claim twice": { id: "size-2025-summary.equal", other: "/claims/0" },
  "an alias that another scenario has": { id: "base", other: "/scenarios/0" },
  "a series with a driver's id": { id: "parc", other: "/drivers/0" },
  "a segment with a figure's id": { id: "rd", other: "/splits/0/segments/0" },
  "a driver called size": { id: "size" },
  "a point at nothing": { id: "capacity-1999", nearest: "capacity-2029" },
  // Nothing that there is has so short an id.
  "a ratio of nothing": { id: "x" },
  "growth that is nothing": { id: "x" },
  "growth without a period": { id: "growth-2026-vendors" },
  "sizes before the scenario that they are part of": { id: "applications", year: 2025, from: 2030, to: 2030 },
  "growth that leaves nothing": { limit: -99 },
  "a segment of no scenario": { id: "x" },
  "a split of nothing": { id: "infrastructure" },
  "a size that is no driver": { id: "x" },
  "a size that is no money": {
    ...{ what: "parc", unit: "100m vehicles", line: "bottom-up", expected: "CNY 100m" },
  },
  "a driver that is worked out from itself": { id: "market-before-compliance" },
  "a ratio of three": { limit: 2 },
  "a difference of one": { limit: 2 },
  "a complement of a count": { what: "parc", unit: "100m vehicles", line: "bought-share", expected: "%" },
  "a default beyond its own range": { low: 1, high: 2 },
  "a size that nobody states": { id: "x" },
  "a share stated as a size": {
    ...{ what: "connected-rate-2030", unit: "%", line: "bottom-up", expected: "CNY 100m" },
  },
  "a number next to nothing": { limit: 1e-9 },
  "a unit that nobody reads": { unit: "§ 12 of 7" },
  "a unit that is misspelt": { unit: "CNY 100 n", nearest: "CNY 100m" },
  "a document that isn't there": { id: "x" },
  "a quote of another number": { value: "320", unit: "CNY 100m" },
  "sizes in no money": { unit: "vehicles", currency: "CNY" },
  "a ratio of two years": { id: "connected-vehicles-2024", other: "parc-2030" },
  "a yearly rate checked over other years than its own": {
    ...{ id: "cagr-2025-2030-summary", period: "2025–2030", from: 2024, to: 2030 },
  },
  "a price of another thing": {
    ...{ what: "arpu-2024", unit: "CNY/vehicle/year", line: "arpu", expected: "CNY/set/month" },
  },
  "a share among volumes": { what: "utilisation-2026", unit: "%", line: "capacity", expected: "10k sets/year" },
  "a point of a whole period": { id: "size-2025-summary" },
  "a path through zero": { id: "volume-2025" },
  "a division by zero": { id: "share-v2x-edge-2030" },
  "a growth rate from nothing": { id: "size-2025-iaas-paas" },
  "a claim about nothing": { id: "x" },
  "a claim from nothing": { id: "x" },
  "a claim of an unknown kind": {
    allowed: "cagr, growth, ratio, product, sum, difference, complement, equal, shares, at-most, compound",
  },
  "a claim that lacks what its kind takes": { property: "terms" },
  "two parts that nobody states in a year": { id: "huawei", year: 2026 },
  "a part of no driver": { id: "prac" },
  "a part of itself": { id: "infrastructure" },
};

describe("faults by place and reason", () => {
  test.each(cases)("%s", (what, change, faults) => {
    const all = faultsOf(changed(change));
    expect(all.map(({ path, code }) => `${path} ${code}`)).toEqual(faults);
    if (named[what]) expect(all[0]!.params).toEqual(named[what]);
  });

  test("a name that differs from another's only in case or spaces is a duplicate", () => {
    expect(found(changed((r) => (r.scenarios[1].name.en = "bottom-UP")))).toEqual(["/scenarios/15 duplicate"]);
    expect(found(changed((r) => (r.scenarios[1].name.zh = "自下 而上")))).toEqual(["/scenarios/15 duplicate"]);
  });

  test("what isn't JSON", () => {
    for (const input of ["", "{", "null]", undefined, () => 1, Symbol("x"), 10n, cyclic()]) {
      expect(found(input)).toEqual([" not-json"]);
    }
  });

  test("JSON that is no report", () => {
    for (const input of ["null", "[]", "1", '"report"', "true"]) expect(found(input)).toEqual([" wrong-type"]);
  });

  test("a file of another version says so and nothing else", () => {
    const newer = changed((r) => {
      r.schema = "3.0";
      r.figures = {};
    });
    expect(found(newer)).toEqual(["/schema other-schema"]);
  });

  test("a byte order mark is no fault", () => {
    expect(parseReport("\uFEFF" + JSON.stringify(builtInReport))).toEqual({ report: builtInReport });
  });
});

test("a report on another market, with other splits, drivers and money", () => {
  const file = readFileSync(new URL("../fixtures/second-report.json", import.meta.url), "utf8");
  expect(parseReport(file)).toMatchObject({ report: { schema: "2.0", id: "eu-heat-pumps-2022-2032" } });
});

describe("a hostile file", () => {
  const text = JSON.stringify(builtInReport);

  test("with prototype keys changes no prototype and is refused", () => {
    for (const key of ["__proto__", "constructor", "prototype", "toString"]) {
      expect(found(text.replace("{", `{"${key}": {"polluted": true},`))).toEqual([" unknown-property"]);
      expect(found(text.replace('"figures":[{', `"figures":[{"${key}": {"polluted": true},`))).toEqual([
        "/figures/0 unknown-property",
      ]);
    }
    expect(({} as any).polluted).toBeUndefined();
  });

  test("doesn't get its required parts from a prototype", () => {
    expect(found('{"__proto__": ' + text + "}")).toContain(" missing");
  });

  test("with a million figures is refused without reading them", () => {
    const started = performance.now();
    expect(found(changed((r) => (r.figures = Array(1_000_000).fill(0))))).toEqual(["/figures too-many"]);
    expect(found(" ".repeat(20_000_001))).toEqual([" too-large"]);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("with a fault in every figure lists the first hundred", () => {
    const faults = found(changed((r) => (r.figures = Array(10_000).fill({}))));
    expect(faults).toHaveLength(101);
    expect(faults.at(-1)).toBe(" more-faults");
  });

  test("nested a hundred thousand deep is refused", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    expect(faultsOf(`{"schema": "2.0", "figures": ${deep}}`).length).toBeGreaterThan(0);
  });

  test("with formulas and HTML as names is text and nothing else", () => {
    const hostile = changed((r) => {
      r.scenarios[0].name = { en: '=HYPERLINK("http://x")', zh: "<img src=x onerror=alert(1)>" };
    });
    expect(parseReport(hostile)).toEqual({ report: hostile });
  });
});

describe("messages", () => {
  let seen: readonly ReportFault[];
  beforeAll(() => {
    seen = [
      ...cases.flatMap(([, change]) => faultsOf(changed(change))),
      ...faultsOf(""),
      ...faultsOf(" ".repeat(20_000_001)),
      ...faultsOf(changed((r) => (r.schema = "3.0"))),
      ...faultsOf(changed((r) => (r.figures = Array(200).fill({})))),
    ];
  });

  test("every fault that can be found has been found here", () => {
    const codes: Record<FaultCode, true> = {
      "too-large": true,
      "not-json": true,
      "other-schema": true,
      "more-faults": true,
      "wrong-type": true,
      missing: true,
      "unknown-property": true,
      "not-allowed": true,
      "bad-form": true,
      "too-short": true,
      "too-long": true,
      "too-few": true,
      "too-many": true,
      "too-small": true,
      "too-great": true,
      duplicate: true,
      reserved: true,
      "no-such-figure": true,
      "no-such-scenario": true,
      "no-such-driver": true,
      "no-such-document": true,
      "quote-without-number": true,
      "bad-unit": true,
      "other-money": true,
      "other-dimension": true,
      reversed: true,
      "no-single-year": true,
      "same-year": true,
      "other-year": true,
      "other-period": true,
      "bad-period": true,
      "part-as-point": true,
      "part-in-yearly-rate": true,
      "other-part": true,
      "no-part": true,
      "parts-missing": true,
      "not-in-order": true,
      "not-positive": true,
      "divided-by-zero": true,
      "growth-without-period": true,
      "growth-with-points": true,
      "no-whole": true,
      "driver-circle": true,
      "outside-range": true,
      "only-remainder": true,
      "two-remainders": true,
      "remainder-overlaps": true,
      "outside-whole": true,
      "other-scenario": true,
      "two-unstated": true,
      "no-such-segment": true,
      "segment-circle": true,
    };
    expect([...new Set(seen.map(({ code }) => code))].sort()).toEqual(Object.keys(codes).sort());
  });

  test("name what they are about, in both languages", () => {
    for (const fault of seen) {
      for (const language of ["en", "zh"] as const) {
        const text = faultText(fault, language);
        expect(text).not.toMatch(/\{\w+\}|undefined/);
        for (const value of Object.values(fault.params)) expect(text, fault.code).toContain(String(value));
      }
      expect(faultText(fault, "zh")).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

function cyclic(): unknown {
  const self: Record<string, unknown> = {};
  self.self = self;
  return self;
}

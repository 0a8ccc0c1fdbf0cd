import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { builtInReport, faultText, parseReport, type FaultCode, type ReportFault } from "../../src/report";
import { schemaFaults } from "../../src/report/schema";
import { entire } from "./entire";
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

const figureOf = (r: any, id: string) => r.figures.find((one: any) => one.id === id);
function addFigure(r: any, id: string, value: unknown, year: unknown, unit = "USD m") {
  const metric = { en: id, zh: id };
  r.figures.push({ id, metric, value, comparator: "=", year, unit, publisher: null, section: null });
}
function addSplit(r: any, id: string, of: object, points: Readonly<Record<string, readonly string[] | null>>) {
  const named = (one: string) => ({ id: one, name: { en: one, zh: one } });
  const segments = Object.entries(points).map(([one, own]) => ({
    ...{ ...named(one), section: null, ...(own && { points: own }) },
  }));
  r.splits.push({ ...named(id), of, additive: true, segments });
}

/** With one claim, over figures of other years and units than the report's. */
const claimed =
  (stated: string, check: object, more: (r: any) => void = () => undefined) =>
  (r: any) => {
    addFigure(r, "a", 10, 2020);
    addFigure(r, "b", 20, 2024);
    addFigure(r, "p", 5, [2020, 2024], "%");
    addFigure(r, "c", 3, 2024, "m machines");
    addFigure(r, "u", 3, 2024, "USD/machine");
    addFigure(r, "z", 0, 2020);
    addFigure(r, "r", 3, 2024, "m robots");
    addFigure(r, "q", 50, 2024, "%");
    addFigure(r, "n", 1, null);
    more(r);
    r.claims = [{ id: "x", section: null, stated, check }];
  };

/** With one more driver, and a plain number that it can be worked out from. */
const workedOut = (op: string, of: readonly string[], unit: string) => (r: any) => {
  const why = { en: "w", zh: "w" };
  r.drivers.push({ id: "w", name: { en: "W", zh: "W" }, unit, op, of });
  r.drivers.push({ id: "one", name: { en: "one", zh: "one" }, unit: "", default: 1, why });
};

/** With three segments that have shares of these years. */
const shared = (years: readonly (readonly number[])[]) => (r: any) => {
  for (let year = 2020; year < 2025; year++) addFigure(r, `z${year}`, 10, year, "%");
  const [aa, bb, cc] = years.map((own) => own.map((year) => `z${year}`));
  addSplit(r, "new", { scenario: "market" }, { aa: aa!, bb: bb!, cc: cc! });
};

/** What is done to a small report, and each fault with what it names. */
const smallCases: readonly (readonly [what: string, change: (r: any) => void, faults: readonly string[]])[] = [
  [
    "an id of a split, a driver and a series",
    (r) => {
      r.splits[0].id = "same";
      r.drivers[2].id = "same";
      r.drivers[3].of[2] = "same";
      r.series[1].id = "same";
    },
    ["/drivers/2 duplicate | same | /splits/0", "/series/1 duplicate | same | /splits/0"],
  ],
  [
    "a figure three times",
    (r) => {
      r.figures.push(figureOf(r, "most"), figureOf(r, "most"));
    },
    ["/figures/18/id duplicate | most | /figures/8", "/figures/19/id duplicate | most | /figures/8"],
  ],
  [
    "a claim three times",
    (r) => {
      r.claims.push(r.claims[0], r.claims[0]);
    },
    ["/claims/3/id duplicate | same | /claims/0", "/claims/4/id duplicate | same | /claims/0"],
  ],
  [
    "a document three times, whatever the case",
    (r) => {
      r.documents.push({ ...r.documents[1] }, { ...r.documents[1], name: "NOTES" });
    },
    ["/documents/2 duplicate | notes | /documents/1", "/documents/3 duplicate | notes | /documents/1"],
  ],
  [
    "a series' name three times",
    (r) => {
      r.series[1].name.en = "Exports";
      r.series[2].name = { en: "x", zh: "exports" };
    },
    ["/series/1 duplicate | exports | /series/0", "/series/2 duplicate | exports | /series/0"],
  ],
  [
    "a name in traditional Chinese",
    (r) => {
      r.series[1].name.zhHant = "出口";
    },
    ["/series/1 duplicate | 出口 | /series/0"],
  ],
  [
    "a split's name as another's id",
    (r) => {
      r.splits[1].name.en = "Kinds";
    },
    ["/splits/1 duplicate | kinds | /splits/0"],
  ],
  [
    "a segment's name as another's in the split",
    (r) => {
      r.splits[0].segments[1].name.zh = "arms";
    },
    ["/splits/0/segments/1 duplicate | arms | /splits/0/segments/0"],
  ],
  [
    "a segment's id twice in a split",
    (r) => {
      r.splits[1].segments[1].id = "brand";
    },
    ["/splits/1/segments/1 duplicate | brand | /splits/1/segments/0"],
  ],
  [
    "what formulas take for the whole",
    (r) => {
      r.splits[0].aliases = ["size"];
      r.series[1].aliases = ["size"];
      r.splits[0].segments[1].aliases = ["size"];
    },
    ["/splits/0 reserved | size", "/splits/0/segments/1 reserved | size", "/series/1 reserved | size"],
  ],
  [
    "a figure called so",
    (r) => {
      figureOf(r, "undated").id = "size";
    },
    ["/figures/17 reserved | size"],
  ],
  [
    "a report's unit that nobody reads, and nothing else",
    (r) => {
      r.unit = "blarg ???";
    },
    ["/unit bad-unit | blarg ???"],
  ],
  [
    "a report's unit in other money",
    (r) => {
      r.unit = "EUR m";
    },
    ["/unit other-money | EUR m | USD"],
  ],
  [
    "a report's unit of money for something",
    (r) => {
      r.unit = "USD/machine";
    },
    ["/unit other-money | USD/machine | USD"],
  ],
  [
    "ranges and periods without an extent",
    (r) => {
      figureOf(r, "told-2024").value = [95, 95];
      figureOf(r, "low-growth").year = [2024, 2024];
    },
    ["/figures/3/year reversed", "/figures/4/value reversed"],
  ],
  [
    "numbers next to nothing, on either side of it",
    (r) => {
      addFigure(r, "a", 1e-9, 2024);
      addFigure(r, "b", 9e-10, 2024);
      addFigure(r, "c", -9e-10, 2024);
      addFigure(r, "d", 0, 2024);
      addFigure(r, "e", [-1, 9e-10], 2024);
      addFigure(r, "e2", [0, 1], 2024);
    },
    ["/figures/19/value too-small | 1e-9", "/figures/20/value too-small | 1e-9", "/figures/22/value too-small | 1e-9"],
  ],
  [
    "documents and quotes, of ranges too",
    (r) => {
      figureOf(r, "size-2024").document = "Survy";
      figureOf(r, "size-2024").quote = "101 million";
      figureOf(r, "told-2024").quote = "95 to 106";
    },
    [
      "/figures/0/document no-such-document | Survy | Survey",
      "/figures/0/quote quote-without-number | 100 | USD m",
      "/figures/4/quote quote-without-number | 95–105 | USD m",
    ],
  ],
  [
    "a ratio over nothing",
    (r) => {
      r.drivers[1].points = [{ ratio: ["users-2024", "nope"] }];
    },
    ["/drivers/1/points/0/ratio/1 no-such-figure | nope"],
  ],
  [
    "a ratio over a range from zero",
    (r) => {
      figureOf(r, "all-2024").value = [0, 1];
    },
    ["/drivers/1/points/0 divided-by-zero | all-2024"],
  ],
  [
    "a ratio of two years",
    (r) => {
      figureOf(r, "all-2024").year = 2025;
    },
    ["/drivers/1/points/0 other-year | users-2024 | all-2024"],
  ],
  [
    "a ratio in another unit",
    (r) => {
      figureOf(r, "all-2024").unit = "k cars";
    },
    ["/drivers/1/points/0 other-dimension | users-2024 / all-2024 | user/car | share | %"],
  ],
  [
    "a point from zero where the path multiplies",
    (r) => {
      figureOf(r, "machines-2024").value = [0, 55];
    },
    ["/drivers/0/points/0 not-positive | machines-2024"],
  ],
  [
    "a point at zero where it doesn't",
    (r) => {
      figureOf(r, "stock-2024").value = 0;
    },
    [],
  ],
  [
    "a point below zero where it multiplies",
    (r) => {
      r.series[1].method = "geometric";
      figureOf(r, "stock-2024").value = -1;
    },
    ["/series/1/points/0 not-positive | stock-2024"],
  ],
  [
    "a saturation at zero",
    (r) => {
      figureOf(r, "most").value = 0;
    },
    ["/drivers/1/saturation not-positive | most"],
  ],
  [
    "no saturation of what isn't a rate",
    (r) => {
      r.series[1].method = "logistic";
    },
    ["/series/1 missing | saturation"],
  ],
  [
    "no saturation of a rate",
    (r) => {
      delete r.drivers[1].saturation;
    },
    [],
  ],
  [
    "a saturation in another unit",
    (r) => {
      r.drivers[1].saturation = "stock-2024";
    },
    ["/drivers/1/saturation other-dimension | stock-2024 | k machines | share | %"],
  ],
  [
    "a line's unit that nobody reads, and nothing of its points",
    (r) => {
      r.series[1].unit = "k machinez ???";
    },
    ["/series/1/unit bad-unit | k machinez ???"],
  ],
  [
    "points in reverse",
    (r) => {
      r.series[2].points.reverse();
    },
    ["/series/2/points/1 not-in-order"],
  ],
  [
    "two points of a year",
    (r) => {
      addFigure(r, "x", 1, 2024);
      r.series[2].points = ["x", "size-2024"];
    },
    ["/series/2/points/1 not-in-order"],
  ],
  [
    "ranges that aren't there or in another unit",
    (r) => {
      r.drivers[0].ranges = ["nope", "stock-2024", "size-2024"];
    },
    [
      "/drivers/0/ranges/0 no-such-figure | nope",
      "/drivers/0/ranges/2 other-dimension | size-2024 | USD m | machines-used | k machines",
    ],
  ],
  [
    "a range from zero where the path multiplies",
    (r) => {
      figureOf(r, "machines-wide").value = [0, 60];
    },
    ["/drivers/0/ranges/0 not-positive | machines-wide"],
  ],
  [
    "a range from zero where it doesn't",
    (r) => {
      r.drivers[0].method = "linear";
      figureOf(r, "machines-wide").value = [0, 60];
    },
    [],
  ],
  [
    "a ratio over a range around zero",
    (r) => {
      figureOf(r, "all-2024").value = [-1, 1];
    },
    ["/drivers/1/points/0 divided-by-zero | all-2024"],
  ],
  [
    "a ratio over a range below zero",
    (r) => {
      figureOf(r, "all-2024").value = [-2, -1];
    },
    [],
  ],
  [
    "a ratio over a range up to zero",
    (r) => {
      figureOf(r, "all-2024").value = [-2, 0];
    },
    ["/drivers/1/points/0 divided-by-zero | all-2024"],
  ],
  [
    "growth that leaves a hundredth",
    (r) => {
      figureOf(r, "low-growth").value = -99;
    },
    [],
  ],
  [
    "growth that leaves less",
    (r) => {
      figureOf(r, "low-growth").value = -99.1;
    },
    ["/scenarios/1/growth too-small | -99"],
  ],
  [
    "growth that may leave less",
    (r) => {
      figureOf(r, "low-growth").value = [-99.1, 5];
    },
    ["/scenarios/1/growth too-small | -99"],
  ],
  [
    "growth up to the point",
    (r) => {
      figureOf(r, "low-growth").year = [2020, 2024];
    },
    [],
  ],
  [
    "growth of a year",
    (r) => {
      figureOf(r, "low-growth").year = 2024;
    },
    ["/scenarios/1/growth growth-without-period | low-growth"],
  ],
  [
    "growth between other years",
    (r) => {
      figureOf(r, "low-growth").year = [2025, 2030];
    },
    ["/scenarios/1/growth growth-without-period | low-growth"],
  ],
  [
    "growth of no time",
    (r) => {
      figureOf(r, "low-growth").year = null;
    },
    ["/scenarios/1/growth growth-without-period | low-growth"],
  ],
  [
    "growth in money",
    (r) => {
      figureOf(r, "low-growth").unit = "USD m";
    },
    ["/scenarios/1/growth growth-without-period | low-growth"],
  ],
  [
    "growth that is misspelt",
    (r) => {
      r.scenarios[1].growth = "low-growht";
    },
    ["/scenarios/1/growth no-such-figure | low-growht | low-growth"],
  ],
  [
    "growth that isn't there, of a market with a split",
    (r) => {
      r.scenarios[1].growth = "nothing";
      addFigure(r, "x", 1, 2024);
      addSplit(r, "new", { scenario: "low" }, { aa: ["x"], bb: null });
    },
    ["/scenarios/1/growth no-such-figure | nothing"],
  ],
  [
    "growth beside two ends",
    (r) => {
      r.scenarios[0].growth = "low-growth";
    },
    ["/scenarios/0/growth growth-with-points"],
  ],
  [
    "stated sizes out of order",
    (r) => {
      addFigure(r, "t2", 5, 2023);
      r.scenarios[2].stated.push("t2");
    },
    ["/scenarios/2/stated/1 not-in-order"],
  ],
  [
    "a size that isn't there beside a stated one",
    (r) => {
      r.scenarios[2].size = "valeu";
      r.scenarios[2].stated = ["nope"];
    },
    ["/scenarios/2/stated/0 no-such-figure | nope", "/scenarios/2/size no-such-driver | valeu"],
  ],
  [
    "a size in a unit that nobody reads",
    (r) => {
      r.drivers[3].unit = "??? ???";
    },
    ["/drivers/3/unit bad-unit | ??? ???"],
  ],
  [
    "a size that is no money",
    (r) => {
      r.scenarios[2].size = "price";
    },
    ["/scenarios/2/size other-dimension | price | USD/machine | built | USD m"],
  ],
  [
    "segments of nothing, and of those",
    (r) => {
      delete r.splits[0].of;
    },
    ["/splits/0/segments/0 no-whole | arms", "/splits/0/segments/1 no-whole | others"],
  ],
  [
    "wholes of segments that aren't there",
    (r) => {
      r.splits[2].segments[0].of = { scenario: "markt" };
      r.splits[2].segments[1].of = { driver: "machines-usd" };
    },
    [
      "/splits/2/segments/0/of no-such-scenario | markt",
      "/splits/2/segments/1/of no-such-driver | machines-usd | machines-used",
    ],
  ],
  [
    "a segment that isn't there",
    (r) => {
      r.splits[1].of = { segment: "amrs" };
    },
    ["/splits/1/of no-such-segment | amrs", "/splits/1/of no-such-segment | amrs"],
  ],
  [
    "a part of a built market",
    (r) => {
      r.splits[2].segments[0].of = { scenario: "built" };
    },
    ["/splits/2/segments/0/of no-such-scenario | built"],
  ],
  [
    "segments of one another",
    (r) => {
      r.splits[0].of = { segment: "brand" };
    },
    [
      "/splits/0/of segment-circle | arms",
      "/splits/0/of segment-circle | others",
      "/splits/1/of segment-circle | brand",
      "/splits/1/of segment-circle | no-brand",
    ],
  ],
  [
    "sizes of a segment within its whole",
    (r) => {
      figureOf(r, "arms-2024").unit = "USD m";
    },
    [],
  ],
  [
    "a size before its whole",
    (r) => {
      Object.assign(figureOf(r, "arms-2024"), { unit: "USD m", year: 2023 });
    },
    ["/splits/0/segments/0/points/0 outside-whole | market | 2023 | 2024 | 2026"],
  ],
  [
    "a size after it",
    (r) => {
      Object.assign(figureOf(r, "arms-2024"), { unit: "USD m", year: 2027 });
    },
    ["/splits/0/segments/0/points/0 outside-whole | market | 2027 | 2024 | 2026"],
  ],
  [
    "a size in its last year",
    (r) => {
      Object.assign(figureOf(r, "arms-2024"), { unit: "USD m", year: 2026 });
    },
    [],
  ],
  [
    "a share after it",
    (r) => {
      figureOf(r, "arms-2024").year = 2050;
    },
    [],
  ],
  [
    "a segment in another unit",
    (r) => {
      figureOf(r, "arms-2024").unit = "k machines";
    },
    ["/splits/0/segments/0/points/0 other-dimension | arms-2024 | k machines | arms | %, USD m"],
  ],
  [
    "a share of nothing",
    (r) => {
      figureOf(r, "arms-2024").value = 0;
    },
    [],
  ],
  [
    "a ratio as a size",
    (r) => {
      addFigure(r, "x", 1, 2030);
      r.splits[0].segments[0].points = [{ ratio: ["x", "x"] }];
    },
    ["/splits/0/segments/0/points/0 outside-whole | market | 2030 | 2024 | 2026"],
  ],
  [
    "a size in the last year of a growth rate",
    (r) => {
      addFigure(r, "x", 1, 2030);
      addSplit(r, "new", { scenario: "low" }, { aa: ["x"], bb: null });
    },
    [],
  ],
  [
    "a size after it",
    (r) => {
      addFigure(r, "x", 1, 2031);
      addSplit(r, "new", { scenario: "low" }, { aa: ["x"], bb: null });
    },
    ["/splits/3/segments/0/points/0 outside-whole | low | 2031 | 2024 | 2030"],
  ],
  [
    "a size after a given driver",
    (r) => {
      addFigure(r, "x", 1, 2025, "k machines");
      addFigure(r, "y", 1, 2024, "k machines");
      addSplit(r, "new", { driver: "machines-used" }, { aa: ["y", "x"], bb: null });
    },
    ["/splits/3/segments/0/points/1 outside-whole | machines-used | 2025 | 2024 | 2024"],
  ],
  [
    "a size of a driver whose points aren't there",
    (r) => {
      r.drivers[0].points = ["nope"];
      addFigure(r, "x", 1, 2025, "k machines");
      addSplit(r, "new", { driver: "machines-used" }, { aa: ["x"], bb: null });
    },
    ["/drivers/0/points/0 no-such-figure | nope"],
  ],
  [
    "a size of an assumed driver, whenever",
    (r) => {
      addFigure(r, "x", 1, 2099, "USD/machine");
      addSplit(r, "new", { driver: "price" }, { aa: ["x"], bb: null });
    },
    [],
  ],
  [
    "a size after a worked-out driver",
    (r) => {
      addFigure(r, "x", 1, 2025);
      addSplit(r, "new", { driver: "value" }, { aa: ["x"], bb: null });
    },
    ["/splits/3/segments/0/points/0 outside-whole | value | 2025 | 2024 | 2024"],
  ],
  [
    "a size of a driver that is worked out from itself",
    (r) => {
      r.drivers[3].of = ["value"];
      addFigure(r, "x", 1, 2025);
      addSplit(r, "new", { driver: "value" }, { aa: ["x"], bb: null });
    },
    ["/drivers/3/of driver-circle | value"],
  ],
  [
    "sizes of a built market",
    (r) => {
      addFigure(r, "x", 1, 2099);
      addSplit(r, "new", { scenario: "built" }, { aa: ["x"], bb: null });
    },
    ["/splits/3/of no-such-scenario | built", "/splits/3/of no-such-scenario | built"],
  ],
  [
    "sizes after a segment with shares, and one that is the rest",
    (r) => {
      addFigure(r, "x", 1, 2025);
      addFigure(r, "y", 1, 2024);
      addFigure(r, "z", 1, 2026);
      addSplit(r, "new", { segment: "arms" }, { aa: ["y", "x"], bb: null });
      addSplit(r, "new2", { segment: "others" }, { cc: ["y", "z"], dd: null });
    },
    [
      "/splits/3/segments/0/points/1 outside-whole | arms | 2025 | 2024 | 2024",
      "/splits/4/segments/0/points/1 outside-whole | others | 2026 | 2024 | 2024",
    ],
  ],
  [
    "sizes within a segment's shares but after its whole",
    (r) => {
      addFigure(r, "s26", 50, 2027, "%");
      r.splits[0].segments[0].points.push("s26");
      addFigure(r, "x", 1, 2027);
      addFigure(r, "y", 1, 2026);
      addFigure(r, "z", 1, 2026);
      addSplit(r, "new", { segment: "arms" }, { aa: ["y", "x"], bb: null });
      addSplit(r, "new2", { segment: "others" }, { cc: ["z"], dd: null });
    },
    ["/splits/3/segments/0/points/1 outside-whole | arms | 2027 | 2024 | 2026"],
  ],
  [
    "no segment with points",
    (r) => {
      delete r.splits[0].segments[0].points;
    },
    ["/splits/0/segments only-remainder", "/splits/0/segments two-remainders"],
  ],
  [
    "two segments without points",
    (r) => {
      r.splits[0].segments.push({ id: "third", name: { en: "third", zh: "third" }, section: null });
    },
    ["/splits/0/segments two-remainders"],
  ],
  [
    "segments of two wholes that add up",
    (r) => {
      r.splits[0].segments[0].of = { driver: "machines-used" };
    },
    ["/splits/0/segments/1/of other-scenario"],
  ],
  [
    "segments of one whole that is said twice",
    (r) => {
      r.splits[0].segments[0].of = { scenario: "market" };
    },
    [],
  ],
  [
    "segments without points that overlap",
    (r) => {
      delete r.splits[2].segments[0].points;
      r.splits[2].segments.push({
        id: "third",
        name: { en: "third", zh: "third" },
        section: null,
        of: { scenario: "low" },
      });
    },
    ["/splits/2/segments/0 remainder-overlaps", "/splits/2/segments/2 remainder-overlaps"],
  ],
  [
    "a share that isn't there, and nothing of what it leaves",
    (r) => {
      for (let y = 2020; y < 2025; y++) addFigure(r, `z${y}`, 10, y, "%");
      addSplit(
        r,
        "new",
        { scenario: "market" },
        { aa: ["z2020", "nope", "z2022"], bb: ["z2020", "z2022"], cc: ["z2020", "z2021"] },
      );
    },
    ["/splits/3/segments/0/points/1 no-such-figure | nope"],
  ],
  [
    "two that lack a year beside one that takes the rest",
    (r) => {
      for (let y = 2020; y < 2025; y++) addFigure(r, `z${y}`, 10, y, "%");
      addSplit(
        r,
        "new",
        { scenario: "market" },
        { aa: ["z2020", "z2022"], bb: ["z2020", "z2022"], cc: ["z2020", "z2021", "z2022"], dd: null },
      );
    },
    [],
  ],
  ["a claim: cagr ok", claimed("p", { kind: "cagr", from: "a", to: "b" }), []],
  [
    "a claim: cagr reversed",
    claimed("p", { kind: "cagr", from: "b", to: "a" }),
    ["/claims/0/check other-period | p | 2020–2024 | 2024 | 2020"],
  ],
  [
    "a claim: cagr one end",
    claimed("p", { kind: "cagr", from: "a", to: "size-2026" }),
    ["/claims/0/check other-period | p | 2020–2024 | 2020 | 2026"],
  ],
  ["a claim: cagr one end 2", claimed("p", { kind: "cagr", from: "low-2024", to: "b" }), ["/claims/0/check same-year"]],
  ["a claim: cagr undated rate", claimed("q", { kind: "cagr", from: "a", to: "b" }), []],
  [
    "a claim: cagr null rate",
    claimed("n", { kind: "cagr", from: "a", to: "b" }),
    ["/claims/0/check other-dimension | n | USD | n | %"],
  ],
  [
    "a claim: cagr no years",
    claimed("p", { kind: "cagr", from: "n", to: "p" }),
    ["/claims/0/check no-single-year | n", "/claims/0/check no-single-year | p"],
  ],
  ["a claim: cagr same year", claimed("p", { kind: "cagr", from: "b", to: "low-2024" }), ["/claims/0/check same-year"]],
  ["a claim: cagr zero", claimed("p", { kind: "cagr", from: "z", to: "b" }), ["/claims/0/check divided-by-zero | z"]],
  [
    "a claim: cagr units",
    claimed("p", { kind: "cagr", from: "a", to: "c" }),
    ["/claims/0/check other-dimension | a | USD | c | m machines"],
  ],
  [
    "a claim: cagr rate unit",
    claimed("c", { kind: "cagr", from: "a", to: "b" }),
    ["/claims/0/check other-dimension | c | machine | c | %"],
  ],
  [
    "a claim: cagr reversed period",
    claimed("p", { kind: "cagr", from: "a", to: "b" }, (r: any) => (figureOf(r, "p").year = [2024, 2024])),
    ["/figures/20/year reversed"],
  ],
  ["a claim: growth ok", claimed("q", { kind: "growth", from: "a", to: "b" }), []],
  [
    "a claim: growth zero",
    claimed("q", { kind: "growth", from: "z", to: "b" }),
    ["/claims/0/check divided-by-zero | z"],
  ],
  ["a claim: growth zero to", claimed("q", { kind: "growth", from: "b", to: "z" }), []],
  [
    "a claim: growth units",
    claimed("q", { kind: "growth", from: "a", to: "c" }),
    ["/claims/0/check other-dimension | a | USD | c | m machines"],
  ],
  [
    "a claim: growth rate unit",
    claimed("b", { kind: "growth", from: "a", to: "b" }),
    ["/claims/0/check other-dimension | b | USD | b | %"],
  ],
  ["a claim: compound ok", claimed("b", { kind: "compound", from: "a", rate: "q" }), []],
  [
    "a claim: compound same year",
    claimed("b", { kind: "compound", from: "size-2024", rate: "q" }),
    ["/claims/0/check same-year"],
  ],
  [
    "a claim: compound no year",
    claimed("b", { kind: "compound", from: "n", rate: "q" }),
    ["/claims/0/check no-single-year | n"],
  ],
  [
    "a claim: compound stated no year",
    claimed("n", { kind: "compound", from: "a", rate: "q" }),
    ["/claims/0/check no-single-year | n"],
  ],
  [
    "a claim: compound rate",
    claimed("b", { kind: "compound", from: "a", rate: "a" }),
    ["/claims/0/check other-dimension | a | USD | b | %"],
  ],
  [
    "a claim: compound from unit",
    claimed("b", { kind: "compound", from: "exports-2024", rate: "q" }, (r: any) => {
      figureOf(r, "exports-2024").year = 2020;
      figureOf(r, "exports-2024").unit = "m machines";
      r.series.shift();
    }),
    ["/claims/0/check other-dimension | exports-2024 | machine | b | USD m"],
  ],
  ["a claim: compound zero", claimed("b", { kind: "compound", from: "z", rate: "q" }), []],
  ["a claim: ratio ok", claimed("u", { kind: "ratio", numerator: "b", denominator: "c" }), []],
  [
    "a claim: ratio zero",
    claimed("q", { kind: "ratio", numerator: "b", denominator: "z" }),
    ["/claims/0/check divided-by-zero | z"],
  ],
  ["a claim: ratio zero numerator", claimed("q", { kind: "ratio", numerator: "z", denominator: "b" }), []],
  [
    "a claim: ratio span over zero",
    claimed("q", { kind: "ratio", numerator: "b", denominator: "a" }, (r: any) => (figureOf(r, "a").value = [-1, 1])),
    ["/claims/0/check divided-by-zero | a"],
  ],
  [
    "a claim: ratio unit",
    claimed("u", { kind: "ratio", numerator: "c", denominator: "b" }),
    ["/claims/0/check other-dimension | c / b | machine/USD | u | USD/machine"],
  ],
  ["a claim: product ok", claimed("b", { kind: "product", factors: ["u", "c", "q"] }), []],
  ["a claim: product robots as machines", claimed("b", { kind: "product", factors: ["u", "r"] }), []],
  ["a claim: product robots both", claimed("c", { kind: "product", factors: ["r", "q"] }), []],
  [
    "a claim: product wrong",
    claimed("b", { kind: "product", factors: ["u", "q"] }),
    ["/claims/0/check other-dimension | u × q | USD/machine | b | USD m"],
  ],
  ["a claim: complement", claimed("q", { kind: "complement", parts: ["q", "arms-2024"] }), []],
  [
    "a claim: complement wrong",
    claimed("q", { kind: "complement", parts: ["q", "a"] }),
    ["/claims/0/check other-dimension | a | USD | q | %"],
  ],
  [
    "a claim: complement of money",
    claimed("b", { kind: "complement", parts: ["q"] }),
    ["/claims/0/check other-dimension | b | USD | b | %"],
  ],
  [
    "a claim: shares wrong",
    claimed("q", { kind: "shares", parts: ["c"] }),
    ["/claims/0/check other-dimension | c | machine | q | %"],
  ],
  [
    "a claim: sum",
    claimed("b", { kind: "sum", terms: ["a", "c", "size-2024"] }),
    ["/claims/0/check other-dimension | c | machine | b | USD m"],
  ],
  [
    "a claim: difference",
    claimed("b", { kind: "difference", from: "a", subtract: "c" }),
    ["/claims/0/check other-dimension | c | machine | b | USD m"],
  ],
  [
    "a claim: equal",
    claimed("b", { kind: "equal", to: "c" }),
    ["/claims/0/check other-dimension | c | machine | b | USD m"],
  ],
  [
    "a claim: at-most",
    claimed("b", { kind: "at-most", whole: "a", beside: ["c"] }),
    ["/claims/0/check other-dimension | c | machine | b | USD m"],
  ],
  [
    "a claim: missing",
    claimed("bb", { kind: "at-most", whole: "aa", beside: ["cc"] }),
    [
      "/claims/0/stated no-such-figure | bb | b",
      "/claims/0/check/whole no-such-figure | aa | a",
      "/claims/0/check/beside/0 no-such-figure | cc | c",
    ],
  ],
  ["a claim: robots sum", claimed("c", { kind: "sum", terms: ["r"] }), []],
  [
    "a claim: unreadable",
    claimed("b", { kind: "sum", terms: ["c"] }, (r: any) => (figureOf(r, "c").unit = "??? ???")),
    ["/figures/21/unit bad-unit | ??? ???"],
  ],
  [
    "a claim: no nouns",
    claimed("c", { kind: "sum", terms: ["r"] }, (r: any) => delete r.nouns),
    ["/claims/0/check other-dimension | r | robot | c | m machines"],
  ],
  [
    "assumed lo",
    (r) => {
      r.drivers[2].default = 4;
    },
    [],
  ],
  [
    "assumed hi",
    (r) => {
      r.drivers[2].default = 6;
    },
    [],
  ],
  [
    "assumed below",
    (r) => {
      r.drivers[2].default = 3.9;
    },
    ["/drivers/2/default outside-range | 4 | 6"],
  ],
  [
    "assumed above",
    (r) => {
      r.drivers[2].default = 6.1;
    },
    ["/drivers/2/default outside-range | 4 | 6"],
  ],
  [
    "assumed eq",
    (r) => {
      r.drivers[2].range = [5.5, 5.5];
    },
    ["/drivers/2/range reversed"],
  ],
  [
    "assumed unit",
    (r) => {
      r.drivers[2].unit = "?? ??";
    },
    ["/drivers/2/unit bad-unit | ?? ??"],
  ],
  [
    "worked of unreadable",
    (r) => {
      r.drivers[2].unit = "?? ??";
    },
    ["/drivers/2/unit bad-unit | ?? ??"],
  ],
  ['product of price in "USD/machine"', workedOut("product", ["price"], "USD/machine"), []],
  ['sum of price in "USD/machine"', workedOut("sum", ["price"], "USD/machine"), []],
  ['complement of share in "%"', workedOut("complement", ["share"], "%"), []],
  [
    'complement of share in "USD m"',
    workedOut("complement", ["share"], "USD m"),
    ["/drivers/4/of other-dimension | w | USD m | w | %"],
  ],
  [
    'complement of share, price in "%"',
    workedOut("complement", ["share", "price"], "%"),
    ["/drivers/4/of other-dimension | price | USD/machine | w | %"],
  ],
  [
    'difference of price in "USD/machine"',
    workedOut("difference", ["price"], "USD/machine"),
    ["/drivers/4/of too-few | 2"],
  ],
  [
    'difference of price, price, price in "USD/machine"',
    workedOut("difference", ["price", "price", "price"], "USD/machine"),
    [],
  ],
  ['ratio of price in "%"', workedOut("ratio", ["price"], "%"), ["/drivers/4/of too-few | 2"]],
  ['ratio of price, price in "%"', workedOut("ratio", ["price", "price"], "%"), []],
  [
    'ratio of price, price, price in "%"',
    workedOut("ratio", ["price", "price", "price"], "%"),
    ["/drivers/4/of too-many | 2"],
  ],
  ['ratio of value, price in "k machines"', workedOut("ratio", ["value", "price"], "k machines"), []],
  [
    'ratio of value, price in "USD m"',
    workedOut("ratio", ["value", "price"], "USD m"),
    ["/drivers/4/of other-dimension | value [USD m] / price [USD/machine] | machine | w | USD m"],
  ],
  [
    'sum of price, valeu, share in "USD/machine"',
    workedOut("sum", ["price", "valeu", "share"], "USD/machine"),
    ["/drivers/4/of/1 no-such-driver | valeu"],
  ],
  [
    'sum of price, w in "USD/machine"',
    workedOut("sum", ["price", "w"], "USD/machine"),
    ["/drivers/4/of driver-circle | w"],
  ],
  [
    'sum of price, share in "?? ??"',
    workedOut("sum", ["price", "share"], "?? ??"),
    ["/drivers/4/unit bad-unit | ?? ??"],
  ],
  ['sum of one, one in ""', workedOut("sum", ["one", "one"], ""), []],
  ['sum of one, share in "%"', workedOut("sum", ["one", "share"], "%"), []],
  ['complement of one in ""', workedOut("complement", ["one"], ""), []],
  [
    'sum of value, price in "USD m"',
    workedOut("sum", ["value", "price"], "USD m"),
    ["/drivers/4/of other-dimension | price | USD/machine | w | USD m"],
  ],
  [
    "segments of whom one lacks a year",
    shared([
      [2020, 2021, 2022],
      [2020, 2022],
      [2020, 2021, 2022],
    ]),
    [],
  ],
  [
    "segments of whom two lack a year",
    shared([
      [2020, 2022],
      [2020, 2022],
      [2020, 2021, 2022],
    ]),
    ["/splits/3/segments/0/points two-unstated | aa | 2021"],
  ],
  [
    "segments of whom two lack a year, one at its end",
    shared([
      [2020, 2021, 2022],
      [2020, 2022],
      [2020, 2021],
    ]),
    [],
  ],
  ["segments of whom two lack a year, both at their beginning", shared([[2020, 2021, 2022], [2021, 2022], [2022]]), []],
  [
    "segments of whom two lack a year, others none",
    shared([
      [2020, 2023],
      [2020, 2021, 2022, 2023],
      [2020, 2022, 2023],
    ]),
    ["/splits/3/segments/0/points two-unstated | aa | 2021"],
  ],
  [
    "segments of whom each lacks years",
    shared([
      [2022, 2024],
      [2020, 2024],
      [2020, 2021, 2023, 2024],
    ]),
    [
      "/splits/3/segments/1/points two-unstated | bb | 2021",
      "/splits/3/segments/1/points two-unstated | bb | 2022",
      "/splits/3/segments/0/points two-unstated | aa | 2023",
    ],
  ],
];

describe("what the parts of a report have to be to each other", () => {
  test.each(smallCases)("%s", (_, change, faults) => {
    const report = structuredClone(entire);
    change(report);
    const named = ({ path, code, params }: ReportFault) => [`${path} ${code}`, ...Object.values(params)].join(" | ");
    expect(faultsOf(report).map(named)).toEqual(faults);
  });
});

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

  test("with more figures than there may be is refused without reading them", () => {
    const unread = new Proxy([], {
      get(_, key) {
        if (key === "length") return 50_001;
        throw new Error(`Read ${String(key)}`);
      },
    });
    const tooMany = [{ path: "/figures", code: "too-many", params: { limit: 50_000 } }];
    expect(schemaFaults({ ...builtInReport, figures: unread })).toEqual(tooMany);
    expect(faultsOf({ ...entire, figures: Array(50_001).fill(0) })).toEqual(tooMany);
    expect(found(" ".repeat(20_000_001))).toEqual([" too-large"]);
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

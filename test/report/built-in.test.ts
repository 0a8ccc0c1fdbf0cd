import Ajv from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { builtInReport as report, parseReport, readUnit, publisherName, schemaVersion } from "../../src/report";
import { dimensionText } from "../../src/report/units/dimensions";
import schema from "../../src/report/report.schema.json";
import { figure, printed } from "./helpers";

/** Figures by section, counted from the source independently of the file. */
const counts = {
  abstract: 34,
  "1.1.1": 13,
  "1.1.2": 16,
  "1.2.1": 9,
  "1.2.2": 55,
  "2.1.1": 14,
  "2.2.1": 16,
  "2.2.2": 33,
  "3.1.1": 12,
  "3.1.2": 7,
  "3.2.1": 26,
  "3.2.2": 22,
  "4.1.1": 23,
  "4.2.1": 17,
  "5.1.1": 6,
  "5.1.2": 3,
};

/** Read again from the source: comparator, value, year, unit, publisher, section. */
const spots: readonly (readonly [id: string, stated: readonly unknown[]])[] = [
  ["size-2025-summary", ["~", 320, 2025, "CNY 100m", null, "abstract"]],
  ["cagr-2025-2030-summary", [">", 35, [2025, 2030], "%", null, "abstract"]],
  ["capacity-2025", ["=", 1200, 2025, "10k sets/year", "中国汽车工业协会; IDC", "abstract"]],
  ["demand-2025", ["=", 950, 2025, "10k sets/year", "中国汽车工业协会; IDC", "abstract"]],
  ["global-share-2030", ["=", 41, 2030, "%", "中国汽车工业协会; IDC", "abstract"]],
  ["size-2019-history", ["~", 48, 2019, "CNY 100m", "中国汽车工业协会", "1.1.1"]],
  ["size-2021-history", [">", 90, 2021, "CNY 100m", null, "1.1.1"]],
  ["growth-2021-history", ["=", 87.5, 2021, "%", null, "1.1.1"]],
  ["size-2024-history", ["~", 340, 2024, "CNY 100m", null, "1.1.1"]],
  ["size-2030-idc-caict", ["~", 1500, 2030, "CNY 100m", "IDC; 中国信通院", "1.1.1"]],
  ["cagr-2025-2030-idc-caict", [">=", 25, [2025, 2030], "%", "IDC; 中国信通院", "1.1.1"]],
  ["size-2025-caam-idc", [">", 350, 2025, "CNY 100m", "中国汽车工业协会; IDC", "1.1.2"]],
  ["connected-vehicles-2024-telematics", [">", 8500, 2024, "10k vehicles", null, "1.1.2"]],
  ["manufacturing-cloud-adoption-2024", [">", 70, 2024, "%", "工信部", "1.1.2"]],
  ["share-infrastructure-2030", ["~", 52, 2030, "%", "IDC; 赛迪顾问; 中国汽车工业协会", "1.2.1"]],
  ["cagr-2025-2030-iaas-paas", ["=", 23.6, [2025, 2030], "%", "IDC; 赛迪顾问; 中国汽车工业协会", "1.2.1"]],
  ["share-paas-saas-now", ["<", 35, null, "%", null, "1.2.2"]],
  ["size-2028-vendors", ["=", 415.2, 2028, "CNY 100m", null, "1.2.2"]],
  ["share-huawei-2027", ["=", 30, 2027, "%", null, "1.2.2"]],
  ["price-2030-vendors", ["=", 270, 2030, "CNY/vehicle/year", null, "1.2.2"]],
  ["revenue-huawei-2027", [">", 200, 2027, "CNY 100m", "华为", "2.1.1"]],
  ["revenue-alibaba-2030", [">", 300, 2030, "CNY 100m", null, "2.1.1"]],
  ["alibaba-daily-records-2024", [">", 50, 2024, "100m records/day", null, "2.1.1"]],
  ["byd-daily-data", [">", 100, null, "TB/day", null, "2.2.1"]],
  ["revenue-byd-2026", [">", 30, 2026, "CNY 100m", null, "2.2.1"]],
  ["nio-cloud-investment-2024", [">", 20, 2024, "CNY 100m", "蔚来", "2.2.1"]],
  ["nio-vehicles-2026", ["=", 100, 2026, "10k vehicles", "蔚来", "2.2.1"]],
  ["cloud-revenue-share-new-makers-2030", ["=", [15, 25], 2030, "%", "中国汽车工业协会", "2.2.1"]],
  ["xpeng-cities-2024", [">", 200, 2024, "cities", null, "2.2.1"]],
  ["size-2030-joint-ventures", [">", 860, 2030, "CNY 100m", "IDC", "2.2.2"]],
  ["gac-data-cost-cut", ["=", 30, null, "%", "广汽", "2.2.2"]],
  ["unit-price-2026", ["=", 1253, 2026, "CNY/set", null, "2.2.2"]],
  ["gross-margin-2027", ["=", 41.8, 2027, "%", null, "2.2.2"]],
  ["edge-module-cost-2025", ["<=", 800, 2025, "CNY/vehicle", "赛迪顾问", "3.1.1"]],
  ["edge-module-cost-cut-2022-2025", ["~", 60, [2022, 2025], "%", "赛迪顾问", "3.1.1"]],
  ["edge-node-messages", [">", 10, null, "10k messages/second", null, "3.1.1"]],
  ["l3-functions-on-v2x", [">", 90, 2029, "%", "中国信通院", "3.1.1"]],
  ["fused-roads-2027", ["=", 50, 2027, "10k km", null, "3.1.1"]],
  ["connected-penetration-2024-software", [">", 52, 2024, "%", "中国汽车工业协会; IDC", "3.1.2"]],
  ["size-2030-iresearch", [">", 1800, 2030, "CNY 100m", "艾瑞咨询", "3.1.2"]],
  ["share-vehicle-os-2030", ["~", 45, 2030, "%", "艾瑞咨询", "3.1.2"]],
  ["repurchase-gain", ["=", 37, null, "%", "麦肯锡", "3.2.1"]],
  ["cockpit-market-2029", ["=", 123.8, 2029, "CNY 100m", null, "3.2.1"]],
  ["vehicle-data-per-day", ["=", [5, 10], null, "GB/vehicle/day", null, "3.2.2"]],
  ["training-compute-2030", [">", 100000, 2030, "GPU-hours", null, "3.2.2"]],
  ["foreign-vendor-share-2030", ["=", [25, 30], 2030, "%", null, "3.2.2"]],
  ["demonstration-zones-2025", ["=", 35, 2025, "zones", null, "3.2.2"]],
  ["parc-2030-range", ["~", [4.2, 4.5], 2030, "100m vehicles", null, "4.1.1"]],
  ["parc-growth", ["=", [4, 5], null, "%", "公安部交通管理局", "4.1.1"]],
  ["cloud-penetration-economy-2024", ["<", 20, 2024, "%", "IDC; 中国信通院", "4.1.1"]],
  ["arpu-2030", [">=", 600, 2030, "CNY/vehicle/year", null, "4.1.1"]],
  ["size-2030-bottom-up", ["=", [1600, 1800], 2030, "CNY 100m", null, "4.1.1"]],
  ["cagr-2025-2030-applications", ["~", 30.2, [2025, 2030], "%", null, "4.2.1"]],
  ["oee-gain", ["=", [15, 20], null, "%", null, "4.2.1"]],
  ["size-2024-policy", ["~", 320, 2024, "CNY 100m", "中国汽车工业协会; 赛迪顾问", "5.1.1"]],
  ["size-2030-policy", [">=", 1200, 2030, "CNY 100m", "中国汽车工业协会; 赛迪顾问", "5.1.1"]],
  ["connected-sales-2030", [">", 2000, 2030, "10k vehicles/year", "中国汽车工业协会", "5.1.2"]],
];

describe("the file", () => {
  test("conforms to the published schema", () => {
    const ajv = new Ajv({ allowUnionTypes: true, allErrors: true });
    const valid = ajv.validate(schema, report);
    expect(ajv.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect([report.schema, schema.properties.schema.const]).toEqual([schemaVersion, schemaVersion]);
  });

  test("is read without a fault, every pointer resolved", () => {
    expect(parseReport(JSON.stringify(report))).toEqual({ report });
  });
});

describe("figures", () => {
  test("each section's are complete", () => {
    const found: Record<string, number> = {};
    for (const { section } of report.figures) found[String(section)] = (found[String(section)] ?? 0) + 1;
    expect(found).toEqual(counts);
  });

  test.each(spots)("%s", (id, stated) => {
    const { comparator, value, year, unit, publisher, section } = figure(id);
    expect([comparator, value, year, unit, publisher, section]).toEqual(stated);
  });

  test("ids are readable: words, with the year last or before the scenario", () => {
    const scenarios = report.scenarios.map(({ id }) => id);
    for (const { id, year } of report.figures) {
      expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      expect(id.length, id).toBeLessThanOrEqual(40);
      const named = [...id.matchAll(/\b(?:19|20)\d\d\b/g)].map(([text]) => Number(text));
      if (named.length > 0) expect(year === named[0] || String(year) === String(named), id).toBe(true);
    }
    const marketSizes = report.figures.filter(({ metric }) => metric.en === "Automotive cloud market size");
    for (const { id, year } of marketSizes) expect(scenarios).toContain(id.replace(`size-${year}-`, ""));
  });

  test("years and values are plausible", () => {
    for (const { id, year, value, unit } of report.figures) {
      for (const one of year === null ? [] : [year].flat()) expect(one, id).toSatisfy((y) => y >= 2015 && y <= 2030);
      for (const one of [value].flat()) {
        expect(one, id).toBeGreaterThan(0);
        if (unit === "%") expect(one, id).toBeLessThanOrEqual(100);
      }
    }
  });

  test("a number that several figures share is no figure twice", () => {
    const statements = report.figures.map(({ metric, value, year, section, comparator }) =>
      JSON.stringify([metric.en, value, year, section, comparator]),
    );
    expect(new Set(statements).size).toBe(statements.length);
  });

  test("printed decimals are given where the number doesn't show them", () => {
    for (const { id, value, decimals } of report.figures) {
      if (decimals !== undefined) expect(Number.isInteger(value), id).toBe(true);
    }
    expect(figure("utilisation-2027").decimals).toBe(1);
    expect(figure("size-2025-volumes").decimals).toBe(1);
  });
});

describe("texts", () => {
  const texts: string[] = [];
  JSON.stringify({ ...report, title: null }, (_, value) => {
    if (typeof value === "string") texts.push(value);
    return value;
  });

  test("are the project's own short words, no sentences of the source", () => {
    const outliers = report.scenarios.flatMap((scenario) => ("outlier" in scenario ? scenario.outlier!.zh : []));
    const notes = [...outliers, ...[...report.figures, ...report.claims].flatMap(({ note }) => note?.zh ?? [])];
    for (const text of texts.filter((text) => /[\u4e00-\u9fff]/.test(text) && !notes.includes(text))) {
      expect(text.length, text).toBeLessThanOrEqual(30);
    }
    for (const note of notes) expect(note.length, note).toBeLessThanOrEqual(40);
  });

  test("English holds no Chinese", () => {
    for (const { metric } of report.figures) expect(metric.en).toMatch(/^[\x20-\x7e]+$/);
  });

  test("each publisher has a name in both languages", () => {
    const publishers = new Set(report.figures.flatMap(({ publisher }) => publisher ?? []));
    for (const publisher of publishers) expect(publisherName(report, publisher, "en")).toMatch(/^[\x20-\x7e]+$/);
    expect(publisherName(report, "中国汽车工业协会; IDC", "en")).toBe("CAAM; IDC");
    expect(publisherName(report, "中国汽车工业协会; IDC", "zh")).toBe("中国汽车工业协会; IDC");
    for (const { zh } of report.publishers!)
      expect(
        [...publishers].some((names) => names.includes(zh)),
        zh,
      ).toBe(true);
  });
});

describe("what formulas name", () => {
  test("a segment, driver, series or figure has its id to itself", () => {
    const ids = [
      "size",
      ...report.splits.flatMap(({ segments }) => segments.map(({ id }) => id)),
      ...report.drivers.map(({ id }) => id),
      ...report.series.map(({ id }) => id),
      ...report.figures.map(({ id }) => id),
    ];
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test("the scenarios, segments, drivers and series that are public", () => {
    expect(report.scenarios.map(({ id, aliases = [] }) => [id, ...aliases].join("/"))).toEqual([
      "applications/base",
      "vendors/low",
      "data-loop/high",
      ...[
        "summary",
        "history",
        "idc-caict",
        "caam-idc",
        "infrastructure",
        "partnerships",
        "three-clouds",
        "self-built",
      ],
      ...["joint-ventures", "volumes", "v2x", "iresearch", "bottom-up", "bottom-up-low", "bottom-up-high", "policy"],
    ]);
    expect(report.splits.map(({ id, segments }) => [id, ...segments.map((segment) => segment.id)])).toEqual([
      ["application", "rd", "manufacturing", "marketing", "operations"],
      ["layer", "infrastructure", "saas"],
      ["vendor", "huawei", "alibaba", "tencent", "baidu", "other-vendors"],
      ["theme", "data-loop", "v2x-edge", "vehicle-os"],
    ]);
    expect(report.drivers.map(({ id }) => id)).toEqual([
      ...["parc", "connected-rate", "cloud-penetration", "arpu", "connected-vehicles", "covered-vehicles"],
      ...["self-built-share", "regional-factor", "compliance-cost", "bought-share"],
      ...["market-before-compliance", "compliance", "market"],
    ]);
    expect(report.series.map(({ id }) => id)).toEqual([
      ...["capacity", "output", "utilisation", "demand", "global-share", "vendor-price", "vendor-growth", "volume"],
      ...["unit-price", "gross-margin", "cockpit-vehicles", "cockpit-upload-rate", "cockpit-users", "cockpit-market"],
    ]);
  });

  test("low and high are the ends of the consistent whole-market paths, base lies between", () => {
    for (const year of [2025, 2030]) {
      const [low, base, high] = ["vendors", "applications", "data-loop"].map((id) => printed(`size-${year}-${id}`));
      expect(low).toBeLessThan(base!);
      expect(base).toBeLessThan(high!);
    }
  });

  test("the back-cast scenarios have one end and a rate that starts in 2025", () => {
    const cast = report.scenarios.flatMap((scenario) => ("growth" in scenario ? [scenario] : []));
    expect(cast.map(({ id, points, growth }) => [id, points, figure(growth!).year])).toEqual([
      ["partnerships", ["size-2030-partnerships"], [2025, 2030]],
      ["three-clouds", ["size-2030-three-clouds"], [2025, 2030]],
    ]);
  });
});

test("units are of the dimensions that the report needs", () => {
  const dimensions = new Set(report.figures.map(({ unit }) => dimensionText(readUnit(unit)!)));
  expect(dimensions).toEqual(
    new Set([
      ...["1", "CNY", "CNY/year", "CNY/vehicle", "CNY/vehicle/year", "CNY/set", "set", "set/year", "vehicle"],
      ...["vehicle/year", "user", "company", "city", "zone", "record/year", "message/year", "m", "m/year"],
      ...["B", "B/year", "B/vehicle/year", "TOPS", "GPU-hour"],
    ]),
  );
});

import { describe, expect, test } from "vitest";
import { createModel } from "../../src/model";
import { builtInReport, type Driver } from "../../src/report";
import { driver, must, scenario, secondReport, segment, series } from "./support";

const model = createModel(builtInReport);
const size = (id: string, year: number) => must(model.size(scenario(model, id), year));

describe("reference values", () => {
  test("market size", () => {
    expect(size("base", 2030)).toBe(1800);
    expect(size("base", 2027)).toBeCloseTo(480 * 3.75 ** 0.4, 9);
    expect(size("vendors", 2028)).toBe(415.2);
    expect(model.chosen.id).toBe("applications");
  });

  test("segments", () => {
    expect(model.segmentSize(segment(model, "rd"), 2030, model.chosen)).toBe(520);
    expect(model.share(segment(model, "marketing"), 2025, model.chosen)).toBe(0.25);
    expect(model.segmentSize(segment(model, "huawei"), 2030, scenario(model, "vendors"))).toBeCloseTo(665.4 * 0.33, 9);
  });

  test("growth", () => {
    expect(model.cagr(2025, 2030, model.chosen, null)).toBeCloseTo(3.75 ** 0.2 - 1, 12);
    expect(model.growth(2026, scenario(model, "vendors"), null)).toBeCloseTo(242.3 / 185.6 - 1, 12);
    expect(model.cagr(2025, 2030, model.chosen, segment(model, "rd"))).toBeCloseTo((520 / 135) ** 0.2 - 1, 12);
  });

  test("bottom-up", () => {
    expect(size("bottom-up", 2030)).toBeCloseTo(4.35 * 0.83 * 0.75 * 600, 9);
    expect(size("bottom-up", 2024)).toBeCloseTo(1.8 * 0.35 * 200, 9);
    const connected2027 = (1.8 / 3.45 + 0.83) / 2;
    expect(size("bottom-up", 2027)).toBeCloseTo(Math.sqrt(3.45 * 4.35) * connected2027 * 0.6 * 400, 9);
    expect(size("bottom-up-low", 2030)).toBeCloseTo(4.2 * 0.83 * 0.75 * 600, 9);
    expect(size("bottom-up-high", 2030)).toBeCloseTo(4.5 * 0.83 * 0.75 * 600, 9);
    expect(model.driverValue(driver(model, "covered-vehicles"), 2030, null)).toBeCloseTo(4.35 * 0.83 * 0.75, 12);
  });

  test("series", () => {
    expect(model.seriesValue(series(model, "gross-margin"), 2027)).toBe(0.418);
    expect(model.seriesValue(series(model, "capacity"), 2030)).toBe(2400);
  });
});

describe("published scenarios", () => {
  const table: Readonly<Record<string, Readonly<Record<number, number>>>> = {
    applications: { 2025: 480, 2030: 1800 },
    vendors: { 2025: 185.6, 2030: 665.4 },
    "data-loop": { 2025: 680, 2030: 2100 },
    summary: { 2025: 320, 2030: 1200 },
    history: { 2019: 48, 2021: 90, 2022: 152, 2023: 235, 2024: 340 },
    "idc-caict": { 2025: 480, 2027: 800, 2030: 1500 },
    "caam-idc": { 2024: 286, 2025: 350, 2030: 920 },
    infrastructure: { 2025: 420, 2030: 1200 },
    partnerships: { 2030: 1200 },
    "three-clouds": { 2030: 1800 },
    "self-built": { 2024: 180, 2027: 450 },
    "joint-ventures": { 2024: 185, 2030: 860 },
    volumes: { 2025: 222, 2030: 698.9 },
    iresearch: { 2025: 480, 2030: 1800 },
    policy: { 2024: 320, 2025: 400, 2030: 1200 },
    v2x: { 2025: 1200 },
  };

  test.each(Object.entries(table))("%s", (id, sizes) => {
    for (const [year, expected] of Object.entries(sizes)) {
      expect(size(id, Number(year))).toBe(expected);
      expect(must(model.explainSize(scenario(model, id), Number(year))).basis).toBe("reported");
    }
  });

  test.each(["partnerships", "three-clouds"])("%s is back-cast at 28 %% to 2025, and no further", (id) => {
    const view = scenario(model, id);
    expect(view).toMatchObject({ from: 2025, to: 2030, reportedYears: [2030] });
    for (const year of [2025, 2026, 2027, 2028, 2029]) {
      expect(size(id, year)).toBeCloseTo(size(id, 2030) / 1.28 ** (2030 - year), 9);
      expect(must(model.explainSize(view, year)).basis).toBe("derived");
    }
  });

  test("v2x ends at what its segment and its share come to, and is an outlier", () => {
    expect(size("v2x", 2030)).toBe(3000 / 0.5);
    expect(must(model.explainSize(scenario(model, "v2x"), 2030)).basis).toBe("derived");
    expect(scenario(model, "v2x").outlier).toBe(true);
    expect(must(model.explainSize(scenario(model, "v2x"), 2027)).basis).toBe("interpolated");
  });

  test("nothing is extrapolated", () => {
    expect(model.size(model.chosen, 2031)).toEqual({ fault: "no-year", year: 2031, from: 2025, to: 2030 });
    expect(model.size(scenario(model, "history"), 2018)).toMatchObject({ from: 2019, to: 2024 });
    for (const year of [NaN, Infinity, -Infinity, 2027.5, 1e308]) {
      expect(model.size(model.chosen, year)).toMatchObject({ fault: "no-year" });
    }
  });
});

describe("the second report", () => {
  const other = createModel(secondReport);
  const at = (id: string, year: number) => must(other.size(scenario(other, id), year));

  test("figures in another unit, ranges and growth rates from either end", () => {
    expect(at("installers", 2028)).toBe(22000);
    expect(at("installers", 2025)).toBeCloseTo(Math.sqrt(12000 * 22000), 8);
    expect(at("ministry", 2023)).toBe(9500);
    expect(at("association", 2026)).toBeCloseTo(11000 * 1.09 ** 4, 8);
    expect(at("lenders", 2026)).toBeCloseTo(28000 / 1.1 ** 6, 8);
    expect(at("makers", 2024)).toBeCloseTo(6000 / 0.48, 9);
  });

  test("three drivers in units of their own", () => {
    expect(at("homes-up", 2022)).toBeCloseTo(12 * 900, 8);
    expect(at("homes-up", 2032)).toBeCloseTo(210 * 0.14 * 1000, 8);
    expect(at("homes-up-high", 2032)).toBeCloseTo(220 * 0.14 * 1000, 8);
    expect(other.driverValue(driver(other, "equipped-homes"), 2032, null)).toBeCloseTo(210_000 * 0.14, 6);
  });

  test("a remainder and money series", () => {
    expect(other.share(segment(other, "businesses"), 2022, other.chosen)).toBeCloseTo(1 - 0.703, 12);
    expect(other.segmentSize(segment(other, "ground"), 2022, other.chosen)).toBe(3700);
    expect(other.seriesValue(series(other, "subsidy"), 2022)).toBe(1200);
    expect(other.seriesValue(series(other, "renewal"), 2022)).toBe(0.236);
  });

  test("its own money units", () => {
    expect(other.units.map(({ id }) => id)).toEqual(["EUR m", "EUR bn", "EUR", "USD bn", "USD m", "USD"]);
    expect(must(other.money("eur bn")).factor(2030)).toBe(0.001);
    expect(must(other.money("USD m")).factor(2030)).toEqual({ fault: "not-set", key: "fx.usd-eur", year: 2030 });
    expect(other.money("XYZ bn")).toMatchObject({ fault: "unknown", kind: "unit" });
  });
});

describe("building from the caller's own numbers", () => {
  const model = createModel(builtInReport);
  const build = (values: Readonly<Record<string, number>>, year = 2030) =>
    model.build(year, null, new Map(Object.entries(values)));

  test("without any is the scenario's own size", () => {
    expect(build({})).toBe(size("bottom-up", 2030));
    expect(model.build(2027, scenario(model, "bottom-up-low"), new Map())).toBe(size("bottom-up-low", 2027));
  });

  test("puts them in the drivers' places, the others as they are", () => {
    expect(build({ arpu: 700 })).toBeCloseTo(4.35 * 0.83 * 0.75 * 700, 9);
    expect(build({ "covered-vehicles": 3, arpu: 700 })).toBeCloseTo(2100, 9);
    expect(build({ market: 5 })).toBe(5);
  });

  test("with the three adjustments", () => {
    const covered = 4.35 * 0.83 * 0.75;
    const adjusted = { "self-built-share": 0.2, "regional-factor": 1.1, "compliance-cost": 30 };
    expect(build(adjusted)).toBeCloseTo(covered * 600 * 0.8 * 1.1 - 30 * covered, 9);
  });

  test("never a number that a cell can't hold", () => {
    expect(build({ parc: 1e308, arpu: 1e308 })).toEqual({ fault: "too-large" });
    expect(build({ parc: NaN })).toEqual({ fault: "too-large" });
  });

  test("of a driver that there isn't, or in a year that there isn't", () => {
    expect(build({ parcc: 4 })).toEqual({ fault: "unknown", kind: "driver", text: "parcc", nearest: "parc" });
    expect(build({}, 2050)).toEqual({ fault: "no-year", year: 2050, from: 2024, to: 2030 });
    expect(model.build(2030, scenario(model, "vendors"), new Map())).toMatchObject({ fault: "no-drivers" });
  });

  test("in a report with other drivers", () => {
    const other = createModel(secondReport);
    const [first, second, third] = other.drivers as [Driver, Driver, Driver];
    const values = new Map([
      [first.id, 210],
      [second.id, 0.14],
      [third.id, 1000],
    ]);
    expect(other.build(2030, null, values)).toBeCloseTo(29400, 8);
  });
});

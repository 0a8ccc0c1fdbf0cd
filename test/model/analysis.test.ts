import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createModel, isFault, type Statistic } from "../../src/model";
import { triangular } from "../../src/model/simulation/simulate";
import { builtInReport, isWorkedOut, readUnit } from "../../src/report";
import { driver, eachReport, modelWith, must, override, scenario, secondReport, years } from "./support";

const model = createModel(builtInReport);

readUnit("CNY bn");

describe("consensus", () => {
  // Whole-market figures that the report states for 2025 and 2030, without the outlier; 2030 without derived ends, and
  // with the range beside the drivers at its midpoint.
  const stated: Readonly<Record<number, readonly number[]>> = {
    2025: [480, 185.6, 680, 320, 480, 350, 420, 222, 480, 400],
    2030: [1800, 665.4, 2100, 1200, 1500, 920, 1200, 1200, 1800, 860, 698.9, 1800, 1200, 1700],
  };

  test.each(Object.entries(stated))("of %s", (year, figures) => {
    const sorted = [...figures].sort((one, other) => one - other);
    const middle = sorted.length / 2;
    const median = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
    const mean = figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
    const expected: Record<Statistic, number> = {
      low: sorted[0]!,
      high: sorted.at(-1)!,
      mean,
      median,
      deviation: Math.sqrt(figures.reduce((sum, figure) => sum + (figure - mean) ** 2, 0) / (figures.length - 1)),
      count: figures.length,
    };
    for (const [statistic, value] of Object.entries(expected)) {
      expect(must(model.consensus(Number(year), statistic as Statistic)), statistic).toBeCloseTo(value, 9);
    }
  });

  test("knows nothing of overrides, and nothing of years without figures", () => {
    const edited = modelWith(builtInReport, override("size", 5000, 2030, "applications"));
    expect(edited.consensus(2030, "high")).toBe(2100);
    expect(model.consensus(2020, "count")).toEqual({ fault: "nothing", what: "consensus" });
    expect(model.consensus(2031, "mean")).toEqual({ fault: "no-year", year: 2031, from: 2019, to: 2030 });
  });

  test("takes a range at its midpoint and converts units", () => {
    const other = createModel(secondReport);
    expect(other.consensus(2028, "median")).toBe(22000);
    expect(other.consensus(2023, "low")).toBe(9500);
  });
});

describe.each(eachReport)("the bottom-up model of %s", (_id, report) => {
  const adjustments = [
    override("self-built-share", 0.1),
    override("regional-factor", 1.2),
    override("compliance-cost", 20),
  ];

  test.each([["neutral", createModel(report)] as const, ["adjusted", modelWith(report, ...adjustments)] as const])(
    "reconciles: each required driver by itself makes the size the target (%s)",
    (name, model) => {
      const built = model.scenarios.find(({ kind }) => kind === "built")!;
      const target = model.scenarios[0]!;
      for (const year of years(target).filter((year) => year <= built.to)) {
        const wanted = must(model.size(target, year));
        const { now, needed, gaps } = must(model.reconcile(year, target, null));
        expect([now, needed]).toEqual([must(model.size(built, year)), wanted]);
        const inputs = report.drivers.filter((driver) => !isWorkedOut(driver)).map(({ id }) => id);
        expect(gaps.map(({ driver }) => driver)).toEqual(inputs);
        for (const { driver: id, actual, required } of gaps) {
          expect(actual).toBe(model.driverValue(driver(model, id), year, null));
          const isRate = driver(model, id).unit === "%";
          if (isFault(required)) expect.fail(JSON.stringify({ id, required }));
          // What isn't possible can't be tried.
          if (required < 0 || (isRate && required > 1)) continue;
          const again = modelWith(report, ...(name === "adjusted" ? adjustments : []), override(id, required, year));
          expect(again.size(built, year)).toBeCloseTo(wanted, 6);
        }
      }
    },
  );

  test("swings: each driver by itself, widest first, rates to one at most", () => {
    const model = createModel(report);
    const built = model.scenarios.find(({ kind }) => kind === "built")!;
    for (const swing of [0, 0.1, 0.5, 1]) {
      const bars = must(model.sensitivity(built.to, built, swing));
      const base = must(model.size(built, built.to));
      const widths = bars.map(({ low, high }) => high - low);
      expect(widths).toEqual([...widths].sort((one, other) => other - one));
      for (const bar of bars) {
        const { unit } = driver(model, bar.driver);
        const value = must(model.driverValue(driver(model, bar.driver), built.to, built));
        const highest = unit === "%" ? Math.min(1, value * (1 + swing)) : value * (1 + swing);
        expect(bar.base).toBe(base);
        expect(bar.low).toBeCloseTo(base * (1 - swing), 6);
        expect(bar.high).toBeCloseTo((base * highest) / value, 6);
      }
    }
  });

  test("simulates: same seed, same answer; percentiles rise", () => {
    const model = createModel(report);
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 100, max: 400 }), (seed, trials) => {
        const first = must(model.simulate(2030, null, trials, seed));
        expect(createModel(report).simulate(2030, null, trials, seed)).toEqual(first);
        expect(first.percentiles.map(([percentile]) => percentile)).toEqual([5, 10, 25, 50, 75, 90, 95]);
        const values = first.percentiles.map(([, value]) => value);
        expect(values).toEqual([...values].sort((one, other) => one - other));
      }),
      { numRuns: 20 },
    );
    expect(model.simulate(2030, null, 500, 1)).not.toEqual(model.simulate(2030, null, 500, 2));
  });
});

describe("simulation", () => {
  test("its mean and deviation are those of a product of independent triangular draws", () => {
    // Mean and variance of a triangular distribution: (a + b + c)/3 and (a² + b² + c² − ab − ac − bc)/18.
    const moments = (a: number, c: number, b: number) => ({
      mean: (a + b + c) / 3,
      variance: (a * a + b * b + c * c - a * b - a * c - b * c) / 18,
    });
    const spread = (mode: number, most = Infinity) => moments(mode * 0.9, mode, Math.min(mode * 1.1, most));
    const draws = [moments(4.2, 4.35, 4.5), spread(0.83, 1), spread(0.75, 1), spread(600)];
    const mean = draws.reduce((product, draw) => product * draw.mean, 1);
    const square = draws.reduce((product, draw) => product * (draw.variance + draw.mean ** 2), 1);
    const deviation = Math.sqrt(square - mean ** 2);
    const trials = 100_000;
    const result = must(model.simulate(2030, null, trials, 7));
    expect(Math.abs(result.mean - mean)).toBeLessThan((4 * deviation) / Math.sqrt(trials));
    expect(result.deviation / deviation).toBeCloseTo(1, 1.5);
  });

  test("takes the reported range only where it is stated and not overridden", () => {
    const width = (year: number, ...overrides: Parameters<typeof modelWith>[1][]) => {
      const edited = modelWith(builtInReport, ...overrides);
      const { deviation, mean } = must(edited.simulate(year, scenario(edited, "bottom-up"), 20_000, 3));
      return deviation / mean;
    };
    // Where nothing is known of it, parc spreads by 10 %, more than the 3.4 % that its range allows.
    expect(width(2030)).toBeLessThan(width(2029));
    expect(width(2030, override("parc", 4.35, 2030))).toBeGreaterThan(width(2030));
  });

  test("the draws follow the distribution function", () => {
    const shape = { low: 1, mode: 2, high: 5 };
    expect([0, 0.25, 1].map((uniform) => triangular(shape, uniform))).toEqual([1, 2, 5]);
    const median = triangular(shape, 0.5);
    expect((5 - median) ** 2 / (4 * 3)).toBeCloseTo(0.5, 12);
    expect(triangular({ low: 3, mode: 3, high: 3 }, 0.4)).toBe(3);
  });

  test.each([
    [99, 1],
    [100_001, 1],
    [NaN, 1],
    [1000, NaN],
    [1000, Infinity],
  ])("%d trials with seed %d give a fault", (trials, seed) => {
    expect(model.simulate(2030, null, trials, seed)).toMatchObject({ fault: "nothing" });
  });
});

describe("what isn't built from drivers", () => {
  test("has neither sensitivity nor drivers", () => {
    const fault = { fault: "no-drivers", scenario: "applications" };
    expect(model.sensitivity(2030, model.chosen, 0.1)).toEqual(fault);
    expect(model.simulate(2030, model.chosen, 1000, 1)).toEqual(fault);
    expect(model.driverValue(driver(model, "arpu"), 2030, model.chosen)).toEqual(fault);
  });

  test("a report without drivers", () => {
    const bare = createModel({
      ...builtInReport,
      drivers: [],
      scenarios: builtInReport.scenarios.filter((scenario) => "points" in scenario),
    });
    expect(bare.size(bare.chosen, 2030)).toBe(1800);
    expect(bare.reconcile(2030, bare.chosen, null)).toEqual({ fault: "nothing", what: "drivers" });
    expect(bare.assumptionRows().some(({ key }) => key === "regional-factor")).toBe(false);
  });
});

describe("growth", () => {
  test("is undefined from a year to itself and from nothing", () => {
    expect(model.cagr(2027, 2027, model.chosen, null)).toEqual({ fault: "no-growth", from: 2027, to: 2027 });
    const edited = modelWith(builtInReport, override("size", 0, 2025, "applications"));
    expect(edited.cagr(2025, 2030, edited.chosen, null)).toEqual({ fault: "no-growth", from: 2025, to: 2030 });
    expect(edited.size(edited.chosen, 2026)).toBeCloseTo(1800 / 5, 9);
  });

  test("of a scenario's first year names the year that is missing", () => {
    expect(model.growth(2025, model.chosen, null)).toEqual({ fault: "no-year", year: 2024, from: 2025, to: 2030 });
  });
});

test("the unit of the report doesn't change what it says", () => {
  const inBillions = createModel({ ...builtInReport, unit: "CNY bn" });
  for (const view of model.scenarios) {
    for (const year of years(view)) {
      expect(inBillions.size(view, year)).toBeCloseTo(must(model.size(view, year)) / 10, 9);
      expect(inBillions.share(model.segments[0]!, year, view)).toEqual(model.share(model.segments[0]!, year, view));
    }
  }
});

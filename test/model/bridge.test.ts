/** What adds to a market between two years: the whole of the change, whatever the tree. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createModel } from "../../src/model";
import { logarithmicMean, shapleyWeights } from "../../src/model/bridge/bridge";
import { builtInReport } from "../../src/report";
import type { Driver, Figure, Report } from "../../src/report";
import { call } from "../functions/calls";
import { eachReport, modelWith, must, override, read, scenario } from "./support";

const name = (text: string) => ({ en: text, zh: text });

/** A quantity, given in 2020 and 2021, of any sign. */
type Ends = readonly [before: number, after: number];

/** ((a × b + c) ÷ d − e) × (1 − f) in one unit. */
function reportOf(ends: Readonly<Record<"a" | "b" | "c" | "d" | "e" | "f", Ends>>): Report {
  const units = { a: "USD m", b: "%", c: "USD m", d: "%", e: "USD m", f: "%" } as const;
  const figures: Figure[] = [];
  const drivers: Driver[] = Object.entries(ends).map(([id, values]) => {
    const unit = units[id as keyof typeof units];
    const points = values.map((value, index) => {
      figures.push({
        ...{
          id: `${id}-${index}`,
          metric: name(id),
          value: units[id as keyof typeof units] === "%" ? value * 100 : value,
          comparator: "=",
        },
        ...{ year: 2020 + index, unit, publisher: null, section: "1" },
      } as Figure);
      return `${id}-${index}`;
    });
    return { id, name: name(id), unit, method: "linear", points };
  });
  const worked = (
    id: string,
    unit: string,
    op: "product" | "sum" | "difference" | "ratio" | "complement",
    of: string[],
  ) => drivers.push({ id, name: name(id), unit, op, of });
  worked("ab", "USD m", "product", ["a", "b"]);
  worked("sum", "USD m", "sum", ["ab", "c"]);
  worked("each", "USD m", "ratio", ["sum", "d"]);
  worked("net", "USD m", "difference", ["each", "e"]);
  worked("kept", "%", "complement", ["f"]);
  worked("market", "USD m", "product", ["net", "kept"]);
  return read({
    ...{ schema: "2.0", id: "generated", edition: "1", title: name("Generated"), currency: "USD", unit: "USD bn" },
    ...{ figures, drivers, splits: [], series: [], claims: [] },
    scenarios: [{ id: "built", name: name("Built"), section: "1", size: "market", take: "point" }],
  });
}

const number = fc.integer({ min: -2000, max: 2000 }).map((whole) => whole / 10);
const ends: fc.Arbitrary<Ends> = fc.tuple(number, number);
const divisor = fc.integer({ min: 1, max: 50 }).map((whole) => whole / 4);
const share = fc.integer({ min: 0, max: 100 }).map((whole) => whole / 100);
const trees = fc
  .record({ a: ends, b: ends, c: ends, d: fc.tuple(divisor, divisor), e: ends, f: fc.tuple(share, share) })
  .map(reportOf);

describe("by drivers", () => {
  test("the parts sum to the change, of any sign, through every operation", () => {
    fc.assert(
      fc.property(trees, (report) => {
        const model = createModel(report);
        const { start, end, parts } = must(model.bridge(2020, 2021, null));
        const built = scenario(model, "built");
        expect([start, end]).toEqual([must(model.size(built, 2020)), must(model.size(built, 2021))]);
        expect(parts.map(({ name }) => name.en)).toEqual(["a", "b", "c", "d", "e", "f"]);
        const sum = parts.reduce((total, { change }) => total + change, 0);
        const largest = Math.max(1e-3, ...parts.map(({ change }) => Math.abs(change)), Math.abs(start), Math.abs(end));
        expect(Math.abs(sum - (end - start))).toBeLessThanOrEqual(1e-9 * largest);
      }),
      { numRuns: 300 },
    );
  });

  test("there and back are the same with the other sign, and what doesn't change adds nothing", () => {
    fc.assert(
      fc.property(trees, (report) => {
        const model = createModel(report);
        const [there, back] = [must(model.bridge(2020, 2021, null)), must(model.bridge(2021, 2020, null))];
        there.parts.forEach(({ change, name }, index) => {
          expect(Math.abs(change + back.parts[index]!.change)).toBeLessThanOrEqual(
            1e-9 * Math.max(1, Math.abs(change)),
          );
          const points = [0, 1].map((at) => report.figures.find(({ id }) => id === `${name.en}-${at}`)!.value);
          if (points[0] === points[1]) expect(change).toBe(0);
        });
      }),
      { numRuns: 100 },
    );
  });

  test("of a product each factor has its share of the logarithm", () => {
    const model = createModel(builtInReport);
    const { start, end, parts } = must(model.bridge(2024, 2030, null));
    const mean = (end - start) / Math.log(end / start);
    for (const id of ["parc", "arpu", "cloud-penetration", "connected-rate"]) {
      const driver = must(model.driver(id));
      const [before, after] = [2024, 2030].map((year) => must(model.driverValue(driver, year, null)));
      const part = parts.find(({ name }) => name.en === driver.name.en)!;
      expect(part.change).toBeCloseTo(mean * Math.log(after! / before!), 6);
    }
  });

  test.each(eachReport)("of %s between any two years", (_, report) => {
    const model = modelWith(report, override(report.drivers[0]!.id, 0, null, null));
    for (const one of [createModel(report), model]) {
      const built = one.scenarios.find(({ kind }) => kind === "built")!;
      for (let year = built.from; year < built.to; year++) {
        const { start, end, parts } = must(one.bridge(year, built.to, built));
        expect(parts.reduce((sum, { change }) => sum + change, start)).toBeCloseTo(end, 6);
      }
    }
  });
});

describe("its means", () => {
  test("a logarithmic mean lies between geometric and arithmetic mean", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (a, b) => {
          const mean = logarithmicMean(a, b);
          expect(mean).toBeGreaterThanOrEqual(Math.sqrt(a * b) * (1 - 1e-9));
          expect(mean).toBeLessThanOrEqual(((a + b) / 2) * (1 + 1e-9));
        },
      ),
    );
    expect(logarithmicMean(5, 5)).toBe(5);
    expect(logarithmicMean(5 + 1e-12, 5)).toBeCloseTo(5, 11);
  });

  test("Shapley's weights are the average over every order of changing the factors", () => {
    const orders = (places: readonly number[]): number[][] =>
      places.length === 0
        ? [[]]
        : places.flatMap((place) => orders(places.filter((one) => one !== place)).map((rest) => [place, ...rest]));
    fc.assert(
      fc.property(fc.array(ends, { minLength: 1, maxLength: 5 }), (factors) => {
        const [before, after] = [factors.map(([start]) => start), factors.map(([, end]) => end)];
        const all = orders(factors.map((_, place) => place));
        shapleyWeights(before, after).forEach((weight, own) => {
          const others = all.map((order) =>
            order.reduce((product, place, at) => {
              if (place === own) return product;
              return product * (at < order.indexOf(own) ? after[place]! : before[place]!);
            }, 1),
          );
          const average = others.reduce((sum, one) => sum + one, 0) / all.length;
          expect(Math.abs(weight - average)).toBeLessThanOrEqual(1e-9 * Math.max(1, ...others.map(Math.abs)));
        });
      }),
    );
  });
});

describe("the formula", () => {
  const rows = (...args: unknown[]) => call("BRIDGE", ...args) as (string | number)[][];
  const adds = (table: (string | number)[][]) => {
    const sizes = table.slice(1).map((row) => row[1] as number);
    const parts = sizes.slice(1, -1).reduce((sum, part) => sum + part, 0);
    expect(Math.abs(sizes[0]! + parts - sizes.at(-1)!)).toBeLessThanOrEqual(1e-9 * Math.abs(sizes.at(-1)!));
  };

  test("starts and ends with the market, by drivers and by segments, in any unit", () => {
    for (const args of [
      [2024, 2030],
      [2024, 2030, "drivers", "bottom-up-low", "CNY bn"],
      [2025, 2030, "application", "base"],
      [2025, 2028, "vendor", "vendors"],
    ]) {
      const table = rows(...args);
      adds(table);
      const [from, to, , view, unit] = args;
      expect(table[1]).toEqual([from, call("SIZE", from, view ?? "bottom-up", unit)]);
      expect(table.at(-1)).toEqual([to, call("SIZE", to, view ?? "bottom-up", unit)]);
    }
  });

  test("refuses what overlaps, and drivers of what isn't built from any", () => {
    expect(String(rows(2025, 2030, "theme", "data-loop"))).toContain("overlap");
    expect(String(rows(2025, 2030, null, "base"))).toContain("not built from drivers");
  });
});

test("FAN has the percentiles of SIMULATE, year by year, in either order of years", () => {
  const fan = call("FAN", 2029, 2030, null, 500, 3) as (string | number)[][];
  expect(fan[0]).toEqual(["Year", "P10", "P25", "P50", "P75", "P90"]);
  for (const [year, ...values] of fan.slice(1)) {
    const simulated = call("SIMULATE", year, null, 500, 3) as (string | number)[][];
    const of = (percentile: string) => simulated.find(([label]) => label === percentile)![1];
    expect(values).toEqual(fan[0]!.slice(1).map((label) => of(String(label))));
  }
  expect(call("FAN", 2030, 2029, null, 500, 3)).toEqual(fan);
});

test("CONSENSUS over scenarios is that of their sizes, those without one in that year left out", () => {
  const of = (statistic: string, ...names: string[]) => call("CONSENSUS", 2027, statistic, null, [names]);
  const sizes = ["base", "vendors", "bottom-up"].map((id) => call("SIZE", 2027, id) as number);
  expect(of("mean", "base", "vendors", "bottom-up")).toEqual([
    [expect.closeTo((sizes[0]! + sizes[1]! + sizes[2]!) / 3, 9)],
  ]);
  expect(of("count", "base", "vendors", "history")).toEqual([[2]]);
  expect(String(of("median", "history"))).toContain("no value for 2027");
  expect(String(of("median", "base", "nope"))).toContain("nope");
  expect(String(of("deviation", "base"))).toContain("deviation");
  expect(of("deviation", "base", "vendors")).toEqual([
    [expect.closeTo(Math.abs(sizes[0]! - sizes[1]!) / Math.SQRT2, 9)],
  ]);
});

test("an estimate of another scope is no part of the consensus until it is named", () => {
  const scoped = read({
    ...builtInReport,
    scenarios: builtInReport.scenarios.map((one) =>
      one.id === "data-loop" ? { ...one, scope: name("Data loop") } : one,
    ),
  });
  const model = createModel(scoped);
  expect(model.consensus(2030, "high")).toBe(1800);
  const named = ["data-loop", "base"].map((id) => model.size(scenario(model, id), 2030));
  expect(model.consensus(2030, "high", named)).toBe(2100);
});

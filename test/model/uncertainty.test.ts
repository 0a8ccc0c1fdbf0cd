/** Ranges of drivers, what goes together, and what follows from both. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createModel, isFault } from "../../src/model";
import { cholesky } from "../../src/model/simulation/correlation";
import { builtInReport, type Report } from "../../src/report";
import { driver, modelWith, must, override, read, scenario } from "./support";

const model = createModel(builtInReport);
const bottomUp = scenario(model, "bottom-up");

/** The built-in report with a second range for parc, in 2026, beside its 420 to 450 million in 2030. */
const twoRanges: Report = read({
  ...builtInReport,
  figures: [
    ...builtInReport.figures,
    {
      ...builtInReport.figures.find(({ id }) => id === "parc-2030-range")!,
      ...{ id: "parc-2026-range", value: [3.2, 4], year: 2026, unit: "100m vehicles" },
    },
  ],
  drivers: builtInReport.drivers.map((one) =>
    one.id === "parc" ? { ...one, ranges: ["parc-2026-range", "parc-2030-range"] } : one,
  ),
});

const barOf = (of: typeof model, id: string, year: number, swing: number | null = null) =>
  must(of.sensitivity(year, scenario(of, "bottom-up"), swing)).find((bar) => bar.driver === id)!;

/** The ends of a driver's bar, as the driver itself would have to be. */
function endsOf(of: typeof model, id: string, year: number): readonly number[] {
  const { low, high, base } = barOf(of, id, year);
  const value = must(of.driverValue(driver(of, id), year, null));
  return [low, high].map((size) => (size / base) * value);
}

function near(values: readonly number[], expected: readonly number[]): void {
  values.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 9));
}

describe("a driver's range", () => {
  test("is the report's in the year that it is stated for", () => {
    near(endsOf(model, "parc", 2030), [4.2, 4.5]);
    expect(barOf(model, "parc", 2030).origin).toBe("reported");
  });

  test("is interpolated between two reported ranges as its path is, and nowhere else", () => {
    const of = createModel(twoRanges);
    near(endsOf(of, "parc", 2028), [Math.sqrt(3.2 * 4.2), Math.sqrt(4 * 4.5)]);
    expect(barOf(of, "parc", 2028).origin).toBe("interpolated");
    expect(barOf(of, "parc", 2025).origin).toBe("usual");
    expect(barOf(model, "parc", 2028).origin).toBe("usual");
  });

  test("is a tenth either way where nobody says, a rate one at most", () => {
    near(endsOf(model, "arpu", 2030), [540, 660]);
    near(endsOf(model, "connected-rate", 2030), [0.747, 0.913]);
    const high = modelWith(builtInReport, override("connected-rate", 0.95, 2030));
    near(endsOf(high, "connected-rate", 2030), [0.855, 1]);
  });

  test("is the user's before all others, for a year or for all, an end at a time", () => {
    const of = modelWith(builtInReport, override("low.arpu", 400), override("high.parc", 5, 2030, "bottom-up"));
    near(endsOf(of, "arpu", 2030), [400, 660]);
    near(endsOf(of, "parc", 2030), [4.2, 5]);
    expect(["arpu", "parc", "connected-rate"].map((id) => barOf(of, id, 2030).origin)).toEqual([
      "overridden",
      "overridden",
      "usual",
    ]);
  });

  test("makes an assumed driver one that varies", () => {
    expect(barOf(model, "regional-factor", 2030)).toBeUndefined();
    const of = modelWith(builtInReport, override("low.regional-factor", 0.8), override("high.regional-factor", 1.3));
    near(endsOf(of, "regional-factor", 2030), [0.8, 1.3]);
  });

  test("is left by a number of the user's own", () => {
    const of = modelWith(builtInReport, override("parc", 6, 2030));
    near(endsOf(of, "parc", 2030), [5.4, 6.6]);
  });

  test("reversed is refused, also against an end of the report's", () => {
    const of = modelWith(
      builtInReport,
      override("low.parc", 4.6),
      override("low.arpu", 600),
      override("high.arpu", 500),
    );
    const refused = of.assumptionRows().filter(({ problem }) => problem);
    expect(refused.map(({ key, problem }) => [key, problem!.problem])).toEqual([
      ["low.parc", "range-reversed"],
      ["low.arpu", "range-reversed"],
      ["high.arpu", "range-reversed"],
    ]);
    near(endsOf(of, "arpu", 2030), [540, 660]);
    expect(of.problems()).toHaveLength(3);
  });

  test("a swing is the same for all that vary, and marks none", () => {
    near([barOf(model, "parc", 2030, 0.5).high / barOf(model, "parc", 2030, 0.5).base], [1.5]);
    expect(barOf(model, "parc", 2030, 0.5).origin).toBeNull();
  });
});

describe("reconciliation says what can be", () => {
  const gapOf = (of: typeof model, target: string, id: string) =>
    must(of.reconcile(2030, scenario(of, target), null)).gaps.find((gap) => gap.driver === id)!;

  test("over 100 % is impossible, outside the reported range is said, the rest is possible", () => {
    // 2,100 against 1,624.7 takes a connected rate of 107 % and a parc of 562 million.
    expect(gapOf(model, "data-loop", "connected-rate").feasibility).toBe("impossible");
    expect(gapOf(model, "data-loop", "parc").feasibility).toBe("outside the range");
    expect(gapOf(model, "data-loop", "arpu").feasibility).toBe("possible");
    expect(gapOf(model, "data-loop", "cloud-penetration").feasibility).toBe("possible");
    // No compliance cost makes the market larger, and no share that is built by oneself either.
    expect(gapOf(model, "data-loop", "compliance-cost").feasibility).toBe("impossible");
    expect(gapOf(model, "data-loop", "self-built-share").feasibility).toBe("impossible");
  });

  test("the usual spread is nobody's word, the user's own range is", () => {
    expect(gapOf(modelWith(builtInReport, override("high.arpu", 700)), "data-loop", "arpu").feasibility).toBe(
      "outside the range",
    );
  });

  test("with another built scenario in place of the first", () => {
    const low = must(model.reconcile(2030, model.chosen, scenario(model, "bottom-up-low")));
    expect(low.now).toBeCloseTo(must(model.size(scenario(model, "bottom-up-low"), 2030)), 9);
    expect(model.reconcile(2030, model.chosen, model.chosen)).toMatchObject({ fault: "no-drivers" });
  });
});

describe("correlation", () => {
  const spread = (of: typeof model): number => {
    const { deviation, mean } = must(of.simulate(2030, scenario(of, "bottom-up"), 20_000, 3));
    return deviation / mean;
  };
  const tied = (value: number) => modelWith(builtInReport, override("correlation.arpu.cloud-penetration", value, null));

  test("of drivers that go together widens the market, and of those that go against each other narrows it", () => {
    const [against, apart, together] = [tied(-0.9), model, tied(0.9)].map(spread) as [number, number, number];
    // Two spreads of about 4 % each: √(2 ± 2 × 0.9) of them for √2, beside two others of about 4 and 1.4 %.
    expect(against).toBeLessThan(apart * 0.8);
    expect(together).toBeGreaterThan(apart * 1.2);
  });

  test("leaves each driver's own distribution: alone it changes nothing but the draws", () => {
    const mean = (of: typeof model) => must(of.simulate(2030, bottomUp, 50_000, 5)).mean;
    const pairs = modelWith(builtInReport, override("correlation.parc.arpu", 1e-9));
    expect(mean(pairs) / mean(model)).toBeCloseTo(1, 2.5);
  });

  test("is the same whichever of the two is named first, and can be a scenario's own", () => {
    const [one, other] = ["correlation.cloud-penetration.arpu", "correlation.arpu.cloud-penetration"].map((key) =>
      modelWith(builtInReport, override(key, 0.5)).simulate(2030, bottomUp, 500, 1),
    );
    expect(one).toEqual(other);
    const own = modelWith(builtInReport, override("correlation.parc.arpu", 0.5, null, "bottom-up-low"));
    expect(own.simulate(2030, bottomUp, 500, 1)).toEqual(model.simulate(2030, bottomUp, 500, 1));
    const low = scenario(model, "bottom-up-low");
    expect(own.simulate(2030, low, 500, 1)).not.toEqual(model.simulate(2030, low, 500, 1));
  });

  test("that no numbers can have is refused by name", () => {
    const of = modelWith(
      builtInReport,
      override("correlation.parc.arpu", 0.9),
      override("correlation.parc.connected-rate", 0.9),
      override("correlation.connected-rate.arpu", -0.9),
    );
    const keys = ["correlation.parc.connected-rate", "correlation.parc.arpu", "correlation.connected-rate.arpu"];
    const refused = of.assumptionRows().filter(({ problem }) => problem);
    expect(refused.map(({ key }) => key)).toEqual(keys);
    expect(refused[0]!.problem).toEqual({
      problem: "correlations-impossible",
      keys: expect.arrayContaining(keys) as string[],
    });
    expect(of.simulate(2030, bottomUp, 500, 1)).toEqual(model.simulate(2030, bottomUp, 500, 1));
    expect(modelWith(builtInReport, override("correlation.parc.arpu", 1.5)).problems()).toHaveLength(1);
  });

  test("a matrix is a factor times its transpose, or has none where a sum of squares would be negative", () => {
    const value = fc.integer({ min: -10, max: 10 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(fc.array(value, { minLength: 6, maxLength: 6 }), ([a, b, c, d, e, f]) => {
        const matrix = [
          [1, a!, b!, c!],
          [a!, 1, d!, e!],
          [b!, d!, 1, f!],
          [c!, e!, f!, 1],
        ];
        const factor = cholesky(matrix);
        // Any four numbers as weights: the variance of their sum.
        const least = Math.min(...weights.map((one) => variance(matrix, one)));
        if (!factor) return;
        expect(least).toBeGreaterThan(-1e-6);
        matrix.forEach((row, at) =>
          row.forEach((cell, column) =>
            expect(factor[at]!.reduce((sum, term, index) => sum + term * factor[column]![index]!, 0)).toBeCloseTo(
              cell,
              4,
            ),
          ),
        );
      }),
      { numRuns: 500 },
    );
    expect(
      cholesky([
        [1, 0.9, -0.9],
        [0.9, 1, 0.9],
        [-0.9, 0.9, 1],
      ]),
    ).toBeNull();
    expect(
      cholesky([
        [1, 1],
        [1, 1],
      ]),
    ).toEqual([
      [1, 0],
      [1, 0],
    ]);
  });
});

const weights = Array.from({ length: 81 }, (_, index) =>
  [0, 1, 2, 3].map((place) => (Math.floor(index / 3 ** place) % 3) - 1),
);
const variance = (matrix: readonly (readonly number[])[], weight: readonly number[]): number =>
  matrix.reduce(
    (sum, row, at) => sum + row.reduce((part, cell, column) => part + cell * weight[at]! * weight[column]!, 0),
    0,
  );

test("ranges and correlations are rows of the assumptions, with what the report says", () => {
  const rows = model.assumptionRows().filter(({ key }) => key.includes("."));
  const row = (key: string) => rows.filter((one) => one.key === key);
  expect(row("low.parc")).toMatchObject([{ year: 2030, default: 4.2, basis: "reported", unit: "100m vehicles" }]);
  expect(row("low.parc")[0]!.figures.map(({ id }) => id)).toEqual(["parc-2030-range"]);
  expect(row("high.arpu")).toMatchObject([{ year: null, default: null }]);
  expect(row("correlation.parc.arpu")).toMatchObject([{ year: null, default: 0 }]);
  expect(rows.filter(({ key }) => key.startsWith("correlation."))).toHaveLength(6);
  expect(isFault(model.driver("low.parc"))).toBe(true);
});

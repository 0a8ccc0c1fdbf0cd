/** Laws of driver trees, over trees, units and years that are generated. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createModel, isFault, type Model, type ScenarioView } from "../../src/model";
import { monies, name, plans, prices, reportOf, things, type Plan } from "./generatedTrees";
import { checkAll } from "./recompute";
import { modelWith, must, override, read } from "./support";

const builtIn = (model: Model): ScenarioView => must(model.scenario("built"));
const close = (value: number, other: number): void =>
  expect(Math.abs(value - other), `${value} for ${other}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(other)));

function forEvery(check: (plan: Plan, model: Model, year: number) => void): void {
  fc.assert(
    fc.property(plans, fc.nat(8), (plan, at) => {
      check(plan, createModel(reportOf(plan)), plan.from + (at % (plan.years + 1)));
    }),
    { numRuns: 60 },
  );
}

const valueOf = (model: Model, id: string, year: number): number =>
  must(model.driverValue(must(model.driver(id)), year, builtIn(model)));

describe("a tree of drivers", () => {
  test("is what its parts say, whatever their units", () => {
    forEvery((plan, model, year) => {
      const parts = plan.markets.map(({ units, kept }, at) => {
        const [cars, rate, price] = ["cars", "rate", "price"].map((id) => valueOf(model, `${id}-${at}`, year)) as [
          number,
          number,
          number,
        ];
        const [thing, priced] = [things[units[0]]![1], prices[units[1]]![1]];
        return (cars / thing) * rate * (price / priced) * (1 - kept);
      });
      close(
        must(model.size(builtIn(model), year)),
        parts.reduce((sum, part) => sum + part, 0),
      );
    });
  });

  test("scaling a unit and its number together changes nothing", () => {
    forEvery((plan, model, year) => {
      const plain = createModel(reportOf(plan, true));
      close(must(model.size(builtIn(model), year)), must(plain.size(builtIn(plain), year)));
      close(valueOf(model, "first-share", year), valueOf(plain, "first-share", year));
    });
  });

  test("explains every value as it is recomputed", () => {
    forEvery((_, model, year) => {
      checkAll(must(model.explainSize(builtIn(model), year)), model.report, new Set());
      for (const driver of model.drivers)
        checkAll(must(model.explainDriver(driver, year, null)), model.report, new Set());
    });
  });

  test("shares of a sum add up, and what is left of a share with it", () => {
    forEvery((plan, model, year) => {
      close(valueOf(model, "left-0", year), 1 - plan.markets[0]!.kept);
      if (plan.markets.length === 1) close(valueOf(model, "first-share", year), 1);
    });
  });

  test("built with a caller's number is the size with that number as an override", () => {
    forEvery((plan, model, year) => {
      for (const [id, value] of [
        ["cars-0", 7],
        ["rate-0", 0.3],
        ["kept-0", 0.9],
      ] as const) {
        const edited = modelWith(model.report, override(id, value, year));
        close(must(model.build(year, null, new Map([[id, value]]))), must(edited.size(builtIn(edited), year)));
      }
      const whole = must(model.build(year, null, new Map([["whole", 12]])));
      close(whole, 12 / monies[plan.total]![1]);
    });
  });

  test("reconciles: each required driver by itself gives the size that is needed", () => {
    forEvery((_, model, year) => {
      const size = must(model.size(builtIn(model), year));
      // A scenario of the user's own with a size half as large again.
      const own = createModel(model.report, {
        overrides: [override("size", size * 1.5, year, "mine")],
        scenarios: [{ id: "mine", name: "Mine", basedOn: "built" }],
        chosen: null,
      });
      const { now, needed, gaps } = must(own.reconcile(year, must(own.scenario("mine")), null));
      close(now, size);
      close(needed, size * 1.5);
      for (const { driver, required } of gaps) {
        if (!isFault(required)) close(must(own.build(year, builtIn(own), new Map([[driver, required]]))), needed);
      }
      expect(gaps.filter(({ required }) => isFault(required))).toEqual([]);
    });
  });

  test("swings about the size, an assumed driver without a range held", () => {
    forEvery((plan, model, year) => {
      const bars = must(model.sensitivity(year, null, 0.1));
      expect(bars).toHaveLength(3 * plan.markets.length);
      for (const { base } of bars) close(base, must(model.size(builtIn(model), year)));
    });
  });
});

test("what a driver has to be is found in a ratio, too", () => {
  const base = reportOf({
    ...{ from: 2020, years: 1, yearEnd: 12, halves: [0.5, 0.5], total: 0 },
    markets: [
      {
        ...{ cars: [1, 1], rate: [0.5, 0.5], price: [10, 10], units: [0, 0, 0], kept: 0.5 },
        ...{ methods: ["geometric", "linear"], between: null, about: null },
      },
    ],
  });
  const report = read({
    ...base,
    drivers: [
      ...base.drivers,
      { id: "years", name: name("years"), unit: "", default: 4, why: name("why") },
      { id: "spread", name: name("spread"), unit: "USD m", op: "ratio", of: ["whole", "years"] },
    ],
    scenarios: base.scenarios.map((one) => ("size" in one ? { ...one, size: "spread" } : one)),
  });
  const model = createModel(report, {
    overrides: [override("size", 5 / 8, 2020, "mine")],
    scenarios: [{ id: "mine", name: "Mine", basedOn: "built" }],
    chosen: null,
  });
  const { gaps } = must(model.reconcile(2020, must(model.scenario("mine")), null));
  expect(must(gaps.find(({ driver }) => driver === "years")!.required)).toBeCloseTo(4, 9);
  expect(must(model.size(builtIn(model), 2020))).toBeCloseTo(0.625, 12);
});

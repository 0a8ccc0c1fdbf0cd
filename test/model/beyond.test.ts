import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { createModel, noAssumptions, type Model, type OwnScenario, type Override } from "../../src/model";
import { builtInReport } from "../../src/report";
import { checkAll, close } from "./recompute";
import { driver, must, override, scenario, segment, years } from "./support";

const own = (until: number | null, beyond: string, basedOn = "base"): OwnScenario => ({
  id: "own-1",
  name: "Longer",
  basedOn,
  until,
  beyond,
});
const modelOf = (one: OwnScenario, ...overrides: readonly Override[]): Model =>
  createModel(builtInReport, { ...noAssumptions, overrides, scenarios: [one] });
const sizesOf = (model: Model, from: number, to: number): readonly number[] =>
  years({ from, to }).map((year) => must(model.size(scenario(model, "own-1"), year)));
const growths = (sizes: readonly number[]) => sizes.slice(1).map((size, index) => size / sizes[index]! - 1);
const reasons = (model: Model) => model.problems().map((one) => (one.check === "scenario" ? one.reason : one.check));

describe("a scenario that goes on", () => {
  it("is its base up to its base's last year, and ends where it says", () => {
    const model = modelOf(own(2035, "constant"));
    const [base, longer] = [scenario(model, "base"), scenario(model, "own-1")];
    for (const year of years(base)) expect(model.size(longer, year)).toBe(model.size(base, year));
    expect([longer.from, longer.to]).toEqual([base.from, 2035]);
    expect(model.size(longer, 2036)).toEqual({ fault: "no-year", year: 2036, from: 2025, to: 2035 });
    expect(model.size(base, 2031)).toMatchObject({ fault: "no-year" });
    expect(reasons(model)).toEqual([]);
  });

  it("grows as in its last year, at its own rate, or at one that fades", () => {
    const last = growths(sizesOf(modelOf(own(2035, "constant")), 2029, 2030))[0]!;
    for (const growth of growths(sizesOf(modelOf(own(2035, "constant")), 2030, 2035))) close(growth, last);
    for (const growth of growths(sizesOf(modelOf(own(2035, " Constant 3 %")), 2030, 2035))) close(growth, 0.03);
    const fading = growths(sizesOf(modelOf(own(2035, "fade 2%")), 2030, 2035));
    fading.forEach((growth, index) => close(growth, last + ((0.02 - last) * (index + 1)) / 5));
  });

  it("tends to a size and never reaches it", () => {
    const sizes = sizesOf(modelOf(own(2100, "logistic 5000")), 2029, 2100);
    const odds = sizes.map((size) => size / (5000 - size));
    sizes.slice(0, 20).forEach((size, index) => {
      expect(size).toBeLessThan(5000);
      if (index > 0) close(odds[index]! / odds[index - 1]!, odds[1]! / odds[0]!);
    });
    close(sizes.at(-1)!, 5000);
  });

  it("has extrapolated sizes, shares as in their last year, and no drivers", () => {
    const model = modelOf(own(2033, "fade 2%", "bottom-up"));
    const longer = scenario(model, "own-1");
    const rd = segment(model, "rd");
    const size = must(model.explainSize(longer, 2033));
    expect(size.basis).toBe("extrapolated");
    expect(must(model.explainShare(rd, 2033, longer))).toMatchObject({
      basis: "extrapolated",
      value: must(model.share(rd, 2030, longer)),
    });
    const part = must(model.explainSegment(rd, 2033, longer));
    expect(part.basis).toBe("extrapolated");
    close(part.value, size.value * must(model.share(rd, 2030, longer)));
    expect(must(model.explainSize(longer, 2030)).basis).not.toBe("extrapolated");
    for (const ended of [
      model.driverValue(driver(model, "arpu"), 2033, longer),
      model.build(2033, longer, new Map()),
      model.sensitivity(2033, longer, null),
      model.simulate(2033, longer, 100, 1),
      model.bridge(2030, 2033, longer),
      model.reconcile(2033, longer, longer),
    ])
      expect(ended).toMatchObject({ fault: "no-year", year: 2033 });
    expect(must(model.reconcile(2030, longer, longer)).needed).toBeGreaterThan(0);
  });

  it("goes on from the user's own number for a later year", () => {
    const model = modelOf(own(2035, "constant 10%"), override("size", 3000, 2032, "own-1"));
    const [before, at, after] = sizesOf(model, 2031, 2033);
    close(before!, 1980);
    expect(at).toBe(3000);
    close(after!, 3300);
    expect(reasons(model)).toEqual([]);
  });

  it("is gone on with by those that are based on it, unless they say otherwise", () => {
    const scenarios = [
      own(2035, "constant 5%"),
      { id: "own-2", name: "As that", basedOn: "own-1" },
      { id: "own-3", name: "Shorter", basedOn: "own-1", until: 2032, beyond: "fade 0%" },
    ];
    const model = createModel(builtInReport, { ...noAssumptions, scenarios });
    expect(["own-2", "own-3"].map((id) => scenario(model, id).to)).toEqual([2035, 2032]);
    expect(model.size(scenario(model, "own-2"), 2035)).toBe(model.size(scenario(model, "own-1"), 2035));
  });

  test.each([
    [2029, "constant"],
    [2035, "linear"],
    [2035, "fade"],
    [2035, "fade 2"],
    [2035, "logistic 5000%"],
    [2035, "logistic 1000"],
    [null, "constant"],
    [2035.5, "constant"],
    [9999, "constant"],
    [-1, ""],
  ])("%s, %s: doesn't, and CHECK says so", (until, beyond) => {
    const model = modelOf(own(until, beyond));
    expect(scenario(model, "own-1").to).toBe(2030);
    expect(reasons(model)).toEqual(["not-extended"]);
  });
});

test("whatever it goes on by, explaining gives the same number, its parts sum to it, and it stays above zero", () => {
  const beyond = fc.oneof(
    fc.constant("constant"),
    fc.integer({ min: -9, max: 30 }).chain((rate) => fc.constantFrom(`constant ${rate}%`, `fade ${rate}%`)),
    fc.integer({ min: 700, max: 9000 }).map((size) => `logistic ${size}`),
  );
  const overrides = fc.array(fc.tuple(fc.integer({ min: 2028, max: 2040 }), fc.integer({ min: 100, max: 9000 })), {
    maxLength: 3,
  });
  const base = fc.constantFrom("base", "low", "vendors", "bottom-up", "summary");
  fc.assert(
    fc.property(fc.integer({ min: 2031, max: 2045 }), beyond, base, overrides, (until, how, basedOn, own_) => {
      const set = own_.map(([year, value]) => override("size", value, year, "own-1"));
      const model = modelOf(own(until, how, basedOn), ...set);
      const longer = scenario(model, "own-1");
      const checked = new Set<never>();
      for (const year of years(longer)) {
        const derivation = must(model.explainSize(longer, year));
        expect(derivation.value).toBe(must(model.size(longer, year)));
        expect(derivation.value).toBeGreaterThan(0);
        if (year > 2030) expect(["extrapolated", "overridden"]).toContain(derivation.basis);
        checkAll(derivation, builtInReport, checked);
        if (year < 2025) continue;
        const parts = model.splits.find(({ id }) => id === "application")!.segments;
        const sizes = parts.map((part) => must(model.segmentSize(part, year, longer)));
        close(
          sizes.reduce((sum, size) => sum + size, 0),
          derivation.value,
        );
      }
    }),
    { numRuns: 60 },
  );
});

/** What everything else is made of: figures as numbers, values a year, paths between given years, growth. */
import { beforeAll, describe, expect, test } from "vitest";
import { compoundRate } from "../../src/model/growth/growth";
import { backCast, pathTrack, withOverrides, type Path, type PathPoint } from "../../src/model/paths/paths";
import { figuresOf } from "../../src/model/quantities/derivations";
import {
  convert,
  endOf,
  explainFigure,
  explainPoint,
  figureIn,
  fraction,
  inModel,
  saturationOf,
  yearOf,
} from "../../src/model/quantities/quantities";
import { allYears, commonYears, derivationAt, track, valueAt, within } from "../../src/model/quantities/tracks";
import type { Derivation, Override, Result } from "../../src/model/types";
import type { Figure, Method, Value } from "../../src/report";
import { readUnit } from "../../src/report/units/dimensions";

// As a report that has them is read.
beforeAll(() => ["USD m", "USD bn", "k cars", "m cars", "USD/car", "USD k/car"].forEach((unit) => void readUnit(unit)));

const figure = (id: string, value: Value, unit: string, year: Figure["year"] = 2025): Figure => ({
  ...{ id, value, unit, year, comparator: "=", publisher: null, section: "1" },
  metric: { en: id, zh: id },
});

describe("a rate between two years", () => {
  const sizes: Readonly<Record<number, Result>> = {
    2020: 100,
    2022: 121,
    2023: 0,
    2024: -8,
    2025: 1e-300,
    2026: 1e300,
    2027: { fault: "no-year", year: 2027, from: 2020, to: 2026 },
    2028: { fault: "too-large" },
  };
  const rate = (from: number, to: number) => compoundRate(from, to, (year) => sizes[year]!);
  const none = (from: number, to: number) => ({ fault: "no-growth", from, to });

  test.each([
    ["121 of 100 in two years", 2020, 2022, 0.1],
    ["the same in reverse order", 2022, 2020, 0.1],
    ["nothing of something", 2022, 2023, -1],
    ["within one year", 2020, 2020, none(2020, 2020)],
    ["from nothing", 2023, 2025, none(2023, 2025)],
    ["from below nothing", 2024, 2025, none(2024, 2025)],
    ["to below nothing", 2020, 2024, none(2020, 2024)],
    ["beyond what a number holds", 2025, 2026, none(2025, 2026)],
    ["of a size that there isn't, first", 2027, 2028, sizes[2027]],
    ["of a size that there isn't, last", 2020, 2028, sizes[2028]],
  ])("%s", (_, from, to, expected) => {
    if (typeof expected === "number") expect(rate(from, to)).toBeCloseTo(expected, 12);
    else expect(rate(from, to)).toEqual(expected);
  });
});

describe("a printed number", () => {
  test("has ends and a midpoint", () => {
    expect((["low", "point", "high"] as const).map((end) => endOf([3, 7], end))).toEqual([3, 5, 7]);
    expect((["low", "point", "high"] as const).map((end) => endOf(4, end))).toEqual([4, 4, 4]);
  });

  test("in per cent is a fraction, without the noise of a division", () => {
    expect([23.6, 0.7, 100, -5].map(fraction)).toEqual([0.236, 0.007, 1, -0.05]);
    expect([inModel(23.6, "%"), inModel(23.6, "USD m")]).toEqual([0.236, 23.6]);
  });

  test.each([
    [7, "USD bn", "USD m", 7000],
    [7, "USD m", "USD bn", 0.007],
    [0.1, "USD m", "USD m", 0.1],
    // Three thousandths: multiplied by 0.001 it would be 0.0030000000000000001 more or less.
    [3, "k cars", "m cars", 0.003],
    [12, "%", "%", 0.12],
  ])("%d %s in %s", (printed, from, to, expected) => {
    expect(convert(printed, from, to)).toBe(expected);
  });

  test("is found by its id, which has to be there", () => {
    const one = figure("one", 1, "USD m");
    expect(figureIn(new Map([["one", one]]), "one")).toBe(one);
    expect(() => figureIn(new Map(), "two")).toThrow("two");
  });

  test("explains itself in the unit that is asked for", () => {
    const size = figure("size", [1, 2], "USD bn");
    expect(explainFigure(size, "USD m", "high")).toEqual({
      ...{ value: 2000, unit: "USD m", basis: "reported", from: [] },
      step: { kind: "figure", figure: size, end: "high" },
    });
  });

  test("over another is their ratio in the unit that is asked for", () => {
    const [size, cars] = [figure("size", [6, 10], "USD bn"), figure("cars", 4, "m cars")];
    const figures = new Map([size, cars].map((one) => [one.id, one]));
    const ratio = explainPoint(figures, { ratio: ["size", "cars"] }, "USD/car", "point");
    // 8 bn by 4 m: 2,000 a car.
    expect(ratio).toMatchObject({ value: 2000, unit: "USD/car", basis: "derived", step: { kind: "ratio" } });
    expect(ratio.from.map(({ value, unit }) => [value, unit])).toEqual([
      [8, "USD bn"],
      [4, "m cars"],
    ]);
    expect(explainPoint(figures, { ratio: ["size", "cars"] }, "USD k/car", "low").value).toBeCloseTo(1.5, 12);
    expect(explainPoint(figures, "size", "USD bn", "low").value).toBe(6);
    expect(figuresOf({ ...ratio, from: [...ratio.from, ratio] })).toEqual([size, cars]);
  });

  test("stands for its year, of a period its end, and for none without one", () => {
    const all = [
      figure("year", 1, "%", 2024),
      figure("period", 1, "%", [2020, 2023]),
      figure("none", 1, "%", null),
      figure("most", 80, "%", 2030),
    ];
    const figures = new Map(all.map((one) => [one.id, one]));
    expect(yearOf(figures, "year")).toBe(2024);
    expect(yearOf(figures, "period")).toBe(2023);
    expect(yearOf(figures, { ratio: ["period", "year"] })).toBe(2023);
    expect(() => yearOf(figures, "none")).toThrow("none");
    expect(saturationOf(figures, { saturation: "most", unit: "%" })).toBe(0.8);
    expect(saturationOf(figures, { unit: "%" })).toBeUndefined();
  });
});

const at = (value: number, unit = "USD m"): Derivation => ({
  ...{ value, unit, basis: "reported", from: [] },
  step: { kind: "default", key: "k" },
});

describe("values a year", () => {
  const three = track(2020, 2022, (year) => at(year * 2));

  test("are what is derived for each year of the span, and none beyond", () => {
    expect(three.values).toEqual([4040, 4042, 4044]);
    expect([2020, 2022].map((year) => valueAt(three, year))).toEqual([4040, 4044]);
    expect(derivationAt(three, 2021)).toBe(three.derivations[1]);
    expect(within(three, 2021)).toBe(three.derivations[1]);
    for (const year of [2019, 2023]) {
      const fault = { fault: "no-year", year, from: 2020, to: 2022 };
      expect(valueAt(three, year)).toEqual(fault);
      expect(derivationAt(three, year)).toEqual(fault);
      expect(() => within(three, year)).toThrow(RangeError);
      expect(() => within(three, year)).toThrow(`${year} is outside 2020–2022`);
    }
  });

  test("of one year, and of none", () => {
    expect(
      valueAt(
        track(2020, 2020, () => at(7)),
        2020,
      ),
    ).toBe(7);
    expect(
      valueAt(
        track(2020, 2020, () => at(7)),
        2021,
      ),
    ).toMatchObject({ fault: "no-year" });
    expect(
      valueAt(
        track(0, -1, () => at(7)),
        2020,
      ),
    ).toEqual({ fault: "nothing", what: "path" });
  });

  test("have years in common, and years that any has", () => {
    const spans = [
      { from: 2020, to: 2025 },
      { from: 2022, to: 2030 },
      { from: 0, to: -1 },
      { from: 2019, to: 2019 },
    ];
    expect(commonYears(spans.slice(0, 2))).toEqual({ from: 2022, to: 2025 });
    expect(allYears(spans)).toEqual({ from: 2019, to: 2030 });
    expect(allYears(spans.slice(2, 3))).toBeNull();
    expect(allYears([])).toBeNull();
  });
});

describe("a path", () => {
  const point = (year: number, value: number): PathPoint => ({ year, at: at(value) });
  const path = (method: Method, points: readonly PathPoint[], more: Partial<Path> = {}): Path => ({
    ...{ unit: "USD m", method, points },
    ...more,
  });
  const valuesOf = (one: Path) => pathTrack(one).values;

  test.each<
    readonly [what: string, method: Method, saturation: number | undefined, from: number, to: number, mid: number]
  >([
    ["doubles twice", "geometric", undefined, 100, 400, 200],
    ["is straight", "linear", undefined, 100, 400, 250],
    ["stays until the next point", "step", undefined, 100, 400, 100],
    // Odds 1/4 and 4: 1 between them.
    ["tends to the whole", "logistic", undefined, 0.2, 0.8, 0.5],
    // Odds 1/9 and 1: a third between them, which is 10 × (1/3) / (4/3).
    ["tends to ten", "logistic", 10, 1, 5, 2.5],
    ["shrinks", "geometric", undefined, 400, 100, 200],
    ["from nothing is straight", "geometric", undefined, 0, 400, 200],
    ["to nothing is straight", "geometric", undefined, 400, 0, 200],
    ["through nothing is straight", "geometric", undefined, -100, 400, 150],
    ["both below nothing is straight", "geometric", undefined, -400, -100, -250],
    ["beyond what a number holds is straight", "geometric", undefined, 1e-200, 1e200, 5e199],
    ["so little that nothing is left of it is straight", "geometric", undefined, 1e200, 1e-200, 5e199],
    ["from what it tends to is straight", "logistic", undefined, 1, 0.5, 0.75],
    ["to what it tends to is straight", "logistic", undefined, 0.5, 1, 0.75],
    ["beyond what it tends to is straight", "logistic", 10, 12, 14, 13],
    ["from nothing towards something is straight", "logistic", undefined, 0, 0.5, 0.25],
    ["towards nothing is straight", "logistic", undefined, 0.5, 0, 0.25],
    ["from all but nothing to all but all is straight", "logistic", 1, 1e-310, 1 - 1e-16, 0.5],
  ])("%s (%s)", (what, method, saturation, from, to, mid) => {
    const all = pathTrack(path(method, [point(2020, from), point(2022, to)], { saturation }));
    expect(all.values).toHaveLength(3);
    expect([all.values[0], all.values[2]]).toEqual([from, to]);
    expect(all.values[1]! / mid).toBeCloseTo(1, 12);
    const between = all.derivations[1]!;
    expect(between).toMatchObject({ unit: "USD m", basis: "interpolated" });
    expect(between.step).toEqual({
      ...{ kind: "interpolation", year: 2021, years: [2020, 2022] },
      method: what.endsWith("straight") ? "linear" : method,
    });
    expect(between.from).toEqual([all.derivations[0], all.derivations[2]]);
  });

  test("goes through every point, each stretch by its own ends", () => {
    const points = [point(2020, 1), point(2022, 4), point(2023, 5), point(2026, 40)];
    expect(valuesOf(path("geometric", points)).map((value) => Math.round(value * 1e9) / 1e9)).toEqual([
      ...[1, 2, 4, 5],
      ...[10, 20, 40],
    ]);
    expect(valuesOf(path("step", points))).toEqual([1, 1, 4, 5, 5, 5, 40]);
    expect(valuesOf(path("linear", points.slice(1, 3)))).toEqual([4, 5]);
  });

  test("of one point is that point, of none has no years", () => {
    expect(pathTrack(path("geometric", [point(2020, 7)]))).toMatchObject({ from: 2020, to: 2020, values: [7] });
    expect(pathTrack(path("geometric", []))).toMatchObject({ from: 0, to: -1, values: [] });
  });

  test("worked back from one end goes by its rate, from either end", () => {
    const growth = at(0.1, "%");
    const [early, late] = [point(2020, 100), point(2023, 133.1)];
    const first = { year: 2020, at: backCast(late, growth, 2020) };
    expect(first.at).toMatchObject({ unit: "USD m", basis: "derived", step: { kind: "back-cast", year: 2020 } });
    expect(first.at.from).toEqual([late.at, growth]);
    const backwards = pathTrack(path("geometric", [first, late], { growth }));
    const forwards = pathTrack(
      path("geometric", [early, { year: 2023, at: backCast(early, growth, 2023) }], { growth }),
    );
    for (const { values } of [backwards, forwards])
      [100, 110, 121, 133.1].forEach((expected, index) => expect(values[index]).toBeCloseTo(expected, 9));
    expect(backwards.derivations.map(({ from }) => from[0])).toEqual([late.at, late.at, late.at, undefined]);
    expect(forwards.derivations.map(({ from }) => from[0])).toEqual([undefined, early.at, early.at, early.at]);
  });

  describe("with the user's numbers", () => {
    const override = (year: number, value: number): Override => ({ key: "k", scenario: null, year, value });
    const picking =
      (...overrides: readonly Override[]) =>
      (year: number) =>
        overrides.find((one) => one.year === year);
    const three = path("linear", [point(2020, 10), point(2024, 50), point(2026, 70)], { growth: at(0.1) });

    test("is itself where there are none, or none within its years", () => {
      expect(withOverrides(three, picking())).toBe(three);
      expect(withOverrides(three, picking(override(2019, 1), override(2027, 1)))).toBe(three);
      const empty = path("linear", []);
      expect(withOverrides(empty, picking(override(2020, 1)))).toBe(empty);
    });

    test.each([
      ["a point replaced", [override(2024, 30)], [10, 15, 20, 25, 30, 50, 70]],
      ["a point more", [override(2022, 0)], [10, 5, 0, 25, 50, 60, 70]],
      ["the first", [override(2020, 50)], [50, 50, 50, 50, 50, 60, 70]],
      ["the last", [override(2026, 50)], [10, 20, 30, 40, 50, 50, 50]],
      ["both ends", [override(2020, 50), override(2026, 50)], [50, 50, 50, 50, 50, 50, 50]],
    ])("%s", (_, overrides, expected) => {
      const changed = withOverrides(three, picking(...overrides));
      expect(changed.growth).toBeUndefined();
      const { values, derivations } = pathTrack(changed);
      expect(values).toEqual(expected);
      for (const one of overrides)
        expect(derivations[one.year! - 2020]).toMatchObject({ basis: "overridden", unit: "USD m", value: one.value });
      expect(derivations.filter(({ basis }) => basis === "overridden")).toHaveLength(overrides.length);
    });
  });
});

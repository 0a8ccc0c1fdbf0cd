/** A small market whose every number is worked out beside it. */
import { describe, expect, test } from "vitest";
import { statisticOf } from "../../src/model/consensus/consensus";
import { extentOf, halfUnit, overlap, roundingOf } from "../../src/model/claims/intervals";
import { currenciesOf, priceKey, rateKey, usualRateKey } from "../../src/model/money/rates";
import { names } from "../../src/model/names/names";
import { isFlow, over, periodOf, rateBetween, shareOver } from "../../src/model/periods/periods";
import { endAt, rangeIn, statedRange } from "../../src/model/drivers/ranges";
import type { Build } from "../../src/model/drivers/build";
import { reconcile } from "../../src/model/reconciliation/reconcile";
import { readBeyond } from "../../src/model/scenarios/beyond";
import { tryScenario } from "../../src/model/scenarios/trial";
import {
  createModel,
  modelBeside,
  noAssumptions,
  type Assumption,
  type Derivation,
  type Override,
  type OwnScenario,
  type Period,
  type Range,
  type When,
} from "../../src/model";
import type { Comparator, Driver, Figure, Report, Value } from "../../src/report";
import type { Dated } from "../../src/report/dated";
import { nearestOf } from "../../src/report/nearest";
import { file, named, type Json } from "./cars";
import { driver, modelWith, must, override, read, scenario, segment } from "./support";

const report = read(file());
const modelOf = (...overrides: readonly Override[]) => createModel(report, { ...noAssumptions, overrides });
const model = modelOf();

describe("the rows of the Assumptions sheet", () => {
  const shown = ({ key, scenario, year, default: value, unit, basis }: Assumption): string =>
    [key, scenario ?? "*", year ?? "*", value === null ? "-" : Number(value.toPrecision(6)), unit, basis].join(" ");
  const parts = (id: string, values: readonly number[], basis: string) =>
    values.map((value, at) => `${id} * ${2020 + 2 * at} ${value} % ${basis}`);

  test("are every input with what it is otherwise, in the order of the report", () => {
    expect(model.assumptionRows().map(shown)).toEqual([
      ...[4, 5, 6].map((value, at) => `cars * ${2020 + 2 * at} ${value} m cars reported`),
      ...[20_000, 21_000, 22_000].map((value, at) => `price * ${2020 + 2 * at} ${value} USD/car reported`),
      "fx.usd-cny * * - CNY for 1 USD derived",
      ...[2020, 2021, 2022, 2023, 2024].map((year) => `prices.usd * ${year} - index derived`),
      ...[90, 120, 150].map((value, at) => `size stated ${2020 + 2 * at} ${value} USD bn reported`),
      ...parts("china", [0.5, 0.55, 0.6], "reported"),
      // What is left has no point between the ends, but the years of the others are shown.
      ...parts("row", [0.5, 0.45, 0.4], "derived"),
      // Of China's 2, 2.75 and 3.6 m cars 0.5, 1.1 and 2.4.
      ...parts("china-bev", [0.25, 0.4, 0.666667], "derived"),
      ...parts("china-ice", [0.75, 0.6, 0.333333], "derived"),
      // Of 80, 105 and 132 USD bn 20, 42 and 80.
      ...parts("bev", [0.25, 0.4, 0.606061], "derived"),
      ...parts("ice", [0.75, 0.6, 0.393939], "derived"),
      ...["a", "b", "other"].flatMap((id) => parts(`vendor-${id}`, [0.333, 0.333, 0.333], "reported")),
      ...["cars", "price"].flatMap((id) =>
        ["low", "high"].map((end) => `${end}.${id} * * - ${id === "cars" ? "m cars" : "USD/car"} derived`),
      ),
      "correlation.cars.price * * 0  derived",
      "period.year-end * * 12  derived",
      ...[1, 2, 3, 4].map((quarter) => `period.q${quarter} * * 0.25 % derived`),
    ]);
  });

  test("name what they are in each language, and the figures that the default is from", () => {
    const rows = model.assumptionRows();
    const named = (id: string) => rows.find(({ key }) => key === id)!.name;
    expect(named("size")).toEqual({ en: "Market size", zh: "市场规模", zhHant: "市場規模" });
    expect(named("low.cars")).toEqual({ en: "cars, at least", zh: "cars，最低" });
    expect(named("high.cars")).toEqual({ en: "cars, at most", zh: "cars，最高" });
    expect(named("correlation.cars.price")).toEqual({
      en: "Correlation of cars and price",
      zh: "cars与price的相关系数",
    });
    expect(named("period.year-end")).toEqual({ en: "Month in which fiscal years end", zh: "财年截止月份" });
    expect(named("period.q3")).toEqual({ en: "Quarter 3 of a year's flows", zh: "第 3 季度占全年流量的比例" });
    expect(named("prices.usd")).toEqual({ en: "Price index, USD", zh: "价格指数（USD）", zhHant: "價格指數（USD）" });
    const figuresOf = (id: string) =>
      rows.filter(({ key }) => key === id).map(({ figures }) => figures.map(({ id }) => id));
    expect(figuresOf("cars")).toEqual([["cars-2020"], ["cars-2022"], ["cars-2024"]]);
    expect(figuresOf("row")[1]).toEqual(["china-2022"]);
    expect(figuresOf("fx.usd-cny")).toEqual([[]]);
  });

  test("have the user's number beside it, further years after those that are shown, and what is unknown last", () => {
    const own = modelOf(
      override("cars", 7, 2021),
      override("nothing", 1),
      override("cars", 8, 2022),
      override("cars", 9, 2020, "built"),
      override("cars", 3),
      override("cars", 5, 2022),
    );
    const rows = own.assumptionRows();
    const of = (row: Assumption) => [
      row.scenario,
      row.year,
      row.default,
      row.override,
      row.basis,
      row.problem?.problem,
    ];
    expect(rows.filter(({ key }) => key === "cars").map(of)).toEqual([
      // For every year first: what differs from year to year has no default there.
      [null, null, null, 3, "overridden", undefined],
      [null, 2020, 4, null, "reported", undefined],
      [null, 2021, Math.sqrt(20), 7, "overridden", undefined],
      [null, 2022, 5, 8, "overridden", undefined],
      [null, 2022, 5, 5, "reported", "duplicate"],
      [null, 2024, 6, null, "reported", undefined],
      ["built", 2020, 4, 9, "overridden", undefined],
    ]);
    expect(rows.at(-1)).toMatchObject({ key: "nothing", name: { en: "nothing", zh: "nothing" }, default: null });
    expect(rows.at(-1)).toMatchObject({ override: 1, unit: "", basis: "derived", figures: [], scenario: null });
    expect(rows.at(-1)!.problem).toMatchObject({ problem: "unknown-key" });
    expect(own.problems().map((one) => one.check)).toEqual(["override", "override"]);
  });

  test("of one scenario have what it sees otherwise in the default's place", () => {
    const own = modelOf(
      ...[override("cars", 8, 2022), override("cars", 9, 2022, "built"), override("price", 1, null)],
      ...[override("cars", 3, null, "built"), override("cars", 4, 2021, "built")],
    );
    const rows = own.assumptionRowsIn(scenario(own, "built"));
    const of = (id: string) =>
      rows
        .filter(({ key }) => key === id)
        .map(({ scenario, year, default: value, override, basis }) => [scenario, year, value, override, basis]);
    expect(of("cars")).toEqual([
      ["built", null, null, 3, "overridden"],
      ["built", 2020, 4, null, "reported"],
      ["built", 2021, Math.sqrt(20), 4, "overridden"],
      ["built", 2022, 8, 9, "overridden"],
      ["built", 2024, 6, null, "reported"],
    ]);
    expect(of("price").map(([, year, value, , basis]) => [year, value, basis])).toEqual([
      [2020, 1, "overridden"],
      [2022, 1, "overridden"],
      [2024, 1, "overridden"],
    ]);
    // What every scenario shares is none's own.
    expect(rows.filter(({ key }) => /^(fx|prices|period)\./.test(key))).toEqual([]);
    const plain = model.assumptionRowsIn(scenario(model, "built"));
    expect(plain.find(({ key }) => key === "cars")).toMatchObject({ scenario: "built", year: 2020, default: 4 });
    const stated = own.assumptionRowsIn(scenario(own, "stated")).map(({ key }) => key);
    expect(stated).toContain("size");
    expect(stated).not.toContain("cars");
    expect(own.assumptionRowsIn({ ...own.chosen, id: "nobody's" })).toEqual([]);
  });
});

describe("overrides", () => {
  /** Cars, a price that was below nothing once, and a share of each year that is more than the whole. */
  const odd = read(
    file((given) => {
      given.figures.find(({ id }: Figure) => id === "price-2020").value = -1;
      const more = { ...named("more"), unit: "%", method: "linear", points: ["china-2020", "more-2024"] };
      given.figures.push({
        ...given.figures.find(({ id }: Figure) => id === "china-2024"),
        id: "more-2024",
        value: 120,
      });
      given.drivers.push(more, { ...named("part"), unit: "%", method: "linear", points: ["china-2020", "china-2024"] });
    }),
  );
  const wrong = (...overrides: readonly Override[]) => {
    const rows = modelWith(odd, ...overrides).assumptionRows();
    return rows.flatMap(({ override, problem }) => (override === null ? [] : [problem]));
  };
  const outside = (low: number, high: number) => ({ problem: "out-of-range", low, high });
  const noYear = (from: number, to: number) => ({ problem: "no-such-year", from, to });

  test.each<readonly [override: Override, problem: object | null]>([
    [override("cars", 0), null],
    [override("cars", -1e-9), outside(0, 1e15)],
    [override("cars", 1e15), null],
    [override("cars", 1.1e15), outside(0, 1e15)],
    [override("price", -1e15), null],
    [override("price", -1.1e15), outside(-1e15, 1e15)],
    [override("low.price", -5), null],
    [override("low.cars", -5), outside(0, 1e15)],
    [override("part", 1), null],
    [override("part", 1.01), outside(0, 1)],
    [override("more", 1.3), null],
    [override("cars", 1, 2020), null],
    [override("cars", 1, 2024), null],
    [override("cars", 1, 2019), noYear(2020, 2024)],
    [override("cars", 1, 2025), noYear(2020, 2024)],
    [override("high.cars", 9, 2025), noYear(2020, 2024)],
    [override("cars", 1, 2022, "built"), null],
    [override("cars", 1, 2022, "stated"), { problem: "unknown-scenario", nearest: "built" }],
    [override("size", 1, 2024), null],
    [override("size", 1, 2025), noYear(2020, 2024)],
    [override("size", -1, 2024), outside(0, 1e15)],
    [override("vendor-a", -0.1, 2022), outside(0, 1)],
    [override("vendor-a", 1.1, 2022), outside(0, 1)],
    [override("fx.usd-cny", 1e-9), null],
    [override("fx.usd-cny", 1e9, 1900), null],
    [override("fx.usd-cny", 1.1e9), outside(1e-9, 1e9)],
    [override("fx.usd-cny", 7, 2200), null],
    [override("fx.usd-cny", 7, 1899), noYear(1900, 2200)],
    [override("fx.usd-cny", 7, 2201), noYear(1900, 2200)],
    [{ ...override("fx.usd-cny", 7), report: "cars" }, { problem: "not-by-report" }],
    [override(" FX.EUR-usd", 1.1), null],
    [override("Prices.EUR ", 100, 2020), null],
    [override("prices.usd", 100), { problem: "only-by-year" }],
    [override("prices.usd", 100, 2021.5), noYear(1900, 2200)],
    [override("prices.xyq", 100, 2020), { problem: "unknown-key", nearest: "prices.usd" }],
    [override("prices.usdx", 100, 2020), { problem: "unknown-key", nearest: "prices.usd" }],
    [override("correlation.cars.price", -1), null],
    [override("correlation.price.cars", 1), null],
    [override("correlation.cars.price", 1.01), outside(-1, 1)],
    [override("correlation.cars.price", -1.01), outside(-1, 1)],
    [override("correlation.cars.price", 0.5, 2022), { problem: "not-by-year" }],
    [override("correlation.cars.cars", 0.5), { problem: "unknown-key", nearest: expect.any(String) }],
    [override("period.year-end", 1), null],
    [override("period.year-end", 12), null],
    [override("period.year-end", 0), outside(1, 12)],
    [override("period.year-end", 13), outside(1, 12)],
    [override("period.year-end", 2.5), outside(1, 12)],
    [override("period.year-end", 6, 2022), { problem: "not-by-year" }],
    [override("period.year-end", 6, null, "built"), { problem: "not-by-scenario" }],
    [override("period.q1", 0.25), null],
    [override("period.q1", 0.3), { problem: "quarters-do-not-sum", sum: 1.05 }],
    [override("period.q1", -0.1), outside(0, 1)],
    [override("period.q1", 1.1), outside(0, 1)],
  ])("%j: %j", (one, problem) => {
    expect(wrong(one)).toEqual([problem]);
  });

  test("of what goes together are shown for drivers that vary, and taken for all", () => {
    const assumed = (range?: readonly [number, number]) =>
      read(
        file((given) => {
          const why = { en: "Fixed.", zh: "固定。" };
          given.drivers.unshift({ ...named("factor"), unit: "%", default: 90, why, ...(range ? { range } : {}) });
          given.drivers.find(({ id }: Driver) => id === "market").of.push("factor");
        }),
      );
    const pairs = (of: Report, ...overrides: readonly Override[]) =>
      modelWith(of, ...overrides)
        .assumptionRows()
        .flatMap(({ key }) => (key.startsWith("correlation.") ? [key] : []));
    expect(pairs(assumed())).toEqual(["correlation.cars.price"]);
    const all = ["correlation.factor.cars", "correlation.factor.price", "correlation.cars.price"];
    expect(pairs(assumed([80, 100]))).toEqual(all);
    expect(pairs(assumed(), override("correlation.price.factor", 0.1))).toEqual(all.slice(1));
    const ends = modelWith(assumed([80, 100]))
      .assumptionRows()
      .filter(({ key }) => key.endsWith(".factor"));
    expect(ends.map((row) => [row.key, row.year, row.default])).toEqual([
      ["low.factor", null, 0.8],
      ["high.factor", null, 1],
    ]);
  });

  test("that are wrong only together are all refused, and what is no part of it isn't", () => {
    const quarters = { problem: "quarters-do-not-sum", sum: expect.closeTo(1.1, 12) };
    expect(wrong(override("period.q1", 0.3), override("period.q3", 0.3), override("cars", 1))).toEqual([
      ...[null, quarters, quarters],
    ]);
    expect(wrong(override("period.q1", 0.3), override("period.q3", 0.2))).toEqual([null, null]);
    expect(wrong(override("period.q1", 0.3), override("period.q3", 0.2), override("period.q4", -1))).toEqual([
      ...[null, null, outside(0, 1)],
    ]);
    const reversed = { problem: "range-reversed", year: 2020 };
    expect(wrong(override("low.cars", 5), override("high.cars", 4))).toEqual([reversed, reversed]);
    expect(wrong(override("low.cars", 4), override("high.cars", 4))).toEqual([null, null]);
    expect(wrong(override("low.cars", 5, 2022), override("high.cars", 4, 2022), override("high.cars", 9))).toEqual([
      ...[{ problem: "range-reversed", year: 2022 }, null, { problem: "range-reversed", year: 2022 }],
    ]);
    // As one scenario sees it.
    expect(wrong(override("low.cars", 5), override("high.cars", 4, null, "built"))).toEqual([reversed, reversed]);
    const duplicate = { problem: "duplicate" };
    expect(wrong(override("fx.usd-cny", 7), override("fx.cny-usd", 0.2))).toEqual([null, duplicate]);
    expect(wrong(override("fx.usd-cny", 7), override("fx.cny-usd", 0.2, 2022))).toEqual([null, null]);
    expect(wrong(override("correlation.cars.price", 0), override("correlation.price.cars", 1))).toEqual([
      ...[null, duplicate],
    ]);
    expect(wrong(override("cars", 1), override("Cars", 2, null, "built"), override("cars", 3, 2022))).toEqual([
      ...[null, null, null],
    ]);
  });

  test("are seen by a scenario before its base's, and by any before those for all; a year's before all years'", () => {
    const scenarios = [
      { id: "mine", name: "Mine", basedOn: "built" },
      { id: "ours", name: "Ours", basedOn: "mine" },
    ];
    const overrides = [
      override("cars", 1),
      override("cars", 2, 2022),
      override("cars", 3, null, "built"),
      override("cars", 4, 2022, "mine"),
    ];
    const of = createModel(report, { ...noAssumptions, overrides, scenarios });
    const cars = (id: string) => [2020, 2022].map((year) => of.driverValue(driver(of, "cars"), year, scenario(of, id)));
    expect([cars("built"), cars("mine"), cars("ours")]).toEqual([
      [3, 3],
      [3, 4],
      [3, 4],
    ]);
  });

  test("of shares that overlap needn't add to anything", () => {
    const apart = read(file((given) => (given.splits[3].additive = false)));
    const of = modelWith(apart, override("vendor-a", 0.9, 2022), override("vendor-b", 0.8, 2022));
    expect(of.problems()).toEqual([]);
    expect(["vendor-a", "vendor-b"].map((id) => of.share(segment(of, id), 2022, of.chosen))).toEqual([0.9, 0.8]);
  });

  test("for a scenario that there isn't are shown as they were written, under the key that was meant", () => {
    const of = modelOf({ ...override("CARS", 7, 2022, "bilt"), report: "cars" });
    expect(of.assumptionRows().filter(({ override }) => override !== null)).toEqual([
      expect.objectContaining({
        ...{ key: "cars", scenario: "bilt", year: 2022, override: 7, unit: "m cars" },
        problem: { problem: "unknown-scenario", nearest: "built" },
      }),
    ]);
  });

  test("of a size that is worked back by a rate: its ends are shown, and the years around one follow it", () => {
    const grown = (point: string) =>
      read(
        file((given) => {
          given.figures.push({ ...given.figures[0], id: "growth", value: 10, unit: "%", year: [2020, 2024] });
          given.scenarios.push({ ...named("grown"), section: "1", points: [point], growth: "growth" });
        }),
      );
    const [back, on] = ["size-2024", "size-2020"].map((point) => createModel(grown(point))) as [
      typeof model,
      typeof model,
    ];
    const sizes = (of: typeof model) =>
      [2020, 2021, 2022, 2023, 2024].map((year) => must(of.size(scenario(of, "grown"), year)));
    sizes(back).forEach((size, index) => expect(size).toBeCloseTo(150 / 1.1 ** (4 - index), 9));
    sizes(on).forEach((size, index) => expect(size).toBeCloseTo(90 * 1.1 ** index, 9));
    const shown = (of: typeof model) =>
      of
        .assumptionRows()
        .flatMap(({ key, scenario, year, basis }) => (key === "size" && scenario === "grown" ? [[year, basis]] : []));
    expect(shown(back)).toEqual([
      [2020, "derived"],
      [2024, "reported"],
    ]);
    expect(shown(on)).toEqual([
      [2020, "reported"],
      [2024, "derived"],
    ]);
    const of = modelWith(grown("size-2024"), override("size", 100, 2022, "grown"));
    const [first, , third, , last] = sizes(of);
    expect([third, last]).toEqual([100, 150]);
    expect(first).toBeCloseTo(150 / 1.1 ** 4, 9);
    expect(sizes(of)[1]).toBeCloseTo(Math.sqrt(first! * 100), 9);
  });
});

describe("what is solved and swung", () => {
  // 5 m cars × USD 21,000 are USD 105 bn; 120 are needed.
  const gaps = (of: ReturnType<typeof modelOf>) =>
    must(of.reconcile(2022, scenario(of, "stated"), scenario(of, "built"))).gaps;

  test("what each driver would have to be", () => {
    const found = must(model.reconcile(2022, scenario(model, "stated"), scenario(model, "built")));
    expect([found.now, found.needed]).toEqual([105, 120]);
    const [cars, price] = found.gaps;
    expect(cars).toMatchObject({ driver: "cars", unit: "m cars", actual: 5, range: null, feasibility: "possible" });
    expect(cars!.required).toBeCloseTo((5 * 120) / 105, 9);
    expect(price!.required).toBeCloseTo((21_000 * 120) / 105, 6);
  });

  test.each([
    ["up to the range's end", 0, (5 * 120) / 105, "possible"],
    ["a little beyond it", 0, (5 * 120) / 105 - 1e-6, "outside the range"],
    ["from the range's beginning", (5 * 120) / 105, 9, "possible"],
    ["a little before it", (5 * 120) / 105 + 1e-6, 9, "outside the range"],
  ])("%s", (_, low, high, expected) => {
    const [cars] = gaps(modelOf(override("low.cars", low), override("high.cars", high)));
    expect(cars!.feasibility).toBe(expected);
    expect(cars!.range).toEqual({ low, high, origin: "overridden" });
  });

  test("by a tenth either way where nobody says how far, by the swing, or over the user's range", () => {
    const swung = (of: ReturnType<typeof modelOf>, swing: number | null) =>
      must(of.sensitivity(2022, scenario(of, "built"), swing)).map(({ driver, low, base, high, origin }) => [
        ...[driver, origin],
        ...[low, base, high].map((size) => Number(size.toPrecision(12))),
      ]);
    expect(swung(model, null)).toEqual([
      ["cars", "usual", 94.5, 105, 115.5],
      ["price", "usual", 94.5, 105, 115.5],
    ]);
    expect(swung(model, 0.2)).toEqual([
      ["cars", null, 84, 105, 126],
      ["price", null, 84, 105, 126],
    ]);
    expect(swung(model, 0).map(([, , low, , high]) => [low, high])).toEqual([
      [105, 105],
      [105, 105],
    ]);
    expect(swung(model, 1)[0]).toEqual(["cars", null, 0, 105, 210]);
    for (const swing of [-0.01, 1.01, NaN])
      expect(model.sensitivity(2022, null, swing)).toEqual({ fault: "nothing", what: "swing" });
    // The widest first.
    expect(swung(modelOf(override("low.price", 0), override("high.price", 22_000)), null)).toEqual([
      ["price", "overridden", 0, 105, 110],
      ["cars", "usual", 94.5, 105, 115.5],
    ]);
    expect(swung(modelOf(override("high.cars", 6)), null)[0]).toEqual(["cars", "overridden", 94.5, 105, 126]);
  });

  test("what each driver adds", () => {
    const { start, end, parts } = must(model.bridge(2020, 2022, scenario(model, "built")));
    expect([start, end]).toEqual([80, 105]);
    const mean = 25 / Math.log(105 / 80);
    expect(parts.map(({ name }) => name.en)).toEqual(["cars", "price"]);
    expect(parts[0]!.change).toBeCloseTo(mean * Math.log(5 / 4), 9);
    expect(parts[1]!.change).toBeCloseTo(mean * Math.log(21 / 20), 9);
  });
});

describe("what a driver would have to be", () => {
  const x: Driver = { id: "x", name: { en: "x", zh: "x" }, unit: "cars", default: 1, why: { en: "", zh: "" } };
  /** Of a size that is worked out from `x` alone. */
  const solved = (
    size: (x: number) => number,
    value: number,
    needed: number,
    { highest = Infinity, range = null }: { highest?: number; range?: Range | null } = {},
  ) => {
    const nodes = [
      { driver: x, of: [], scales: [], workOut: null },
      { driver: x, of: [0], scales: [], workOut: (values: ArrayLike<number>) => size(values[0]!) },
    ];
    const build: Build = {
      ...{ tree: { nodes, places: new Map() }, size: 1, order: [0, 1], scale: 1, values: [value, size(value)] },
      inputs: [{ place: 0, driver: x, value, highest, range }],
    };
    return must(reconcile(build, needed)).gaps[0]!;
  };
  const nothing = { fault: "nothing", what: "reconciliation" };

  test.each<readonly [what: string, size: (x: number) => number, value: number, needed: number, expected: number]>([
    ["on a straight line", (x) => 3 * x + 2, 5, 32, 10],
    ["on one that falls", (x) => 20 - 2 * x, 5, 4, 8],
    ["from nothing", (x) => 3 * x + 2, 0, 8, 2],
    ["back to nothing", (x) => 3 * x + 2, 5, 2, 0],
    ["below nothing", (x) => 3 * x + 2, 5, -4, -2],
    ["on a curve", (x) => x * x, 3, 16, 4],
    ["on a curve from nothing", (x) => (x + 1) ** 2, 0, 16, 3],
    ["as a divisor", (x) => 1 / x, 2, 0.25, 4],
    ["as both parts of a ratio", (x) => x / (1 + x), 1, 0.75, 3],
    ["as it is", (x) => 1 / x, 2, 0.5, 2],
    ["as it is, though it changes nothing", () => 7, 5, 7, 5],
    ["of a size near nothing", (x) => x * x, 3e-3, 1.6e-5, 4e-3],
  ])("%s", (_, size, value, needed, expected) => {
    expect(solved(size, value, needed).required).toBeCloseTo(expected, 6);
  });

  test.each<readonly [what: string, size: (x: number) => number, value: number, needed: number]>([
    ["where it changes nothing", () => 7, 5, 8],
    ["where no number makes it", (x) => x * x + 1, 3, 0],
    ["where it is as flat as it goes", (x) => Math.max(x, 3), 2, 1],
  ])("nothing %s, which is impossible", (_, size, value, needed) => {
    expect(solved(size, value, needed)).toMatchObject({ required: nothing, feasibility: "impossible" });
  });

  const range = (low: number, high: number, origin: Range["origin"] = "reported"): Range => ({ low, high, origin });
  test.each<
    readonly [needed: number, value: number, given: { highest?: number; range?: Range | null }, feasibility: string]
  >([
    [1, 0.5, { highest: 1 }, "possible"],
    [1.001, 0.5, { highest: 1 }, "impossible"],
    [0, 0.5, {}, "possible"],
    [-1, 0.5, {}, "impossible"],
    [-1, 0, {}, "impossible"],
    [-1, -0.5, {}, "possible"],
    [3, 0.5, { range: range(1, 3) }, "possible"],
    [1, 0.5, { range: range(1, 3) }, "possible"],
    [3.001, 0.5, { range: range(1, 3) }, "outside the range"],
    [0.999, 0.5, { range: range(1, 3) }, "outside the range"],
    // Nobody said so.
    [9, 0.5, { range: range(1, 3, "usual") }, "possible"],
    // Within a millionth of a millionth or so, of what is large.
    [1e12, 1, { range: range(0, 1e12 - 100) }, "possible"],
    [1e12, 1, { range: range(0, 1e12 - 10_000) }, "outside the range"],
    [0.5, 1, { range: range(0, 0.5 - 2e-9) }, "outside the range"],
    [0.5, 1, { range: range(0, 0.5 - 5e-10) }, "possible"],
    [0.5, 1, { range: range(0.5 + 5e-10, 2) }, "possible"],
    [0.5, 1, { range: range(0.5 + 2e-9, 2) }, "outside the range"],
  ])("%d instead of %d, %j: %s", (needed, value, given, feasibility) => {
    const found = solved((x) => x, value, needed, given);
    expect([found.required, found.feasibility]).toEqual([expect.closeTo(needed, 9), feasibility]);
    expect(found.range).toBe(given.range?.origin === "usual" ? null : (given.range ?? null));
  });
});

describe("how low and how high a driver can be", () => {
  const named = (id: string, unit: string) => ({ id, name: { en: id, zh: id }, unit });
  const factor: Driver = { ...named("factor", "USD/car"), default: 100, why: { en: "", zh: "" } };
  const ranged: Driver = { ...factor, range: [80, 130] };
  const figures = new Map(report.figures.map((figure) => [figure.id, figure]));
  const span = { from: 2020, to: 2022 };
  const at = (value: number, basis: Derivation["basis"] = "reported"): Derivation => ({
    ...{ value, unit: "USD/car", basis, step: { kind: "default", key: "k" }, from: [] },
  });
  const picking =
    (...overrides: readonly Override[]) =>
    (key: string) =>
    (year: number) =>
      overrides.find((one) => one.key === key && (one.year ?? year) === year);

  test("is what the report says, over the years that it says it for", () => {
    const stated = statedRange(figures, ranged, span)!;
    expect([stated.low.values, stated.high.values]).toEqual([
      [80, 80, 80],
      [130, 130, 130],
    ]);
    expect([stated.low.from, stated.high.to]).toEqual([2020, 2022]);
    expect(statedRange(figures, factor, span)).toBeNull();
    for (const id of ["cars", "market"]) expect(statedRange(figures, driver(model, id), span)).toBeNull();
    const figure = (id: string, year: number, value: Value): Figure => ({
      ...{
        id,
        metric: { en: id, zh: id },
        value,
        comparator: "=",
        year,
        unit: "USD/car",
        publisher: null,
        section: "1",
      },
    });
    const two = [figure("later", 2024, [40, 60]), figure("first", 2020, [10, 20]), figure("point", 2022, 7)];
    const given: Driver = {
      ...named("price", "USD/car"),
      ...{ method: "linear", points: ["point"], ranges: ["later", "first"] },
    };
    const path = statedRange(new Map(two.map((one) => [one.id, one])), given, span)!;
    expect([path.low.values, path.high.values]).toEqual([
      [10, 17.5, 25, 32.5, 40],
      [20, 30, 40, 50, 60],
    ]);
  });

  test("is the user's number before that, an end at a time", () => {
    const stated = statedRange(figures, ranged, span);
    const pick = picking(override("low.factor", 90, 2021));
    expect(endAt(ranged, "low", 2021, stated, pick)).toEqual({ value: 90, origin: "overridden" });
    expect(endAt(ranged, "low", 2020, stated, pick)).toEqual({ value: 80, origin: "assumed" });
    expect(endAt(ranged, "high", 2021, stated, pick)).toEqual({ value: 130, origin: "assumed" });
    expect(endAt(ranged, "high", 2023, stated, pick)).toBeNull();
    expect(endAt(factor, "high", 2021, null, pick)).toBeNull();
  });

  const price = driver(model, "price");
  const reported = statedRange(figures, ranged, span)!;
  const ends = { low: 80, high: 130 };
  test.each<
    readonly [
      what: string,
      driver: Driver,
      value: Derivation,
      stated: typeof reported | null,
      own: readonly Override[],
      expected: Range | null,
    ]
  >([
    ["as assumed", ranged, at(100), reported, [], { ...ends, origin: "assumed" }],
    ["a tenth either way", price, at(100), null, [], { low: 90, high: 110, origin: "usual" }],
    ["a tenth of what is below nothing", price, at(-100), null, [], { low: -110, high: -90, origin: "usual" }],
    ["no higher than it can be", price, at(115), null, [], { low: 103.5, high: 120, origin: "usual" }],
    ["none that anybody says", factor, at(100), null, [], null],
    ["one end", factor, at(100), null, [override("low.factor", 1)], { low: 1, high: 110, origin: "overridden" }],
    ["the other", factor, at(100), null, [override("high.factor", 200)], { low: 90, high: 200, origin: "overridden" }],
    [
      "the other beside the report's",
      ranged,
      at(100),
      reported,
      [override("high.factor", 200)],
      {
        ...{ low: 80, high: 200, origin: "overridden" },
      },
    ],
    [
      "that of a number of the user's own",
      ranged,
      at(50, "overridden"),
      reported,
      [],
      {
        ...{ low: 45, high: 55, origin: "usual" },
      },
    ],
  ])("%s", (_, of, value, stated, own, expected) => {
    expect(rangeIn(of, value, 2021, { stated, highest: 120, pick: picking(...own) })).toEqual(expected);
  });

  test.each([
    ["reported", "reported"],
    ["interpolated", "interpolated"],
    ["derived", "assumed"],
    ["extrapolated", "assumed"],
  ] as const)("from what is %s is %s", (basis, origin) => {
    const stated = Object.fromEntries(
      (["low", "high"] as const).map((end) => {
        const [one] = reported[end].derivations;
        return [end, { ...reported[end], derivations: reported[end].derivations.map(() => ({ ...one!, basis })) }];
      }),
    ) as unknown as typeof reported;
    expect(endAt(ranged, "low", 2021, stated, picking())).toEqual({ value: 80, origin });
  });
});

test("what each part of a ratio adds, from nothing: the mean of what it adds first and what it adds last", () => {
  const turnover = read(
    file((given) => {
      const points = (id: string, unit: string, ...values: readonly number[]) =>
        values.map((value, at) => {
          given.figures.push({ ...given.figures[0], id: `${id}-${at}`, value, unit, year: 2020 + 2 * at });
          return `${id}-${at}`;
        });
      given.drivers.push(
        { ...named("sales"), unit: "USD bn", method: "linear", points: points("sales", "USD bn", 0, 40) },
        { ...named("part"), unit: "%", method: "linear", points: points("part", "%", 50, 80) },
        { ...named("whole"), unit: "USD m", op: "ratio", of: ["sales", "part"] },
      );
      given.scenarios[1].size = "whole";
    }),
  );
  const of = createModel(turnover);
  const { start, end, parts } = must(of.bridge(2020, 2022, scenario(of, "built")));
  // Nothing, and 40 bn of 80 %. 40 × (1 / 0.5 + 1 / 0.8) / 2, and (1 / 0.8 - 1 / 0.5) × (0 + 40) / 2.
  expect([start, end]).toEqual([0, expect.closeTo(50, 9)]);
  expect(parts.map(({ change }) => change)).toEqual([expect.closeTo(65, 9), expect.closeTo(-15, 9)]);
});

describe("statistics over what is stated", () => {
  test.each([
    [[4, 1, 3], "low", 1],
    [[4, 1, 3], "high", 4],
    [[4, 1, 4], "mean", 3],
    [[10, 9, 100], "median", 10],
    [[4, 1, 3, 8], "median", 3.5],
    [[2, 4, 4, 6], "deviation", Math.sqrt(8 / 3)],
    [[4, 1, 3], "count", 3],
    [[7], "mean", 7],
    [[7], "count", 1],
  ] as const)("of %j the %s", (values, statistic, expected) => {
    expect(statisticOf(values, statistic)).toBeCloseTo(expected, 12);
  });

  test("need something to be of", () => {
    expect(statisticOf([7], "deviation")).toEqual({ fault: "nothing", what: "deviation" });
    expect([2020, 2022].map((year) => model.consensus(year, "count"))).toEqual([1, 1]);
    expect(model.consensus(2022, "mean")).toBe(120);
    // Between years that have some, and beyond them.
    expect(model.consensus(2021, "mean")).toEqual({ fault: "nothing", what: "consensus" });
    for (const year of [2019, 2025])
      expect(model.consensus(year, "mean")).toEqual({ fault: "no-year", year, from: 2020, to: 2024 });
    const sizes = [model.size(scenario(model, "stated"), 2022), model.size(scenario(model, "built"), 2030)];
    expect(model.consensus(2022, "mean", sizes)).toBe(120);
    expect(model.consensus(2022, "mean", sizes.slice(1))).toEqual({
      fault: "no-year",
      year: 2030,
      from: 2020,
      to: 2024,
    });
  });
});

test("of what is stated each figure counts once, and what is of other scope or far off not at all", () => {
  const twice = (change: (scenario: Json) => void = () => undefined) =>
    createModel(
      read(
        file((given) => {
          given.figures.push({
            ...given.figures.find(({ id }: Figure) => id === "size-2022"),
            id: "other",
            value: [180, 220],
          });
          const ratio = { ratio: ["bev-money-2022", "china-2022"] };
          given.scenarios.splice(1, 0, { ...named("second"), section: "1", points: ["size-2020", "other"] });
          given.scenarios.splice(2, 0, { ...named("third"), section: "1", points: [ratio] });
          change(given.scenarios[1]);
        }),
      ),
    );
  const text = { en: "Another scope.", zh: "口径不同。" };
  const counts = (of: typeof model) => [2020, 2022].map((year) => of.consensus(year, "count"));
  expect(counts(twice())).toEqual([1, 2]);
  expect(twice().consensus(2022, "mean")).toBe(160);
  expect(
    twice()
      .estimates(2022)
      .map(({ scenario }) => scenario.id),
  ).toEqual(["stated", "second"]);
  expect(twice().estimates(2021)).toEqual([]);
  expect(counts(twice((scenario) => (scenario.outlier = text)))).toEqual([1, 1]);
  expect(counts(twice((scenario) => (scenario.scope = text)))).toEqual([1, 1]);
  const none = createModel(read(file((given) => (given.scenarios[0].outlier = text))));
  expect(none.consensus(2022, "mean")).toEqual({ fault: "nothing", what: "consensus" });
});

test("sizes of segments are as stated in the scenario that they are stated for, and in those on it", () => {
  const priced = read(
    file((given) => {
      const [, vendor] = given.splits[3].segments;
      for (const [at, id] of ["vendor-b-2020", "vendor-b-2022", "vendor-b-2024"].entries()) {
        Object.assign(
          given.figures.find((one: Figure) => one.id === id),
          { unit: "USD m", value: [30_001, 40_001, 50_001][at] },
        );
      }
      vendor.points = ["vendor-b-2020", "vendor-b-2022", "vendor-b-2024"];
      given.splits[3].additive = false;
    }),
  );
  const scenarios = ["stated", "built"].map((basedOn) => ({ id: `on-${basedOn}`, name: `On ${basedOn}`, basedOn }));
  const of = createModel(priced, { ...noAssumptions, scenarios });
  const sized = (id: string) => must(of.explainSegment(segment(of, "vendor-b"), 2022, scenario(of, id)));
  for (const id of ["stated", "on-stated"])
    expect(sized(id)).toMatchObject({ value: 40.001, unit: "USD bn", basis: "reported", step: { kind: "figure" } });
  for (const id of ["built", "on-built"]) {
    expect(sized(id)).toMatchObject({ unit: "USD bn", basis: "derived", step: { kind: "share-of-total" } });
    expect(sized(id).value).toBeCloseTo((40.001 / 120) * 105, 9);
  }
});

test("what there is nothing for is told by each analysis", () => {
  const [stated, built] = ["stated", "built"].map((id) => scenario(model, id)) as [
    typeof model.chosen,
    typeof model.chosen,
  ];
  const noYear = (year: number) => ({ fault: "no-year", year, from: 2020, to: 2024 });
  expect(model.bridge(2019, 2022, built)).toEqual(noYear(2019));
  expect(model.bridge(2020, 2025, built)).toEqual(noYear(2025));
  expect(model.reconcile(2025, stated, built)).toEqual(noYear(2025));
  expect(model.sensitivity(2025, built, null)).toEqual(noYear(2025));
  expect(model.simulate(2025, built, 1000, 1)).toEqual(noYear(2025));
  expect(model.build(2025, built, new Map())).toEqual(noYear(2025));
  const none = { fault: "no-drivers", scenario: "stated" };
  expect(model.bridge(2020, 2022, stated)).toEqual(none);
  expect(model.reconcile(2022, built, stated)).toEqual(none);
  expect(model.sensitivity(2022, stated, null)).toEqual(none);
  expect(model.simulate(2022, stated, 1000, 1)).toEqual(none);
  expect(model.build(2022, stated, new Map())).toEqual(none);
  expect(model.driverValue(driver(model, "cars"), 2022, stated)).toEqual(none);
  expect(model.segmentSize(segment(model, "china"), 2022, stated)).toEqual(none);
  expect(model.build(2022, built, new Map([["planes", 1]]))).toMatchObject({ fault: "unknown", text: "planes" });
  expect(model.build(2022, null, new Map([["cars", 10]]))).toBeCloseTo(210, 9);
  // What is worked out can be given, too: what it is worked out from counts no more.
  expect(
    model.build(
      2022,
      null,
      new Map([
        ["market", 7000],
        ["cars", 10],
      ]),
    ),
  ).toBeCloseTo(7, 9);
  const unbuilt = createModel(
    read(
      file((given) => {
        given.scenarios.pop();
        given.drivers.unshift({ ...named("factor"), unit: "%", default: 80, why: { en: "Fixed.", zh: "固定。" } });
      }),
    ),
  );
  expect(unbuilt.reconcile(2022, stated, null)).toEqual({ fault: "nothing", what: "drivers" });
  expect(unbuilt.driverValue(driver(unbuilt, "cars"), 2022, null)).toBe(5);
  expect(unbuilt.segmentSize(segment(unbuilt, "china"), 2022, null)).toBeCloseTo(2.75, 12);
  // Assumed for all years that given drivers have.
  expect([2020, 2024].map((year) => unbuilt.driverValue(driver(unbuilt, "factor"), year, null))).toEqual([0.8, 0.8]);
  expect(unbuilt.driverValue(driver(unbuilt, "factor"), 2025, null)).toEqual(noYear(2025));
});

test("sections are those that state something, and those that they lie in", () => {
  const of = createModel(read(file((given) => (given.figures[0].section = "4.2.1"))));
  for (const id of ["4", "4.2", "4.2.1", "1"]) expect(of.section(id)).toMatchObject({ id });
  for (const none of ["4.2.2", "2", "", "4.", ".1"]) expect(of.section(none)).toMatchObject({ fault: "unknown" });
});

test("shares of a scenario that isn't the model's are as no scenario in particular sees them", () => {
  const own = [
    override("vendor-a", 0.5, 2022),
    override("vendor-b", 0.167, 2022),
    override("vendor-other", 0.333, 2022),
  ];
  const of = modelOf(...own, override("vendor-a", 0.6, 2020, "stated"), override("vendor-b", 0.067, 2020, "stated"));
  expect(of.problems()).toEqual([]);
  const elsewhere = { ...of.chosen, id: "elsewhere" };
  const shares = (view: typeof elsewhere) => [2020, 2022].map((year) => of.share(segment(of, "vendor-a"), year, view));
  expect([shares(of.chosen), shares(elsewhere)]).toEqual([
    [0.6, 0.5],
    [0.333, 0.5],
  ]);
});

test("beside the main report another has what is written for it, and what holds for all", () => {
  const other = { ...report, id: "other" };
  const mine = { id: "mine", name: "Mine", basedOn: "stated" };
  const main = createModel(report, {
    overrides: [override("cars", 9), override("fx.usd-cny", 7), { ...override("price", 1), report: "other" }],
    scenarios: [mine, { ...mine, id: "theirs", report: "other" }],
    chosen: "mine",
  });
  const beside = modelBeside(main, other);
  const at = (of: typeof model, id: string) => of.driverValue(driver(of, id), 2022, null);
  expect([at(main, "cars"), at(main, "price"), at(beside, "cars"), at(beside, "price")]).toEqual([9, 21_000, 5, 1]);
  expect(must(beside.money("CNY bn")).factor(2022)).toBe(7);
  expect(beside.scenarios.map(({ id }) => id)).toEqual(["stated", "built", "theirs"]);
  expect([main.chosen.id, beside.chosen.id]).toEqual(["mine", "stated"]);
  expect([main, beside].map((of) => of.problems())).toEqual([[], []]);
  // Rows of what all share are the main report's.
  const keys = (of: typeof model) => new Set(of.assumptionRows().map(({ key }) => key.split(".")[0]));
  expect([keys(main).has("fx"), keys(beside).has("fx"), keys(beside).has("cars")]).toEqual([true, false, true]);
  expect(beside.assumptionRows().every((row) => row.report === "other")).toBe(true);
});

test("what nobody says could be otherwise isn't drawn, and shifts no correlation", () => {
  const simulated = (change: (given: Json) => void) => {
    const of = modelWith(read(file(change)), override("correlation.cars.price", 0.9));
    return must(of.simulate(2022, scenario(of, "built"), 500, 1));
  };
  const plain = simulated(() => undefined);
  const fixed = simulated((given) => {
    given.drivers.unshift({ ...named("factor"), unit: "%", default: 100, why: { en: "Fixed.", zh: "固定。" } });
    given.drivers.find(({ id }: Driver) => id === "market").of.push("factor");
  });
  expect(fixed.mean).toBeCloseTo(plain.mean, 9);
  expect(fixed.percentiles.map(([, size]) => size)).toEqual(
    plain.percentiles.map(([, size]) => expect.closeTo(size, 9)),
  );
});

describe("what a printed number allows", () => {
  const printed = (value: Value, comparator: Comparator = "=", decimals?: number): Figure => ({
    ...{
      id: "x",
      metric: { en: "x", zh: "x" },
      value,
      comparator,
      year: 2020,
      unit: "%",
      publisher: null,
      section: "1",
    },
    ...(decimals === undefined ? {} : { decimals }),
  });

  test.each<readonly [Value, Comparator, number | undefined, number]>([
    [480, "=", undefined, 0.5],
    [30.2, "=", undefined, 0.05],
    [30, "=", 2, 0.005],
    [30.25, "=", 1, 0.005],
    [320, "~", undefined, 5],
    [1500, "~", undefined, 50],
    [1505, "~", undefined, 0.5],
    [30.5, "~", undefined, 0.05],
    [30, "~", 1, 0.05],
    [0, "~", undefined, 0.5],
    [-320, "~", undefined, 5],
    [[200, 3000], "~", undefined, 50],
    [[1.5, 2.25], "=", undefined, 0.005],
    [1e-7, "=", undefined, 5e-8],
    [1.5e-7, "=", undefined, 5e-9],
    [1e21, "=", undefined, 0.5],
  ])("%j %s, %s decimals: half of its last digit", (value, comparator, decimals, half) => {
    expect(halfUnit(printed(value, comparator, decimals)) / half).toBeCloseTo(1, 9);
  });

  test.each<readonly [Value, Comparator, number, number]>([
    [480, "=", 479.5, 480.5],
    [480, ">", 479.5, Infinity],
    [480, ">=", 479.5, Infinity],
    [480, "<", 0, 480.5],
    [480, "<=", 0, 480.5],
    [-480, "<", -480.5, -479.5],
    [[20, 30], "=", 19.5, 30.5],
    [[20, 30], "<", 0, 30.5],
  ])("%j %s: from %d to %d", (value, comparator, low, high) => {
    expect(extentOf(printed(value, comparator))).toEqual({ low, high });
  });

  test("is rounded about its midpoint, and meets another that touches it", () => {
    expect(roundingOf(printed([20, 30]))).toEqual({ low: 24.5, high: 25.5 });
    const meets = (low: number, high: number) => overlap({ low: 1, high: 2 }, { low, high });
    expect([meets(2, 3), meets(0, 1), meets(1.2, 1.3), meets(0, 9)]).toEqual([true, true, true, true]);
    expect([meets(2.001, 3), meets(0, 0.999)]).toEqual([false, false]);
    expect([meets(2 + 1e-12, 3), meets(-Infinity, 1 - 1e-12), meets(3, Infinity)]).toEqual([true, true, false]);
    expect(overlap({ low: 1e12, high: 1e12 }, { low: 1e12 + 100, high: 2e12 })).toBe(true);
  });
});

describe("rates and indices", () => {
  test("are called as markets quote them", () => {
    expect(rateKey("USD", "CNY")).toEqual({
      ...{ id: "fx.usd-cny", unit: "CNY for 1 USD" },
      name: { en: "Exchange rate USD/CNY", zh: "汇率 USD/CNY", zhHant: "匯率 USD/CNY" },
    });
    expect(priceKey("EUR")).toMatchObject({ id: "prices.eur", unit: "index" });
    for (const [foreign, own, id] of [
      ["USD", "CNY", "fx.usd-cny"],
      ["EUR", "CNY", "fx.eur-cny"],
      ["CNY", "USD", "fx.usd-cny"],
      ["EUR", "USD", "fx.eur-usd"],
      ["GBP", "USD", "fx.gbp-usd"],
      ["AUD", "USD", "fx.aud-usd"],
      ["NZD", "USD", "fx.nzd-usd"],
      ["JPY", "EUR", "fx.jpy-eur"],
    ] as const)
      expect(usualRateKey(foreign, own).id).toBe(id);
  });

  test("are of two currencies that there are", () => {
    expect(currenciesOf("fx.usd-cny")).toEqual(["USD", "CNY"]);
    for (const none of ["fx.usd-usd", "fx.usd-xxq", "fx.xxq-usd", "fx.usd", "fx.usd-cny2", "xfx.usd-cny", "prices.usd"])
      expect(currenciesOf(none)).toBeNull();
  });

  test("of one's own lead from money to money, year by year", () => {
    const rated = modelOf(override("fx.usd-cny", 7), override("fx.usd-cny", 8, 2022), override("fx.eur-usd", 1.25));
    const factor = (unit: string, year: number) => must(rated.money(unit)).factor(year);
    expect([factor("CNY bn", 2020), factor("CNY bn", 2022), factor("CNY 100m", 2022)]).toEqual([7, 8, 80]);
    expect([factor("EUR bn", 2020), factor("EUR m", 2020)]).toEqual([0.8, 800]);
    expect([factor("USD bn", 2020), factor("USD m", 2020), factor("USD", 2020)]).toEqual([1, 1000, 1e9]);
    expect(factor("GBP bn", 2020)).toEqual({ fault: "not-set", key: "fx.gbp-usd", year: 2020 });
    expect(factor("USD bn real 2020", 2022)).toEqual({ fault: "not-set", key: "prices.usd", year: 2020 });
    const indexed = modelOf(override("prices.usd", 100, 2020), override("prices.usd", 110, 2022));
    expect(must(indexed.money("USD bn real 2020")).factor(2022)).toBeCloseTo(100 / 110, 12);
    expect(must(indexed.money("USD bn real 2022")).factor(2020)).toBeCloseTo(1.1, 12);
    expect(must(indexed.money("USD bn real 2022")).factor(2022)).toBe(1);
    expect(must(indexed.money("USD bn real 2020")).factor(2023)).toEqual({
      ...{ fault: "not-set", key: "prices.usd", year: 2023 },
    });
  });
});

describe("what is written of going on", () => {
  const beyond = (until: number | null, beyond: string) =>
    readBeyond({ id: "own", name: "Own", basedOn: "base", until, beyond });

  test.each<readonly [string, "constant" | "fade" | "logistic", number | null]>([
    ["", "constant", null],
    ["constant", "constant", null],
    ["  CONSTANT  ", "constant", null],
    ["constant 5%", "constant", 0.05],
    ["constant -2.5 %", "constant", -0.025],
    ["constant +3%", "constant", 0.03],
    ["fade 2%", "fade", 0.02],
    ["ｆａｄｅ ２％", "fade", 0.02],
    ["logistic 5000", "logistic", 5000],
    ["logistic 12.5", "logistic", 12.5],
  ])("%j", (text, method, to) => {
    expect(beyond(2035, text)).toEqual({ until: 2035, method, to });
  });

  test.each([
    "fade",
    "logistic",
    "constant 5",
    "fade 2",
    "logistic 5%",
    "linear",
    "constant 5%%",
    "x constant",
    "fade2%",
  ])("%j is none", (text) => expect(beyond(2035, text)).toBeNull());

  test("needs a year, whole and not beyond all markets", () => {
    expect(beyond(2200, "")).not.toBeNull();
    for (const year of [null, 2201, 2035.5]) expect(beyond(year, "")).toBeNull();
  });
});

describe("spans that aren't the report's years", () => {
  const quarters = [0.1, 0.2, 0.3, 0.4].map((value, index) => override(`period.q${index + 1}`, value));
  const ending = (month: number, ...more: readonly Override[]) => modelOf(override("period.year-end", month), ...more);
  const dated = (kind: Dated["kind"], part: Dated["part"] = "", year = 2022): Dated => ({ year, kind, part });
  const spanOf = (when: When): Period => (typeof when === "number" ? expect.fail(`the year ${when}`) : when);
  const close = (weights: Readonly<Record<number, number>>) =>
    Object.entries(weights).map(([year, weight]) => ({ year: Number(year), weight: expect.closeTo(weight, 12) }));
  const marchYears = createModel({ ...report, yearEnd: 3 });

  test.each<
    readonly [
      what: string,
      model: typeof model,
      dated: Dated,
      end: number,
      flows: Record<number, number>,
      levels: Record<number, number>,
      from: readonly number[],
    ]
  >([
    ["July to June", ending(6), dated("FY"), 2021.5, { 2021: 0.5, 2022: 0.5 }, { 2021: 0.5, 2022: 0.5 }, []],
    // Its second half's quarters, and then its first half's.
    [
      ...(["with quarters of one's own", ending(6, ...quarters), dated("FY"), 2021.5] as const),
      ...([{ 2021: 0.7, 2022: 0.3 }, { 2021: 0.5, 2022: 0.5 }, [0.3, 0.4, 0.1, 0.2]] as const),
    ],
    ["its first half", ending(6), dated("FY", "H1"), 2021, { 2021: 0.5 }, { 2021: 0.5, 2022: 0.5 }, [0.25, 0.25]],
    ["its second half", ending(6), dated("FY", "H2"), 2021.5, { 2022: 0.5 }, { 2021: 0.5, 2022: 0.5 }, [0.25, 0.25]],
    ["its third quarter", ending(6), dated("FY", "Q3"), 2021.25, { 2022: 0.25 }, { 2021: 0.5, 2022: 0.5 }, [0.25]],
    // March, and three quarters; January and February.
    [
      ...(["March to February", ending(2, ...quarters), dated("FY"), 2021 + 2 / 12] as const),
      ...([{ 2021: 0.1 / 3 + 0.9, 2022: 0.2 / 3 }, { 2021: 10 / 12, 2022: 2 / 12 }, [0.1, 0.2, 0.3, 0.4]] as const),
    ],
    ["a quarter of the calendar", model, dated("CY", "Q2"), 2021.5, { 2022: 0.25 }, { 2022: 1 }, [0.25]],
    [
      "a half of the report's year",
      modelOf(...quarters),
      dated("", "H1"),
      2021.5,
      { 2022: 0.3 },
      { 2022: 1 },
      [0.1, 0.2],
    ],
    // The report's 2022 began in April 2021.
    ["the calendar's", marchYears, dated("CY"), 2022, { 2022: 0.25, 2023: 0.75 }, { 2022: 0.25, 2023: 0.75 }, []],
    ["April to June", marchYears, dated("", "Q1"), 2020.5, { 2022: 0.25 }, { 2022: 1 }, [0.25]],
  ])("%s", (_, of, given, end, flows, levels, from) => {
    const period = spanOf(periodOf(of, given));
    expect(period).toMatchObject({ name: given.kind + given.year + given.part, end: expect.closeTo(end, 12) });
    expect(period.months).toBe({ "": 12, H: 6, Q: 3 }[given.part.slice(0, 1)]);
    expect([period.flows, period.levels]).toEqual([close(flows), close(levels)]);
    expect(period.from.map(({ value }) => value)).toEqual(from);
    expect(spanOf(period.before())).toMatchObject({ name: given.kind + (given.year - 1) + given.part });
  });

  test("is one where it is the same", () => {
    expect([dated("FY"), dated("CY"), dated("")].map((given) => periodOf(model, given))).toEqual([2022, 2022, 2022]);
    expect(periodOf(ending(3), dated("CY"))).toBe(2022);
    expect(periodOf(marchYears, dated("FY"))).toBe(2022);
    expect(periodOf(ending(6), dated(""))).toBe(2022);
  });

  test.each<readonly [unit: string, flow: boolean | undefined, expected: boolean]>([
    ["USD bn", undefined, true],
    ["USD bn", false, false],
    ["USD/car", undefined, false],
    ["USD/year", undefined, true],
    ["USD/car/year", undefined, true],
    ["m cars", undefined, false],
    ["m cars", true, true],
    ["m cars/year", undefined, true],
    ["m cars/month", undefined, false],
    ["%", undefined, false],
  ])("%s, %s: a part of a year has a part of it: %s", (unit, flow, expected) => {
    expect(isFlow({ ...driver(model, "cars"), unit, ...(flow === undefined ? {} : { flow }) } as Driver)).toBe(
      expected,
    );
  });

  test("have of a flow what their years give, of a level the mean, and none where a year has none", () => {
    const of = ending(6, ...quarters);
    const period = spanOf(periodOf(of, dated("FY")));
    const price = (year: number) => of.explainDriver(driver(of, "price"), year, null);
    // 20,500 and 21,000.
    expect(must(over(period, true, price))).toMatchObject({
      ...{ value: expect.closeTo(0.7 * 20_500 + 0.3 * 21_000, 6), unit: "USD/car", basis: "derived" },
      step: { kind: "period", period, weights: period.flows },
    });
    expect(must(over(period, true, price)).from).toHaveLength(6);
    expect(must(over(period, false, price))).toMatchObject({ value: 20_750, step: { weights: period.levels } });
    expect(must(over(period, false, price)).from).toHaveLength(2);
    const late = spanOf(periodOf(of, dated("FY", "", 2025)));
    expect(over(late, true, price)).toEqual({ fault: "no-year", year: 2025, from: 2020, to: 2024 });
  });

  test("have the share that a segment's sizes are of the whole's", () => {
    const of = ending(6, ...quarters);
    const period = spanOf(periodOf(of, dated("FY")));
    const share = (id: string, view = of.chosen, model = of) =>
      must(shareOver(model, segment(model, id), period, view));
    // Of the cars in the middle of each year, √20 m and 5 m, 52.5 % and 55 %.
    const cars = Math.sqrt(20);
    expect(share("china").value).toBeCloseTo((cars * 0.525 + 5 * 0.55) / (cars + 5), 12);
    expect(share("china", scenario(of, "built")).value).toBeCloseTo((cars * 0.525 + 5 * 0.55) / (cars + 5), 12);
    const mine = { id: "mine", name: "Mine", basedOn: "stated" };
    const own = createModel(report, { ...of.assumptions, scenarios: [mine] });
    expect(share("china", scenario(own, "mine"), own).value).toBe(share("china").value);
    // Of China's.
    const [before, now] = [cars * 0.525, 2.75];
    expect(share("china-bev", scenario(own, "mine"), own).value).toBe(share("china-bev").value);
    expect(share("china-bev").value).toBeCloseTo((before * 0.325 + now * 0.4) / (before + now), 12);
    // Of money 70 % of the one year and 30 % of the other.
    const [first, second] = [0.7 * cars * 20.5, 0.3 * 105];
    expect(share("bev").value).toBeCloseTo((first * 0.325 + second * 0.4) / (first + second), 12);
    expect(share("vendor-a")).toMatchObject({ value: expect.closeTo(0.333, 12), unit: "%", basis: "derived" });
    expect(share("bev").from).toHaveLength(2);
    // Of nothing every year is alike.
    const none = ending(6, override("cars", 0));
    expect(share("china", none.chosen, none).value).toBeCloseTo((0.525 + 0.55) / 2, 12);
    const late = spanOf(periodOf(of, dated("FY", "", 2025)));
    expect(shareOver(of, segment(of, "china"), late, of.chosen)).toMatchObject({ fault: "no-year", year: 2025 });
  });

  test("grow by what they are apart", () => {
    const of = ending(6);
    const half = periodOf(of, dated("FY"));
    expect(rateBetween(of, [half, 2022], [100, 110])).toBeCloseTo(0.21, 12);
    expect(rateBetween(of, [2021, half], [110, 100])).toBeCloseTo(1 / 1.21 - 1, 12);
    expect(rateBetween(of, [2020, 2022], [100, 121])).toBeCloseTo(0.1, 12);
    expect(rateBetween(of, [half, 2023], [0, 1])).toEqual({ fault: "no-growth", from: 2022, to: 2023 });
  });
});

describe("a scenario tried out", () => {
  const mine: OwnScenario = { id: "mine", name: "Mine", basedOn: "stated" };
  const tried = (own: Partial<OwnScenario>, assumptions: Partial<typeof noAssumptions> = {}) =>
    tryScenario(createModel(report, { ...noAssumptions, ...assumptions }), { ...mine, ...own });

  test("is as the workbook would have it", () => {
    const { scenario: found, model: of, holds } = tried({})!;
    expect(found).toMatchObject({ id: "mine", kind: "own", basedOn: "stated", to: 2024 });
    expect([of.size(found, 2024), holds]).toEqual([150, true]);
    expect(of.chosen.id).toBe("stated");
    expect(tried({ basedOn: "nothing" })).toBeNull();
  });

  test("goes on as it says, or doesn't hold", () => {
    const longer = tried({ until: 2026, beyond: "constant 10%" })!;
    expect(longer.holds).toBe(true);
    expect(longer.model.size(longer.scenario, 2026)).toBeCloseTo(150 * 1.21, 9);
    expect(tried({ until: 2026, beyond: "logistic 100" })).toMatchObject({ holds: false, scenario: { to: 2024 } });
    expect(tried({ beyond: "constant" })).toMatchObject({ holds: false });
  });

  test("holds shares of what goes on, after their last year, and of nothing else", () => {
    const { model: of, scenario: found } = tried({ until: 2026, beyond: "constant 10%" })!;
    const share = (id: string, year: number) => of.explainShare(segment(of, id), year, found);
    expect(share("vendor-a", 2024)).toMatchObject({ value: 0.333, basis: "reported" });
    for (const year of [2025, 2026])
      expect(share("vendor-a", year)).toMatchObject({
        ...{ value: 0.333, unit: "%", basis: "extrapolated", step: { kind: "held", year: 2024 } },
        from: [must(share("vendor-a", 2024))],
      });
    expect(share("vendor-a", 2027)).toEqual({ fault: "no-year", year: 2027, from: 2020, to: 2026 });
    expect(share("china", 2025)).toEqual({ fault: "no-year", year: 2025, from: 2020, to: 2024 });
    expect(of.segmentSize(segment(of, "vendor-a"), 2026, found)).toBeCloseTo(150 * 1.21 * 0.333, 9);
  });

  test("takes the place of the one with its id, beside the others and their overrides", () => {
    const base = { ...mine, id: "base-of-mine", name: "Base of mine", basedOn: "built" };
    const overrides = [
      override("size", 200, 2024, "mine"),
      override("size", 90, 2020, "base-of-mine"),
      { ...override("size", 300, 2024, "mine"), report: "cars" },
      { ...override("size", 400, 2024, "mine"), report: "another" },
    ];
    const scenarios = [mine, base, { ...mine, report: "another", basedOn: "nothing" }];
    const { model: of, scenario: found } = tried({ basedOn: "base-of-mine" }, { overrides, scenarios })!;
    expect(found.basedOn).toBe("base-of-mine");
    expect([2020, 2024].map((year) => of.size(found, year))).toEqual([90, 200]);
    expect(of.problems()).toEqual([]);
    const named = tried({ report: "another", basedOn: "stated" }, { overrides, scenarios })!;
    expect(named.model.size(named.scenario, 2024)).toBe(400);
    expect(named.model.scenarios).toHaveLength(3);
  });
});

describe("what is asked of another report's", () => {
  const other = createModel(
    read(
      file((given) => {
        given.scenarios[0].id = "elsewhere";
        given.splits[3].of.scenario = "elsewhere";
      }),
    ),
  );

  test("scenario, segment, driver or series is unknown", () => {
    const unknown = (kind: string, text: string) => ({ fault: "unknown", kind, text, nearest: null });
    const [elsewhere, nowhere] = [scenario(other, "elsewhere"), { ...segment(model, "china"), id: "nowhere" }];
    expect(model.size(elsewhere, 2022)).toEqual(unknown("scenario", "elsewhere"));
    expect(model.explainSize(elsewhere, 2022)).toEqual(unknown("scenario", "elsewhere"));
    expect(model.cagr(2020, 2022, elsewhere, null)).toEqual(unknown("scenario", "elsewhere"));
    expect(model.share(nowhere, 2022, model.chosen)).toEqual(unknown("segment", "nowhere"));
    expect(model.segmentSize(nowhere, 2022, null)).toEqual(unknown("segment", "nowhere"));
    expect(model.segmentSize(segment(model, "vendor-a"), 2022, elsewhere)).toEqual(unknown("segment", "vendor-a"));
    expect(model.driverValue({ ...driver(model, "cars"), id: "planes" }, 2022, null)).toEqual(
      unknown("driver", "planes"),
    );
    const sales = { id: "sales", name: { en: "sales", zh: "sales" }, unit: "%", points: [], section: null };
    expect(model.seriesValue({ ...sales, method: "linear" }, 2022)).toEqual(unknown("series", "sales"));
    expect(model.explainSeries({ ...sales, method: "linear" }, 2022)).toEqual(unknown("series", "sales"));
  });

  test("scenario is chosen where it is there, else the one that is called the base, else the first", () => {
    const choosing = (of: Report, chosen: string | null) => createModel(of, { ...noAssumptions, chosen }).chosen.id;
    expect(["built", "base", "none such", null].map((chosen) => choosing(report, chosen))).toEqual([
      ...["built", "stated", "stated", "stated"],
    ]);
    const unnamed = read(file((given) => delete given.scenarios[0].aliases));
    const turned = { ...unnamed, scenarios: [...unnamed.scenarios].reverse() };
    expect([choosing(unnamed, null), choosing(turned, null)]).toEqual(["stated", "built"]);
    expect(() => createModel({ ...report, scenarios: [], splits: [] })).toThrow();
  });

  test("scenarios say which is an outlier, and the years that numbers are given for", () => {
    const outlier = { en: "Far off.", zh: "偏离。" };
    const views = createModel(read(file((given) => (given.scenarios[0].outlier = outlier)))).scenarios;
    expect(views.map((view) => view.outlier)).toEqual([true, false]);
    expect(model.scenarios.map((view) => view.outlier)).toEqual([false, false]);
    expect(views.map((view) => view.reportedYears)).toEqual([
      [2020, 2022, 2024],
      [2020, 2022, 2024],
    ]);
    const of = modelOf(override("price", 1, 2021), override("size", 1, 2023, "stated"));
    expect(of.scenarios.map((view) => view.reportedYears)).toEqual([
      [2020, 2022, 2023, 2024],
      [2020, 2021, 2022, 2024],
    ]);
  });
});

describe("a misspelt name", () => {
  test.each([
    ["stated", ["statd", "started", "x"], "statd"],
    ["abc", ["abd"], "abd"],
    ["abc", ["xbd"], null],
    ["abcdef", ["xxcdef"], "xxcdef"],
    ["abcdef", ["xxxdef"], null],
    ["a", ["b"], "b"],
    ["a", ["bc"], null],
    ["ABC", ["abc"], "abc"],
    ["abcdef", ["abcdxx", "abcdex"], "abcdex"],
    ["abcdef", ["abcdex", "abcdey"], "abcdex"],
    ["abc", [], null],
  ])("%j of %j is %j", (text, known, expected) => {
    expect(nearestOf(text, known)).toBe(expected);
  });

  test("is looked up whole, then whatever its case, width and spaces, ids before aliases before names", () => {
    const entries = [
      { id: "one", aliases: ["two"], name: { en: "Three ", zh: "三" } },
      { id: "two", name: { en: "one", zh: "二", zhHant: "貳" } },
      { id: "four", name: { en: "", zh: "四" } },
    ];
    const { find, nearest } = names("driver", entries);
    for (const [text, id] of [
      ["one", "one"],
      ["two", "two"],
      ["Three ", "one"],
      [" THREE", "one"],
      ["ｔｈｒｅｅ", "one"],
      ["th ree", "one"],
      ["貳", "two"],
      ["四", "four"],
    ] as const)
      expect(find(text)).toMatchObject({ id });
    expect(find("")).toEqual({ fault: "unknown", kind: "driver", text: "", nearest: null });
    expect(find("thre")).toEqual({ fault: "unknown", kind: "driver", text: "thre", nearest: "one" });
    expect([nearest("thre"), nearest("thre"), nearest("x".repeat(81)), nearest(" ")]).toEqual([
      "one",
      "one",
      null,
      null,
    ]);
    const long = "x".repeat(80);
    expect(names("driver", [{ id: `${long.slice(1)}y` }]).nearest(long)).toBe(`${long.slice(1)}y`);
  });

  test("of segments: the alias of one is the name of two others", () => {
    const alike = createModel(read(file((given) => (given.splits[1].segments[0].aliases = ["other"]))));
    expect(alike.segment("OTHER")).toMatchObject({
      fault: "ambiguous",
      among: ["region/row", "china-powertrain/china-bev", "vendor/vendor-other"],
    });
    expect(segment(alike, "vendor/other").id).toBe("vendor-other");
    expect(segment(alike, "china/other").id).toBe("china-bev");
    expect(segment(alike, "china/BEV").id).toBe("china-bev");
    for (const none of ["row/BEV", "nothing/BEV", "china/", "/BEV"])
      expect(alike.segment(none)).toMatchObject({ fault: "unknown", text: none });
  });
});

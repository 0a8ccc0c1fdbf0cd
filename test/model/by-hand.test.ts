/** A small market whose every number is worked out beside it. */
import { describe, expect, test } from "vitest";
import { statisticOf } from "../../src/model/consensus/consensus";
import { extentOf, halfUnit, overlap, roundingOf } from "../../src/model/claims/intervals";
import { currenciesOf, priceKey, rateKey, usualRateKey } from "../../src/model/money/rates";
import { names } from "../../src/model/names/names";
import { readBeyond } from "../../src/model/scenarios/beyond";
import { createModel, noAssumptions, type Assumption, type Override } from "../../src/model";
import type { Comparator, Figure, Value } from "../../src/report";
import { nearestOf } from "../../src/report/nearest";
import { file } from "./cars";
import { must, override, read, scenario, segment } from "./support";

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
    const own = modelOf(override("cars", 8, 2022), override("cars", 9, 2022, "built"), override("price", 1, null));
    const rows = own.assumptionRowsIn(scenario(own, "built"));
    const of = (id: string) =>
      rows
        .filter(({ key }) => key === id)
        .map(({ scenario, year, default: value, override, basis }) => [scenario, year, value, override, basis]);
    expect(of("cars")).toEqual([
      ["built", 2020, 4, null, "reported"],
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
    const stated = own.assumptionRowsIn(scenario(own, "stated")).map(({ key }) => key);
    expect(stated).toContain("size");
    expect(stated).not.toContain("cars");
    expect(own.assumptionRowsIn({ ...own.chosen, id: "nobody's" })).toEqual([]);
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

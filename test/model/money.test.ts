/** Any currency and scale, in the prices of its own year or of another. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createModel, type Override } from "../../src/model";
import { moneyUnits } from "../../src/model/money/money";
import { ratesFrom } from "../../src/model/money/rates";
import { noPick } from "../../src/model/overrides/pick";
import { builtInReport } from "../../src/report";
import { file } from "./cars";
import { modelWith, must, override, read, secondReport } from "./support";

const factor = (unit: string, year: number, ...overrides: readonly Override[]) =>
  must(modelWith(builtInReport, ...overrides).money(unit)).factor(year);

const usd = override("fx.usd-cny", 8);

describe("rates", () => {
  test("hold for all years but those that have their own, and are never interpolated", () => {
    const rates = [usd, override("fx.usd-cny", 7, 2027), override("fx.usd-cny", 6, 2029)];
    expect([2026, 2027, 2028, 2029].map((year) => factor("USD m", year, ...rates))).toEqual(
      [8, 7, 8, 6].map((rate) => 100 * (1 / rate)),
    );
    expect(factor("USD m", 2028, override("fx.usd-cny", 7, 2027))).toEqual({
      fault: "not-set",
      key: "fx.usd-cny",
      year: 2028,
    });
  });

  test("serve both ways, and a second one for the pair isn't used", () => {
    expect(factor("USD m", 2030, override("fx.cny-usd", 0.125))).toBeCloseTo(12.5, 12);
    const model = modelWith(builtInReport, usd, override("fx.cny-usd", 0.2), override("fx.cny-usd", 0.25, 2030));
    expect(model.assumptionRows().flatMap(({ problem }) => problem ?? [])).toEqual([{ problem: "duplicate" }]);
    expect([2029, 2030].map((year) => must(model.money("USD m")).factor(year))).toEqual([12.5, 25]);
    const turned = modelWith(builtInReport, override("fx.cny-usd", 0.125), override("fx.usd-cny", 4, 2030));
    expect([2029, 2030].map((year) => must(turned.money("USD m")).factor(year))).toEqual([12.5, 25]);
  });

  test("of every currency: a rate that is set has rows and units", () => {
    expect(factor("JPY bn", 2030)).toEqual({ fault: "not-set", key: "fx.jpy-cny", year: 2030 });
    const model = modelWith(builtInReport, override("fx.jpy-cny", 0.05), override("fx.eur-usd", 1.1));
    expect(must(model.money("JPY bn")).factor(2030)).toBeCloseTo(0.1 / 0.05, 12);
    expect(model.units.map(({ id }) => id)).toEqual(expect.arrayContaining(["JPY bn", "JPY m", "USD bn", "EUR m"]));
    expect(model.assumptionRows().find(({ key }) => key === "fx.jpy-cny")).toMatchObject({
      override: 0.05,
      unit: "CNY for 1 JPY",
      basis: "overridden",
      problem: null,
    });
    // A rate of two foreign currencies says nothing about the report's.
    expect(must(model.money("EUR bn")).factor(2030)).toEqual({ fault: "not-set", key: "fx.eur-cny", year: 2030 });
  });

  test("are asked for as markets quote them", () => {
    const inDollars = read(JSON.parse(JSON.stringify(secondReport).replaceAll("EUR", "USD")));
    const asked = (unit: string) => must(createModel(inDollars).money(unit)).factor(2030);
    expect(asked("CNY 100m")).toMatchObject({ key: "fx.usd-cny" });
    expect(asked("EUR m")).toMatchObject({ key: "fx.eur-usd" });
  });

  test("cross through the main report's currency", () => {
    const set = new Map([
      ["fx.usd-cny", 7],
      ["fx.eur-cny", 8],
    ]);
    const pick = (key: string) => () => (set.has(key) ? override(key, set.get(key)!) : undefined);
    const { exchange } = ratesFrom(pick, "CNY");
    const crossed = must(exchange("EUR", "USD", 2030));
    expect([crossed.value, crossed.from.map(({ value }) => value)]).toEqual([8 / 7, [8, 7]]);
    expect(exchange("EUR", "JPY", 2030)).toEqual({ fault: "not-set", key: "fx.jpy-cny", year: 2030 });
  });
});

describe("prices of another year", () => {
  const prices = [override("prices.cny", 100, 2025), override("prices.cny", 110, 2030)];

  test("deflate by the index, and convert at that year's rate", () => {
    expect(factor("CNY 100m real 2025", 2030, ...prices)).toBeCloseTo(100 / 110, 14);
    expect(factor("亿元 real 2030", 2025, ...prices)).toBeCloseTo(1.1, 14);
    const rates = [override("fx.usd-cny", 7, 2025), override("fx.usd-cny", 6, 2030)];
    expect(factor("USD m real 2025", 2030, ...prices, ...rates)).toBeCloseTo((100 * (100 / 110)) / 7, 12);
  });

  test("need an index for both years, and none for their own", () => {
    expect(factor("CNY 100m real 2025", 2025)).toBe(1);
    expect(factor("CNY 100m real 2025", 2030)).toEqual({ fault: "not-set", key: "prices.cny", year: 2025 });
    expect(factor("CNY bn real 2025", 2029, ...prices)).toEqual({ fault: "not-set", key: "prices.cny", year: 2029 });
    expect(createModel(builtInReport).money("vehicles real 2025")).toMatchObject({ fault: "unknown" });
  });
});

describe("a misspelt unit", () => {
  const model = createModel(builtInReport);
  test("is never taken for one of another size", () => {
    expect(model.money("CNY bm")).toMatchObject({ fault: "unknown", nearest: null });
    expect(model.money("CNY 10m0")).toMatchObject({ fault: "unknown", nearest: "CNY 100m" });
  });
  test("is the same money however it is written", () => {
    const same = ["CNY m", "RMB mn", "million CNY", "cny m", "百万元", " CNY  m "].map((text) =>
      must(model.money(text)),
    );
    expect(new Set(same).size).toBe(1);
  });
});

describe("units that are offered", () => {
  const inDollars = read(file());
  const offered = (report: typeof inDollars, ...rated: readonly string[]) =>
    moneyUnits(report, () => noPick, rated).units;
  const idsOf = (...of: Parameters<typeof offered>) => offered(...of).map(({ id }) => id);

  test("are the report's, its currency's, and those of a foreign one and of all that have a rate", () => {
    const [yuan, dollars, euros] = [
      ["CNY 100m", "CNY bn", "CNY m", "CNY"],
      ["USD bn", "USD m", "USD"],
      ["EUR bn", "EUR m", "EUR"],
    ] as const;
    expect(idsOf(builtInReport)).toEqual([...yuan, ...dollars]);
    expect(idsOf(inDollars)).toEqual([...dollars, ...yuan]);
    expect(idsOf(secondReport, "JPY", "USD")).toEqual(["EUR m", "EUR bn", "EUR", ...dollars, "JPY bn", "JPY m", "JPY"]);
    // Its own has a rate, too, where any has one; no unit comes of it that the report doesn't speak in.
    const inBillions = { ...builtInReport, unit: "CNY bn" };
    expect(idsOf(inBillions, "EUR", "CNY")).toEqual(["CNY bn", "CNY m", "CNY", ...dollars, ...euros]);
  });

  test("are named in each language", () => {
    const names = [builtInReport, secondReport].flatMap((report) => offered(report, "JPY").map(({ name }) => name));
    expect(names).toEqual(
      expect.arrayContaining([
        { en: "CNY 100 million", zh: "亿元", zhHant: "億元" },
        { en: "CNY billion", zh: "十亿元", zhHant: "十億元" },
        { en: "CNY million", zh: "百万元", zhHant: "百萬元" },
        { en: "CNY", zh: "元", zhHant: "元" },
        { en: "USD million", zh: "百万美元", zhHant: "百萬美元" },
        { en: "EUR billion", zh: "十亿欧元", zhHant: "十億歐元" },
        { en: "JPY million", zh: "百万日元", zhHant: "百萬日元" },
      ]),
    );
    const scaled = ["CNY k", "CNY trillion", "CNY 10m"].map((unit) => offered({ ...builtInReport, unit })[0]!.name.en);
    expect(scaled).toEqual(["CNY thousand", "CNY trillion", "CNY 10m"]);
  });

  test.each<readonly [text: string, id: string, times: number, real: number | null]>([
    ["CNY 100m", "CNY 100m", 1e8, null],
    [" 亿元 ", "CNY 100m", 1e8, null],
    ["usd  m", "USD m", 1e6, null],
    ["million USD", "USD m", 1e6, null],
    ["usd", "USD", 1, null],
    [" eur k ", "EUR k", 1e3, null],
    ["jpy 10bn", "JPY 10bn", 1e10, null],
    ["亿元 real 2025", "CNY 100m real 2025", 1e8, 2025],
    ["亿元 REAL2025", "CNY 100m real 2025", 1e8, 2025],
    ["usd  m   real  2030", "USD m real 2030", 1e6, 2030],
    ["ＵＳＤ ｍ ｒｅａｌ ２０３０", "USD m real 2030", 1e6, 2030],
  ])("%j is %s", (text, id, times, real) => {
    const { find } = moneyUnits(builtInReport, () => noPick);
    expect(find(text)).toMatchObject({ id, times, real, isOwn: id === "CNY 100m", currency: id.slice(0, 3) });
    expect(find(id)).toBe(find(text));
  });

  test.each([
    ["", null],
    ["USD/car", null],
    ["cars", null],
    ["xyz m", null],
    ["USD bn real", null],
    ["USD bn real 20255", null],
    ["x USD bn real 2025", null],
    ["USD mm", "USD m"],
    // As near to billions.
    ["CNY bm", null],
    ["CNY xillion", null],
    ["CNY 10m0", "CNY 100m"],
    // Nearer than to billions, and to hundreds of millions.
    ["CNY xx million", "CNY m"],
  ])("%j is none, and may have meant %j", (text, nearest) => {
    expect(moneyUnits(builtInReport, () => noPick).find(text)).toEqual({
      fault: "unknown",
      kind: "unit",
      text,
      nearest,
    });
  });

  test("rest on the rates and indices that lead to them", () => {
    const own = [
      ...[override("prices.cny", 100, 2025), override("prices.cny", 110, 2030)],
      ...[override("fx.usd-cny", 8), override("fx.usd-cny", 7, 2025)],
    ];
    const rateOf = (unit: string, year: number) => must(must(modelWith(builtInReport, ...own).money(unit)).rate(year));
    const from = (unit: string, year: number) => rateOf(unit, year).from.map(({ value, unit }) => [value, unit]);
    expect(rateOf("CNY m", 2030)).toEqual({ value: 100, from: [] });
    expect(from("USD m", 2030)).toEqual([[8, "CNY for 1 USD"]]);
    expect(from("CNY m real 2025", 2030)).toEqual([
      [100, "index"],
      [110, "index"],
    ]);
    expect(from("USD m real 2025", 2030)).toEqual([
      [100, "index"],
      [110, "index"],
      [7, "CNY for 1 USD"],
    ]);
    expect(must(modelWith(builtInReport, ...own.slice(0, 2)).money("USD m real 2025")).rate(2030)).toEqual({
      ...{ fault: "not-set", key: "fx.usd-cny", year: 2025 },
    });
  });
});

describe("laws", () => {
  const currencies = ["CNY", "USD", "EUR", "JPY", "GBP"] as const;
  const rate = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  const year = fc.integer({ min: 2024, max: 2030 });

  test("there and back is where it began", () => {
    fc.assert(
      fc.property(
        fc.array(rate, { minLength: 4, maxLength: 4 }),
        fc.constantFrom(...currencies),
        fc.constantFrom(...currencies),
        year,
        (values, one, other, at) => {
          const set = new Map(
            currencies.slice(1).map((code, index) => [`fx.${code}-cny`.toLowerCase(), values[index]!]),
          );
          const pick = (key: string) => () => (set.has(key) ? override(key, set.get(key)!) : undefined);
          const { exchange } = ratesFrom(pick, "CNY");
          const there = must(exchange(one, other, at)).value;
          expect(there * must(exchange(other, one, at)).value).toBeCloseTo(1, 12);
        },
      ),
    );
  });

  test("a real value in its own year's prices is the nominal one, whatever base was taken on the way", () => {
    fc.assert(
      fc.property(rate, rate, rate, (a, b, c) => {
        const prices = [a, b, c].map((value, index) => override("prices.cny", value, 2025 + index));
        const model = modelWith(builtInReport, ...prices);
        const to = (real: number, year: number) => must(must(model.money(`CNY 100m real ${real}`)).factor(year));
        expect((to(2025, 2027) * to(2027, 2026)) / to(2025, 2026)).toBeCloseTo(1, 9);
      }),
    );
  });

  test("ten of a smaller unit are one of a ten times larger", () => {
    fc.assert(
      fc.property(rate, fc.constantFrom("USD", "EUR"), year, (value, code, at) => {
        const model = modelWith(builtInReport, override(`fx.${code.toLowerCase()}-cny`, value));
        const [small, large] = [`${code} m`, `${code} 10m`].map((unit) => must(must(model.money(unit)).factor(at)));
        expect(small! / large!).toBeCloseTo(10, 12);
      }),
    );
  });
});

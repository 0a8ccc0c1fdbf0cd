/** Formulas over a small market whose every number is worked out beside it. */
import { beforeAll, describe, expect, test } from "vitest";
import { answerOf } from "../../src/functions/answer";
import { builtScenario, nameable, series, theReport, unit, year } from "../../src/functions/domains";
import { explain } from "../../src/functions/explain";
import { fill } from "../../src/functions/fill";
import { formulas } from "../../src/functions/formulas";
import type { Language } from "../../src/functions/language";
import { buildMetadata } from "../../src/functions/metadata";
import type { TableFormula } from "../../src/functions/formula";
import { Refusal } from "../../src/functions/outcome";
import { optionalPlaces, required } from "../../src/functions/parameter";
import { use } from "../../src/functions/registration";
import { settingOf, type Setting } from "../../src/functions/setting";
import { derivationSource } from "../../src/functions/source";
import { readYear } from "../../src/functions/year";
import {
  createModel,
  noAssumptions,
  type Basis,
  type Derivation,
  type Fault,
  type Money,
  type Override,
} from "../../src/model";
import { file, type Json } from "../model/cars";
import { modelWith, override, read } from "../model/support";
import { call, errorOf } from "./calls";

const figure = (id: string, value: unknown, unit: string, year: unknown, more: object = {}) => ({
  ...{ id, metric: { en: id, zh: id }, value, comparator: "=", year, unit, publisher: null, section: "1" },
  ...more,
});

const overlapping = (given: Json): void => {
  given.splits[3].additive = false;
};

const withStock = (given: Json): void => {
  const name = { en: "In use", zh: "保有量" };
  given.series.push({ id: "stock", name, unit: "m cars", method: "linear", points: ["cars-2022"] });
};

/** Stated, how it is checked, and what is to be said of that. */
const claims: readonly (readonly [stated: string, check: object, recomputed: number, verdict: string, how: string])[] =
  [
    [
      ...(["gain", { kind: "difference", from: "size-2022", subtract: "size-2020" }] as const),
      ...([30, "consistent", "120 USD bn (2022) − 90 USD bn (2020) = 30 USD bn"] as const),
    ],
    [
      ...(["gain-high", { kind: "difference", from: "size-2022", subtract: "size-2020" }] as const),
      ...([
        30,
        "within rounding",
        "120 USD bn (2022) − 90 USD bn (2020) = 30 USD bn; stated: 31 USD bn (2022)",
      ] as const),
    ],
    [
      ...(["growth", { kind: "cagr", from: "size-2020", to: "size-2022" }, Math.sqrt(120 / 90) - 1] as const),
      "within rounding",
      "growth a year from 90 USD bn (2020) to 120 USD bn (2022) = 15.4701%; stated: ~15.50% (2020–2022)",
    ],
    [
      ...(["in-all", { kind: "growth", from: "size-2020", to: "size-2022" }, 1 / 3, "consistent"] as const),
      "growth from 90 USD bn (2020) to 120 USD bn (2022) = 33.3333%",
    ],
    ["rest", { kind: "complement", parts: ["china-2022"] }, 0.45, "consistent", "100% − 55% (2022) = 45%"],
    [
      ...(["size-2022", { kind: "equal", to: "size-2020" }, 90, "inconsistent"] as const),
      "stated elsewhere: 90 USD bn (2020); stated: 120 USD bn (2022)",
    ],
    [
      ...(["a-car", { kind: "ratio", numerator: "bev-money-2022", denominator: "cars-2022" }, 8400] as const),
      ...(["inconsistent", "42 USD bn (2022) ÷ 5 m cars (2022) = 8400 USD/car; stated: 21000 USD/car (2022)"] as const),
    ],
    [
      ...(["size-2022", { kind: "sum", terms: ["size-2020", "gain"] }, 120, "consistent"] as const),
      "90 USD bn (2020) + 30 USD bn (2022) = 120 USD bn",
    ],
    // 3.5 to 4.5 m cars, since 4 is printed: USD 70 to 90 bn.
    [
      ...(["size-2020", { kind: "product", factors: ["cars-2020", "price-2020"] }, 80, "within rounding"] as const),
      "4 m cars (2020) × 20000 USD/car (2020) = 80 USD bn; stated: 90 USD bn (2020)",
    ],
    [
      ...([
        "vendor-other-2022",
        { kind: "complement", parts: ["vendor-a-2022", "vendor-b-2022"] },
        0.334,
        "within rounding",
      ] as const),
      "100% − 33.3% (2022) − 33.3% (2022) = 33.4%; stated: 33.3% (2022)",
    ],
    [
      ...([
        "vendor-other-2022",
        { kind: "shares", parts: ["vendor-a-2022", "vendor-b-2022"] },
        0.334,
        "consistent",
      ] as const),
      "at most 100% − 33.3% (2022) − 33.3% (2022) = 33.4%",
    ],
    ["bev-money-2020", { kind: "at-most", whole: "size-2020" }, 90, "consistent", "at most 90 USD bn (2020)"],
    [
      ...(["gain", { kind: "at-most", whole: "size-2022", beside: ["size-2020"] }, 30, "consistent"] as const),
      "at most 120 USD bn (2022) − 90 USD bn (2020) = 30 USD bn",
    ],
    [
      ...(["china-2020", { kind: "shares", parts: ["vendor-a-2020"] }, 0.667, "consistent"] as const),
      "at most 100% − 33.3% (2020) = 66.7%",
    ],
    [
      ...([
        "size-2022",
        { kind: "compound", from: "size-2020", rate: "growth" },
        90 * 1.155 ** 2,
        "consistent",
      ] as const),
      "90 USD bn (2020) growing at ~15.50% (2020–2022) = 120.062 USD bn",
    ],
  ];

const report = read(
  file((given: Json) => {
    const costs = [2020, 2022, 2024].map((year) => figure(`costs-${year}`, 100, "USD bn", year));
    given.documents = [{ name: "Book", publisher: "B", title: { en: "The book", zh: "书" }, date: "2024-05" }];
    given.figures.push(
      figure("gain", 30, "USD bn", 2022),
      figure("gain-high", 31, "USD bn", 2022),
      figure("a-car", 21_000, "USD/car", 2022),
      figure("growth", 15.5, "%", [2020, 2022], { comparator: "~", decimals: 2 }),
      figure("in-all", 33, "%", [2020, 2022]),
      figure("rest", 45, "%", 2022),
      figure("loose", [6, 8], "m cars", null, { document: "Book", page: "9", publisher: "A" }),
      ...costs,
    );
    given.claims = claims.map(([stated, check], at) => ({ id: `claim-${at}`, section: "1", stated, check }));
    given.drivers.push(
      {
        ...{ id: "costs", name: { en: "costs", zh: "costs" }, unit: "USD bn", method: "linear" },
        points: costs.map(({ id }) => id),
      },
      { id: "net", name: { en: "net", zh: "net" }, unit: "USD bn", op: "difference", of: ["market", "costs"] },
    );
    given.scenarios.push({ id: "loss", name: { en: "loss", zh: "loss" }, section: "1", size: "net", take: "point" });
  }),
);

const own = (id: string, beyond: string) => ({ id, name: id, basedOn: "stated", until: 2026, beyond });

let usual: Setting;
beforeAll(() => {
  const overrides = [override("fx.usd-cny", 7, 2020), override("fx.usd-cny", 8, 2022), override("price", 23_000, 2024)];
  const scenarios = [own("own-1", "constant 5%"), own("own-2", "logistic 200"), own("own-3", "")];
  usual = settingOf(createModel(report, { ...noAssumptions, overrides, scenarios }));
  use(usual);
});

interface Given {
  /** In the file. */
  readonly change?: (report: Json) => void;
  readonly overrides?: readonly Override[];
  readonly language?: Language;
}

/** In another workbook. */
function within<T>({ change, overrides = [], language = "en" }: Given, action: () => T): T {
  use(settingOf(modelWith(read(file(change)), ...overrides), { messages: language }));
  try {
    return action();
  } finally {
    use(usual);
  }
}

const rows = (id: string, ...args: unknown[]) => call(id, ...args) as unknown[][];
/** As printed in a table, without the noise of the last digits. */
const rounded = (table: unknown) =>
  (table as unknown[][]).map((row) =>
    row.map((cell) => (typeof cell === "number" ? Number(cell.toPrecision(10)) : cell)),
  );
const round = (value: number): number => Number(value.toPrecision(10));

describe("AUDIT", () => {
  test.each(claims.map((claim, at) => [claim[0], at] as const))("%s", (_, at) => {
    const [, , recomputed, verdict, how] = claims[at]!;
    const row = rows("AUDIT")[at + 1]!;
    expect(row[1]).toBe("1");
    expect(row[3]).toBeCloseTo(recomputed, 9);
    expect((row[3] as number) - (row[2] as number)).toBeCloseTo(row[4] as number, 9);
    expect(row.slice(5)).toEqual([verdict, how]);
  });
});

describe("SOURCE", () => {
  test.each<[args: unknown[], text: string]>([
    [["size", 2022, "stated"], "section 1: 120 USD bn (2022); as reported"],
    [
      ["size", 2021, "stated"],
      "section 1: 90 USD bn (2020), 120 USD bn (2022); interpolated between 2020 and 2022 at a constant rate",
    ],
    [["size", 2022, "built"], "section 1: 5 m cars (2022), 21000 USD/car (2022); derived from the drivers"],
    [["size", 2026, "own-1"], "section 1: 120 USD bn (2022), 150 USD bn (2024); extrapolated from 2024: growth of 5%"],
    [["size", 2026, "own-2"], "section 1: 120 USD bn (2022), 150 USD bn (2024); extrapolated from 2024: towards 200"],
    [
      ["size", 2026, "own-3"],
      "section 1: 120 USD bn (2022), 150 USD bn (2024); extrapolated from 2024: growing as in the last year",
    ],
    [["china", 2022], "section 1: 55% (2022), 5 m cars (2022); derived as a share of the total"],
    [["china-bev", 2022], "section 1: 1.1 m cars (2022); as reported"],
    [["price", 2024], "this workbook's own price; overridden in this workbook"],
    [
      ["price", 2023],
      "section 1: 21000 USD/car (2022); this workbook's own price; interpolated between 2022 and 2024 linearly",
    ],
    [["market", 2022], "section 1: 5 m cars (2022), 21000 USD/car (2022); derived as a product"],
    [["loose"], "A, Book, p. 9, section 1: 6–8 m cars; as reported"],
    [["growth"], "section 1: ~15.50% (2020–2022); as reported"],
  ])("%j", (args, text) => expect(call("SOURCE", ...args)).toBe(text));
});

describe("FIGURE and NAME", () => {
  test.each<[figure: string, field: string, expected: unknown]>([
    ["loose", "value", 7],
    ["loose", "low", 6],
    ["loose", "high", 8],
    ["growth", "value", 0.155],
    ["growth", "comparator", "~"],
    ["growth", "unit", "%"],
    ["growth", "year", "2020–2022"],
    ["gain", "year", 2022],
    ["loose", "publisher", "A"],
    ["loose", "section", "1"],
    ["loose", "document", "The book"],
    ["loose", "page", "9"],
  ])("%s, %s", (id, field, expected) => expect(call("FIGURE", id, field)).toBe(expected));

  test.each([
    ["loose", "year"],
    ["growth", "publisher"],
    ["growth", "document"],
    ["growth", "page"],
    ["growth", "quote"],
  ])("%s has no %s, which is said by name", (id, field) => {
    const message = `field: the report states no ${field} for "${id}".`;
    expect(errorOf(call("FIGURE", id, field))).toEqual({ code: "#N/A", message });
  });

  test.each([
    ["china", "section", "1"],
    ["stated", "years", "2020–2024"],
    ["own-1", "years", "2020–2026"],
    ["cars", "unit", "m cars"],
    ["built", "unit", "USD bn"],
    ["growth", "years", "2020–2022"],
    ["market", "years", "2020–2024"],
  ])("of %s the %s", (item, field, expected) => expect(call("NAME", item, field)).toBe(expected));

  test("of what has none of it", () => {
    expect(errorOf(call("NAME", "loose", "years")).message).toContain('no years for "loose"');
    expect(errorOf(call("NAME", "region", "scope")).message).toContain('no scope for "region"');
  });
});

describe("BRIDGE in another currency", () => {
  const mean = (from: number, to: number): number => (to - from) / Math.log(to / from);
  const conversion = "Exchange rates and prices";

  test("leads from the one year's rate to the other's: what drivers add, by the mean size in that money", () => {
    // USD 80 bn at 7 to USD 105 bn at 8. What drivers add in dollars, each times what a dollar of change counts for.
    const counts = mean(560, 840) / mean(80, 105);
    const parts = [5 / 4, 21 / 20].map((ratio) => mean(80, 105) * Math.log(ratio) * counts);
    expect(rounded(rows("BRIDGE", 2020, 2022, null, "built", "CNY bn"))).toEqual([
      ["Driver", "Size"],
      [2020, 560],
      ...["cars", "price"].map((name, at) => [name, round(parts[at]!)]),
      [conversion, round(mean(560, 840) * Math.log(8 / 7))],
      [2022, 840],
    ]);
  });

  test("of less than nothing counts a dollar of change at the rates' average", () => {
    // 80 − 100 to 105 − 100.
    const table = rounded(rows("BRIDGE", 2020, 2022, null, "loss", "CNY bn"));
    const parts = [5 / 4, 21 / 20].map((ratio) => round(mean(80, 105) * Math.log(ratio) * 7.5));
    expect(table).toEqual([
      ...[
        ["Driver", "Size"],
        [2020, -140],
        ["cars", parts[0]],
        ["price", parts[1]],
        ["costs", 0],
      ],
      ...[
        [conversion, 40 + 140 - 25 * 7.5],
        [2022, 40],
      ],
    ]);
  });

  test("by segments, in the whole's own unit or in money", () => {
    expect(rounded(rows("BRIDGE", 2020, 2022, "region", "built"))).toEqual([
      ...[
        ["Segment", "Size"],
        [2020, 4],
        ["China", 0.75],
        ["Other", 0.25],
        [2022, 5],
      ],
    ]);
    const each = round((30 / 3) * 0.999 * (mean(630, 960) / mean(90, 120)));
    const table = rounded(rows("BRIDGE", 2020, 2022, "vendor", "stated", "CNY bn"));
    expect(table.slice(0, 5)).toEqual([
      ["Segment", "Size"],
      [2020, 630],
      ...["a", "b", "Other"].map((name) => [name, each]),
    ]);
    expect(table.slice(5)).toEqual([
      [conversion, round(330 - 3 * each)],
      [2022, 960],
    ]);
  });
});

describe("tables and values in units", () => {
  test.each<[id: string, args: unknown[], expected: unknown]>([
    ["SIZE", [2022, "stated", "USD m"], 120_000],
    ["SIZE", [2022, "stated", "CNY bn"], 960],
    ["DRIVER", ["market", 2022], 105_000],
    ["SHARE", ["china-bev", 2022], 0.4],
    ["CONSENSUS", [2022, "mean", "CNY bn"], 960],
    ["CONCENTRATION", ["vendor", 2022], 3 * 33.3 ** 2],
    ["CONCENTRATION", ["vendor", 2022, "cr2"], 0.666],
    ["RANK", ["vendor-b", 2022], 1],
    ["RANK", ["row", 2022, "built"], 2],
    ["GROWTH", [2021, "stated"], Math.sqrt(120 / 90) - 1],
    ["CAGR", [2020, 2022, "stated", "vendor-a"], Math.sqrt(120 / 90) - 1],
  ])("%s%j", (id, args, expected) => expect(call(id, ...args)).toBeCloseTo(expected as number, 9));

  test.each<[id: string, args: readonly unknown[], expected: unknown[][]]>([
    ["BUILD", [2022, ["cars"], [6], "built", "CNY bn"], [[6 * 21 * 8]]],
    // A row for each of the longer, where the other has no more.
    ["BUILD", [2022, [["cars"], ["price"]], [[6]], "built"], [[126]]],
    ["CONSENSUS", [2022, "mean", "CNY bn", ["stated", "built"]], [[((120 + 105) / 2) * 8]]],
    ["CONSENSUS", [2022, "count", "CNY bn", ["stated", "built"]], [[2]]],
    [
      ...(["TABLE", [["stated", "built"], 2020, 2022, "USD m"]] as const),
      [
        ["Scenario", 2020, 2021, 2022],
        ["stated", 90_000, round(Math.sqrt(90 * 120) * 1000), 120_000],
        ["built", 80_000, round(Math.sqrt(20) * 20_500), 105_000],
      ],
    ],
    [
      ...(["SPLIT", ["vendor", 2022, "stated", "USD m"]] as const),
      [["Segment", "Size", "Share"], ...["a", "b", "Other"].map((name) => [name, 39_960, 0.333])],
    ],
    [
      ...(["RECONCILE", [2022, "stated", "USD m", "built"]] as const),
      [
        ["Driver", "Unit", "Now", "Needed", "Change", "Feasible"],
        ["Size", "", 105_000, 120_000, round(1 / 7), ""],
        ["cars", "m cars", 5, round((5 * 8) / 7), round(1 / 7), "possible"],
        ["price", "USD/car", 21_000, 24_000, round(1 / 7), "possible"],
      ],
    ],
  ])("%s%j as a table", (id, args, expected) => expect(rounded(rows(id, ...args))).toEqual(expected));

  test("what a table can't be of is said once", () => {
    expect(errorOf(rows("SPLIT", "region", 2022, "stated")).message).toContain("not built from drivers");
    for (const split of ["region", "vendor"])
      expect(errorOf(rows("SPLIT", split, 2030)).message).toContain("no value for 2030, only for 2020 to 2024");
    expect(rows("SPLIT", "region", 2030)).toHaveLength(1);
  });

  test("of simulated sizes are all as many times as great", () => {
    const simulated = (unit: string) =>
      rows("SIMULATE", 2022, "built", 200, 1, unit)
        .slice(1)
        .map(([, size]) => size as number);
    const [bn, m, yuan] = ["USD bn", "USD m", "CNY bn"].map(simulated) as [number[], number[], number[]];
    expect(bn).toHaveLength(9);
    bn.forEach((size, at) => {
      expect(m[at]! / size).toBeCloseTo(1000, 6);
      expect(yuan[at]! / size).toBeCloseTo(8, 9);
    });
    // Ten per cent about 105 either way, at most.
    expect(
      bn.slice(0, 7).every((size, at) => size > 105 * 0.81 && size < 105 * 1.21 && (at === 0 || size > bn[at - 1]!)),
    ).toBe(true);
  });
});

describe("what is listed", () => {
  const listed = (kind: string) => rows("LIST", kind);

  test("are ids and names, units where anything has one, and scopes of scenarios", () => {
    expect(listed("scenarios")).toEqual([
      ["Id", "English", "Chinese", "Scope"],
      ...["stated", "built", "loss", "own-1", "own-2", "own-3"].map((id) => [id, id, id, ""]),
    ]);
    expect(listed("splits").slice(1)).toEqual(
      ["region", "china-powertrain", "powertrain", "vendor"].map((id) => [id, id, id]),
    );
    expect(listed("drivers")).toEqual([
      ["Id", "English", "Chinese", "Unit"],
      ["cars", "cars", "cars", "m cars"],
      ["price", "price", "price", "USD/car"],
      ["market", "market", "market", "USD m"],
      ["costs", "costs", "costs", "USD bn"],
      ["net", "net", "net", "USD bn"],
    ]);
  });

  test("of all that has years: those that its parts have in common, or any of its segments", () => {
    for (const item of ["net", "region", "vendor", "powertrain", "costs"])
      expect(call("NAME", item, "years")).toBe("2020–2024");
  });
});

describe("what is refused", () => {
  test.each<[id: string, args: readonly unknown[], code: string, message: string]>([
    ["SIZE", ["0"], "#N/A", "year: no year is given."],
    ["SIZE", [" 46023 "], "#VALUE!", "year: 46023 looks like a date: use YEAR()."],
    ["SIZE", [" 2027.5 "], "#VALUE!", "year takes a whole year such as 2027; it got 2027.5."],
    ["SIZE", [2027.5], "#VALUE!", "year takes a whole year such as 2027; it got 2027.5."],
    ["SIZE", ["2027Q5"], "#VALUE!", 'year takes a year such as 2027 or "2027E"; it got "2027Q5".'],
    ["SIZE", [2022, 43], "#VALUE!", "scenario takes the id or name of a scenario; it got 43."],
    [
      ...(["SIZE", [2022, "statd"], "#VALUE!"] as const),
      'scenario: scenario "statd" is not known. Did you mean "stated"? =MARKET.LIST("scenarios") lists them.',
    ],
    [
      ...(["SIZE", [2022, "stated", "none"], "#VALUE!"] as const),
      'unit: unit "none" is not known. =MARKET.LIST("units") lists them.',
    ],
    ["SIZE", [2022, "stated", 7], "#VALUE!", "unit takes the name of a money unit; it got 7."],
    [
      ...(["SEGMENT", ["Other", 2022], "#VALUE!"] as const),
      'segment: several are called "Other". Say which: region/row, vendor/vendor-other.',
    ],
    [
      "SEGMENT",
      ["china", 2022, "", "USD m"],
      "#VALUE!",
      "unit: this is in m cars, which isn't money. Leave the unit out.",
    ],
    ["AUDIT", ["2"], "#VALUE!", 'section: section "2" is not known. Did you mean "1"?'],
    ["AUDIT", [2.5], "#VALUE!", 'section: section "2.5" is not known.'],
    ["AUDIT", [Infinity], "#VALUE!", "section takes the number of a section of the report; it got Infinity."],
    ["AUDIT", [false], "#VALUE!", "section takes the number of a section of the report; it got FALSE."],
    ["SOURCE", ["chinaa", 2022], "#VALUE!", 'item: item "chinaa" is not known. Did you mean "china"?'],
    ["SOURCE", ["pricee", 2022], "#VALUE!", 'item: item "pricee" is not known. Did you mean "price"?'],
    ["SOURCE", ["no such thing", 2022], "#VALUE!", 'item: item "no such thing" is not known.'],
    [
      ...(["SOURCE", ["Other", 2022], "#VALUE!"] as const),
      'item: several are called "Other". Say which: region/row, vendor/vendor-other.',
    ],
    [
      ...(["SOURCE", [7, 2022], "#VALUE!"] as const),
      'item takes "size", or the id or name of a segment, driver, series or figure; it got 7.',
    ],
    ["SOURCE", ["size"], "#N/A", "year: no year is given."],
    ["NAME", ["regoin"], "#VALUE!", 'item: item "regoin" is not known. Did you mean "region"?'],
    [
      ...(["NAME", ["Other"], "#VALUE!"] as const),
      'item: several are called "Other". Say which: region/row, vendor/vendor-other.',
    ],
    ["NAME", ["", "", "segment"], "#VALUE!", 'item: "stated" is not the name of a segment.'],
    // Two of its four letters make another word of it, three don't.
    [
      ...(["CONSENSUS", [2022, "meen"], "#VALUE!"] as const),
      'statistic takes "low", "high", "mean", "median", "deviation", "count"; it got "meen". Did you mean "mean"?',
    ],
    [
      ...(["CONSENSUS", [2022, "zzzz"], "#VALUE!"] as const),
      'statistic takes "low", "high", "mean", "median", "deviation", "count"; it got "zzzz".',
    ],
    [
      ...(["CONSENSUS", [2022, 1], "#VALUE!"] as const),
      'statistic takes one of "low", "high", "mean", "median", "deviation", "count"; it got 1.',
    ],
    [
      "SENSITIVITY",
      [2022, "built", "ten %"],
      "#VALUE!",
      'swing takes a fraction from 0 to 1 (0.1 or 10%); it got "ten %".',
    ],
    [
      "RECONCILE",
      ["CY2022Q1", "stated"],
      "#VALUE!",
      "year takes the report's own years, such as 2027; CY2022Q1 isn't one of them.",
    ],
  ])("%s%j", (id, args, code, message) => expect(errorOf(call(id, ...args))).toEqual({ code, message }));

  test("in the words of the formula's own parameters", () => {
    const answered = (id: string, outcome: Fault | number, ...values: unknown[]) => {
      const formula = formulas.find((one) => one.id === id)!;
      const { error, message } = answerOf(formula, outcome, values) as Refusal;
      return [error, message()!.en];
    };
    const noYear: Fault = { fault: "no-year", year: 2030, from: 2020, to: 2024 };
    const cases: readonly (readonly [
      id: string,
      outcome: Fault | number,
      values: readonly unknown[],
      ...told: string[],
    ])[] = [
      [
        ...(["SIZE", { fault: "unknown", kind: "scenario", text: "x", nearest: "y" }, []] as const),
        ...[
          "invalidValue",
          'scenario: scenario "x" is not known. Did you mean "y"? =MARKET.LIST("scenarios") lists them.',
        ],
      ],
      // It takes no segment.
      [
        ...(["SIZE", { fault: "ambiguous", kind: "segment", text: "x", among: ["a", "b"] }, []] as const),
        ...["invalidValue", 'SIZE: several are called "x". Say which: a, b.'],
      ],
      ["SIZE", noYear, [2030], "notAvailable", "year: there is no value for 2030, only for 2020 to 2024."],
      ["CAGR", noYear, [2020, 2030], "notAvailable", "to: there is no value for 2030, only for 2020 to 2024."],
      ["CAGR", noYear, [2020, 2031], "notAvailable", "from: there is no value for 2030, only for 2020 to 2024."],
      [
        ...(["SIZE", { fault: "not-set", key: "fx.a-b", year: 2030 }, []] as const),
        ...["notAvailable", "unit: there is no fx.a-b for 2030. Set fx.a-b in the assumptions."],
      ],
      ["SIZE", { fault: "no-drivers", scenario: "x" }, [], "notAvailable", 'scenario: "x" is not built from drivers.'],
      [
        ...(["SIZE", { fault: "nothing", what: "figure" }, []] as const),
        ...["notAvailable", "year: the report gives no figure to compute this from."],
      ],
      [
        ...(["CAGR", { fault: "no-growth", from: 2020, to: 2020 }, []] as const),
        "invalidNumber",
        "Growth can't be computed from 2020 to 2020: the same year, or a start of zero or below.",
      ],
      ["SIZE", { fault: "too-large" }, [], "invalidNumber", "The result is larger than a cell can hold."],
      ["SIZE", Infinity, [], "invalidNumber", "The result is larger than a cell can hold."],
    ];
    for (const [id, outcome, values, ...told] of cases) expect(answered(id, outcome, ...values)).toEqual(told);
    const size = formulas.find(({ id }) => id === "SIZE")!;
    expect(["text", false, 0].map((outcome) => answerOf(size, outcome, []))).toEqual(["text", false, 0]);
    for (const none of [undefined, {}, []])
      expect(() => answerOf(size, none as never, [])).toThrow(new TypeError(`Not a cell's content: ${String(none)}`));
  });
});

describe("what a parameter takes", () => {
  const cars = read(file(withStock));
  const setting = settingOf(createModel(cars), { messages: "en" });

  test("of all that has a name are a text for each, the ids, and those that mean something else than an id does", () => {
    const entries = nameable.entries!(setting.main);
    expect(nameable.entries!(setting.main)).toBe(entries);
    const figures = cars.figures.map(({ id }) => id);
    expect(entries.map(({ id }) => id)).toEqual([
      ...["stated", "built"],
      ...["china", "row", "china-bev", "china-ice", "bev", "ice", "vendor-a", "vendor-b", "vendor-other"],
      ...["region", "china-powertrain", "powertrain", "vendor"],
      ...["cars", "price", "market", "stock", ...figures],
      // "Other" means none of those that are called so, and "cars" the driver too.
      "汽车",
    ]);
    expect(entries.at(-1)).toEqual({ id: "汽车", name: { en: "Cars", zh: "汽车" } });
    expect(entries.find(({ id }) => id === "cars-2022")).toEqual({
      ...{ id: "cars-2022", label: { en: "cars", zh: "cars" }, unit: "m cars" },
    });
  });

  test("of a report are its id and its titles, and nothing that is no report", () => {
    expect(theReport.entries!(setting.main)).toEqual([{ id: "cars", name: { en: "Cars", zh: "汽车" } }]);
    for (const text of ["cars", " CARS ", "汽车"]) expect(theReport.read(text, setting, "item"), text).toBe(cars);
    const refused = (text: string) => (theReport.read(text, setting, "item") as Refusal).message()!.en;
    expect(refused("price")).toBe('item takes the id or title of a report; it got "price".');
    expect(refused("none")).toBe('item: item "none" is not known.');
  });

  test("of drivers are the scenarios that have some", () => {
    expect(builtScenario.entries!(setting.main).map(({ id }) => id)).toEqual(["built"]);
    expect(series.entries!(setting.main).map(({ id }) => id)).toEqual(["stock"]);
  });

  test("is written without the add-in, but for money of one year's prices", () => {
    const money = (text: string) => unit.read(text, setting, "unit") as Money;
    expect(["USD bn", "USD m", "USD bn real 2020"].map((text) => unit.hasNative!(money(text)))).toEqual([
      true,
      true,
      false,
    ]);
    expect(year.hasNative!(2022)).toBe(true);
  });

  test("in its place: none of it is null, a blank among others too", () => {
    const parameter = optionalPlaces("series", series);
    const [stock] = setting.main.series;
    for (const none of [undefined, "", [[null, " "]]]) expect(parameter.read(none, setting)).toBeNull();
    expect(
      parameter.read(
        [
          ["", "stock"],
          ["In use", null],
        ],
        setting,
      ),
    ).toEqual([null, stock, stock, null]);
  });

  test("has to be there: no year is #N/A, no name #VALUE!", () => {
    expect(required("at", year).read(" ", setting)).toMatchObject({ error: "notAvailable" });
    expect(required("of", series).read(0, setting)).toMatchObject({ error: "invalidValue" });
  });

  test("of a fiscal year with the report's own end is the report's year", () => {
    for (const year of ["CY2022", "FY2022", "2022E"]) {
      expect(call("GROWTH", year, "stated")).toBe(call("GROWTH", 2022, "stated"));
      expect(call("RECONCILE", year, "stated")).toEqual(call("RECONCILE", 2022, "stated"));
    }
  });
});

describe("tables of a workbook of its own", () => {
  const outlier = (given: Json) => (given.scenarios[0].outlier = { en: "Another market", zh: "另一市场" });
  const scoped = (given: Json) => (given.scenarios[0].scope = { en: "Made there", zh: "当地" });
  const euros = /^unit: there is no fx\.\w+-\w+ for 2022\./;

  test.each<[id: string, args: readonly unknown[], given: Given, expected: unknown[][]]>([
    // Between 4 and 6 m cars; of prices nobody says.
    [
      ...(["SENSITIVITY", [2022, "built"]] as const),
      { overrides: [override("low.cars", 4), override("high.cars", 6)] },
      [
        ["Driver", "Low", "Base", "High", "Range", "Over"],
        ["cars", 84, 105, 126, 42, "overridden"],
        ["price", 94.5, 105, 115.5, 21, "± 10 %"],
      ],
    ],
    // Without what it is subtracted from, costs would have to be below nothing.
    [
      ...(["RECONCILE", [2022, "stated", "", "loss"]] as const),
      {
        change: (given) => {
          given.drivers.push(
            {
              ...{ id: "costs", name: { en: "costs", zh: "成本" }, unit: "USD bn", method: "linear" },
              points: ["size-2020", "size-2022"],
            },
            { id: "net", name: { en: "net", zh: "净额" }, unit: "USD bn", op: "difference", of: ["market", "costs"] },
          );
          const name = { en: "loss", zh: "亏损" };
          given.scenarios.push({ id: "loss", name, section: "1", size: "net", take: "point" });
        },
        overrides: [override("costs", 0)],
      },
      [
        ["Driver", "Unit", "Now", "Needed", "Change", "Feasible"],
        ["Size", "", 105, 120, round(1 / 7), ""],
        ["cars", "m cars", 5, round((5 * 8) / 7), round(1 / 7), "possible"],
        ["price", "USD/car", 21_000, 24_000, round(1 / 7), "possible"],
        ["costs", "USD bn", 0, -15, "", "impossible"],
      ],
    ],
    [
      ...(["TABLE", [["stated"], 2022, 2021], {}] as const),
      [
        ["Scenario", 2021, 2022],
        ["stated", round(Math.sqrt(90 * 120)), 120],
      ],
    ],
    [
      ...(["LIST", ["segments"]] as const),
      { change: (given) => (given.splits = given.splits.slice(0, 2)) },
      [
        ["Id", "English", "Chinese"],
        ["china", "China", "China"],
        ["row", "Other", "Other"],
        ["china-bev", "BEV", "BEV"],
        ["china-ice", "ICE", "ICE"],
      ],
    ],
    [
      ...(["LIST", ["scenarios"], { change: scoped }] as const),
      [
        ["Id", "English", "Chinese", "Scope"],
        ["stated", "stated", "stated", "Made there"],
        ["built", "built", "built", ""],
      ],
    ],
  ])("%s%j", (id, args, given, expected) => expect(rounded(within(given, () => rows(id, ...args)))).toEqual(expected));

  test("say what a driver does either way, more of costs the other", () => {
    const [head, ...drivers] = rounded(rows("SENSITIVITY", 2022, "loss", 0.1, "USD m"));
    expect(head).toEqual(["Driver", "Low", "Base", "High", "Range"]);
    expect(drivers.at(-1)).toEqual(["costs", 15_000, 5000, -5000, 20_000]);
    // As wide as each other.
    const others = drivers.slice(0, -1).map(([name, ...sizes]) => [name, sizes] as const);
    for (const name of ["cars", "price"]) expect(new Map(others).get(name)).toEqual([-5500, 5000, 15_500, 21_000]);
  });

  test("say what kind of estimate is reconciled", () => {
    const kind = (given: Given) => within(given, () => rows("RECONCILE", 2022, "stated")[1]![5]);
    expect(kind({ change: outlier })).toBe("an outlier");
    expect(kind({ change: scoped })).toBe("Made there");
    expect(kind({ change: scoped, language: "zh" })).toBe("当地");
  });

  test("that lead from more than nothing to less in other money count it at the rates' average", () => {
    const parts = [5 / 4, 21 / 20].map((ratio) => round((-25 / Math.log(105 / 80)) * Math.log(ratio) * 7.5));
    expect(rounded(rows("BRIDGE", 2022, 2020, "", "loss", "CNY bn"))).toEqual([
      ["Driver", "Size"],
      [2022, 40],
      ["cars", parts[0]],
      ["price", parts[1]],
      ["costs", 0],
      ["Exchange rates and prices", -180 + 25 * 7.5],
      [2020, -140],
    ]);
  });

  test.each<[id: string, ...args: unknown[]]>([
    ["BRIDGE", 2022, 2024, "", "built", "EUR bn"],
    ["RECONCILE", 2022, "stated", "EUR bn", "built"],
    ["SENSITIVITY", 2022, "built", 0.1, "EUR bn"],
    ["SIMULATE", 2022, "built", 100, 1, "EUR bn"],
    ["FAN", 2022, 2022, "built", 100, 1, "EUR bn"],
    ["TABLE", [["stated"]], 2022, 2022, "EUR bn"],
    ["SPLIT", "vendor", 2022, "stated", "EUR bn"],
    ["CONSENSUS", 2022, "mean", "EUR bn"],
    ["CONSENSUS", 2022, "mean", "EUR bn", [["stated", "built"]]],
    ["SEGMENT", "vendor-a", 2022, "stated", "EUR bn"],
    ["BUILD", 2022, "cars", 5, "built", "EUR bn"],
  ])("%s%j without an exchange rate", (id, ...args) => {
    expect(errorOf(call(id, ...args))).toEqual({ code: "#N/A", message: expect.stringMatching(euros) });
  });

  test.each<[id: string, args: readonly unknown[], parameter: string]>([
    ["BRIDGE", [2020, 2030], "to"],
    ["BRIDGE", [2020, 2030, "region", "built"], "to"],
    ["BRIDGE", [2030, 2020, "vendor", "stated"], "from"],
    ["FAN", [2022, 2030], "to"],
    ["SIMULATE", [2030], "year"],
    ["SENSITIVITY", [2030], "year"],
    ["RECONCILE", [2030, "stated"], "year"],
    ["CONCENTRATION", ["vendor", 2030, "", "stated"], "year"],
    ["RANK", ["vendor-b", 2030, "stated"], "year"],
    ["BUILD", [2030, "cars", 0, "built"], "year"],
    ["CONSENSUS", [2030, "mean"], "year"],
    ["BASIS", ["size", 2030, "stated"], "year"],
  ])("%s%j has no value then", (id, args, parameter) => {
    const message = `${parameter}: there is no value for 2030, only for 2020 to 2024.`;
    expect(errorOf(call(id, ...args))).toEqual({ code: "#N/A", message });
  });

  test("of segments that overlap are none where they would have to add up", () => {
    const told = (language: Language, id: string, ...args: unknown[]) =>
      within({ change: overlapping, language }, () => errorOf(call(id, ...args)));
    expect(told("en", "BRIDGE", 2020, 2022, "vendor", "stated")).toEqual({
      code: "#N/A",
      message: "by: its segments overlap, so that what they add doesn't sum to the market's change.",
    });
    expect(told("zh", "BRIDGE", 2020, 2022, "vendor", "stated").message).toMatch(/^by：各细分相互重叠/);
    expect(told("zh", "CONCENTRATION", "vendor", 2022, "", "stated").message).toMatch(/^split：各细分相互重叠/);
  });

  test("of simulated sizes name each statistic", () => {
    expect(rows("SIMULATE", 2022, "built", 100).map(([name]) => name)).toEqual([
      ...["Statistic", "P5", "P10", "P25", "P50", "P75", "P90", "P95", "Mean", "Standard deviation"],
    ]);
  });

  test("of sizes have the years of those that are known, or all, and an error in each cell of those that aren't", () => {
    const codes = (table: unknown[][]) =>
      table.map((row) => row.map((cell) => (cell as { code?: string }).code ?? cell));
    const refused = (years: number) => Array<string>(years + 1).fill("#VALUE!");
    expect(codes(rows("TABLE", [["none"]]))).toEqual([
      ["Scenario", 2020, 2021, 2022, 2023, 2024, 2025, 2026],
      refused(7),
    ]);
    const [head, stated, none] = codes(rows("TABLE", [["stated", "none"]]));
    expect(head).toEqual(["Scenario", 2020, 2021, 2022, 2023, 2024]);
    expect([stated!.at(-1), none]).toEqual([150, refused(5)]);
    expect(codes(rows("TABLE", [["stated"]], 2024, 2025))[1]).toEqual(["stated", 150, ""]);
  });

  test("of segments are told of each, unless what they divide has no value itself", () => {
    const change = (given: Json) =>
      given.splits[3].segments.forEach((segment: Json) => (segment.points = [`${segment.id}-2020`]));
    const table = within({ change }, () => rows("SPLIT", "vendor", 2022, "stated"));
    expect(table.map((row) => row.length)).toEqual([3, 3, 3, 3]);
    expect(errorOf(table).message).toBe("year: there is no value for 2022, only for 2020.");
    expect(rows("SPLIT", "region", 2022, "stated")).toHaveLength(1);
  });

  test("of a fan are the years between, each with what SIMULATE gives for it", () => {
    const [head, ...years] = rows("FAN", 2024, 2022, "built", 200, 3, "USD m");
    expect(head).toEqual(["Year", "P10", "P25", "P50", "P75", "P90"]);
    expect(years.map(([year]) => year)).toEqual([2022, 2023, 2024]);
    for (const [year, ...sizes] of years) {
      const simulated = new Map(rows("SIMULATE", year, "built", 200, 3, "USD m") as [string, number][]);
      expect(sizes).toEqual(head!.slice(1).map((title) => simulated.get(title as string)));
    }
  });

  test("of claims name what is stated, and when if it says so", () => {
    const change = (given: Json) => {
      given.figures.push(figure("loose", 6, "m cars", null), figure("loose-too", 6, "m cars", null));
      given.claims = [
        { id: "one", section: "1", stated: "loose", check: { kind: "equal", to: "loose-too" } },
        { id: "two", section: "1", stated: "size-2022", check: { kind: "equal", to: "size-2020" } },
      ];
    };
    expect(within({ change }, () => rows("AUDIT").map(([claim]) => claim))).toEqual(["Claim", "loose", "size (2022)"]);
  });
});

describe("numbers of one's own", () => {
  const rate = (given: Json) =>
    given.drivers.push({
      ...{ id: "rate", name: { en: "rate", zh: "比率" }, unit: "%", method: "linear" },
      points: ["china-2020", "china-2022"],
    });

  test.each<[args: readonly unknown[], code: string, message: string]>([
    [
      [2022, [["cars", "price"]], [[5, 0]], "built"],
      "#VALUE!",
      "values: the 0 for price makes the whole size 0. Is the cell blank?",
    ],
    [[2022, [["cars", "Cars"]], [[5, 6]], "built"], "#VALUE!", "drivers: cars is named twice."],
    [[2022, [["cars"], [""]], [[5], [6]], "built"], "#VALUE!", "values: value 2 has no driver's name beside it."],
    [
      [2022, "rate", 1.01, "built"],
      "#VALUE!",
      "values (rate) takes a fraction from 0 to 1 (0.75 or 75%); it got 1.01.",
    ],
    [[-5], "#VALUE!", 'year takes a year such as 2027 or "2027E"; it got -5.'],
    [[2022, -5, 1], "#VALUE!", "drivers takes the id or name of a driver; it got -5."],
  ])("BUILD%j is refused", (args, code, message) => {
    const answer = within({ change: rate }, () => errorOf(rows("BUILD", ...args)));
    expect(answer).toEqual({ code, message });
  });

  test("BUILD is of more than a share at most, and of nothing where something is left", () => {
    expect(within({ change: rate }, () => call("BUILD", 2022, "rate", 1, "built"))).toBe(105);
    expect(call("BUILD", 2022, "costs", 0, "loss")).toBe(105);
  });
});

test("money is explained with the rates that it was converted at", () => {
  const size = formulas.find(({ id }) => id === "SIZE")!;
  const { value, basis, derivations } = explain(size, usual, [2022, "stated", "CNY bn"]);
  expect([value, basis]).toEqual([960, "derived"]);
  expect(derivations).toMatchObject([
    {
      value: 960,
      unit: "CNY bn",
      basis: "derived",
      step: { kind: "conversion" },
      from: [{ value: 120 }, { value: 8 }],
    },
  ]);
  // In another scale of the report's own money the size is what it is.
  const scaled = explain(size, usual, [2022, "stated", "USD m"]);
  expect([scaled.value, scaled.basis, scaled.derivations[0]!.value]).toEqual([120_000, "reported", 120]);
  const loose = formulas.find(({ id }) => id === "FIGURE")!;
  for (const [field, end] of Object.entries({ value: "point", unit: "point", low: "low", high: "high" }))
    expect(explain(loose, usual, ["loose", field]).derivations).toMatchObject([{ step: { kind: "figure", end } }]);
});

describe("a consensus", () => {
  const size = (id: string, years: readonly number[], more: object = {}) => ({
    ...{ id, name: { en: id, zh: id }, section: "1", points: years.map((year) => `size-${year}`) },
    ...more,
  });

  test("says who is left out and that scopes differ, in both languages", () => {
    const scope = { en: "Made there", zh: "当地" };
    const setting = settingOf(
      modelWith(
        read(
          file((given: Json) =>
            given.scenarios.push(size("late", [2024]), size("later", [2024]), size("there", [2022], { scope })),
          ),
        ),
      ),
      { messages: "en" },
    );
    const consensus = formulas.find(({ id }) => id === "CONSENSUS")!;
    const explained = (names: readonly string[]) => explain(consensus, setting, [2022, "mean", "USD m", [names]]);
    const { value, note, estimates } = explained(["stated", "late", "later", "there"]);
    expect(value).toBe(120_000);
    expect(note).toEqual({
      en:
        "Left out, without a value for 2022: late (Cars), later (Cars). " +
        "The scopes differ: these estimates don't cover the same market.",
      zh: "2022 年无数值而未计入：late（汽车）、later（汽车）。统计口径不同：这些估计涵盖的市场范围并不一致。",
    });
    expect(estimates.map(({ told }) => told.en)).toEqual([
      "stated (Cars). Scope: the report's whole market",
      "there (Cars). Scope: Made there",
    ]);
    expect(explained(["stated", "built"]).note).toBeNull();
    expect(explained(["there"]).note).toBeNull();
  });
});

describe("years that there are values for", () => {
  const of = (...years: readonly number[]) => years.map((year) => `vendor-a-${year}`);
  const named = (change: (report: Json) => void, item: string, kind = "any") =>
    within({ change }, () => {
      const answer = call("NAME", item, "years", kind);
      return typeof answer === "string" ? answer : errorOf(answer).message;
    });

  test("of a split are those of all of its segments, of a report those of any scenario", () => {
    const shares =
      (...each: readonly (readonly number[])[]) =>
      (given: Json) => {
        overlapping(given);
        each.forEach((years, at) => (given.splits[3].segments[at].points = of(...years)));
      };
    expect(named(shares([2020, 2022], [2022, 2024], [2020, 2024]), "vendor")).toBe("2022");
    expect(named(shares([2020, 2024], [2022, 2024], [2020, 2024]), "vendor")).toBe("2022–2024");
    expect(named(shares([2020], [2024], [2020, 2024]), "vendor")).toBe(
      'field: the report states no years for "vendor".',
    );
    const scenarios = (given: Json) => {
      given.splits = [];
      given.scenarios[0].points = ["size-2022", "size-2024"];
      given.drivers.forEach((driver: Json) => driver.points?.pop());
    };
    expect(named(scenarios, "cars", "report")).toBe("2020–2024");
    expect(named(scenarios, "stated")).toBe("2022–2024");
    expect(named(scenarios, "built")).toBe("2020–2022");
  });

  test("are told of the segment that was asked for", () => {
    const change = (given: Json) => {
      overlapping(given);
      given.splits[3].segments[0].points = of(2020, 2022);
      given.splits[3].segments[1].points = of(2022, 2024);
    };
    const { message } = within({ change }, () => errorOf(call("RANK", "vendor-b", 2030, "stated")));
    expect(message).toBe("year: there is no value for 2030, only for 2022 to 2024.");
  });
});

describe("tables without the add-in", () => {
  const setting = settingOf(modelWith(read(file())), { messages: "en" });
  const cellsOf = (id: string, texts: readonly string[], ...values: unknown[]) => {
    const { native } = formulas.find((one) => one.id === id) as TableFormula;
    return native!.cells(setting, texts, ...(values as never[]));
  };

  test("of sizes have a formula for each that there is", () => {
    const [stated, built] = setting.main.scenarios;
    expect(cellsOf("TABLE", [], null, 2024, 2025)).toEqual([
      ["Scenario", 2024, 2025],
      ["stated", ["SIZE", "2024", '"stated"', ""], ""],
      ["built", ["SIZE", "2024", '"built"', ""], ""],
    ]);
    const size = (year: number, id: string) => ["SIZE", String(year), `"${id}"`, "B1"];
    expect(cellsOf("TABLE", ["", "", "", "B1"], [new Refusal("invalidValue"), built, stated], 2022, 2021)).toEqual([
      ["Scenario", 2021, 2022],
      [],
      ["built", size(2021, "built"), size(2022, "built")],
      ["stated", size(2021, "stated"), size(2022, "stated")],
    ]);
  });

  test("of segments have a formula for each one's size and share", () => {
    const region = setting.main.splits[0];
    expect(cellsOf("SPLIT", ['"region"', "A1", '"built"', "B1"], region)).toEqual([
      ["Segment", "Size", "Share"],
      ["China", ["SEGMENT", '"china"', "A1", '"built"', "B1"], ["SHARE", '"china"', "A1", '"built"']],
      ["Other", ["SEGMENT", '"row"', "A1", '"built"', "B1"], ["SHARE", '"row"', "A1", '"built"']],
    ]);
    expect(cellsOf("SPLIT", [], region)[1]).toEqual([
      ...["China", ["SEGMENT", '"china"', "", "", ""], ["SHARE", '"china"', "", ""]],
    ]);
  });
});

describe("over a quarter", () => {
  test.each<[item: string, text: RegExp]>([
    // What comes in a year, and what is at its end or in the mean.
    ["size", /25% × 2022$/],
    ["vendor-a", /25% × 2022$/],
    ["bev", /25% × 2022$/],
    ["market", /25% × 2022$/],
    ["cars", /100% × 2022$/],
    ["price", /100% × 2022$/],
    ["china", /100% × 2022$/],
    ["china-bev", /100% × 2022$/],
    ["stock", /100% × 2022$/],
    // It has a year of its own.
    ["size-2020", /^section 1: 90 USD bn \(2020\); as reported$/],
  ])("%s", (item, text) => expect(within({ change: withStock }, () => call("SOURCE", item, "2022Q1"))).toMatch(text));

  test("growth of what comes in a year goes by the quarters, of a level by the months", () => {
    // From April on: nine tenths of the year before, or nine of its twelve months.
    const shares = [0.1, 0.2, 0.3, 0.4].map((share, at) => override(`period.q${at + 1}`, share));
    const overrides = [override("period.year-end", 3), ...shares];
    const [whole, vendor, china] = within({ overrides }, () =>
      ["", "vendor-a", "china"].map((segment) => call("CAGR", "FY2021", "FY2022", "", segment)),
    ) as [number, number, number];
    const at = (of: readonly number[], weight: number, from: number) =>
      of[from]! * weight + of[from + 1]! * (1 - weight);
    const sizes = [90, Math.sqrt(90 * 120), 120];
    for (const rate of [whole, vendor]) expect(rate).toBeCloseTo(at(sizes, 0.9, 1) / at(sizes, 0.9, 0) - 1, 9);
    const parts = [4 * 0.5, Math.sqrt(20) * 0.525, 5 * 0.55];
    expect(china).toBeCloseTo(at(parts, 0.75, 1) / at(parts, 0.75, 0) - 1, 9);
    const before = within({ overrides }, () => errorOf(call("CAGR", "FY2020", "FY2022")));
    expect(before).toEqual({ code: "#N/A", message: "from: there is no value for 2019, only for 2020 to 2024." });
  });
});

describe("what a source says", () => {
  const from = (basis: Basis, step: Derivation["step"]): Derivation => ({ value: 1, unit: "%", basis, step, from: [] });
  test.each<[derivation: Derivation, en: string, zh: string]>([
    [from("extrapolated", { kind: "held", year: 2024 }), ...(["extrapolated as in 2024", "外推：同 2024 年"] as const)],
    [
      from("derived", { kind: "back-cast", year: 2019 }),
      ...(["derived: back-cast from the growth rate", "推算：按增长率倒推"] as const),
    ],
    [
      from("derived", { kind: "default", key: "regional-factor" }),
      ...(["neutral defaults for regional-factor; derived", "中性默认值：regional-factor；推算"] as const),
    ],
    [from("derived", { kind: "complement" }), "derived as what the other parts leave", "推算：由其余部分得出"],
    [
      from("extrapolated", {
        kind: "extrapolation",
        year: 2030,
        last: 2024,
        since: 2024,
        method: "fade",
        to: 0.021,
        until: 2040,
      }),
      ...(["extrapolated from 2024: growth fading to 2.1%", "外推（自 2024 年）：增长率渐变至 2.1%"] as const),
    ],
  ])("%j", (derivation, en, zh) => {
    const model = createModel(report);
    expect([derivationSource(model, derivation, "en"), derivationSource(model, derivation, "zh")]).toEqual([en, zh]);
  });

  test("is in the workbook's language", () => {
    expect(within({ language: "zh" }, () => call("SOURCE", "size", 2021, "stated"))).toBe(
      "第 1 节：90 十亿美元 (2020)、120 十亿美元 (2022)；插值：2020 至 2022 年按固定增长率",
    );
  });

  test("is filled in as it is, in the reader's language, or as a list", () => {
    const text = { en: "{a} of {b}, {c}, {none}", zh: "{b} 的 {a}：{c}，{none}" };
    const values = { a: 3, b: { en: "car", zh: "车" }, c: ["x", { en: "y", zh: "乙" }] };
    expect(fill(text, values, "en")).toBe("3 of car, x, y, {none}");
    expect(fill(text, values, "zh")).toBe("车 的 3：x、乙，{none}");
  });
});

describe("the formulas as Office reads them", () => {
  test("offer names with where they stand, in which years and in what", async () => {
    const small = read(
      file((given: Json) => {
        given.figures = given.figures.filter(({ id }: Json) => !/^(bev|vendor)/.test(id));
        given.splits = given.splits.slice(0, 1);
        withStock(given);
      }),
    );
    const [{ enums: en }, { enums: zh }] = [await buildMetadata("en", small), await buildMetadata("zh", small)];
    const of = (enums: typeof en, id: string) => enums.find((one) => one.id === id)!;
    const value = (stringValue: string, name: string, tooltip?: string) => ({
      ...{ name, stringValue },
      ...(tooltip && { tooltip }),
    });
    expect(of(en, "SCENARIO")).toEqual({
      ...{ id: "SCENARIO", type: "string" },
      values: [
        value("stated", "stated", "Section 1; 2020–2024; USD bn"),
        value("built", "built", "Section 1; 2020–2024; USD bn"),
      ],
    });
    expect(of(en, "SCENARIO2").values).toEqual([value("built", "built", "Section 1; 2020–2024; USD bn")]);
    expect(of(en, "SPLIT").values).toEqual([value("region", "region", "2020–2024")]);
    expect(of(en, "DRIVER").values[2]).toEqual(value("market", "market", "2020–2024; USD m"));
    expect(of(en, "SERIES").values).toEqual([value("stock", "In use", "2022; m cars")]);
    expect(of(zh, "SERIES").values[0]!.name).toBe("保有量");
    expect(of(zh, "DRIVER").values[2]).toEqual(value("market", "market", "2020–2024；百万美元"));
    expect(of(zh, "SEGMENT").values[0]).toEqual(value("china", "China", "章节 1；2020–2024；十亿美元"));
    expect(of(en, "FIGURE").values[3]).toEqual(value("cars-2020", "cars (cars-2020)", "Section 1; 2020; m cars"));
    expect(of(en, "CHOICE").values[0]).toEqual(value("hhi", "hhi"));
    expect(of(en, "UNIT").values[0]).toEqual(value("USD bn", "USD billion"));
    expect(en.filter(({ id }) => id.startsWith("CHOICE")).map(({ id }) => id)).toEqual([
      ...["CHOICE", "CHOICE2", "CHOICE3", "CHOICE4", "CHOICE5", "CHOICE6"],
    ]);
  });

  test("say what each parameter takes, what comes back, and what completes it", async () => {
    const { functions, enums } = await buildMetadata("en");
    const of = (id: string) => functions.find((one) => one.id === id)!;
    const parameters = (id: string) =>
      of(id).parameters.map(({ name, dimensionality, optional = false, customEnumId = "-" }) =>
        [name, dimensionality, optional, customEnumId].join(" "),
      );
    expect(parameters("SIZE")).toEqual([
      "year matrix false -",
      "scenario matrix true SCENARIO",
      "unit matrix true UNIT",
    ]);
    // A table takes one value of each, but for its lists.
    expect(parameters("TABLE")).toEqual([
      "scenarios matrix true SCENARIO",
      "from scalar true -",
      "to scalar true -",
      "unit scalar true UNIT",
    ]);
    expect(["SIZE", "TABLE", "CHECK", "VERSION"].map((id) => of(id).result.dimensionality)).toEqual([
      ...["matrix", "matrix", "scalar", "scalar"],
    ]);
    expect(new Set(enums.map(({ id }) => id)).size).toBe(enums.length);
  });
});

describe("a year", () => {
  test.each<[given: unknown, reading: object]>([
    [1000, { year: 1000 }],
    [9999, { year: 9999 }],
    [999, { not: "a-year" }],
    [-2027, { not: "a-year" }],
    [NaN, { not: "a-year" }],
    [0, { not: "given" }],
    [2027.5, { not: "whole" }],
    [1000.5, { not: "whole" }],
    [999.5, { not: "a-year" }],
    // Days since 1900, the last of them 9999-12-31, at noon too.
    [10_000, { not: "a-date" }],
    [2_958_465.5, { not: "a-date" }],
    [2_958_466, { not: "a-year" }],
    ["2027", { year: 2027, fiscal: false }],
    [" ２０２７ 年 E ", { year: 2027, fiscal: false }],
    ["2027a", { year: 2027, fiscal: false }],
    ["2027.0", { year: 2027 }],
    ["FY2027", { year: 2027, fiscal: true }],
    ["fy 27F", { year: 2027, fiscal: true }],
    ["27", { not: "a-year" }],
    ["46023", { not: "a-date" }],
    ["+2027", { year: 2027 }],
    ["CY2027", { not: "only-a-year" }],
    ["FY2026/27", { not: "only-a-year" }],
    ["2027Q3", { not: "only-a-year" }],
    ["2027年上半年", { not: "only-a-year" }],
    ["Q3", { not: "a-year" }],
    ["in 2027", { not: "a-year" }],
    [true, { not: "a-year" }],
  ])("%j", (given, reading) => expect(readYear(given)).toEqual(reading));
});

import { describe, expect, test } from "vitest";
import { createModel, type Verdict } from "../../src/model";
import { extentOf, roundingOf } from "../../src/model/claims/intervals";
import {
  builtInReport,
  type Claim,
  type Comparator,
  type Figure,
  type Report,
  type Value,
  readUnit,
} from "../../src/report";
import { must, secondReport } from "./support";

function figure(id: string, value: Value, comparator: Comparator = "=", unit = "CNY 100m", year = 2025): Figure {
  const metric = { en: id, zh: id };
  return { id, metric, value, comparator, year, unit, publisher: null, section: "1.1" };
}

function verdictOf(figures: readonly Figure[], check: Claim["check"]): Verdict {
  const claims: readonly Claim[] = [{ id: "claim", section: "1.1", stated: figures[0]!.id, check }];
  const report: Report = { ...builtInReport, figures: [...builtInReport.figures, ...figures], claims };
  return createModel(report).audit(null)[0]!.verdict;
}

readUnit("CNY bn");

test("a part is at most the whole, unless it is printed as more", () => {
  const product = (stated: number, percent: number) =>
    verdictOf([figure("a", stated), figure("b", 500), figure("c", percent, "=", "%")], {
      ...{ kind: "product", factors: ["b", "c"] },
    });
  expect(product(600, 120)).toBe("consistent");
  // 499.5 × 119.5 % to 500.5 × 120.5 %.
  expect([product(602, 120), product(604, 120), product(597, 120), product(596, 120)]).toEqual([
    ...["within rounding", "inconsistent", "within rounding", "inconsistent"],
  ]);
  // 500.5 × 100.5 % would be 503.
  expect([product(501, 100), product(503, 100), product(497, 100)]).toEqual([
    ...["within rounding", "inconsistent", "within rounding"],
  ]);
});

describe("what a printed number allows", () => {
  test.each([
    [figure("a", 480), { low: 479.5, high: 480.5 }, { low: 479.5, high: 480.5 }],
    [figure("a", 30.2), { low: 30.15, high: 30.25 }, { low: 30.15, high: 30.25 }],
    [
      { ...figure("a", 90), decimals: 1 },
      { low: 89.95, high: 90.05 },
      { low: 89.95, high: 90.05 },
    ],
    [
      { ...figure("a", 90, "~"), decimals: 1 },
      { low: 89.95, high: 90.05 },
      { low: 89.95, high: 90.05 },
    ],
    [figure("a", 320, "~"), { low: 315, high: 325 }, { low: 315, high: 325 }],
    [figure("a", 1500, "~"), { low: 1450, high: 1550 }, { low: 1450, high: 1550 }],
    [figure("a", 1200, ">"), { low: 1199.5, high: 1200.5 }, { low: 1199.5, high: Infinity }],
    [figure("a", 50, "<="), { low: 49.5, high: 50.5 }, { low: 0, high: 50.5 }],
    [figure("a", [1600, 1800]), { low: 1699.5, high: 1700.5 }, { low: 1599.5, high: 1800.5 }],
    [figure("a", 1e-7), { low: 0.5e-7, high: 1.5e-7 }, { low: 0.5e-7, high: 1.5e-7 }],
  ])("%j", (stated, rounding, extent) => {
    for (const [actual, expected] of [
      [roundingOf(stated), rounding],
      [extentOf(stated), extent],
    ] as const) {
      expect(actual.low).toBeCloseTo(expected.low, 12);
      if (expected.high === Infinity) expect(actual.high).toBe(Infinity);
      else expect(actual.high).toBeCloseTo(expected.high, 12);
    }
  });
});

describe("upper limits", () => {
  const part = (value: Value, comparator: Comparator = "=", unit = "CNY 100m") =>
    figure("part", value, comparator, unit);
  const whole = (value: Value, comparator: Comparator = "=") => figure("whole", value, comparator);
  const beside = figure("beside", 30);
  const share = (value: Value, comparator: Comparator = "=") => figure("other", value, comparator, "%");

  test.each<[string, readonly Figure[], Claim["check"], Verdict]>([
    ["sales within capacity", [part(960), whole(1200)], { kind: "at-most", whole: "whole" }, "consistent"],
    ["sales over capacity", [part(1850), whole(1200)], { kind: "at-most", whole: "whole" }, "inconsistent"],
    ["just over, as rounded", [part(1201), whole(1200.6)], { kind: "at-most", whole: "whole" }, "consistent"],
    [
      "over what is about so much",
      [part(1240), whole(1200, "~")],
      { kind: "at-most", whole: "whole" },
      "within rounding",
    ],
    [
      "over what is more than so much",
      [part(1300), whole(1200, ">")],
      { kind: "at-most", whole: "whole" },
      "only as a bound",
    ],
    [
      "beside another part",
      [part(80), whole(100), beside],
      { kind: "at-most", whole: "whole", beside: ["beside"] },
      "inconsistent",
    ],
    ["shares that fit", [part(60, "=", "%"), share(40)], { kind: "shares", parts: ["other"] }, "consistent"],
    ["shares over 100 %", [part(60, ">=", "%"), share(45)], { kind: "shares", parts: ["other"] }, "inconsistent"],
    [
      "only at a range's lower end",
      [part(75, "=", "%"), share([25, 30])],
      { kind: "shares", parts: ["other"] },
      "only as a bound",
    ],
  ])("%s", (_, figures, check, verdict) => expect(verdictOf(figures, check)).toBe(verdict));
});

describe("verdicts", () => {
  const rate = (value: number, comparator: Comparator = "=") => figure("rate", value, comparator, "%");
  const start = (value: Value, comparator: Comparator = "=") => figure("start", value, comparator);
  const end = (value: Value, comparator: Comparator = "=") => figure("end", value, comparator, "CNY 100m", 2030);
  const cagr = { kind: "cagr", from: "start", to: "end" } as const;

  test.each<[string, readonly Figure[], Verdict]>([
    ["30.3 % is what 480 to 1800 comes to", [rate(30.3), start(480), end(1800)], "consistent"],
    ["30.2 % is, of numbers that round to them", [rate(30.2), start(480), end(1800)], "within rounding"],
    ["30.1 % isn't", [rate(30.1), start(480), end(1800)], "inconsistent"],
    ["more than 35 % needs an end above 1800", [rate(35, ">"), start(480), end(1800, ">")], "only as a bound"],
    ["more than 35 % can't be, of exact ends", [rate(35, ">"), start(480), end(1800)], "inconsistent"],
    ["more than 28 % holds at 30.3 %", [rate(28, ">"), start(480), end(1800)], "consistent"],
    ["at most 28 % doesn't hold at 30.3 %", [rate(28, "<="), start(480), end(1800)], "inconsistent"],
    ["a start above its number makes growth smaller", [rate(35), start(480, ">"), end(1800)], "inconsistent"],
    ["25 % of a start above 480", [rate(25), start(480, ">"), end(1800)], "only as a bound"],
    ["a range holds its ends", [rate(27), start([480, 560]), end(1800)], "only as a bound"],
  ])("%s", (_name, figures, verdict) => expect(verdictOf(figures, cagr)).toBe(verdict));

  const stated = (value: Value, comparator: Comparator = "=") => figure("stated", value, comparator);
  test.each<[string, readonly Figure[], Verdict]>([
    ["the same number", [stated(480), figure("other", 480)], "consistent"],
    ["another number", [stated(480), figure("other", 420)], "inconsistent"],
    ["about the same", [stated(480, "~"), figure("other", 482)], "within rounding"],
    ["two lower bounds", [stated(1200, ">"), figure("other", 1800, ">")], "only as a bound"],
    ["more than what is more", [stated(350, ">"), figure("other", 480)], "only as a bound"],
    ["more than what is less", [stated(1200, ">"), figure("other", 665.4)], "inconsistent"],
    ["in a range", [stated([1600, 1800]), figure("other", 1800, ">")], "only as a bound"],
    ["in another unit", [stated(480), figure("other", 48, "=", "CNY bn")], "consistent"],
  ])("the same quantity twice: %s", (_name, figures, verdict) =>
    expect(verdictOf(figures, { kind: "equal", to: "other" })).toBe(verdict),
  );

  test("a share of at least 50 % ends at 100 %", () => {
    const figures = [stated(3000, ">"), figure("total", 920), figure("share", 50, ">=", "%")];
    expect(verdictOf(figures, { kind: "product", factors: ["total", "share"] })).toBe("inconsistent");
    const possible = [stated(900, ">"), figure("total", 920), figure("share", 50, ">=", "%")];
    expect(verdictOf(possible, { kind: "product", factors: ["total", "share"] })).toBe("only as a bound");
  });

  test.each<[Claim["check"], readonly Figure[], number]>([
    [{ kind: "growth", from: "a", to: "b" }, [figure("s", 25, "=", "%"), figure("a", 80), figure("b", 100)], 0.25],
    [
      { kind: "ratio", numerator: "a", denominator: "b" },
      [figure("s", 80, "=", "%"), figure("a", 80), figure("b", 100)],
      0.8,
    ],
    [{ kind: "sum", terms: ["a", "b"] }, [figure("s", 180), figure("a", 80), figure("b", 10, "=", "CNY bn")], 180],
    [{ kind: "difference", from: "a", subtract: "b" }, [figure("s", 70), figure("a", 80), figure("b", 10)], 70],
    [{ kind: "complement", parts: ["a"] }, [figure("s", 38, "=", "%"), figure("a", 62, "=", "%")], 0.38],
    [
      { kind: "compound", from: "a", rate: "b" },
      [figure("s", 121, "=", "CNY 100m", 2027), figure("a", 100), figure("b", 10, "=", "%")],
      121,
    ],
  ])("%j", (check, figures, recomputed) => {
    expect(verdictOf(figures, check)).toBe("consistent");
    const claims: readonly Claim[] = [{ id: "claim", section: "1.1", stated: "s", check }];
    const model = createModel({ ...builtInReport, figures: [...builtInReport.figures, ...figures], claims });
    const [row] = model.audit(null);
    expect(row!.recomputed).toBeCloseTo(recomputed, 12);
    expect(row!.difference).toBeCloseTo(0, 12);
  });
});

describe("the built-in report", () => {
  const model = createModel(builtInReport);
  const rows = model.audit(null);
  const verdict = (claim: string) => rows.find((row) => row.claim === claim)?.verdict;

  test("has a verdict on every claim", () => {
    expect(rows.map(({ claim }) => claim)).toEqual(builtInReport.claims.map(({ id }) => id));
    for (const { statedValue, recomputed, difference } of rows) {
      expect([statedValue, recomputed, difference].every(Number.isFinite)).toBe(true);
    }
  });

  test.each<[string, Verdict]>([
    ["cagr-2025-2030-summary.cagr", "only as a bound"],
    ["cagr-2025-2030-policy.cagr", "only as a bound"],
    ["cagr-2025-2030-applications.cagr", "within rounding"],
    ["cagr-2025-2030-caam-idc.cagr", "consistent"],
    ["size-2024-history.product", "inconsistent"],
    ["growth-2025-vendors.growth", "inconsistent"],
    ["local-vendor-share-2025.sum", "inconsistent"],
    ["size-2025-applications.sum", "consistent"],
  ])("%s is %s", (claim, expected) => expect(verdict(claim)).toBe(expected));

  test("by section, with the sections within", () => {
    const audit = (section: string) => model.audit(must(model.section(section)));
    const sections = (section: string) => new Set(audit(section).map((row) => row.section));
    expect(sections("4.2.1")).toEqual(new Set(["4.2.1"]));
    expect([...sections("1.1")].every((section) => section?.startsWith("1.1."))).toBe(true);
    expect(audit("1").length).toBeGreaterThan(audit("1.1").length);
    expect(model.section("9.9")).toMatchObject({ fault: "unknown", kind: "section" });
  });
});

test("the second report's claims", () => {
  const verdicts = createModel(secondReport)
    .audit(null)
    .map(({ verdict }) => verdict);
  expect(verdicts).toEqual(["consistent", "inconsistent", "consistent", "inconsistent"]);
});

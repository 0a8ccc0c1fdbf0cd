import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { use } from "../../src/functions/registration";
import { settingOf } from "../../src/functions/setting";
import { createModel, noAssumptions, type Assumptions } from "../../src/model";
import { builtInReport } from "../../src/report";
import { planDetach, type Source } from "../../src/workbook/detached/plan";
import { call } from "../functions/calls";
import { CellError } from "../functions/custom-functions";
import { asText, calculate, contentsOf } from "./engine";

type Argument = string | number | null;

const inYears = fc.integer({ min: 2019, max: 2030 });
const year = fc.oneof(
  { weight: 6, arbitrary: inYears },
  fc.integer({ min: 2000, max: 2040 }),
  inYears.map((year) => `${year}E`),
  inYears.map((year) => `FY${year % 100}`),
  inYears.map((year) => ` fy ${year}年 `),
  fc.constantFrom<Argument>(null, "", "２０２７年", "2027?", "20*", 46023, 2027.5, 0, "soon"),
);
const scenario = fc.oneof(
  fc.constantFrom("base", "Vendors", "data-loop", "high", "summary", "bottom-up", "bottom-up-low", "v2x", "policy"),
  fc.constantFrom<Argument>(
    null,
    null,
    "",
    " low ",
    "数据闭环测算",
    "數據閉環測算",
    "My case",
    "own-1",
    "costs",
    "b*se",
    "bas?",
    "no",
  ),
);
const segment = fc.constantFrom("rd", "saas", "huawei", "other-vendors", "Tencent", "研发云", "vehicle-os", "r?");
const unit = fc.oneof(
  fc.constantFrom<Argument>(null, null, "", "CNY bn", "cny 100m", "亿元", "CNY m", "CNY", "USD bn", "USD m", "EUR m"),
);
const orNone = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary }, fc.constantFrom(null, "" as const));
/** Numbers as people type them: at the edge of what a double holds the engine reads none. */
const amount = fc.oneof(
  fc.integer({ min: 0, max: 1e9 }).map((whole) => whole / 1e6),
  fc.constantFrom(0, 4.35, 600, -1),
);
const rate = fc.oneof(
  fc.integer({ min: 0, max: 1e6 }).map((whole) => whole / 1e6),
  fc.constantFrom(0, 1, 0.75, 1.01, -0.1),
);
const figure = fc.constantFrom(...builtInReport.figures.map(({ id }) => id), "size-20*", "none");

/** Arguments of every formula that gives a value and has a native form. */
const calls: Readonly<Record<string, fc.Arbitrary<readonly Argument[]>>> = {
  SIZE: fc.tuple(year, scenario, unit),
  SEGMENT: fc.tuple(segment, year, scenario, unit),
  SHARE: fc.tuple(segment, year, scenario),
  CAGR: fc.tuple(year, year, scenario, orNone(segment)),
  GROWTH: fc.tuple(year, scenario, orNone(segment)),
  DRIVER: fc.tuple(fc.constantFrom(...builtInReport.drivers.map(({ id }) => id), "ARPU", "x"), year, scenario),
  SERIES: fc.tuple(fc.constantFrom(...builtInReport.series.map(({ id }) => id), "Gross margin", "毛利率"), year),
  FIGURE: fc.tuple(
    figure,
    fc.constantFrom(null, "", "value", "low", "High", "comparator", "unit", "year", "publisher", "section", "x"),
  ),
  CONSENSUS: fc.tuple(year, fc.constantFrom(null, "", "low", "high", "Mean", "median", "count", "mode"), unit),
  BUILD: fc.tuple(amount, rate, rate, amount, orNone(rate), orNone(amount), orNone(amount), unit),
  CHECK: fc.constant([]),
  VERSION: fc.constant([]),
};

interface Generated {
  readonly name: string;
  readonly args: readonly Argument[];
  /** Which arguments are references to cells. */
  readonly live: readonly boolean[];
}

const generated: fc.Arbitrary<Generated> = fc
  .constantFrom(...Object.keys(calls))
  .chain((name) =>
    calls[name]!.chain((args) =>
      fc
        .array(fc.boolean(), { minLength: args.length, maxLength: args.length })
        .map((live): Generated => ({ name, args, live })),
    ),
  );

const INPUTS = "Inputs";
const DATA = "Market data";
const letters = "ABCDEFGHIJ";
const textOf = (value: Argument): string =>
  value === null ? "" : typeof value === "number" ? String(value) : `"${value.replaceAll('"', '""')}"`;

function formulaOf({ name, args, live }: Generated, row: number): string {
  const texts = args.map((value, index) => (live[index] ? `${INPUTS}!$${letters[index]}${row + 1}` : textOf(value)));
  return `=MARKET.${name}(${texts.join(",")})`;
}

const models: Readonly<Record<string, Assumptions>> = {
  "the report's defaults": noAssumptions,
  "overrides, an exchange rate and a scenario of one's own": {
    overrides: [
      { key: "fx.usd-cny", scenario: null, year: null, value: 7.2 },
      { key: "size", scenario: "applications", year: 2027, value: 900 },
      { key: "arpu", scenario: null, year: 2030, value: 500 },
      { key: "size", scenario: "own-1", year: 2029, value: 333 },
    ],
    scenarios: [{ id: "own-1", name: "My case", basedOn: "vendors" }],
    chosen: "own-1",
  },
  "a market that costs more than it brings": {
    overrides: [{ key: "compliance-cost", scenario: null, year: 2030, value: 9000 }],
    scenarios: [{ id: "costs", name: "Compliance", basedOn: "bottom-up" }],
    chosen: "bottom-up",
  },
};

function compare(assumptions: Assumptions, all: readonly Generated[]): void {
  const setting = settingOf(createModel(builtInReport, assumptions));
  use(setting);
  const sources = all.map((one, row): Source => {
    return { sheet: "Sheet1", row, column: 0, formula: formulaOf(one, row), values: [[0]] };
  });
  const { plan, natives } = planDetach({ setting, name: DATA, lookUp: () => undefined }, sources);
  const native = natives.map(({ contents, note }) => {
    expect(note).toBeNull();
    return [contents[0]![0]!];
  });
  const engine = calculate({
    Sheet1: native,
    [INPUTS]: all.map(({ args }) => args.map((value) => asText(value))),
    [DATA]: contentsOf(plan.cells),
  });
  all.forEach((one, row) => {
    const ours = call(one.name, ...one.args);
    const theirs = engine.value("Sheet1", row, 0);
    const about = `${sources[row]!.formula} ${JSON.stringify(one.args)} → ${String(native[row]![0])} = ${String(theirs)}`;
    if (ours instanceof CellError) expect(engine.isError("Sheet1", row, 0), about).toBe(true);
    else if (typeof ours === "number") {
      expect(typeof theirs, about).toBe("number");
      expect(Math.abs((theirs as number) - ours), about).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(ours)));
    } else expect(theirs, about).toBe(ours);
  });
}

afterAll(() => use(settingOf(createModel(builtInReport))));

describe.each(Object.entries(models))("with %s", (_, assumptions) => {
  test("native formulas give what ours give", () => {
    fc.assert(
      fc.property(fc.array(generated, { minLength: 200, maxLength: 200 }), (all) => compare(assumptions, all)),
      { numRuns: 1, endOnFailure: true },
    );
  });
});

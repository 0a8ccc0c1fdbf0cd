import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { documentedFormulas, formulas } from "../../src/functions/formulas";
import { use } from "../../src/functions/registration";
import { settingOf } from "../../src/functions/setting";
import { createModel, modelBeside, noAssumptions, type Assumptions } from "../../src/model";
import { builtInReport, quoteOf } from "../../src/report";
import { call, cells } from "../functions/calls";
import { secondReport } from "../model/support";
import {
  amongOthers,
  callsFor,
  compare,
  compareIn,
  ERROR,
  formOf,
  ofOther,
  type Argument,
  type Generated,
} from "./agreeing";

const inMarch: Assumptions = {
  ...noAssumptions,
  overrides: [
    { key: "period.year-end", value: 3 },
    ...[0.1, 0.2, 0.3, 0.4].map((value, at) => ({ key: `period.q${at + 1}`, value })),
  ].map((one) => ({ ...one, scenario: null, year: null })),
};
const models: Readonly<Record<string, Assumptions>> = {
  "the report's defaults": noAssumptions,
  "overrides, an exchange rate and a scenario of one's own": {
    overrides: [
      { key: "fx.usd-cny", scenario: null, year: null, value: 7.2 },
      { key: "fx.usd-cny", scenario: null, year: 2027, value: 6.9 },
      { key: "fx.cny-eur", scenario: null, year: 2028, value: 0.13 },
      ...[2024, 2025, 2026, 2027, 2028, 2030].map((year) => {
        return { key: "prices.cny", scenario: null, year, value: 1.02 ** (year - 2025) };
      }),
      { key: "size", scenario: "applications", year: 2027, value: 900 },
      { key: "arpu", scenario: null, year: 2030, value: 500 },
      { key: "size", scenario: "own-1", year: 2029, value: 333 },
    ],
    scenarios: [{ id: "own-1", name: "My case", basedOn: "vendors", until: 2033, beyond: "fade 2%" }],
    chosen: "own-1",
  },
  "a market that costs more than it brings": {
    overrides: [{ key: "compliance-cost", scenario: null, year: 2030, value: 9000 }],
    scenarios: [
      { id: "costs", name: "Compliance", basedOn: "bottom-up" },
      { id: "own-42", name: "42", basedOn: "vendors" },
      { id: "own-half", name: "0.5", basedOn: "bottom-up" },
      { id: "own-high", name: "Prix\u202f: hauts", basedOn: "bottom-up" },
    ],
    chosen: "bottom-up",
  },
  "fiscal years that end in March": inMarch,
};

/** So that every formula is met with a value, whatever is generated. */
const examples = (await documentedFormulas()).flatMap(({ help, ...formula }): readonly Generated[] =>
  help.examples
    .filter((example) => !example.arguments.some((argument) => typeof argument === "object" && argument !== null))
    .map((example) => {
      const args = example.arguments as readonly Argument[];
      return { formula, args, forms: args.map(() => "literal") };
    }),
);

/** A count has no unit, and so needs no rate: known units without one, and units that nobody knows, however they are given. */
const consensus = formulas.find(({ id }) => id === "CONSENSUS")!;
const counts = ["USD k", "USD bn", "CNY m", "no such thing", null].flatMap((unit) =>
  (["count", "mean", null] as const).flatMap((statistic) =>
    (["literal", "reference", "expression"] as const).flatMap((unitForm) =>
      (["literal", "reference"] as const).map((statisticForm): Generated => {
        const args = [2030, statistic, unit];
        return {
          formula: consensus,
          args,
          forms: ["literal", statisticForm, formOf(unit, consensus.parameters[2]!, unitForm)],
        };
      }),
    ),
  ),
);

const inBothForms = (id: string, ...args: readonly Argument[]): readonly Generated[] =>
  (["literal", "reference"] as const).map((form) => ({
    formula: formulas.find((one) => one.id === id)!,
    args,
    forms: args.map(() => form),
  }));

/** The same months, as parts of two kinds of years: a level is that of its year. And as cells have them that are wrapped. */
const sameMonths = ["FY2030Q3", "2029Q4", "2029\n年第四季度", "2029H2"].flatMap((when) =>
  inBothForms("SERIES", "gross-margin", when),
);

/** Of scenarios that are called 42 and 0.5, and one with the space that French has before a colon. */
const namedOddly = [42, 0.5, "Prix\u202f: hauts", "PRIX: HAUTS"].flatMap((name) => [
  ...inBothForms("SIZE", 2030, name),
  ...inBothForms("NAME", name),
  ...inBothForms("NAME", name, "name", "scenario"),
]);

// Quotes come when first asked for.
beforeAll(async () => void (await quoteOf(builtInReport, builtInReport.figures[0]!)));
afterAll(() => use(settingOf(createModel(builtInReport))));

/** `AGREEMENT_CALLS` of them for each model; a few in every run. */
const CALLS = Number(process.env.AGREEMENT_CALLS ?? 250);

/** Some of what people write of this report. */
const generated = callsFor(builtInReport, {
  scenario: [
    "Vendors",
    " low ",
    "数据闭环测算",
    "數據閉環測算",
    "My case",
    "own-1",
    "costs",
    "42",
    "0.50",
    "Zero",
    "b*se",
    "bas?",
  ],
  segment: ["Tencent", "研发云", "r?"],
  unit: ["cny 100m", "亿元", "CNY m", "USD m"],
  split: ["Vendor", "应用场景", "v*"],
  series: ["Gross margin", "毛利率"],
  figure: ["size-20*"],
});

/** What has been met, so that nothing holds because nothing was tried. */
const met = new Map<string, Set<string>>();

describe.each(Object.entries(models))("with %s", (_, assumptions) => {
  test("cell, explanation and native form are the same number or the same kind of refusal", () => {
    fc.assert(
      fc.property(fc.array(generated, { minLength: CALLS, maxLength: CALLS }), (all) =>
        compare(builtInReport, assumptions, [...examples, ...counts, ...sameMonths, ...namedOddly, ...all], met),
      ),
      { numRuns: 1, endOnFailure: true },
    );
  });
});

test("they are the same over each fiscal year, half and quarter of each estimate, of some of which it knows a part", () => {
  const model = createModel(builtInReport, inMarch);
  const share = formulas.find(({ id }) => id === "SHARE")!;
  const forms = ["literal", "literal", "literal"] as const;
  const times = [2019, 2025, 2027, 2028, 2029, 2030, 2031].flatMap((year) =>
    ["", "H1", "Q1", "Q4"].map((part) => `FY${year}${part}`),
  );
  const all = model.scenarios.flatMap(({ id }) =>
    times.map((time): Generated => ({ formula: share, args: ["manufacturing", time, id], forms })),
  );
  compare(builtInReport, inMarch, all);

  // Its size is known for 2027, nine tenths of FY2028, and not for the rest.
  const shareIn = (time: unknown) => cells(call("SHARE", "manufacturing", time, "self-built"))[0] as number;
  expect(cells(call("SIZE", 2027, "self-built"))).toEqual([450]);
  expect(cells(call("SIZE", 2028, "self-built"))[0]).toHaveProperty("code", "#N/A");
  expect(shareIn("FY2028")).toBeCloseTo(0.9 * shareIn(2027) + 0.1 * shareIn(2028), 12);
  expect(shareIn("FY2029Q1")).toBe(shareIn(2028));
});

test("they are the same beside another report, whose names these calls don't have", () => {
  const main = createModel(secondReport, {
    ...noAssumptions,
    overrides: [{ key: "fx.eur-cny", scenario: null, year: null, value: 7.9 }],
  });
  const setting = settingOf(main, { others: [modelBeside(main, builtInReport)] });
  const calls = amongOthers(builtInReport.id, generated);
  const ofExamples = examples.flatMap((one) => {
    const call = ofOther(builtInReport.id, one);
    return [
      call,
      { ...call, forms: call.args.map((argument, at) => formOf(argument, call.formula.parameters[at]!, "reference")) },
    ];
  });
  const kinds = new Map<string, Set<string>>();
  fc.assert(
    fc.property(fc.array(calls, { minLength: CALLS, maxLength: CALLS }), (all) =>
      compareIn(setting, [...ofExamples, ...all], kinds),
    ),
    { numRuns: 1, endOnFailure: true },
  );
  for (const { id } of formulas) expect([...kinds.get(id)!], id).toContain("value");
});

test("every formula was met with a value, and with no error but those that its help names", async () => {
  for (const { id, help } of await documentedFormulas()) {
    const codes = [...met.get(id)!];
    expect(codes, id).toContain("value");
    const errors: readonly string[] = [...help.errors, ERROR.error];
    expect(
      codes.filter((code) => code !== "value" && code !== "no native form" && !errors.includes(code)),
      id,
    ).toEqual([]);
  }
});

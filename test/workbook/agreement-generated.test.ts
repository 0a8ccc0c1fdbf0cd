/** The same number in cell, explanation and native form, over reports of any shape with any assumptions. */
import fc from "fast-check";
import { afterAll, describe, test } from "vitest";
import { formulas } from "../../src/functions/formulas";
import { use } from "../../src/functions/registration";
import { settingOf } from "../../src/functions/setting";
import { createModel, noAssumptions, type Assumptions } from "../../src/model";
import { builtInReport, isBuilt, isWorkedOut, type Report } from "../../src/report";
import { yearsIn } from "../../src/report/periods";
import { plans, reportOf } from "../model/generatedTrees";
import { read } from "../model/support";
import { reports } from "../report/generated";
import { callsFor, compare, type Argument, type Generated } from "./agreeing";

afterAll(() => use(settingOf(createModel(builtInReport))));

/** What an analyst may assume: numbers for years or for all, a scenario of one's own that goes on, rates, another year end. */
function assumptionsFor(report: Report): fc.Arbitrary<Assumptions> {
  const given = report.figures.flatMap(({ year }) => yearsIn(year));
  const [first, last] = [Math.min(...given), Math.max(...given)];
  const scenarios = report.scenarios.map(({ id }) => id);
  const anyShare = fc.integer({ min: 1, max: 99 }).map((share) => share / 100);
  const amount = fc.integer({ min: 1, max: 1e6 }).map((value) => value / 1000);
  const keys = [
    ...report.drivers.filter((driver) => !isWorkedOut(driver)).map(({ id, unit }) => [id, unit === "%"] as const),
    ...report.splits.flatMap(({ segments }) => segments.map(({ id }) => [id, true] as const)),
    ["size", false] as const,
  ];
  const override = fc.constantFrom(...keys).chain(([key, isRate]) =>
    fc.record({
      key: fc.constant(key),
      scenario: key === "size" ? fc.constantFrom(...scenarios, "mine") : fc.constantFrom(null, ...scenarios, "mine"),
      year: fc.integer({ min: first, max: last }),
      value: isRate ? anyShare : amount,
    }),
  );
  const always = (key: string, value: number) => ({ key, scenario: null, year: null, value });
  return fc
    .record({
      overrides: fc.array(override, { maxLength: 4 }),
      basedOn: fc.option(fc.constantFrom(...scenarios)),
      until: fc.integer({ min: last, max: last + 4 }),
      beyond: fc.constantFrom("constant", "fade 2%", "logistic 5000"),
      rate: fc.option(amount),
      yearEnd: fc.option(fc.integer({ min: 1, max: 12 })),
      chosen: fc.option(fc.constantFrom(...scenarios)),
    })
    .map(({ overrides, basedOn, until, beyond, rate, yearEnd, chosen }) => ({
      ...noAssumptions,
      overrides: [
        ...overrides,
        ...(rate === null ? [] : [always("fx.usd-eur", rate)]),
        ...(yearEnd === null ? [] : [always("period.year-end", yearEnd)]),
      ],
      scenarios: basedOn === null ? [] : [{ id: "mine", name: "My case", basedOn, until, beyond }],
      chosen: basedOn === null ? chosen : "mine",
    }));
}

const anyCalls = (report: Report) =>
  fc.record({
    report: fc.constant(report),
    assumptions: assumptionsFor(report),
    calls: fc.array(callsFor(report, { scenario: ["mine", "My case"] }), { minLength: 40, maxLength: 40 }),
  });

describe.each([
  ["built from drivers", plans.map((plan) => reportOf(plan))],
  ["of any shape", reports.map(read)],
])("reports %s", (_, any) => {
  test("agree", () => {
    fc.assert(
      fc.property(any.chain(anyCalls), ({ report, assumptions, calls }) => compare(report, assumptions, calls)),
      { numRuns: Number(process.env.AGREEMENT_REPORTS ?? 4), endOnFailure: true },
    );
  });
});

const called = (id: string, ...args: readonly Argument[]): Generated => {
  return { formula: formulas.find((one) => one.id === id)!, args, forms: args.map(() => "literal") };
};
const [plan] = fc.sample(plans, { numRuns: 1, seed: 1 });
const tree = reportOf(plan!);

test("parts of cars are in no money", () => {
  const inUnits = [null, "USD m", "USD bn", "USD k"].flatMap((unit): readonly Generated[] => {
    const call = called("SEGMENT", "cars-half", plan!.from, "built", unit);
    return [call, { ...call, forms: ["reference", "literal", "reference", "reference"] }];
  });
  compare(tree, noAssumptions, inUnits);
});

test("BUILD takes no rate over one, whether the size rests on it or not", () => {
  compare(tree, noAssumptions, [
    called("BUILD", plan!.from, "first-share", 3),
    called("BUILD", plan!.from, "first-share", 0.5),
    called("BUILD", plan!.from, "kept-0", 3),
  ]);
});

test("drivers have their values where nothing is built from them", () => {
  const without = read({ ...tree, scenarios: tree.scenarios.filter((one) => !isBuilt(one)) });
  compare(without, noAssumptions, [
    called("DRIVER", "cars-0", plan!.from),
    called("DRIVER", "whole", plan!.from),
    called("DRIVER", "cars-0", plan!.from, "published"),
    called("SEGMENT", "cars-half", plan!.from),
  ]);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createModel, isFault, type Derivation, type Model } from "../../src/model";
import { scaleOf } from "../../src/report";
import { checkAll, close } from "./recompute";
import { anyAssumptions, eachReport, everything, must, years } from "./support";

const RUNS = { numRuns: 40 };

describe.each(eachReport)("%s", (_id, report) => {
  const models = anyAssumptions(report).map((assumptions) => createModel(report, assumptions));
  const holds = (law: (model: Model) => void) => fc.assert(fc.property(models, law), RUNS);

  test("explaining gives the same number as evaluating, and its steps add up", () => {
    holds((model) => {
      const checked = new Set<Derivation>();
      for (const { what, value, explained } of everything(model)) {
        if (isFault(value)) {
          if (JSON.stringify(explained) !== JSON.stringify(value)) expect.fail(`${what} has a derivation and no value`);
        } else {
          const derivation = must(explained);
          if (derivation.value !== value) expect.fail(`${what} is ${value} and explained as ${derivation.value}`);
          checkAll(derivation, report, checked);
        }
      }
    });
  });

  test("nothing is ever NaN or infinite", () => {
    holds((model) => {
      const numbers: unknown[] = everything(model).map(({ value }) => value);
      for (const view of model.scenarios) {
        for (const year of [view.from, view.to, 2027]) {
          numbers.push(model.growth(year, view, null), model.cagr(year, view.to, view, model.segments[0]!));
          const reconciled = model.reconcile(year, view, null);
          if (!isFault(reconciled)) numbers.push(...reconciled.gaps.map(({ required }) => required));
          const swings = model.sensitivity(year, view, 0.1);
          if (!isFault(swings)) numbers.push(...swings.flatMap(({ low, base, high }) => [low, base, high]));
          const simulated = model.simulate(year, view, 100, 1);
          if (!isFault(simulated)) numbers.push(simulated.mean, ...simulated.percentiles.map(([, value]) => value));
        }
      }
      expect(numbers.filter((number) => !isFault(number as never) && !Number.isFinite(number))).toEqual([]);
    });
  });

  test("parts of an additive split sum to the total", () => {
    holds((model) => {
      for (const view of model.scenarios) {
        for (const split of model.splits.filter(({ additive }) => additive)) {
          for (const year of years(view)) {
            const sizes = split.segments.map((part) => model.segmentSize(part, year, view));
            if (sizes.some(isFault)) continue;
            const sum = sizes.reduce<number>((all, each) => all + must(each), 0);
            close(sum, must(model.size(view, year)));
          }
        }
      }
      expect(model.problems().filter(({ check }) => check === "split-sum")).toEqual([]);
    });
  });

  test("CAGR compounds back to the end, and reversed years give the same rate", () => {
    holds((model) => {
      for (const view of model.scenarios) {
        for (const part of [null, ...model.segments]) {
          const rate = model.cagr(view.from, view.to, view, part);
          expect(model.cagr(view.to, view.from, view, part)).toEqual(
            isFault(rate) && "from" in rate && rate.fault === "no-growth"
              ? { ...rate, from: view.to, to: view.from }
              : rate,
          );
          if (isFault(rate)) continue;
          const at = (year: number) => must(part ? model.segmentSize(part, year, view) : model.size(view, year));
          close(at(view.from) * (1 + rate) ** (view.to - view.from), at(view.to));
        }
      }
    });
  });

  test("every override is used or says why not", () => {
    fc.assert(
      fc.property(anyAssumptions(report), (assumptions) => {
        const model = createModel(report, assumptions);
        const rows = model.assumptionRows().filter(({ override }) => override !== null);
        expect(rows).toHaveLength(assumptions.overrides.length);
        for (const row of rows) expect(row.basis === "overridden").toBe(row.problem === null);
        const problems = model.problems().filter(({ check }) => check === "override");
        expect(problems).toHaveLength(rows.filter(({ problem }) => problem).length);
      }),
      RUNS,
    );
  });

  test("a published path lies between its neighbouring points and keeps their order", () => {
    const model = createModel(report);
    for (const view of model.scenarios.filter(({ kind }) => kind === "published")) {
      const values = years(view).map((year) => must(model.size(view, year)));
      for (const [index, value] of values.slice(1).entries()) expect(value).toBeGreaterThan(values[index]!);
    }
    const built = model.scenarios.filter(({ kind }) => kind === "built");
    for (const high of built.filter(({ id }) => id.endsWith("-high"))) {
      for (const year of years(high))
        expect(must(model.size(high, year))).toBeGreaterThanOrEqual(must(model.size(built[0]!, year)));
    }
  });

  test("every published figure of a path is that year's value", () => {
    const model = createModel(report);
    for (const view of model.scenarios) {
      if (!("points" in view.source)) continue;
      for (const point of view.source.points.filter((point) => typeof point === "string")) {
        const figure = must(model.figure(point));
        const middle = typeof figure.value === "number" ? figure.value : (figure.value[0] + figure.value[1]) / 2;
        const factor = figure.unit === report.unit ? 1 : scaleOf(figure.unit) / scaleOf(report.unit);
        expect(model.size(view, figure.year as number)).toBe(middle * factor);
        expect(view.reportedYears).toContain(figure.year);
      }
    }
  });

  test("an override of a size reaches no further than the neighbouring points", () => {
    const plain = createModel(report);
    const published = plain.scenarios.filter(({ kind }) => kind === "published");
    const place = fc
      .constantFrom(...published)
      .chain((view) => fc.tuple(fc.constant(view), fc.constantFrom(...years(view))));
    fc.assert(
      fc.property(place, fc.double({ min: 1, max: 1e5, noNaN: true }), ([view, year], value) => {
        const model = createModel(report, {
          overrides: [{ key: "size", scenario: view.id, year, value }],
          scenarios: [],
          chosen: null,
        });
        expect(model.size(view, year)).toBe(value);
        expect(must(model.explainSize(view, year)).basis).toBe("overridden");
        const given = [...new Set([view.from, ...view.reportedYears, view.to])];
        const before = Math.max(...given.filter((each) => each < year));
        const after = Math.min(...given.filter((each) => each > year));
        for (const each of years(view).filter((each) => each <= before || each >= after)) {
          close(must(model.size(view, each)), must(plain.size(view, each)));
        }
        for (const other of published.filter(({ id }) => id !== view.id)) {
          for (const each of years(other)) expect(model.size(other, each)).toBe(plain.size(other, each));
        }
      }),
    );
  });
});

import fc from "fast-check";
import { expect } from "vitest";
import { createModel, isFault, noAssumptions, type Assumptions, type Model, type Override } from "../../src/model";
import type { ScenarioView } from "../../src/model";
import {
  builtInReport,
  isBuilt,
  parseReport,
  type Driver,
  type Report,
  type Segment,
  type Series,
} from "../../src/report";
import second from "../fixtures/second-report.json";

/** As a workbook reads it: units are known once a report has been read. */
export function read(file: unknown): Report {
  const parsed = parseReport(file);
  if ("faults" in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.report;
}

export const secondReport = read(second);
export const reports: readonly Report[] = [builtInReport, secondReport];
export const eachReport = reports.map((report) => [report.id, report] as const);

/** The value, or a failed test that names the fault. */
export function must<T>(result: T): Exclude<T, { readonly fault: string }> {
  if (isFault(result as never)) expect.fail(JSON.stringify(result));
  return result as Exclude<T, { readonly fault: string }>;
}

export const scenario = (model: Model, text: string): ScenarioView => must(model.scenario(text));
export const segment = (model: Model, text: string): Segment => must(model.segment(text));
export const driver = (model: Model, text: string): Driver => must(model.driver(text));
export const series = (model: Model, text: string): Series => must(model.seriesNamed(text));

export function override(
  key: string,
  value: number,
  year: number | null = null,
  scenario: string | null = null,
): Override {
  return { key, scenario, year, value };
}

export function modelWith(report: Report, ...overrides: readonly Override[]): Model {
  return createModel(report, { ...noAssumptions, overrides });
}

export function years({ from, to }: { from: number; to: number }): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Assumptions as a sheet may hold them: mostly sensible, sometimes not. */
export function anyAssumptions(report: Report): fc.Arbitrary<Assumptions> {
  const scenarioIds = report.scenarios.map(({ id }) => id);
  const keys = [
    "size",
    "self-built-share",
    "regional-factor",
    "compliance-cost",
    `fx.usd-${report.currency.toLowerCase()}`,
    ...report.drivers.map(({ id }) => id),
    ...report.splits.flatMap(({ segments }) => segments.map(({ id }) => id)),
    "no-such-key",
  ];
  const values = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 5000, noNaN: true }),
    fc.constantFrom(0, 1, -1, 1e15, 1e308, 5e-324, NaN, Infinity),
  );
  const anyOverride = fc.record({
    key: fc.constantFrom(...keys),
    scenario: fc.oneof(fc.constant(null), fc.constantFrom(...scenarioIds, "mine", "yours", "nobody's")),
    year: fc.oneof(fc.constant(null), fc.integer({ min: 2018, max: 2034 }), fc.constantFrom(2027.5, NaN)),
    value: values,
  });
  return fc.record({
    overrides: fc.array(anyOverride, { maxLength: 12 }),
    scenarios: fc.subarray([
      { id: "mine", name: "Mine", basedOn: scenarioIds[0]! },
      { id: "yours", name: "Yours", basedOn: "mine" },
      { id: "built", name: "Built", basedOn: report.scenarios.find(isBuilt)!.id },
      { id: "circle", name: "Circle", basedOn: "circle" },
    ]),
    chosen: fc.constantFrom(null, "mine", "circle", scenarioIds[1]!),
  });
}

/** Every value of a model, with its derivation. */
export function everything(model: Model) {
  const outcomes = [];
  for (const view of model.scenarios) {
    for (const year of years({ from: view.from - 1, to: view.to + 1 })) {
      outcomes.push({
        what: `size ${view.id} ${year}`,
        value: model.size(view, year),
        explained: model.explainSize(view, year),
      });
      for (const part of model.segments) {
        const at = `${part.id} ${view.id} ${year}`;
        outcomes.push({
          what: `share ${at}`,
          value: model.share(part, year, view),
          explained: model.explainShare(part, year, view),
        });
        outcomes.push({
          what: `segment ${at}`,
          value: model.segmentSize(part, year, view),
          explained: model.explainSegment(part, year, view),
        });
      }
      for (const input of model.drivers) {
        outcomes.push({
          what: `driver ${input.id} ${view.id} ${year}`,
          value: model.driverValue(input, year, view),
          explained: model.explainDriver(input, year, view),
        });
      }
    }
  }
  for (const column of model.series) {
    for (const year of years({ from: 2021, to: 2031 })) {
      outcomes.push({
        what: `series ${column.id} ${year}`,
        value: model.seriesValue(column, year),
        explained: model.explainSeries(column, year),
      });
    }
  }
  return outcomes;
}

/** Whatever report is accepted, the model can work with: numbers or reasons, never an exception, NaN or Infinity. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createModel, isFault, noAssumptions } from "../../src/model";
import { parseReport, type Report } from "../../src/report";
import { mutated, mutations, small, type Json } from "./mutations";

const second = JSON.parse(readFileSync(new URL("../fixtures/second-report.json", import.meta.url), "utf8")) as Json;

/** Every number that the model gives for a report. */
function numbers(report: Report): number[] {
  const model = createModel(report, noAssumptions);
  const years = Array.from({ length: 20 }, (_, at) => 2018 + at);
  const values = years.flatMap((year) => [
    ...model.scenarios.flatMap((scenario) => [
      model.size(scenario, year),
      model.growth(year, scenario, null),
      ...model.segments.map((segment) => model.segmentSize(segment, year, scenario)),
    ]),
    ...model.drivers.map((driver) => model.driverValue(driver, year, null)),
    ...model.series.map((series) => model.seriesValue(series, year)),
    model.consensus(year, "median"),
  ]);
  const recomputed = model.audit(null).map((row) => row.recomputed);
  return [...values.filter((value): value is number => !isFault(value)), ...recomputed];
}

test.each([
  ["the built-in report's", small],
  ["the second report's", second],
])("%s mutations", (_, whole) => {
  let tried = 0;
  let accepted = 0;
  fc.assert(
    fc.property(mutations(whole), (change) => {
      tried++;
      const parsed = parseReport(mutated(whole, change));
      if ("faults" in parsed) return;
      accepted++;
      for (const number of numbers(parsed.report)) expect(Number.isFinite(number)).toBe(true);
    }),
    // Shrinking a report would cost more than it tells.
    { numRuns: 300, endOnFailure: true },
  );
  expect(accepted).toBeGreaterThan(tried / 30);
});

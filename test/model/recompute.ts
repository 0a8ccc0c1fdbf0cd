import { expect } from "vitest";
import type { Derivation } from "../../src/model";
import { isAssumed, isGiven, scaleOf, type Report } from "../../src/report";

/** Recomputes a derivation's value from the values below it, by rules written here and not taken from the model. */
function recompute({ step, from, unit }: Derivation, report: Report): number {
  const values = from.map(({ value }) => value);
  const scales = from.map(({ unit }) => scaleOf(unit));
  switch (step.kind) {
    case "figure": {
      const stated = step.figure.value;
      const [low, high] = typeof stated === "number" ? [stated, stated] : stated;
      const printed = { low, high, point: (low + high) / 2 }[step.end];
      const shown = step.figure.unit === "%" ? printed / 100 : printed * scaleOf(step.figure.unit);
      return shown / scaleOf(unit);
    }
    case "override":
      return step.override.value;
    case "default": {
      if (step.key.startsWith("period.q")) return 1 / 4;
      const driver = report.drivers.find(({ id }) => id === step.key)!;
      if (!isAssumed(driver)) return NaN;
      return driver.unit === "%" ? driver.default / 100 : driver.default;
    }
    case "interpolation": {
      const [start, end] = values as [number, number];
      const t = (step.year - step.years[0]) / (step.years[1] - step.years[0]);
      if (step.method === "step") return start;
      if (step.method === "linear") return start * (1 - t) + end * t;
      if (step.method === "geometric") return Math.exp(Math.log(start) * (1 - t) + Math.log(end) * t);
      const most = mostOf(from[0]!, unit, report);
      const logit = (value: number): number => Math.log(value / (most - value));
      return most / (1 + Math.exp(-(logit(start) * (1 - t) + logit(end) * t)));
    }
    case "ratio":
      return (values[0]! * scales[0]!) / (values[1]! * scales[1]!) / scaleOf(unit);
    case "held":
      return values[0]!;
    case "extrapolation": {
      const [before, last, since = last] = values as [number, number, number?];
      const [method, to] = [step.method, step.to];
      const years = step.year - step.since;
      const growth = last / before - 1;
      if (method === "constant") return since! * (1 + (to ?? growth)) ** years;
      if (method === "fade") {
        const end = step.since - step.last;
        const rates = Array.from(
          { length: years },
          (_, at) => growth + ((to! - growth) * (end + at + 1)) / (step.until - step.last),
        );
        return rates.reduce((value, rate) => value * (1 + rate), since!);
      }
      if (since! >= to!) return since!;
      // A logistic path is a straight line in the logarithm of its odds.
      const logit = (value: number): number => Math.log(value / (to! - value));
      return to! / (1 + Math.exp(-(logit(since!) + years * (logit(last) - logit(before)))));
    }
    case "period":
      return values.slice(0, step.weights.length).reduce((sum, each, at) => sum + each * step.weights[at]!.weight, 0);
    case "conversion":
      return expect.fail("The model converts nothing: formulas do.");
    case "product":
      return values.reduce((all, each, index) => all * each * scales[index]!, 1) / scaleOf(unit);
    case "complement":
      return 1 - values.reduce((all, each) => all + each, 0);
    case "share-of-total":
      return values[0]! * values[1]!;
    case "back-cast": {
      const stated = from[0]!.step;
      if (stated.kind !== "figure") return NaN;
      return values[0]! * (1 + values[1]!) ** (step.year - (stated.figure.year as number));
    }
    case "sum":
      return values.reduce((all, each, index) => all + (each * scales[index]!) / scaleOf(unit), 0);
    case "difference":
      return values.reduce(
        (all, each, index) => all - ((index === 0 ? -1 : 1) * each * scales[index]!) / scaleOf(unit),
        0,
      );
    case "built":
      return (values[0]! * scales[0]!) / scaleOf(unit);
  }
}

/** What the path that a figure is a point of tends to; a rate to the whole. */
function mostOf({ step }: Derivation, unit: string, { drivers, series, figures }: Report): number {
  const line = [...drivers.filter(isGiven), ...series].find(
    ({ points }) => step.kind === "figure" && points.includes(step.figure.id),
  );
  const most = figures.find(({ id }) => id === line?.saturation);
  return most ? ((most.value as number) * scaleOf(most.unit)) / scaleOf(unit) : 1;
}

export function isClose(actual: number, expected: number): boolean {
  return Math.abs(actual - expected) <= 1e-9 * Math.max(1, Math.abs(expected));
}

export function close(actual: number, expected: number): void {
  expect(actual).toSatisfy((actual: number) => isClose(actual, expected), `is close to ${expected}`);
}

/** Without a matcher for each of the hundred thousands of steps, which would take minutes. */
export function checkAll(derivation: Derivation, report: Report, checked: Set<Derivation>): void {
  if (checked.has(derivation)) return;
  checked.add(derivation);
  const again = recompute(derivation, report);
  const isOverride = derivation.step.kind === "override";
  if (!isClose(derivation.value, again) || (derivation.basis === "overridden") !== isOverride) {
    expect.fail(`${JSON.stringify(derivation)} recomputes to ${again}`);
  }
  for (const part of derivation.from) checkAll(part, report, checked);
}

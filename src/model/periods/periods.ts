/** Spans of time that aren't the report's years, and what a value over one is. */
import type { Dated } from "../../report/dated";
import type { Driver, Segment, Series, Whole } from "../../report/types";
import { isPercent, spell } from "../../report/units/spelling";
import { isFault } from "../faults";
import { compoundRate } from "../growth/growth";
import type { Derivation, Model, Period, Result, ScenarioView, When } from "../types";
import { yearEndOf } from "./assumed";

const MONTHS = 12;
const lengths = { H: 6, Q: 3 } as const;

/** Fiscal years are the workbook's. Months are counted from year 0 on. One of the report's years, if it is one. */
export function periodOf(model: Model, dated: Dated): When {
  const { year, kind, part } = dated;
  const own = yearEndOf(model.report);
  const end = { FY: model.yearEnd, CY: MONTHS, "": own }[kind];
  const first = (year - 1) * MONTHS + end;
  if (end === own && part === "") return year;
  const months = part === "" ? MONTHS : lengths[part[0] as keyof typeof lengths];
  const start = first + (part === "" ? 0 : (Number(part[1]) - 1) * months);
  const yearOf = (month: number): number => Math.floor((month - own) / MONTHS) + 1;
  const flows = new Map<number, number>();
  const levels = new Map<number, number>();
  const used = new Set<Derivation>();
  for (let month = start; month < start + months; month++) {
    const year = yearOf(month);
    const quarter = model.quarters[Math.floor((month - own - (year - 1) * MONTHS) / 3)]!;
    used.add(quarter);
    flows.set(year, (flows.get(year) ?? 0) + quarter.value);
  }
  for (let month = first; month < first + MONTHS; month++)
    levels.set(yearOf(month), (levels.get(yearOf(month)) ?? 0) + 1);
  const weights = (counts: ReadonlyMap<number, number>, whole: number) =>
    [...counts].map(([year, count]) => ({ year, weight: count / whole }));
  const isEven = months === MONTHS && model.quarters.every(({ step }) => step.kind === "default");
  return {
    name: kind + year + part,
    months,
    end: (start + months) / MONTHS - 1,
    before: () => periodOf(model, { ...dated, year: year - 1 }),
    flows: weights(flows, 3),
    levels: weights(levels, MONTHS),
    from: isEven ? [] : [...used],
  };
}

const yearly = new Set(["year", "yr", "annum", "年"]);

/** Whether a year's value is what comes in it, so that a quarter has a part of it: money, and what is counted a year. */
export function isFlow({ unit, flow }: Driver | Series): boolean {
  if (flow !== undefined) return flow;
  if (isPercent(unit)) return false;
  const { currency, per } = spell(unit)!;
  return per.some((word) => yearly.has(word)) || (currency !== null && per.length === 0);
}

/** The same of a segment, which is as what is divided. */
export function isFlowOf(model: Model, segment: Segment): boolean {
  const whole = model.wholeOf(segment);
  if ("scenario" in whole) return true;
  if ("driver" in whole) return isFlow(model.drivers.find(({ id }) => id === whole.driver)!);
  return isFlowOf(
    model,
    model.segments.find(({ id }) => id === whole.segment)!,
  );
}

/** A value over a period, from those of its years. */
export function over(period: Period, flow: boolean, at: (year: number) => Result<Derivation>): Result<Derivation> {
  const years: Derivation[] = [];
  const weights = weightsOf(period, flow);
  for (const { year } of weights) {
    const found = at(year);
    if (isFault(found)) return found;
    years.push(found);
  }
  return madeOf(period, weights, years, flow);
}

export const weightsOf = ({ flows, levels }: Period, flow: boolean): Period["flows"] => (flow ? flows : levels);

const madeOf = (period: Period, weights: Period["flows"], years: readonly Derivation[], flow: boolean): Derivation => ({
  value: years.reduce((sum, { value }, index) => sum + value * weights[index]!.weight, 0),
  unit: years[0]!.unit,
  basis: "derived",
  step: { kind: "period", period, weights },
  from: flow ? [...years, ...period.from] : years,
});

/**
 * What a segment's sizes over a period are of the sizes of the whole. Where one of those isn't known, as of an estimate that
 * ends within the period, the years count as long as they are in it.
 */
export function shareOver(model: Model, segment: Segment, period: Period, scenario: ScenarioView): Result<Derivation> {
  const times = weightsOf(period, isFlowOf(model, segment));
  const whole = model.wholeOf(segment);
  const shares: Derivation[] = [];
  const sizes: Result[] = [];
  for (const { year } of times) {
    const share = model.explainShare(segment, year, scenario);
    if (isFault(share)) return share;
    shares.push(share);
    sizes.push(sizeOf(model, whole, year, scenario));
  }
  return madeOf(period, weightsBy(sizes, times), shares, false);
}

/** Together 1. Of nothing every year is alike. */
function weightsBy(sizes: readonly Result[], times: Period["flows"]): Period["flows"] {
  const isKnown = !sizes.some(isFault);
  const within = times.map(({ weight }, index) => (isKnown ? weight * (sizes[index] as number) : weight));
  const total = within.reduce((sum, size) => sum + size, 0);
  return times.map(({ year }, index) => ({ year, weight: total > 0 ? within[index]! / total : 1 / times.length }));
}

function sizeOf(model: Model, whole: Whole, year: number, scenario: ScenarioView): Result {
  if ("scenario" in whole) return model.size(scenario, year);
  const sizeIn = (seen: ScenarioView | null): Result =>
    "driver" in whole
      ? model.driverValue(
          model.drivers.find(({ id }) => id === whole.driver)!,
          year,
          seen,
        )
      : model.segmentSize(
          model.segments.find(({ id }) => id === whole.segment)!,
          year,
          seen,
        );
  const found = sizeIn(scenario);
  // One that isn't built from drivers has the shares of those that are.
  return isFault(found) && found.fault === "no-drivers" ? sizeIn(null) : found;
}

/** Growth a year between two years of any kind, from their values. */
export function rateBetween(
  model: Model,
  [from, to]: readonly [When, When],
  values: readonly [number, number],
): Result {
  const endOf = (when: When): number =>
    typeof when === "number" ? when + yearEndOf(model.report) / MONTHS - 1 : when.end;
  const [first, last] = [endOf(from), endOf(to)];
  const rate = compoundRate(first, last, (year) => values[year === first ? 0 : 1]);
  return isFault(rate) && rate.fault === "no-growth" ? { ...rate, from: Math.ceil(first), to: Math.ceil(last) } : rate;
}

/** Whether the figures of a claim are of times that go together, where one of them is of a part of a year. */
import { fault, type FaultCode, type ReportFault } from "./faults";
import { isPart, periodText } from "./periods";
import type { Check, Figure, PartOfYear, Period } from "./types";
import { isPercent, spell } from "./units/spelling";

const QUARTERS = 4;

function quartersIn(period: Exclude<Period, null>): readonly number[] {
  const [from, count] = isPart(period) ? ofPart(period) : ofYears([period].flat());
  return Array.from({ length: count }, (_, at) => from + at);
}

function ofPart(part: string): readonly [from: number, count: number] {
  const count = part[4] === "Q" ? 1 : QUARTERS / 2;
  return [Number(part.slice(0, 4)) * QUARTERS + (Number(part[5]) - 1) * count, count];
}

const ofYears = (years: readonly number[]): readonly [from: number, count: number] => [
  years[0]! * QUARTERS,
  (years.at(-1)! - years[0]! + 1) * QUARTERS,
];

/** More would be no help. */
const MOST_NAMED = 8;

/** Quarters by name, whole years by theirs. */
function named(quarters: readonly number[]): string {
  const yearOf = (quarter: number) => Math.floor(quarter / QUARTERS);
  const years = [...new Set(quarters.map(yearOf))];
  const names = years.flatMap((year) => {
    const own = quarters.filter((quarter) => yearOf(quarter) === year);
    return own.length === QUARTERS ? [String(year)] : own.map((quarter) => `${year}Q${(quarter % QUARTERS) + 1}`);
  });
  return names.slice(0, MOST_NAMED).join(", ") + (names.length > MOST_NAMED ? ", …" : "");
}

/** What holds whenever it is measured, so that a report needn't say when. */
const isRate = ({ unit }: Figure): boolean => isPercent(unit) || (spell(unit)?.per.length ?? 0) > 0;

/** The same part of another year. */
const shifted = (part: PartOfYear, years: number): string => Number(part.slice(0, 4)) + years + part.slice(4);

/** Both quarters, or both halves. */
const isAlike = (one: Period, other: Period): boolean => isPart(one) && isPart(other) && one[4] === other[4];

/** `operands`: what it is checked by, with the place of each in the check. */
export function claimPeriodFaults(
  figures: ReadonlyMap<string, Figure>,
  stated: string,
  check: Check,
  operands: readonly (readonly [place: string, id: string])[],
  path: string,
): readonly ReportFault[] {
  const all = [stated, ...operands.map(([, id]) => id)];
  const when = (id: string): Period => figures.get(id)!.year;
  const parts = all.filter((id) => isPart(when(id)));
  if (parts.length === 0) return [];

  const found = (code: FaultCode, id: string, params: ReportFault["params"], wanted?: string | null): ReportFault => {
    const place = operands.find(([, one]) => one === id)?.[0];
    const { metric } = figures.get(id)!;
    // The same number, of the time that is meant.
    const same = [...figures.values()].find(
      (one) => one.metric.en === metric.en && periodText(one.year) === wanted && !all.includes(one.id),
    );
    const at = id === stated || place === undefined ? `${path}/check` : `${path}/check/${place}`;
    return fault(at, code, { id, ...params, ...(same && { nearest: same.id }) });
  };
  const apart = (id: string, other: string, wanted = periodText(when(other))): ReportFault => {
    const period = periodText(when(id));
    if (period === null) return found("no-part", id, { other, otherPeriod: periodText(when(other))! }, wanted);
    return found("other-part", id, { period, other, otherPeriod: periodText(when(other))! }, wanted);
  };

  /** All of one period. Rates of none go with any where `lenient`. */
  function together(ids: readonly string[], lenient = false): readonly ReportFault[] {
    const [of] = ids.filter((id) => isPart(when(id)));
    return ids
      .filter((id) => periodText(when(id)) !== periodText(when(of!)))
      .filter((id) => !(lenient && when(id) === null && isRate(figures.get(id)!)))
      .map((id) => apart(id, of!));
  }

  /** The terms cover the whole's period, every quarter as often as another: its quarters, its segments, or theirs. */
  function covered(whole: string, terms: readonly string[]): readonly ReportFault[] {
    const period = when(whole);
    if (period === null) return [apart(whole, parts[0]!)];
    const unknown = terms.filter((id) => when(id) === null);
    if (unknown.length > 0) return unknown.map((id) => apart(id, whole));
    const wanted = quartersIn(period);
    const outside = terms.filter((id) => !quartersIn(when(id)!).every((quarter) => wanted.includes(quarter)));
    if (outside.length > 0) return outside.map((id) => apart(id, whole));
    const counts = new Map<number, number>();
    for (const quarter of terms.flatMap((id) => quartersIn(when(id)!)))
      counts.set(quarter, (counts.get(quarter) ?? 0) + 1);
    const most = Math.max(...counts.values());
    const lacking = wanted.filter((quarter) => (counts.get(quarter) ?? 0) < most);
    if (lacking.length === 0) return [];
    const fault = found("parts-missing", whole, { period: periodText(period)!, parts: named(lacking) });
    return [fault];
  }

  /** From one quarter to another, or one half: what is stated of that is of the later, if of any. */
  const grown = (to: string): readonly ReportFault[] => (when(stated) === null ? [] : together([to, stated]));

  switch (check.kind) {
    case "cagr":
    case "compound":
      return parts.map((id) => found("part-in-yearly-rate", id, { period: periodText(when(id))! }));
    case "growth": {
      const [from, to] = [when(check.from), when(check.to)];
      if (isAlike(from, to)) return grown(check.to);
      if (isPart(to)) return [apart(check.from, check.to, shifted(to, -1))];
      return isPart(from) ? [apart(check.to, check.from, shifted(from, 1))] : [apart(stated, check.to)];
    }
    case "sum":
      return covered(stated, check.terms);
    case "difference":
      return isAlike(when(check.from), when(check.subtract))
        ? grown(check.from)
        : covered(check.from, [check.subtract, stated]);
    case "ratio":
    case "product":
      return together(all, true);
    default:
      return together(all);
  }
}

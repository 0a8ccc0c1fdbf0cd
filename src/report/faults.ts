import { nearestOf } from "./nearest";

/** Everything that can be wrong with a report file. The words for it are in `messages.ts`. */
export type FaultCode =
  | "too-large"
  | "not-json"
  | "other-schema"
  | "more-faults"
  // The structure that the schema asks for.
  | "wrong-type"
  | "missing"
  | "unknown-property"
  | "not-allowed"
  | "bad-form"
  | "too-short"
  | "too-long"
  | "too-few"
  | "too-many"
  | "too-small"
  | "too-great"
  // What the parts have to be to each other.
  | "duplicate"
  | "reserved"
  | "no-such-figure"
  | "no-such-scenario"
  | "no-such-driver"
  | "no-such-segment"
  | "segment-circle"
  | "no-such-document"
  | "quote-without-number"
  | "bad-unit"
  | "other-money"
  | "other-dimension"
  | "reversed"
  | "no-single-year"
  | "same-year"
  | "other-year"
  | "other-period"
  | "bad-period"
  | "part-as-point"
  | "part-in-yearly-rate"
  | "other-part"
  | "no-part"
  | "parts-missing"
  | "not-in-order"
  | "not-positive"
  | "divided-by-zero"
  | "growth-without-period"
  | "growth-with-points"
  | "no-whole"
  | "driver-circle"
  | "outside-range"
  | "only-remainder"
  | "two-remainders"
  | "remainder-overlaps"
  | "outside-whole"
  | "other-scenario"
  | "two-unstated";

/** What is wrong with a report file, and where. */
export interface ReportFault {
  /** JSON pointer of the place: `/figures/3/unit`; empty for the file as a whole. */
  readonly path: string;
  readonly code: FaultCode;
  /** What the message names: an id, a bound, what is expected. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** What isn't there, with the nearest of what is. */
export function missingFault(path: string, code: FaultCode, id: string, known: Iterable<string>): ReportFault {
  const nearest = nearestOf(id, known);
  return fault(path, code, nearest === null ? { id } : { id, nearest });
}

export function fault(path: string, code: FaultCode, params: ReportFault["params"] = {}): ReportFault {
  return { path, code, params };
}

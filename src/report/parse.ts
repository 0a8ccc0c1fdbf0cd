import type { Report } from "./types";

/** What is wrong with a report file, and where. */
export interface ReportFault {
  /** Where, as a JSON pointer: `/figures/3/unit`. */
  readonly path: string;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export type Parsed = { readonly report: Report } | { readonly faults: readonly ReportFault[] };

/** Reads a report file. */
export function parseReport(input: unknown): Parsed {
  return { report: (typeof input === "string" ? JSON.parse(input) : input) as Report };
}

import { readStated } from "./dated";
import { fault, type ReportFault } from "./faults";
import { isPart } from "./periods";
import { referenceFaults } from "./references";
import { faultLimit, reportSchema, schemaFaults } from "./schema";
import { upToDate } from "./migrate";
import type { Report } from "./types";

export type Parsed = { readonly report: Report } | { readonly faults: readonly ReportFault[] };

/** A report of the largest allowed size is smaller than this. */
const sizeLimit = 20_000_000;

/** The version of the report format, as the schema has it: read from there, it would put the schema into every bundle. */
export const schemaVersion = "2.0";

/**
 * Reads a report: a file's text, or data that came from one. Gives the report, or everything that is wrong with it by
 * place and reason; never throws, whatever it is given. `most`: how many faults it counts at most.
 */
export function parseReport(input: unknown, { most = faultLimit } = {}): Parsed {
  const text = typeof input === "string" ? input : written(input);
  if (text !== null && text.length > sizeLimit) return { faults: [fault("", "too-large", { limit: sizeLimit })] };
  const data = text === null ? undefined : read(text);
  if (data === undefined) return { faults: [fault("", "not-json")] };
  const current = isEntry(data) ? upToDate(data) : data;
  const found = faultsOf(current, most);
  if (found.length === 0) return { report: current as Report };
  if (found.length <= most) return { faults: found };
  return { faults: [...found.slice(0, most), fault("", "more-faults", { count: most })] };
}

const isEntry = (data: unknown): data is Readonly<Record<string, unknown>> =>
  typeof data === "object" && data !== null && !Array.isArray(data);

function faultsOf(data: unknown, most: number): readonly ReportFault[] {
  const version = otherSchema(data);
  if (version) return [version];
  const faults = schemaFaults(data, reportSchema, "", most);
  return faults.length > 0 ? faults.map((one) => periodFault(data, one)) : referenceFaults(data as Report);
}

/** A period that is no such text, with how it is written. */
function periodFault(data: unknown, { path, code, params }: ReportFault): ReportFault {
  const [, at] = /^\/figures\/(\d+)\/year$/.exec(path) ?? [];
  if (at === undefined || code !== "bad-form") return { path, code, params };
  const text = (data as Report).figures[Number(at)]!.year as string;
  const period = readStated(text);
  const meant = isPart(period) && period !== text;
  return fault(path, "bad-period", { text: text.slice(0, 20), ...(meant && { nearest: period }) });
}

/** A file in another version of the format differs in many places: the version alone says what to do. */
function otherSchema(data: unknown): ReportFault | null {
  const found = (data as { readonly schema?: unknown } | null)?.schema;
  if (typeof found !== "string" || found === schemaVersion) return null;
  return fault("/schema", "other-schema", { found: found.slice(0, 20), known: schemaVersion });
}

/** Data as a file would hold it: own properties only, no functions, no cycles. */
function written(input: unknown): string | null {
  try {
    return JSON.stringify(input) ?? null;
  } catch {
    return null;
  }
}

function read(text: string): unknown {
  try {
    // A file saved by a Windows editor may begin with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

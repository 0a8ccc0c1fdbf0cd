import type { Report, Text } from "../../../report/types";
import type { Workbook } from "../../../workbook";

export interface FileFault {
  /** Within the file; null for the whole of it. */
  readonly place: string | null;
  readonly text: string;
}

export type ReadReport =
  | { readonly report: Report }
  /** `more`: said where the reader stopped counting. */
  | { readonly faults: readonly FileFault[]; readonly more: string | null };

/** What a file of a report is told by when it is chosen. */
export const REPORT_FILES = ".json,application/json,.zip,application/zip";

/** Beyond this a file is too large in any script, and isn't read to its end only to say so. */
const MOST_BYTES = 16_000_000;

const REFUSED: Readonly<Record<"not-a-package" | "too-large", Text>> = {
  "not-a-package": {
    en: "The zip holds no Data Package: datapackage.json is missing.",
    zh: "该 zip 不是 Data Package：缺少 datapackage.json。",
  },
  "too-large": { en: "What is in the zip is too large for a report.", zh: "该 zip 的内容过大，不可能是报告。" },
};

const isZip = ([first, second]: Uint8Array): boolean => first === 0x50 && second === 0x4b;

/** A report as JSON or as a Data Package, told apart by what they begin with; or what is wrong with it. */
export async function readReportFile(file: Blob, workbook: Workbook, language: keyof Text): Promise<ReadReport> {
  const bytes = new Uint8Array(await file.slice(0, MOST_BYTES).arrayBuffer());
  if (isZip(bytes)) {
    const { readPackage } = await import(/* webpackChunkName: "report-file" */ "../../../report/packages");
    const read = readPackage(bytes);
    if ("refused" in read) return { faults: [{ place: null, text: REFUSED[read.refused][language] }], more: null };
    if (read.report) return { report: read.report };
    const faults = read.faults.map(({ table, row, column, text }) => ({
      place: [table, row === null ? null : row + 1, column].filter((part) => part !== null).join(" / "),
      text: text[language],
    }));
    return { faults, more: null };
  }
  const parsed = await workbook.readReport(new TextDecoder().decode(bytes));
  if ("report" in parsed) return parsed;
  // Words for faults come with the reader that found them.
  const { faultText } = await import(/* webpackChunkName: "report-file" */ "../../../report/messages");
  const more = parsed.faults.find(({ code }) => code === "more-faults");
  const faults = parsed.faults
    .filter((fault) => fault !== more)
    .map((fault) => ({ place: fault.path || null, text: faultText(fault, language) }));
  return { faults, more: more ? faultText(more, language) : null };
}

/** What a text or a number says about a year. */
export type YearReading =
  /** `fiscal`: by the workbook's year end, which may be another than the report's. */
  | { readonly year: number; readonly fiscal?: boolean }
  /** Something else about time, which `periods/reading.ts` reads. */
  | { readonly not: "given" | "a-date" | "whole" | "a-year" | "only-a-year" };

const FIRST = 1000;
const LAST = 9999;
/** Excel's serial number of 9999-12-31, its last date. */
const LAST_DATE = 2_958_465;

/** 2027, 2027E, 2027F, 2027A, FY2027, 2027年, 2027年E; two digits only after FY. */
const header = /^(FY\s*)?(\d{4})\s*年?\s*[AEF]?$|^FY\s*(\d{2})\s*年?\s*[AEF]?$/i;
const numeral = /^[+-]?\d+(?:\.\d*)?$/;
/** CY2027, FY2026/27, 2027Q3, 2027H1. */
const period = /^[FC]Y\s*\d|^\d{4}.*[QH季半]/is;

export function isYear(value: number): boolean {
  return Number.isInteger(value) && value >= FIRST && value <= LAST;
}

export function readYear(value: unknown): YearReading {
  if (typeof value === "number") return readNumber(value);
  if (typeof value !== "string") return { not: "a-year" };
  const text = value.normalize("NFKC").trim();
  const [, fiscal, full, short] = header.exec(text) ?? [];
  if (full) return { ...readNumber(Number(full)), fiscal: fiscal !== undefined };
  if (short) return { year: 2000 + Number(short), fiscal: true };
  if (period.test(text)) return { not: "only-a-year" };
  return numeral.test(text) ? readNumber(Number(text)) : { not: "a-year" };
}

function readNumber(value: number): YearReading {
  if (isYear(value)) return { year: value };
  // There is no year 0: some hosts hand a blank cell over as 0.
  if (value === 0) return { not: "given" };
  if (value > LAST && value < LAST_DATE + 1) return { not: "a-date" };
  return { not: value >= FIRST && value < LAST ? "whole" : "a-year" };
}

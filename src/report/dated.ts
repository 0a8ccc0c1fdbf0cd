/** Reads what people write of a year, or of a half or a quarter of one. */
import type { Period } from "./types";

/** A year by its last, of a kind of years, and which half or quarter of it. */
export interface Dated {
  readonly year: number;
  /** `FY`: fiscal years; `CY`: of the calendar; else the report's own. */
  readonly kind: "FY" | "CY" | "";
  readonly part: "" | "H1" | "H2" | "Q1" | "Q2" | "Q3" | "Q4";
}

const written =
  /^(FY|CY)?\s*(\d{4}|(?<=FY\s*)\d{2})(?:\s*[/–-]\s*(\d{2}|\d{4}))?\s*年?\s*(?:([QH])\s*([1-4])|第?([一二三四1-4])季度?|([上下])半年)?\s*[AEF]?$/;

const digits = "一二三四";

const plain = (text: string): string => text.normalize("NFKC").trim().toUpperCase();

/** 2027E, FY2027, FY2026/27, CY2027, 2027Q3, FY2027 H1, 2027年第三季度; null where a text says no such thing. */
export function readDated(text: string): Dated | null {
  const [, kind = "", first, last, letter, number, quarter, half] = written.exec(plain(text)) ?? [];
  if (first === undefined) return null;
  const from = first.length === 2 ? 2000 + Number(first) : Number(first);
  // Of two years written together the second is the one after the first, and means fiscal years alone.
  if (last !== undefined && (kind !== "FY" || Number(last) !== (last.length === 2 ? (from + 1) % 100 : from + 1)))
    return null;
  const year = last === undefined ? from : from + 1;
  const part = partOf(letter, number, quarter, half);
  return part === null || year < 1000 ? null : { kind: kind as Dated["kind"], year, part };
}

function partOf(letter?: string, number?: string, quarter?: string, half?: string): Dated["part"] | null {
  if (half) return half === "上" ? "H1" : "H2";
  if (quarter) return `Q${digits.includes(quarter) ? digits.indexOf(quarter) + 1 : quarter}` as Dated["part"];
  if (!letter) return "";
  return letter === "H" && Number(number) > 2 ? null : ((letter + number!) as Dated["part"]);
}

const year = "\\d{4}\\s*年?\\s*[AEF]?";
const years = new RegExp(`^(${year})\\s*(?:TO|–|—|-|~|/|至|到)\\s*(${year})$`);

const part = "([QHS][1-4]|[1-4][QH])";
const partFirst = new RegExp(`^${part}[\\s'’/,-]*((?:[FC]Y)?)\\s*(\\d{2}|\\d{4})\\s*([AEF]?)$`);
const partLast = new RegExp(`^((?:[FC]Y\\s*)?\\d{4}|FY\\s*\\d{2})\\s*年?\\s*[-/:.]?\\s*${part}\\s*([AEF]?)$`);

/** Parts of years as tables write them for people, Q3 2027, 3Q27E, 1H FY27, and statistics for programs, 2027-Q3, 2027-S1. */
function rearranged(text: string): string {
  const plain = (part: string) => part.replace("S", "H").replace(/(\d)(\D)/, "$2$1");
  return text
    .replace(partFirst, (_, part: string, kind: string, year: string, mark: string) =>
      [kind, year.padStart(4, "20"), plain(part), mark].join(""),
    )
    .replace(partLast, (_, year: string, part: string, mark: string) => year + plain(part) + mark);
}

/** Whether a period is said to be of fiscal years. */
export const isFiscal = (text: string): boolean => /(?<![A-Z])FY/.test(plain(text));

/** A report's period as its tables write it; null where it is none. */
export function readStated(text: string): Exclude<Period, null> | null {
  const own = plain(text);
  const dated = readDated(rearranged(own));
  if (dated) {
    const { kind, year, part } = dated;
    // Of another kind of years than the report's own.
    if (kind === "CY") return null;
    return part === "" ? year : `${year}${part}`;
  }
  const [, from, to] = years.exec(own) ?? [];
  return from === undefined ? null : [parseInt(from), parseInt(to!)];
}

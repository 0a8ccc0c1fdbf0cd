/** Reads what people write of a time that isn't a plain year: FY2027, FY2026/27, CY2027, 2027Q3, FY2027 H1, 2027年第三季度. */
import { periodOf, type Dated } from "../../model/periods/periods";
import type { Model, When } from "../../model";

const written =
  /^(FY|CY)?\s*(\d{4}|(?<=FY\s*)\d{2})(?:\s*[/–-]\s*(\d{2}|\d{4}))?\s*年?\s*(?:([QH])\s*([1-4])|第?([一二三四1-4])季度?|([上下])半年)?\s*[AEF]?$/;

const digits = "一二三四";

/** Null where it says no such thing. */
export function readPeriod(text: string, model: Model): When | null {
  const [, kind = "", first, last, letter, number, quarter, half] =
    written.exec(text.normalize("NFKC").trim().toUpperCase()) ?? [];
  if (first === undefined) return null;
  const from = first.length === 2 ? 2000 + Number(first) : Number(first);
  // Of two years written together the second is the one after the first, and means fiscal years alone.
  if (last !== undefined && (kind !== "FY" || Number(last) !== (last.length === 2 ? (from + 1) % 100 : from + 1)))
    return null;
  const year = last === undefined ? from : from + 1;
  const part = partOf(letter, number, quarter, half);
  return part === null || year < 1000 ? null : periodOf(model, { kind: kind as Dated["kind"], year, part });
}

function partOf(letter?: string, number?: string, quarter?: string, half?: string): Dated["part"] | null {
  if (half) return half === "上" ? "H1" : "H2";
  if (quarter) return `Q${digits.includes(quarter) ? digits.indexOf(quarter) + 1 : quarter}` as Dated["part"];
  if (!letter) return "";
  return letter === "H" && Number(number) > 2 ? null : ((letter + number!) as Dated["part"]);
}

import { NUM, type Given, type NativeTarget } from "../../native";
import { nativeSegment } from "./segments.native";

/** Growth between two years. */
export function nativeRate(
  target: NativeTarget,
  [from, to]: readonly [string, string],
  scenario: Given,
  segment: Given,
  years: string | null,
): string {
  const sizeAt = (year: string): string => {
    const size = target.value("SIZE", [scenario], year);
    if (segment.is === "omitted") return size;
    return target.unlessBlank(segment, nativeSegment(target, segment, year, scenario), size);
  };
  const [start, end] = [sizeAt(from), sizeAt(to)];
  // From or to less than nothing there is no growth rate: a root of it is none, though one of a ratio of two such sizes is.
  const [root, power] = target.hasNegative
    ? [(size: string) => `SQRT(${size})`, 2]
    : [(size: string) => `(${size})`, 1];
  const ratio = `(${root(end)}/${root(start)})`;
  const exponent = years === null ? String(power) : `(${power}/(${years}))`;
  const rate = `${exponent === "1" ? ratio : `${ratio}^${exponent}`}-1`;
  // Nor is there one in no time.
  return years === null || (isNumber(from) && isNumber(to) && from !== to) ? rate : `IF(${from}=${to},${NUM},${rate})`;
}

const isNumber = (text: string): boolean => /^\d+$/.test(text);

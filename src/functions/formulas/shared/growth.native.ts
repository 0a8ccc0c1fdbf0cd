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
  const ratio = `((${end})/(${start}))`;
  const rate = years === null ? `${ratio}-1` : `${ratio}^(1/(${years}))-1`;
  // From or to less than nothing there is no growth rate, though a ratio of two such sizes has a root; nor is there in no time.
  const none = [
    ...(target.hasNegative ? [`MIN(${start},${end})<0`] : []),
    ...(years === null || (isNumber(from) && isNumber(to) && from !== to) ? [] : [`${from}=${to}`]),
  ];
  return none.reduce((otherwise, undefinedIf) => `IF(${undefinedIf},${NUM},${otherwise})`, rate);
}

const isNumber = (text: string): boolean => /^\d+$/.test(text);

/** Growth between two years: what it rests on, and how it is written without the add-in. */
import { isFault, type Derivation, type Fault, type Result, type ScenarioView } from "../../../model";
import type { Segment } from "../../../report/types";
import type { Explained } from "../../formula";
import { NUM, type Given, type NativeTarget } from "../../native";
import { nativeSegment } from "./segments";
import type { Setting } from "../../setting";

/** With the sizes in both years. */
export function explainedRate(
  { main }: Setting,
  rate: Result,
  years: readonly [number, number],
  scenario: ScenarioView | null,
  segment: Segment | null,
): Explained | Fault {
  if (isFault(rate)) return rate;
  const sizes = years.map((year) =>
    segment ? main.explainSegment(segment, year, scenario) : main.explainSize(scenario ?? main.chosen, year),
  );
  return { value: rate, derivations: sizes.filter((size): size is Derivation => !isFault(size)) };
}

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

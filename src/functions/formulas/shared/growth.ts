/** Growth between two years: what it rests on. */
import { isFault, type Derivation, type Fault, type Result, type ScenarioView } from "../../../model";
import type { Segment } from "../../../report/types";
import type { Explained } from "../../formula";
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

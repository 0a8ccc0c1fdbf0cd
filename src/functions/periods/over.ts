/** Values over a period, as the formulas for years give them. */
import {
  isFault,
  type Derivation,
  type Fault,
  type Period,
  type Result,
  type ScenarioView,
  type When,
} from "../../model";
import { isFlowOf, over, rateBetween, weightsOf } from "../../model/periods/periods";
import type { Segment } from "../../report/types";
import type { Explained } from "../formula";
import { Refusal } from "../outcome";
import type { Setting } from "../setting";

export { isFlow, isFlowOf, over, shareOver } from "../../model/periods/periods";

/** The same of a value in the money that is asked for, each year's at its own rate. */
export function explainedOver(
  period: Period,
  flow: boolean,
  at: (year: number) => Explained | Fault | Refusal,
): Explained | Fault | Refusal {
  const years: Explained[] = [];
  const weights = weightsOf(period, flow);
  for (const { year } of weights) {
    const one = at(year);
    if (!("value" in one)) return one;
    years.push(one);
  }
  const value = years.reduce((sum, { value }, index) => sum + (value as number) * weights[index]!.weight, 0);
  let place = 0;
  const derivation = over(period, flow, () => years[place++]!.derivations[0]!);
  return isFault(derivation) ? derivation : { value, derivations: [derivation] };
}

/** Growth a year between two years, fiscal ones or others, with the sizes in both. */
export function rateOver(
  { main }: Setting,
  years: readonly [When, When],
  scenario: ScenarioView | null,
  segment: Segment | null,
): Explained | Fault {
  const flow = segment === null || isFlowOf(main, segment);
  const sizeAt = (year: number): Result<Derivation> =>
    segment ? main.explainSegment(segment, year, scenario) : main.explainSize(scenario ?? main.chosen, year);
  const sizes: Derivation[] = [];
  for (const when of years) {
    const size = typeof when === "number" ? sizeAt(when) : over(when, flow, sizeAt);
    if (isFault(size)) return size;
    sizes.push(size);
  }
  const rate = rateBetween(main, years, [sizes[0]!.value, sizes[1]!.value]);
  return isFault(rate) ? rate : { value: rate, derivations: sizes };
}

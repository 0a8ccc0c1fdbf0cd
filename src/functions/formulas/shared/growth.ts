/** Growth rates with what they rest on. */
import { isFault, type Derivation, type Fault, type ScenarioView, type When } from "../../../model";
import type { Segment } from "../../../report/types";
import { analyses } from "../../analyses";
import type { Explained } from "../../formula";
import type { Setting } from "../../setting";

/** With the sizes in both years. */
export function rateBetween(
  setting: Setting,
  from: When,
  to: When,
  scenario: ScenarioView | null,
  segment: Segment | null,
): Explained | Fault {
  const { main } = setting;
  if (typeof from !== "number" || typeof to !== "number")
    return analyses().rateOver(setting, [from, to], scenario, segment);
  const rate = main.cagr(from, to, scenario, segment);
  if (isFault(rate)) return rate;
  const sizes = [from, to].map((year) =>
    segment ? main.explainSegment(segment, year, scenario) : main.explainSize(scenario ?? main.chosen, year),
  );
  return { value: rate, derivations: sizes as Derivation[] };
}

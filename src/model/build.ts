import type { Report } from "../report/types";
import { bottomUpSize, planOf, type Adjustments } from "./bottom-up";
import { finite } from "./faults";
import { isBottomUp } from "./scenarios";
import type { BuildInputs, Result } from "./types";

/**
 * Bottom-up size, in the report's unit, of the caller's own numbers: one for each factor of the report's first bottom-up
 * scenario, in its order and in that driver's unit, percentages as fractions; the compliance cost in the price's unit.
 */
export function buildFrom(report: Report, values: readonly number[], adjustments: Adjustments): Result {
  const scenario = report.scenarios.find(isBottomUp);
  if (scenario?.factors.length !== values.length) return { fault: "nothing", what: "drivers" };
  return finite(bottomUpSize(planOf(report, scenario), values, adjustments));
}

/** The same for a report whose bottom-up model has the four drivers that the formula names. */
export function build(report: Report, inputs: BuildInputs): Result {
  const { parc, connectedRate, cloudPenetration, arpu, ...adjustments } = inputs;
  return buildFrom(report, [parc, connectedRate, cloudPenetration, arpu], adjustments);
}

/** The bottom-up model with other numbers in it. */
import type { Report } from "../../report/types";
import { finite } from "../faults";
import { isBottomUp } from "../scenarios/scenarios";
import type { Adjustments, BuildInputs, Result } from "../types";
import { bottomUpSize, planOf, type Plan } from "./bottom-up";

/** The bottom-up model in one year, with every number that it takes. */
export interface Build {
  readonly plan: Plan;
  readonly values: readonly number[];
  /** The highest that each driver can be. */
  readonly highest: readonly number[];
  readonly adjustments: Adjustments;
}

export function sizeOf({ plan, adjustments }: Build, values: readonly number[]): number {
  return bottomUpSize(plan, values, adjustments);
}

export function replaced(values: readonly number[], index: number, value: number): readonly number[] {
  return values.map((kept, position) => (position === index ? value : kept));
}

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

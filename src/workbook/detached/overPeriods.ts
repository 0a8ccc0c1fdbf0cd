/** Values over spans of time as native formulas over those of the years in them, so that they follow drivers as those do. */
import { analyses } from "../../functions/analyses";
import type { Model, Period, ScenarioView } from "../../model";
import { isBuilt } from "../../report/kinds";
import type { Driver, Segment, Series, Whole } from "../../report/types";
import type { Place } from "./valueTables";

/** Null where what stands there is a value. */
export type OverPeriods = (formula: string, places: readonly Place[], period: Period) => string | null;

/** `valueAt`: the cell of a formula's table, by the ids of its row. */
export function overPeriods(
  model: Model,
  valueAt: (formula: string, ids: readonly string[], year: number) => string,
): OverPeriods {
  const weighted = (weights: Period["flows"], at: (year: number) => string): string =>
    weights.map(({ year, weight }) => times(at(year), weight)).join("+");

  return (formula, places, period) => {
    const ids = places.map(({ id }) => id);
    const at = (year: number): string => valueAt(formula, ids, year);
    const { isFlow } = analyses();
    const last = places.at(-1)!.value;
    switch (formula) {
      case "SIZE":
        return weighted(period.flows, at);
      case "DRIVER":
      case "SERIES":
        return weighted(isFlow(last as Driver | Series) ? period.flows : period.levels, at);
      case "SHARE":
        return share(places[0]!.value as ScenarioView, last as Segment, period, at);
      default:
        return null;
    }
  };

  /** What the segment's sizes are of the whole's; of nothing every year is alike, of what isn't known each as long as it lasts. */
  function share(scenario: ScenarioView, segment: Segment, period: Period, at: (year: number) => string): string {
    const weights = analyses().isFlowOf(model, segment) ? period.flows : period.levels;
    if (weights.length === 1) return at(weights[0]!.year);
    const sizeIn = (year: number): string => wholeAt(scenario, model.wholeOf(segment), year);
    const total = weighted(weights, sizeIn);
    const parts = weighted(weights, (year) => `${sizeIn(year)}*${at(year)}`);
    const mean = `(${weights.map(({ year }) => at(year)).join("+")})/${weights.length}`;
    const lengths = weights.reduce((sum, { weight }) => sum + weight, 0);
    const lasting = weights.map(({ year, weight }) => ({ year, weight: weight / lengths }));
    return `IFERROR(IF(${total}>0,(${parts})/(${total}),${mean}),${weighted(lasting, at)})`;
  }

  function wholeAt(scenario: ScenarioView, whole: Whole, year: number): string {
    if ("scenario" in whole) return valueAt("SIZE", [scenario.id], year);
    if ("segment" in whole) {
      const parent = model.segments.find(({ id }) => id === whole.segment)!;
      return `${wholeAt(scenario, model.wholeOf(parent), year)}*${valueAt("SHARE", [scenario.id, parent.id], year)}`;
    }
    return valueAt("DRIVER", [driversOf(scenario).id, whole.driver], year);
  }

  /** The scenario whose drivers a scenario's parts are of. */
  function driversOf(scenario: ScenarioView): ScenarioView {
    const built = model.scenarios.filter(({ source }) => isBuilt(source));
    return [scenario, model.chosen].find((one) => built.includes(one)) ?? built[0]!;
  }
}

const times = (text: string, weight: number): string => (weight === 1 ? text : `${text}*${weight}`);

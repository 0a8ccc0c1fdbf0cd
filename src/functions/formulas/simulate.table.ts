import { isFault, type Fault, type Money, type ScenarioView } from "../../model";
import type { Outcome, Table } from "../outcome";
import type { Setting } from "../setting";
import { headers } from "./shared/headers";
import { say } from "./shared/values";

export function simulateTable(
  setting: Setting,
  year: number,
  scenario: ScenarioView | null,
  trials: number,
  seed: number,
  money: Money,
): Table | Fault {
  const { main: model } = setting;
  const simulation = model.simulate(year, scenario, trials, seed);
  if (isFault(simulation)) return simulation;
  const factor = money.factor(year);
  if (isFault(factor)) return factor;
  const percentiles = simulation.percentiles.map(([percentile, value]): Outcome[] => [
    `P${percentile}`,
    value * factor,
  ]);
  return [
    [say(headers.statistic, setting), say(headers.size, setting)],
    ...percentiles,
    [say(headers.mean, setting), simulation.mean * factor],
    [say(headers.deviation, setting), simulation.deviation * factor],
  ];
}

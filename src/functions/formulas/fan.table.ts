import { isFault, TRIALS, type Fault, type Money, type ScenarioView } from "../../model";
import type { Outcome, Table } from "../outcome";
import type { Setting } from "../setting";
import { headers } from "./shared/headers";
import { say } from "./shared/values";

const PERCENTILES = [10, 25, 50, 75, 90];

export function fanTable(
  setting: Setting,
  one: number,
  other: number,
  scenario: ScenarioView | null,
  trials: number,
  seed: number,
  money: Money,
): Table | Fault {
  for (const year of [one, other]) {
    const end = setting.main.simulate(year, scenario, TRIALS.least, seed);
    if (isFault(end)) return end;
  }
  const rows: Outcome[][] = [[say(headers.year, setting), ...PERCENTILES.map((percentile) => `P${percentile}`)]];
  for (let year = Math.min(one, other); year <= Math.max(one, other); year++) {
    const found = setting.main.simulate(year, scenario, trials, seed);
    if (isFault(found)) return found;
    const factor = money.factor(year);
    if (isFault(factor)) return factor;
    const shown = found.percentiles.filter(([percentile]) => PERCENTILES.includes(percentile));
    rows.push([year, ...shown.map(([, value]) => value * factor)]);
  }
  return rows;
}

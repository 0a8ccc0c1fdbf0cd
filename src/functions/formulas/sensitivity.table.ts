import { isFault, SPREAD, type Fault, type Money, type ScenarioView } from "../../model";
import type { Outcome, Table } from "../outcome";
import type { Setting } from "../setting";
import { headers } from "./shared/headers";
import { say } from "./shared/values";

/** Like bases, the same in every language. */
const USUAL = `± ${SPREAD * 100} %`;

export function sensitivityTable(
  setting: Setting,
  year: number,
  scenario: ScenarioView | null,
  swing: number | null,
  money: Money,
): Table | Fault {
  const { main: model } = setting;
  const swings = model.sensitivity(year, scenario, swing);
  if (isFault(swings)) return swings;
  const factor = money.factor(year);
  if (isFault(factor)) return factor;
  const own = swing === null ? [headers.over] : [];
  const head = [headers.driver, headers.low, headers.base, headers.high, headers.range, ...own].map((title) =>
    say(title, setting),
  );
  const rows = swings.map(({ name, low, base, high, origin }): Outcome[] => {
    const sizes = [low, base, high, Math.abs(high - low)].map((size) => size * factor);
    return [say(name, setting), ...sizes, ...(origin === null ? [] : [origin === "usual" ? USUAL : origin])];
  });
  return [head, ...rows];
}

import { isFault, logarithmicMean, type Bridge, type Fault, type Money, type ScenarioView } from "../../model";
import type { Split, Text } from "../../report/types";
import { Refusal, type Outcome, type Table } from "../outcome";
import type { Setting } from "../setting";
import { headers } from "./shared/headers";
import { say } from "./shared/values";

/** What nothing else adds. */
const rest: Text = { en: "Other", zh: "其他" };
const conversion: Text = { en: "Exchange rates and prices", zh: "汇率与价格" };

/** Of a size's own rounding. */
const CLOSE = 1e-12;

const overlaps = new Refusal("notAvailable", () => ({
  en: "by: its segments overlap, so that what they add doesn't sum to the market's change.",
  zh: "by：各细分相互重叠，其变化之和不等于市场的变化。",
}));

export function bridgeTable(
  setting: Setting,
  from: number,
  to: number,
  by: Split | null,
  scenario: ScenarioView | null,
  money: Money,
): Table | Fault | Refusal {
  const found = by
    ? bySegments(setting, from, to, by, scenario ?? setting.main.chosen)
    : setting.main.bridge(from, to, scenario);
  if (found instanceof Refusal || isFault(found)) return found;
  const factors = [money.factor(from), money.factor(to)] as const;
  const wrong = factors.find(isFault);
  if (wrong) return wrong;
  const [first, last] = factors as readonly [number, number];
  const { start, end, parts } = found;
  const [opening, closing] = [start * first, end * last];
  const factor = weightOf([start, first], [end, last]);
  const rows = parts.map(({ name, change }): [Outcome, number] => [say(name, setting), change * factor]);
  const left = closing - opening - rows.reduce((sum, [, change]) => sum + change, 0);
  if (Math.abs(left) > CLOSE * (Math.abs(opening) + Math.abs(closing)))
    rows.push([say(first === last ? rest : conversion, setting), left]);
  const head = [say(by ? headers.segment : headers.driver, setting), say(headers.size, setting)];
  return [head, [from, opening], ...rows, [to, closing]];
}

/** What a change of size counts for in other money: a product of the size and its rate. */
function weightOf([start, first]: readonly [number, number], [end, last]: readonly [number, number]): number {
  if (first === last) return first;
  return start > 0 && end > 0
    ? logarithmicMean(end * last, start * first) / logarithmicMean(end, start)
    : (first + last) / 2;
}

function bySegments(
  { main }: Setting,
  from: number,
  to: number,
  split: Split,
  scenario: ScenarioView,
): Bridge | Fault | Refusal {
  if (!split.additive) return overlaps;
  const totals = [from, to].map((year) => main.size(scenario, year));
  const parts: { name: Split["name"]; change: number }[] = [];
  const sums = [0, 0];
  let isOfMarket = true;
  for (const segment of split.segments) {
    const sizes = [from, to].map((year) => main.segmentSize(segment, year, scenario));
    const wrong = sizes.find(isFault);
    if (wrong) return wrong;
    const [before, after] = sizes as [number, number];
    sums[0]! += before;
    sums[1]! += after;
    isOfMarket &&= "scenario" in main.wholeOf(segment);
    parts.push({ name: segment.name, change: after - before });
  }
  const wrong = totals.find(isFault);
  if (wrong) return wrong;
  const [start, end] = (isOfMarket ? totals : sums) as [number, number];
  return { start, end, parts };
}

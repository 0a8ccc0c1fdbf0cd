/** What TABLE gives: a row a scenario, a column a year; as values, or as the native formulas that give them. */
import { isFault, type Money, type Result, type ScenarioView } from "../../model";
import { quote, type NativeCell } from "../native";
import { Refusal, type Outcome, type Table } from "../outcome";
import { modelOf, moneyIn } from "../reports";
import type { Setting } from "../setting";
import { headers } from "./shared/headers";
import { inMoney, say } from "./shared/values";

type Chosen = readonly (ScenarioView | Refusal)[] | null | undefined;
type Year = number | null | undefined;

export function sizeTable(setting: Setting, scenarios: Chosen, from: Year, to: Year, money: Money): Table {
  const chosen = scenarios ?? setting.main.scenarios;
  const years = yearsOf(setting, chosen, from, to);
  const rows = chosen.map((one): Outcome[] => {
    if (one instanceof Refusal) return [one, ...years.map(() => one)];
    const model = modelOf(setting, one);
    const its = moneyIn(setting, model, money);
    const sizes = years.map((year) => (isFault(its) ? its : sizeOrBlank(model.size(one, year), its, year)));
    // Two reports may call a scenario the same.
    const name = say(one.name, setting) + (model === setting.main ? "" : ` (${model.report.id})`);
    return [name, ...sizes];
  });
  return [[say(headers.scenario, setting), ...years], ...rows];
}

export function nativeSizes(
  setting: Setting,
  unit: string,
  scenarios: Chosen,
  from: Year,
  to: Year,
): readonly (readonly NativeCell[])[] {
  const chosen = scenarios ?? setting.main.scenarios;
  const years = yearsOf(setting, chosen, from, to);
  const rows = chosen.map((one): NativeCell[] => {
    if (one instanceof Refusal) return [];
    const sizes = years.map((year): NativeCell =>
      isFault(setting.main.size(one, year)) ? "" : ["SIZE", String(year), quote(one.id), unit],
    );
    return [say(one.name, setting), ...sizes];
  });
  return [[say(headers.scenario, setting), ...years], ...rows];
}

function yearsOf(
  { main }: Setting,
  chosen: readonly (ScenarioView | Refusal)[],
  from: Year,
  to: Year,
): readonly number[] {
  const views = chosen.filter((one): one is ScenarioView => !(one instanceof Refusal));
  // All names wrong: their own errors say so, over whatever years were asked for.
  const spans = views.length > 0 ? views : main.scenarios;
  const first = from ?? Math.min(...spans.map((view) => view.from));
  const last = to ?? Math.max(...spans.map((view) => view.to));
  const [start, end] = first <= last ? [first, last] : [last, first];
  return Array.from({ length: end - start + 1 }, (_, index) => start + index);
}

/** Blank where the scenario doesn't cover the year; an empty text, which Excel shows as nothing. */
function sizeOrBlank(size: Result, money: Money, year: number): Outcome {
  return isFault(size) && size.fault === "no-year" ? "" : inMoney(size, money, year);
}

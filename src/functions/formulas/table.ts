import { isFault, type Money, type Result, type ScenarioView } from "../../model";
import { scenario, year } from "../domains";
import { tableFormula } from "../formula";
import { quote, type NativeCell } from "../native";
import { Refusal, type Outcome } from "../outcome";
import { optional, optionalList } from "../parameter";
import type { Setting } from "../setting";
import { headers } from "./shared/headers";
import { orUnit } from "./shared/parameters";
import { inMoney, say } from "./shared/values";

export const table = tableFormula({
  id: "TABLE",
  summary: { en: "Table of market sizes: a row a scenario, a column a year", zh: "市场规模表：每行一个情景，每列一年" },
  parameters: [
    optionalList("scenarios", scenario),
    optional("from", year, () => null),
    optional("to", year, () => null),
    orUnit,
  ],
  evaluate: (setting, scenarios, from, to, money) => {
    const { main } = setting;
    const chosen = scenarios ?? main.scenarios;
    const years = yearsOf(setting, chosen, from, to);
    const rows = chosen.map((one): Outcome[] => {
      if (one instanceof Refusal) return [one, ...years.map(() => one)];
      return [say(one.name, setting), ...years.map((year) => sizeOrBlank(main.size(one, year), money, year))];
    });
    return [[say(headers.scenario, setting), ...years], ...rows];
  },
  unexplained: "table",
  native: {
    is: "cells",
    over: ["SIZE"],
    labels: ["scenarios", "from", "to"],
    cells: (setting, [, , , unit = ""], scenarios, from, to) => {
      const chosen = scenarios ?? setting.main.scenarios;
      const years = yearsOf(setting, chosen, from ?? null, to ?? null);
      const rows = chosen.map((one): NativeCell[] => {
        if (one instanceof Refusal) return [];
        const sizes = years.map((year): NativeCell =>
          isFault(setting.main.size(one, year)) ? "" : ["SIZE", String(year), quote(one.id), unit],
        );
        return [say(one.name, setting), ...sizes];
      });
      return [[say(headers.scenario, setting), ...years], ...rows];
    },
  },
  loadHelp: () => import(/* webpackChunkName: "help" */ "./table.help"),
});

function yearsOf(
  { main }: Setting,
  chosen: readonly (ScenarioView | Refusal)[],
  from: number | null,
  to: number | null,
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

/** What LIST gives: ids with their names, and units where things have them. */
import type { Name, Text } from "../../report/types";
import type { Formula } from "../formula";
import type { Outcome, Table } from "../outcome";
import type { Setting } from "../setting";
import type { ListKind } from "../words";
import { headers } from "./shared/headers";
import { say } from "./shared/values";

interface Entry {
  readonly id: string;
  readonly name: Text;
  /** What its values are in, where it has a unit of its own. */
  readonly unit?: string;
  /** What of the market it covers, where that isn't the whole. Of scenarios alone. */
  readonly scope?: string;
}

export function listTable(setting: Setting, kind: ListKind, formulas: readonly Formula[]): Table {
  const entries = entriesOf(setting, kind, formulas);
  const more = (["unit", "scope"] as const).filter((field) => entries.some((entry) => entry[field] !== undefined));
  const titles = [
    headers.id,
    headers.english,
    headers.chinese,
    ...more.map((field) => ({ unit: headers.unit, scope })[field]),
  ];
  const rows = entries.map(({ name, ...entry }): Outcome[] => [
    entry.id,
    name.en,
    name.zh,
    ...more.map((field) => entry[field]!),
  ]);
  return [titles.map((title) => say(title, setting)), ...rows];
}

const scope: Text = { en: "Scope", zh: "统计口径" };

function entriesOf(setting: Setting, kind: ListKind, formulas: readonly Formula[]): readonly Entry[] {
  const { main, models, prefix } = setting;
  /** As formulas take it. */
  const own = ({ id, name }: Named): Entry => ({ id: prefix + id, name });
  switch (kind) {
    case "scenarios":
      return main.scenarios.map((scenario) => {
        const { scope } = scenario.source;
        return { ...own(scenario), scope: scope ? say(scope, setting) : "" };
      });
    case "splits":
    case "segments":
      return main[kind].map(own);
    case "drivers":
    case "series":
      return main[kind].map((entry) => ({ ...own(entry), unit: entry.unit }));
    case "figures":
      return main.report.figures.map(({ id, metric, unit }) => ({ id: prefix + id, name: metric, unit }));
    case "units":
      return main.units.map(({ id, name }) => ({ id, name }));
    case "reports":
      return [...models.values()].map(({ report: { id, title } }) => ({ id, name: title }));
    case "functions":
      return formulas.map(({ id, summary }) => ({ id: `MARKET.${id}`, name: summary }));
  }
}

interface Named {
  readonly id: string;
  readonly name: Name;
}

/** What LIST gives: ids with their names, and units where things have them. */
import type { Model } from "../../model";
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
}

export function listTable(setting: Setting, kind: ListKind, formulas: readonly Formula[]): Table {
  const entries = entriesOf(setting.main, kind, formulas);
  const withUnit = entries.some(({ unit }) => unit !== undefined);
  const head = [headers.id, headers.english, headers.chinese, ...(withUnit ? [headers.unit] : [])].map((title) =>
    say(title, setting),
  );
  const rows = entries.map(({ id, name, unit }): Outcome[] => [
    id,
    name.en,
    name.zh,
    ...(withUnit ? [unit ?? ""] : []),
  ]);
  return [head, ...rows];
}

function entriesOf(model: Model, kind: ListKind, formulas: readonly Formula[]): readonly Entry[] {
  switch (kind) {
    case "scenarios":
    case "splits":
    case "segments":
      return model[kind].map(named);
    case "drivers":
    case "series":
      return model[kind].map((entry) => ({ ...named(entry), unit: entry.unit }));
    case "figures":
      return model.report.figures.map(({ id, metric, unit }) => ({ id, name: metric, unit }));
    case "units":
      return model.units.map(named);
    case "functions":
      return formulas.map(({ id, summary }) => ({ id: `MARKET.${id}`, name: summary }));
  }
}

const named = ({ id, name }: { readonly id: string; readonly name: Name }): Entry => ({ id, name });

import type { Model } from "../../model";
import type { Name, Text } from "../../report/types";
import { choice } from "../domains";
import { tableFormula, type Formula } from "../formula";
import type { Outcome } from "../outcome";
import { required } from "../parameter";
import { KINDS, type ListKind } from "../words";
import { headers } from "./shared/headers";
import { say } from "./shared/values";

interface Entry {
  readonly id: string;
  readonly name: Text;
  /** What its values are in, where it has a unit of its own. */
  readonly unit?: string;
}

/** `formulas`: all there are, this one included. */
export const listOf = (formulas: () => readonly Formula[]) =>
  tableFormula({
    id: "LIST",
    summary: { en: "Ids and names that formulas take", zh: "公式可用的标识与名称" },
    parameters: [required("kind", choice(KINDS))],
    evaluate: (setting, kind) => {
      const entries = entriesOf(setting.main, kind, formulas());
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
    },
    unexplained: "no-number",
    native: null,
    loadHelp: () => import(/* webpackChunkName: "help" */ "./list.help"),
  });

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

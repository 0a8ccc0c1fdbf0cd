/** What there is to ask for. */
import product from "../../../package.json";
import type { Model } from "../../model";
import type { Name, Text } from "../../report/types";
import { tableFormula, valueFormula, type Formula, type Outcome } from "../formula";
import { choice, required } from "../parameter";
import { headers } from "./headers";
import { say } from "./outcome";

const kinds = ["scenarios", "splits", "segments", "drivers", "series", "figures", "units", "functions"] as const;

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
    parameters: [
      required(choice(kinds), {
        name: "kind",
        summary: { en: `What to list: ${kinds.join(", ")}`, zh: `要列出的种类：${kinds.join("、")}` },
      }),
    ],
    gives: {
      en: "Table: Id, English, Chinese; for drivers, series and figures also their unit",
      zh: "表：标识、英文、中文；驱动因素、数据列与数据另有单位",
    },
    examples: [
      { arguments: ["splits"], gives: [5, 3], note: { en: "A header and four splits", zh: "表头与四种划分" } },
    ],
    evaluate: (model, kind) => {
      const entries = entriesOf(model, kind, formulas());
      const withUnit = entries.some(({ unit }) => unit !== undefined);
      const head = [headers.id, headers.english, headers.chinese, ...(withUnit ? [headers.unit] : [])].map(say);
      const rows = entries.map(({ id, name, unit }): Outcome[] => [
        id,
        name.en,
        name.zh,
        ...(withUnit ? [unit ?? ""] : []),
      ]);
      return [head, ...rows];
    },
  });

function entriesOf(model: Model, kind: (typeof kinds)[number], formulas: readonly Formula[]): readonly Entry[] {
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

export const version = valueFormula({
  id: "VERSION",
  summary: { en: "Version of the product and edition of the report", zh: "产品版本与报告版次" },
  parameters: [],
  gives: { en: "Text: product version, report, edition", zh: "文本：产品版本、报告、版次" },
  examples: [
    {
      arguments: [],
      gives: `Market Model ${product.version}, cn-auto-cloud-2025-2030, 2026.1`,
      note: { en: "To name in a memo", zh: "可用于备注" },
    },
  ],
  evaluate: ({ report }) => `Market Model ${product.version}, ${report.id}, ${report.edition}`,
});

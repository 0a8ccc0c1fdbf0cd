import { documentOf, figurePublisher, quoteOf, sectionName, unitName } from "../../report";
import type { Figure } from "../../report/types";
import { periodText } from "../../report/periods";
import { choice, figure as takesFigure } from "../domains";
import { explainedFormula } from "../formula";
import * as messages from "../messages";
import { tabulated } from "../native";
import { Later, Refusal, type CellValue } from "../outcome";
import { optional, required } from "../parameter";
import type { Setting } from "../setting";
import { FIELDS, type Field } from "../words";

export const figure = explainedFormula({
  id: "FIGURE",
  summary: { en: "One figure of the report", zh: "报告中的一个数据" },
  parameters: [required("figure", takesFigure), optional("field", choice(FIELDS), () => "value" as const)],
  explain: (setting, figure, field) => {
    const derivation = setting.main.explainFigure(figure, field === "low" || field === "high" ? field : "point");
    const value = fieldOf(setting, figure, field, derivation.value);
    if (value instanceof Later) return value;
    if (value !== null) return { value, derivations: [derivation] };
    return new Refusal("notAvailable", () => messages.notStated("field", figure.id, field));
  },
  native: tabulated(["figure"], { columns: "field" }),
  loadHelp: () => import(/* webpackChunkName: "help" */ "./figure.help"),
});

function fieldOf(
  { main: { report }, language }: Setting,
  figure: Figure,
  field: Field,
  number: number,
): CellValue | Later | null {
  switch (field) {
    case "value":
    case "low":
    case "high":
      return number;
    case "year":
      return typeof figure.year === "number" ? figure.year : periodText(figure.year);
    case "unit":
      return unitName(report, figure.unit, language.cells);
    case "section":
      return figure.section && sectionName(figure.section, language.cells);
    case "publisher":
      return figurePublisher(report, figure, language.cells);
    case "document":
      return documentOf(report, figure)?.title[language.cells] ?? null;
    case "page":
      return figure.page ?? null;
    case "quote": {
      const quote = quoteOf(report, figure);
      return quote instanceof Promise ? new Later(quote, () => messages.quotesLoading) : quote;
    }
    case "comparator":
      return figure.comparator;
  }
}

/** What the report itself says, and where a value comes from. */
import { isFault, type Derivation, type Model, type Result, type ScenarioView } from "../../model";
import { publisherName, sectionName, unitName } from "../../report";
import type { Figure } from "../../report/types";
import { valueFormula, type Outcome } from "../formula";
import { textLanguage } from "../language";
import * as messages from "../messages";
import { choice, figure, item, optional, required, scenario, series, year, type Item } from "../parameter";
import { Refusal } from "../refusal";
import { derivationSource, figureSource, periodText } from "../source";
import { theYear } from "./parameters";

export const seriesValue = valueFormula({
  id: "SERIES",
  summary: { en: "A value of one of the report's tables", zh: "报告某一数据列的数值" },
  parameters: [
    required(series, { name: "series", summary: { en: "Series: its id or name", zh: "数据列：标识或名称" } }),
    theYear,
  ],
  gives: {
    en: 'The value in the series\' own unit (=MARKET.LIST("series") shows it), percentages as fractions',
    zh: '数值，以数据列自身单位计（见 =MARKET.LIST("series")），百分比以小数计',
  },
  examples: [{ arguments: ["gross-margin", 2027], gives: 0.418, note: { en: "41.8 %", zh: "41.8 %" } }],
  evaluate: (model, series, year) => model.seriesValue(series, year),
});

const fields = ["value", "low", "high", "comparator", "unit", "year", "publisher", "section"] as const;
type Field = (typeof fields)[number];

export const figureValue = valueFormula({
  id: "FIGURE",
  summary: { en: "One figure of the report", zh: "报告中的一个数据" },
  parameters: [
    required(figure, { name: "figure", summary: { en: "Figure: its id", zh: "数据：标识" } }),
    optional(
      choice(fields),
      {
        name: "field",
        summary: {
          en: `Which part of it: ${fields.join(", ")}; without one, value`,
          zh: `数据的哪一项：${fields.join("、")}；省略时为 value`,
        },
      },
      () => "value" as const,
    ),
  ],
  gives: {
    en: "The figure's value (a range gives its midpoint), in the unit the report states, percentages as fractions; or the field asked for",
    zh: "数据的数值（区间取中点），以报告所述单位计，百分比以小数计；或所选的项",
  },
  examples: [
    { arguments: ["size-2030-applications"], gives: 1800, note: { en: "Its value", zh: "数值" } },
    {
      arguments: ["size-2030-applications", "section"],
      gives: "4.2.1",
      note: { en: "Where it stands", zh: "所在章节" },
    },
  ],
  evaluate: (model, figure, field) =>
    fieldOf(model, figure, field) ?? new Refusal("notAvailable", () => messages.notStated("field", figure.id, field)),
});

function fieldOf(model: Model, figure: Figure, field: Field): Outcome | null {
  switch (field) {
    case "value":
      return model.explainFigure(figure, "point").value;
    case "low":
    case "high":
      return model.explainFigure(figure, field).value;
    case "year":
      return typeof figure.year === "number" ? figure.year : periodText(figure.year);
    case "unit":
      return unitName(model.report, figure.unit, textLanguage());
    case "section":
      return sectionName(figure.section, textLanguage());
    case "publisher":
      return figure.publisher && publisherName(model.report, figure.publisher, textLanguage());
    default:
      return figure[field];
  }
}

const itemParameters = [
  required(item, {
    name: "item",
    summary: {
      en: '"size", or a segment, driver, series or figure',
      zh: "“size”，或细分、驱动因素、数据列、数据",
    },
  }),
  optional(
    year,
    { name: "year", summary: { en: "Year; not needed for a figure", zh: "年份；查询数据时不需要" } },
    () => null,
  ),
  optional(
    scenario,
    {
      name: "scenario",
      summary: { en: "Scenario; without one, as for the item's own formula", zh: "情景；省略时与该项目自身的公式相同" },
    },
    () => null,
  ),
] as const;

/** What `use` makes of an item's derivation; a figure of its own needs no year. */
function about(
  model: Model,
  item: Item,
  year: number | null,
  scenario: ScenarioView | null,
  figure: (figure: Figure) => Outcome,
  derived: (derivation: Derivation) => Outcome,
): Outcome {
  if ("figure" in item) return figure(item.figure);
  if (year === null) return new Refusal("notAvailable", () => messages.noYearGiven("year"));
  const explained: Result<Derivation> = item.explain(model, year, scenario);
  return isFault(explained) ? explained : derived(explained);
}

export const source = valueFormula({
  id: "SOURCE",
  summary: { en: "Where a value comes from, as a text", zh: "数值来源说明" },
  parameters: itemParameters,
  gives: {
    en: "Text: publisher, section, figures with their comparators, and how the value follows from them",
    zh: "文本：发布机构、章节、数据及其比较符，以及数值如何得出",
  },
  examples: [
    {
      arguments: ["size", 2027, "base"],
      gives:
        "section 4.2.1: 480 CNY 100m (2025), >1800 CNY 100m (2030); interpolated between 2025 and 2030 at a constant rate",
      note: { en: "An interpolated size", zh: "插值得出的规模" },
    },
  ],
  evaluate: (model, item, year, scenario) =>
    about(
      model,
      item,
      year,
      scenario,
      (figure) => figureSource(model, figure, textLanguage()),
      (derivation) => derivationSource(model, derivation, textLanguage()),
    ),
});

export const basis = valueFormula({
  id: "BASIS",
  summary: { en: "Where a value comes from, as one word", zh: "数值依据（一个词）" },
  parameters: itemParameters,
  gives: {
    en: "Text, the same in every language: reported, interpolated, derived or overridden",
    zh: "文本，各语言相同：reported（报告值）、interpolated（插值）、derived（推算）或 overridden（改写）",
  },
  examples: [
    { arguments: ["size", 2027, "base"], gives: "interpolated", note: { en: "Between two years", zh: "两个年份之间" } },
    { arguments: ["gross-margin", 2027], gives: "reported", note: { en: "A series", zh: "数据列" } },
  ],
  evaluate: (model, item, year, scenario) =>
    about(
      model,
      item,
      year,
      scenario,
      () => "reported",
      ({ basis }) => basis,
    ),
});

/** The text that SOURCE gives: who states what where, and how the value follows from it. */
import type { Derivation, Model } from "../model";
import type { Figure, Report, Value } from "../report/types";
import { figurePublisher, printedIn, sectionName, unitName } from "../report";
import { periodText } from "../report/periods";
import { listed } from "./fill";
import type { Language } from "./language";

interface Leaves {
  readonly figures: Set<Figure>;
  readonly own: Set<string>;
  readonly defaults: Set<string>;
}

const basisWords = {
  reported: { en: "as reported", zh: "报告原值" },
  interpolated: { en: "interpolated", zh: "插值" },
  derived: { en: "derived", zh: "推算" },
  extrapolated: { en: "extrapolated", zh: "外推" },
  overridden: { en: "overridden in this workbook", zh: "已在本工作簿中改写" },
} as const;

const methodWords = {
  geometric: { en: "at a constant rate", zh: "按固定增长率" },
  linear: { en: "linearly", zh: "按线性变化" },
  logistic: { en: "towards a saturation", zh: "按逻辑斯蒂曲线" },
  step: { en: "unchanged until then", zh: "其间不变" },
} as const;

const beyondWords = {
  last: { en: "growing as in the last year", zh: "按最后一年的增长率" },
  constant: { en: "growth of ", zh: "年增长率 " },
  fade: { en: "growth fading to ", zh: "增长率渐变至 " },
  logistic: { en: "towards ", zh: "趋于 " },
} as const;

const stepWords = {
  ratio: { en: "as a ratio", zh: "由比率得出" },
  product: { en: "as a product", zh: "由乘积得出" },
  complement: { en: "as what the other parts leave", zh: "由其余部分得出" },
  "share-of-total": { en: "as a share of the total", zh: "由总量乘以份额得出" },
  sum: { en: "as a sum", zh: "由加总得出" },
  difference: { en: "as a difference", zh: "由相减得出" },
  conversion: { en: "at the workbook's exchange rates and prices", zh: "按本工作簿的汇率与价格指数换算" },
  built: { en: "from the drivers", zh: "由驱动因素得出" },
} as const;

const between = { en: "; ", zh: "；" } as const;

function leavesOf(derivation: Derivation): Leaves {
  const leaves: Leaves = { figures: new Set(), own: new Set(), defaults: new Set() };
  collect(derivation, leaves);
  return leaves;
}

/** What a value follows from, as the report prints it. */
export const derivationFigures = (derivation: Derivation): readonly Figure[] => [...leavesOf(derivation).figures];

export function derivationSource(model: Model, derivation: Derivation, language: Language): string {
  const leaves = leavesOf(derivation);
  const parts = stated(model, [...leaves.figures], language);
  if (leaves.own.size > 0) parts.push(overrides([...leaves.own], language));
  if (leaves.defaults.size > 0) parts.push(neutral([...leaves.defaults], language));
  return [...parts, how(derivation, language)].join(between[language]);
}

function collect({ step, from }: Derivation, leaves: Leaves): void {
  if (step.kind === "figure") leaves.figures.add(step.figure);
  if (step.kind === "override") leaves.own.add(step.override.key);
  if (step.kind === "default") leaves.defaults.add(step.key);
  for (const part of from) collect(part, leaves);
}

/** One part for each place, which is a publisher, document, page and section, with its figures. */
function stated(model: Model, figures: readonly Figure[], language: Language): string[] {
  const places = new Map<string, string[]>();
  for (const figure of figures) {
    const place = placeOf(model, figure, language);
    places.set(place, [...(places.get(place) ?? []), figureText(model, figure, language)]);
  }
  return [...places].map(([place, texts]) => `${place}${colon[language]}${listed(texts, language)}`);
}

const colon = { en: ": ", zh: "：" } as const;

function placeOf({ report }: Model, figure: Figure, language: Language): string {
  const { section } = figure;
  const parts = [
    figurePublisher(report, figure, language) ?? "",
    ...printedIn(figure, language),
    section === null || section === "abstract"
      ? sectionName(section, language)
      : { en: `section ${section}`, zh: `第 ${section} 节` }[language],
  ].filter((part) => part !== "");
  return parts.length === 0 ? report.title[language] : listed(parts, language);
}

/** Comparator, value, unit and year, as the report states them: `~480 CNY 100m (2025)`, in Chinese `~480 亿元 (2025)`. */
export function figureText(
  { report }: Pick<Model, "report">,
  { comparator, value, unit, year, decimals }: Figure,
  language: Language,
): string {
  const sign = comparator === "=" ? "" : comparator;
  const when = periodText(year);
  return sign + amountText(report, valueText(value, decimals), unit, language) + (when === null ? "" : ` (${when})`);
}

/** A number with its unit. */
export const amountText = (report: Report, number: string, unit: string, language: Language): string =>
  number + (unit === "%" ? "%" : ` ${unitName(report, unit, language)}`);

function valueText(value: Value, decimals: number | undefined): string {
  const text = (one: number) => (decimals === undefined ? String(one) : one.toFixed(decimals));
  return typeof value === "number" ? text(value) : value.map(text).join("–");
}

function overrides(keys: readonly string[], language: Language): string {
  return { en: "this workbook's own ", zh: "本工作簿自设的 " }[language] + listed(keys, language);
}

function neutral(keys: readonly string[], language: Language): string {
  return { en: "neutral defaults for ", zh: "中性默认值：" }[language] + listed(keys, language);
}

function how({ basis, step }: Derivation, language: Language): string {
  const word = basisWords[basis][language];
  switch (step.kind) {
    case "interpolation": {
      const [from, to] = step.years;
      const method = methodWords[step.method][language];
      return { en: `${word} between ${from} and ${to} ${method}`, zh: `${word}：${from} 至 ${to} 年${method}` }[
        language
      ];
    }
    case "period": {
      const parts = step.weights.map(({ year, weight }) => `${Number((weight * 100).toPrecision(4))}% × ${year}`);
      return `${step.period.name} ${word}${colon[language]}${parts.join(" + ")}`;
    }
    case "extrapolation": {
      const { since, method, to } = step;
      const rate = to === null ? "" : method === "logistic" ? String(to) : `${Number((to * 100).toPrecision(12))}%`;
      const how = beyondWords[to === null ? "last" : method][language];
      return { en: `${word} from ${since}: ${how}${rate}`, zh: `${word}（自 ${since} 年）：${how}${rate}` }[language];
    }
    case "held":
      return { en: `${word} as in ${step.year}`, zh: `${word}：同 ${step.year} 年` }[language];
    case "back-cast":
      return { en: `${word}: back-cast from the growth rate`, zh: `${word}：按增长率倒推` }[language];
    case "figure":
    case "override":
    case "default":
      return word;
    default:
      return { en: `${word} ${stepWords[step.kind].en}`, zh: `${word}：${stepWords[step.kind].zh}` }[language];
  }
}

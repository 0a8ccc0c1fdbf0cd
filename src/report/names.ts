/** What the report's publishers, sections and units are called in each language. */
import type { Document, Figure, Report, Text } from "./types";
import { isPercent, spell } from "./units/spelling";

type Language = keyof Text;

const separator = "; ";

/** A figure's publisher in one language: each name of the list translated where the report gives its other name. */
export function publisherName(report: Report, publisher: string, language: Language): string {
  return publisher
    .split(separator)
    .map((name) => report.publishers?.find(({ en, zh }) => en === name || zh === name)?.[language] ?? name)
    .join(separator);
}

/** The document that prints a figure. */
export const documentOf = ({ documents }: Report, { document }: Figure): Document | undefined =>
  document === undefined ? undefined : documents?.find(({ name }) => name === document);

/** Who published a figure, or else the document that prints it; null where nobody is named. */
export function figurePublisher(report: Report, figure: Figure, language: Language): string | null {
  const publisher = figure.publisher ?? documentOf(report, figure)?.publisher;
  return publisher === undefined ? null : publisherName(report, publisher, language);
}

/** The document that prints a figure and its page there, as far as the report says them. */
export const printedIn = ({ document, page }: Figure, language: Language): readonly string[] => [
  ...(document === undefined ? [] : [document]),
  ...(page === undefined ? [] : [isNumbered(page) ? { en: `p. ${page}`, zh: `第 ${page} 页` }[language] : page]),
];

/** A page by its number, not by what is on it: `Table 2.3, Total` of a document without pages. */
const isNumbered = (page: string): boolean => !/\s/.test(page);

/** A section by itself, as in a column of its own: its number, or the abstract; empty where there is none. */
export const sectionName = (section: string | null, language: Language): string =>
  section === "abstract" ? { en: "abstract", zh: "摘要" }[language] : (section ?? "");

const chineseCurrencies: Readonly<Record<string, string>> = {
  CNY: "元",
  USD: "美元",
  EUR: "欧元",
  JPY: "日元",
  GBP: "英镑",
  HKD: "港元",
};

/** Words that are no report's own: spans of time and lengths. What else units count, the report names. */
const chineseMeasures: Readonly<Record<string, string>> = {
  year: "年",
  month: "月",
  week: "周",
  day: "日",
  hour: "小时",
  second: "秒",
  km: "公里",
  index: "指数",
};

const chineseCents: Readonly<Record<string, string>> = { USD: "美分", EUR: "欧分" };

const chineseScales: ReadonlyMap<number, string> = new Map([
  [1, ""],
  [1e3, "千"],
  [1e4, "万"],
  [1e5, "十万"],
  [1e6, "百万"],
  [1e7, "千万"],
  [1e8, "亿"],
  [1e9, "十亿"],
  [1e10, "百亿"],
  [1e11, "千亿"],
  [1e12, "万亿"],
  [1e13, "十万亿"],
  [1e14, "百万亿"],
]);

/** A unit as a reader reads it: `CNY 100m` → `亿元`, `10k vehicles` → `万辆`. English readers have the file's own. */
export function unitName({ nouns = [] }: Pick<Report, "nouns">, unit: string, language: Language): string {
  const [, quote, base] = /^([A-Z]{3}) for 1 ([A-Z]{3})$/.exec(unit) ?? [];
  if (quote !== undefined && base !== undefined) {
    return language === "en" ? unit : `${chineseCurrencies[quote] ?? quote}/1${chineseCurrencies[base] ?? base}`;
  }
  const spelling = language === "zh" && !isPercent(unit) ? spell(unit) : null;
  if (!spelling) return unit;
  const cents = spelling.times === 0.01 ? chineseCents[spelling.counted] : undefined;
  if (spelling.times === 0.01 && cents === undefined) return unit;
  const words = [cents ?? spelling.counted, ...spelling.per].map(
    (word) => chineseCurrencies[word] ?? chineseMeasures[word] ?? nouns.find(({ en }) => en === word)?.zh ?? word,
  );
  return (chineseScales.get(spelling.times) ?? "") + words.join("/");
}

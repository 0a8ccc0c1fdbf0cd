/** Whether a report's quotes stand in the text that it was made from. */
import type { Language } from "../../src/functions/language";
import { loadQuotes, quoteOf, type Report } from "../../src/report";
import { textIndex } from "../../src/report/evidence/quotes";

export interface Found {
  readonly holds: boolean;
  readonly lines: readonly string[];
}

/** Every quote that isn't in the text, and how many are. */
export async function findQuotes(report: Report, text: string, language: Language): Promise<Found> {
  await loadQuotes();
  const find = textIndex(text);
  const quotes = report.figures.flatMap((figure) => {
    const quote = quoteOf(report, figure);
    return typeof quote === "string" ? [{ id: figure.id, quote }] : [];
  });
  const lost = quotes.filter(({ quote }) => find(quote) === null);
  const [all, without] = [quotes.length, report.figures.length - quotes.length];
  const summary = {
    en: `${all - lost.length} of ${all} quotes found; ${without} figures have none`,
    zh: `${all} 条引文中找到 ${all - lost.length} 条；${without} 个数据没有引文`,
  };
  const missing = { en: "not in the text", zh: "文中没有" };
  return {
    holds: lost.length === 0,
    lines: [...lost.map(({ id, quote }) => `${id}: ${missing[language]}: ${quote}`), summary[language]],
  };
}

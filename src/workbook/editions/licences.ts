/** What a report's licences say of passing copies on. */
import type { Licence, Report, Text } from "../../report/types";

/** Those that don't allow it as far as is known: the report's own, and its documents'. */
const restricting = ({ licence, documents = [] }: Report): readonly Licence[] =>
  [licence, ...documents.map((document) => document.licence)].filter(
    (one): one is Licence => one !== undefined && one.redistribution !== "yes",
  );

/** The word about it for whoever is about to share a workbook or a file; null where copies may be passed on. */
export function restrictionOf(reports: readonly Report[]): Text | null {
  const texts = reports.flatMap(restricting).map(({ text }) => text);
  if (texts.length === 0) return null;
  const joined = (language: keyof Text, between: string): string =>
    [...new Set(texts.map((text) => text[language]))].join(between);
  return {
    en: `The report's licence doesn't allow passing copies on, as far as is known: ${joined("en", "; ")}`,
    zh: `据现有信息，报告的许可不允许传播副本：${joined("zh", "；")}`,
  };
}

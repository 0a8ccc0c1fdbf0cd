import type { Report, Text } from "./types";

const separator = "; ";

/** A figure's publisher in one language: each name of the list translated where the report gives its other name. */
export function publisherName(report: Report, publisher: string, language: keyof Text): string {
  return publisher
    .split(separator)
    .map((name) => report.publishers?.find(({ en, zh }) => en === name || zh === name)?.[language] ?? name)
    .join(separator);
}

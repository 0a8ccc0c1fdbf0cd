/** Years that a text speaks of. */
export interface Years {
  /** As formulas take them: 2027, or FY2027. */
  readonly years: readonly string[];
  readonly spans: readonly (readonly [from: string, to: string])[];
  /** A quarter, a half or a month: no year's number. */
  readonly isPart: boolean;
}

const YEAR = "(?<![\\d.,])((?:19|20)\\d{2})(?![\\d])";
const part = new RegExp(
  `${YEAR}\\s*年?\\s*[-/]?\\s*(?:[QH][1-4]|[第]?[一二三四1-4]\\s*季|[上下]半年|\\d{1,2}\\s*月)|(?:[QH][1-4]|\\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?)\\s*,?-?\\s*${YEAR}|${YEAR}-\\d{2}-\\d{2}`,
  "iu",
);
const span = new RegExp(`${YEAR}\\s*年?\\s*[AEF]?\\s*(?:-|–|—|~|至|到|to)\\s*(\\d{4}|\\d{2})(?!\\d)`, "giu");
const single = new RegExp(`(FY\\s*)?${YEAR}`, "giu");
const short = /\bFY\s*(\d{2})(?!\d)/giu;

export function yearsIn(text: string): Years {
  const plain = text.normalize("NFKC");
  const spans = [...plain.matchAll(span)].flatMap((found): (readonly [string, string])[] => {
    const [from, to] = [found[1]!, found[2]!.length === 2 ? found[1]!.slice(0, 2) + found[2]! : found[2]!];
    return Number(to) > Number(from) ? [[from, to]] : [];
  });
  const rest = plain.replace(span, " ");
  const years = [
    ...[...rest.matchAll(single)].map(([, fiscal, year]) => (fiscal ? `FY${year}` : year!)),
    ...[...rest.matchAll(short)].map(([, year]) => `FY20${year}`),
  ];
  return { years: [...new Set(years)], spans, isPart: part.test(plain) };
}

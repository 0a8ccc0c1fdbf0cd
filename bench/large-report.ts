/** A report of any size, of the built-in one's stuff. */
import { builtInReport } from "../src/report";

type Json = any; // eslint-disable-line @typescript-eslint/no-explicit-any

export interface Size {
  readonly figures: number;
  readonly scenarios: number;
  readonly splits: number;
}

/** The built-in report's own, and figures and published paths like its first until there are enough. */
export function largeReport(
  { figures, scenarios, splits }: Size = { figures: 10_000, scenarios: 200, splits: 50 },
): Json {
  const report: Json = JSON.parse(JSON.stringify(builtInReport));
  const path = report.scenarios.find(({ points = [] }: Json) => points.length > 1);
  const figureOf = new Map(report.figures.map((figure: Json) => [figure.id, figure]));
  for (let scenario = report.scenarios.length; scenario < scenarios; scenario++) {
    const points = Array.from({ length: 48 }, (_, index) => {
      const like: Json = figureOf.get(path.points[0]);
      const id = `more-${scenario}-${index}`;
      report.figures.push({ ...like, id, year: 2000 + index, value: 100 * 1.08 ** index * (1 + scenario / 1000) });
      return id;
    });
    report.scenarios.push({
      ...path,
      id: `more-${scenario}`,
      name: { en: `More ${scenario}`, zh: `更多${scenario}` },
      aliases: undefined,
      growth: undefined,
      points,
    });
  }
  const years = Array.from({ length: 8 }, (_, index) => 2020 + index);
  // One tenth and eighteen twentieths.
  const shares = [10, 5].map((value) =>
    years.map((year) => {
      const id = `share-${value}-${year}`;
      report.figures.push({ ...report.figures[0], id, year, value, unit: "%", comparator: "=" });
      return id;
    }),
  );
  while (report.splits.length < splits) {
    const at = report.splits.length;
    const segments = Array.from({ length: 19 }, (_, place) => {
      const id = `part-${at}-${place}`;
      return { id, name: { en: id, zh: id }, section: "1.1", points: shares[place === 0 ? 0 : 1] };
    });
    const of = { scenario: `more-${Math.floor(scenarios / 2) + at}` };
    report.splits.push({
      id: `split-${at}`,
      name: { en: `Split ${at}`, zh: `划分${at}` },
      additive: true,
      of,
      segments,
    });
  }
  while (report.figures.length < figures)
    report.figures.push({ ...report.figures[0], id: `single-${report.figures.length}` });
  return report;
}

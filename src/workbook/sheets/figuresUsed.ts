import type { Figure, Point, Report } from "../../report/types";

/** What points at figures: each kind of path has some of these. */
interface Path {
  readonly id: string;
  readonly points?: readonly Point[];
  readonly ranges?: readonly string[];
  readonly stated?: readonly string[];
  readonly growth?: string;
}

const idsOf = (point: Point): readonly string[] => (typeof point === "string" ? [point] : point.ratio);

/** The figures that values rest on, in the report's order. Claims have the audit, with sources of its own. */
export function figuresUsed({ scenarios, splits, drivers, series, figures }: Report): readonly Figure[] {
  const paths: readonly Path[] = [...scenarios, ...splits.flatMap(({ segments }) => segments), ...drivers, ...series];
  const used = new Set(
    paths.flatMap(({ points = [], ranges = [], stated = [], growth }) => [
      ...points.flatMap(idsOf),
      ...ranges,
      ...stated,
      ...(growth === undefined ? [] : [growth]),
    ]),
  );
  return figures.filter(({ id }) => used.has(id));
}

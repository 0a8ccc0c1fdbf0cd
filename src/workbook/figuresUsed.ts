import type { Figure, Point, Report } from "../report/types";

const idsOf = (point: Point): readonly string[] => (typeof point === "string" ? [point] : point.ratio);

/** The figures that values rest on, in the report's order. Claims have the audit, with sources of its own. */
export function figuresUsed({ scenarios, splits, drivers, series, figures }: Report): readonly Figure[] {
  const paths = [...scenarios, ...splits.flatMap(({ segments }) => segments), ...drivers, ...series];
  const used = new Set(
    paths.flatMap((path) => [
      ...("points" in path ? (path.points ?? []).flatMap(idsOf) : []),
      ...("ranges" in path ? (path.ranges ?? []) : []),
      ...("growth" in path && path.growth !== undefined ? [path.growth] : []),
    ]),
  );
  return figures.filter(({ id }) => used.has(id));
}

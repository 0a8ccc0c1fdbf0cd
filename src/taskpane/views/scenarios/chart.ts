/** Geometry of a small line chart: years across, sizes up from zero. */
export interface Point {
  readonly year: number;
  readonly value: number;
  readonly extrapolated?: boolean;
}

export interface Area {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** About `count` round values from 0 that reach `most`. */
export function ticksUpTo(most: number, count = 4): readonly number[] {
  if (!(most > 0)) return [0];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((times) => times * power).find((one) => one >= rough * 0.999)!;
  const steps = Math.ceil(most / step - 1e-9);
  return Array.from({ length: steps + 1 }, (_, index) => index * step);
}

export function scaleOf(lines: readonly (readonly Point[])[], area: Area) {
  const points = lines.flat();
  const years = points.map(({ year }) => year);
  const first = Math.min(...years);
  const last = Math.max(...years);
  const ticks = ticksUpTo(Math.max(...points.map(({ value }) => value)));
  const top = ticks.at(-1)! || 1;
  const across = area.width - area.left - area.right;
  const up = area.height - area.top - area.bottom;
  return {
    first,
    last,
    ticks,
    x: (year: number) => area.left + (last === first ? across / 2 : ((year - first) / (last - first)) * across),
    y: (value: number) => area.top + up - (value / top) * up,
  };
}

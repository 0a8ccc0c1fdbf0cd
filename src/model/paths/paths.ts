import type { Method } from "../../report/types";
import { explainOverride, type Pick } from "../overrides/pick";
import type { Derivation } from "../types";
import { track, type Track } from "../quantities/tracks";

/** A year of a path whose value is given, and not drawn between others. */
export interface PathPoint {
  readonly year: number;
  readonly at: Derivation;
}

/** A path over years: given points, and the method by which it runs between them. */
export interface Path {
  readonly unit: string;
  readonly method: Method;
  /** What a logistic path tends to: one, unless it says otherwise. */
  readonly saturation?: number;
  /** In order of year, one a year. */
  readonly points: readonly PathPoint[];
  /** Set where one end was worked back from the other by a growth rate. */
  readonly growth?: Derivation;
}

type Between = (start: number, end: number, fraction: number, saturation: number) => number;

/** How far a value has come towards what it tends to, as odds. */
const odds = (value: number, saturation: number): number => value / (saturation - value);

const between: Readonly<Record<Method, Between>> = {
  linear: (start, end, fraction) => start + (end - start) * fraction,
  geometric: (start, end, fraction) => start * (end / start) ** fraction,
  logistic(start, end, fraction, saturation) {
    const now = between.geometric(odds(start, saturation), odds(end, saturation), fraction, saturation);
    return (saturation * now) / (1 + now);
  },
  step: (start) => start,
};

/**
 * Constant growth has no meaning from or to zero, nor where the ratio is beyond what a number holds, and growth towards a
 * saturation none at it: linear then.
 */
function methodFrom(method: Method, start: number, end: number, saturation: number): Method {
  const grows = (from: number, to: number): boolean => from > 0 && to / from > 0 && Number.isFinite(to / from);
  if (method === "geometric") return grows(start, end) ? method : "linear";
  if (method !== "logistic") return method;
  // Odds are above nothing between nothing and what is tended to, and nowhere else.
  return grows(odds(start, saturation), odds(end, saturation)) ? method : "linear";
}

/** Every year from the first point to the last. */
export function pathTrack(path: Path): Track {
  const { points } = path;
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return track(0, -1, never);
  let index = 0;
  return track(first.year, last.year, (year) => {
    while (index + 1 < points.length && points[index + 1]!.year <= year) index++;
    const point = points[index]!;
    return point.year === year ? point.at : interpolate(path, point, points[index + 1]!, year);
  });
}

function interpolate(path: Path, start: PathPoint, end: PathPoint, year: number): Derivation {
  if (path.growth) return backCast(start.at.step.kind === "back-cast" ? end : start, path.growth, year);
  const { saturation = 1 } = path;
  const [first, last] = [start.at.value, end.at.value];
  const method = methodFrom(path.method, first, last, saturation);
  return {
    value: between[method](first, last, (year - start.year) / (end.year - start.year), saturation),
    unit: path.unit,
    basis: "interpolated",
    step: { kind: "interpolation", method, year, years: [start.year, end.year] },
    from: [start.at, end.at],
  };
}

/** The value of a year that follows from the one stated end and the stated growth rate. */
export function backCast(end: PathPoint, growth: Derivation, year: number): Derivation {
  return {
    value: end.at.value * (1 + growth.value) ** (year - end.year),
    unit: end.at.unit,
    basis: "derived",
    step: { kind: "back-cast", year },
    from: [end.at, growth],
  };
}

/**
 * The path with the user's numbers in it: at a given year one replaces the point, at another it adds a point. What the
 * other points are stays as it was, also where one was back-cast from a point that is now replaced, so that an
 * override reaches no further than its neighbours.
 */
export function withOverrides(path: Path, pick: Pick): Path {
  const [first, last] = [path.points[0], path.points.at(-1)];
  if (!first || !last) return path;
  const given = new Map(path.points.map((point) => [point.year, point]));
  const points: PathPoint[] = [];
  let overridden = false;
  for (let year = first.year; year <= last.year; year++) {
    const override = pick(year);
    const point = override ? { year, at: explainOverride(override, path.unit) } : given.get(year);
    if (point) points.push(point);
    overridden ||= override !== undefined;
  }
  return overridden ? { ...path, points, growth: undefined } : path;
}

function never(): never {
  throw new RangeError("A path without points has no years.");
}

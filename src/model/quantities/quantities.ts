/**
 * Figures as numbers. Inside the model a percentage is a fraction, and anything else is in the unit that is asked for.
 */
import { isPart } from "../../report/periods";
import type { Figure, Point, Value } from "../../report/types";
import { scaleOf } from "../../report/units/scales";
import { isPercent } from "../../report/units/spelling";
import type { Derivation, End } from "../types";

/** The low end, the high end or the midpoint of a value as it is printed. */
export function endOf(value: Value, end: End): number {
  if (typeof value === "number") return value;
  const [low, high] = value;
  return end === "low" ? low : end === "high" ? high : (low + high) / 2;
}

/** A percentage as a fraction: 23.6 % as 0.236, and not the 0.23600000000000002 that the division gives. */
export function fraction(percentage: number): number {
  return Number((percentage / 100).toPrecision(15));
}

/** A printed number in another unit of the same dimension. A number that stays in its unit stays exactly as it is. */
export function convert(printed: number, from: string, to: string): number {
  if (isPercent(from)) return fraction(printed);
  if (from === to) return printed;
  const [multiplier, divisor] = [scaleOf(from), scaleOf(to)];
  // Scales are powers of ten: a division by a whole one rounds once, a multiplication by a fraction twice.
  return multiplier >= divisor ? printed * (multiplier / divisor) : printed / (divisor / multiplier);
}

/** A number as the report prints it, as the model has it: a percentage as a fraction. */
export function inModel(printed: number, unit: string): number {
  return isPercent(unit) ? fraction(printed) : printed;
}

export type Figures = ReadonlyMap<string, Figure>;

/** A reference that doesn't resolve is a defect of the report's checking, not something that a user can cause. */
export function figureIn(figures: Figures, id: string): Figure {
  const figure = figures.get(id);
  if (!figure) throw new Error(`The report points at a figure that it doesn't have: ${id}`);
  return figure;
}

export function explainFigure(figure: Figure, unit: string, end: End): Derivation {
  return {
    value: convert(endOf(figure.value, end), figure.unit, unit),
    unit,
    basis: "reported",
    step: { kind: "figure", figure, end },
    from: [],
  };
}

/** A point of a path: a figure, or one figure divided by another. */
export function explainPoint(figures: Figures, point: Point, unit: string, end: End): Derivation {
  if (typeof point === "string") return explainFigure(figureIn(figures, point), unit, end);
  const [numerator, denominator] = point.ratio.map((id) => {
    const figure = figureIn(figures, id);
    return explainFigure(figure, figure.unit, end);
  }) as [Derivation, Derivation];
  const scale = scaleOf(numerator.unit) / (scaleOf(denominator.unit) * scaleOf(unit));
  return {
    value: (numerator.value / denominator.value) * scale,
    unit,
    basis: "derived",
    step: { kind: "ratio" },
    from: [numerator, denominator],
  };
}

/** The year that a point stands for: of a period its end. */
export function yearOf(figures: Figures, point: Point): number {
  const figure = figureIn(figures, typeof point === "string" ? point : point.ratio[0]);
  const { year } = figure;
  if (year === null || isPart(year))
    throw new Error(`The report uses a figure without a year as a point of a path: ${figure.id}`);
  return typeof year === "number" ? year : year[1];
}

/** What a line's path tends to; undefined where it doesn't say. */
export const saturationOf = (figures: Figures, line: { readonly saturation?: string; readonly unit: string }) =>
  line.saturation === undefined
    ? undefined
    : explainFigure(figureIn(figures, line.saturation), line.unit, "point").value;

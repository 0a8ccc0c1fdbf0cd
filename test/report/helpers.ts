import { builtInReport, isPercent, scaleOf, type Figure, type Report } from "../../src/report";

const figures = new Map(builtInReport.figures.map((figure) => [figure.id, figure]));

export function figure(id: string): Figure {
  const found = figures.get(id);
  if (!found) throw new Error(`No figure ${id}`);
  return found;
}

/** The figure's number, a range's midpoint, as printed. */
export function printed(id: string): number {
  const { value } = figure(id);
  return typeof value === "number" ? value : (value[0] + value[1]) / 2;
}

/** The figure's number in single units: 1.8 `100m vehicles` is 180,000,000, 35 `%` is 0.35. */
export function single(id: string): number {
  const { unit } = figure(id);
  return isPercent(unit) ? printed(id) / 100 : printed(id) * scaleOf(unit);
}

/** How many decimals the report prints. */
export function decimals({ value, decimals }: Figure): number {
  return decimals ?? String(value).split(".")[1]?.length ?? 0;
}

/** Rounds as printed tables do: half away from zero, on the decimal number rather than its binary neighbour. */
export function rounded(number: number, places: number): number {
  return Number(Math.round(Number(`${number.toPrecision(12)}e${places}`)) + `e-${places}`);
}

export const years = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** The built-in report with something changed in a copy. */
export function changed(change: (report: any) => void): any {
  const copy = structuredClone(builtInReport) as Report;
  change(copy);
  return copy;
}

/**
 * What values in a unit are multiplied by to be in its plain dimension. A unit means the same in every report, so that
 * one that has been read stays known; the built-in report's are worked out when it is made, and reading them takes no
 * parser.
 */
import builtIn from "./built-in.json";
import { isPercent } from "./spelling";

const known = new Map<string, number>(Object.entries(builtIn));

/** Of a percentage 1: its values are fractions. Every unit of a report is known once the report has been read. */
export function scaleOf(unit: string): number {
  if (isPercent(unit) || unit === "") return 1;
  const scale = known.get(unit);
  if (scale === undefined) throw new Error(`A unit that no report was read with: ${unit}`);
  return scale;
}

export function learnScale(unit: string, scale: number): void {
  known.set(unit, scale);
}

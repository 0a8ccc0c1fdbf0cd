import { builtInReport, readUnit } from "../../src/report";

/** The scales of the built-in report's units, which formulas read instead of a parser of units. */
export function builtInScales(): string {
  const lines = [...builtInReport.figures, ...builtInReport.drivers, ...builtInReport.series];
  const units = [...new Set([builtInReport.unit, ...lines.map(({ unit }) => unit)])].sort();
  const scales = units
    .filter((unit) => unit !== "%" && unit !== "")
    .map((unit) => [unit, readUnit(unit)!.scale] as const);
  return JSON.stringify(Object.fromEntries(scales), null, 2) + "\n";
}

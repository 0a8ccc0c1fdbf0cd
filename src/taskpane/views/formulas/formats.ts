/** The number formats that a formula brings along to the cells that have none. */
import { numberFormat, FORMATS } from "../../../excel/plans/cells";
import type { DocumentedFormula } from "../../../functions/formulas";
import type { Shows } from "../../../functions/help";
import type { Model } from "../../../model";
import { isFault } from "../../../model";
import { isPercent } from "../../../report/units/spelling";
import type { Given, Shown } from "./evaluate";

export type Formats = readonly (readonly (string | null)[])[];

/** Row by row, null where a cell needs none: texts, years, errors, and numbers of many kinds. */
export function formatsOf(
  { result, parameters, help: { shows } }: DocumentedFormula,
  given: readonly Given[],
  shown: Shown,
  model: Model,
): Formats {
  const at = (index: number, row: number, column: number): unknown => valueAt(given[index] ?? null, row, column);
  const showsAt = (row: number, column: number): Shows => {
    if (typeof shows === "string") return shows;
    if (typeof shows !== "function") return shows[Math.min(column, shows.length - 1)]!;
    return shows(Object.fromEntries(parameters.map(({ name }, index) => [name, at(index, row, column)])));
  };
  const unitOf = (kind: Shows, row: number, column: number): string | null => {
    if (kind === "in the row's unit") return String(shown[row]![1] ?? "");
    return kind === "in the item's unit" ? itemUnit(model, at(0, row, column)) : "";
  };
  return shown.map((line, row) =>
    line.map((value, column) => {
      const isHeader = result === "table" && row === 0;
      const kind = showsAt(row, column);
      if (typeof value !== "number" || isHeader || kind === "plain") return null;
      if (kind === "fraction") return FORMATS.percent;
      const unit = unitOf(kind, row, column);
      if (unit === null) return null;
      if (isPercent(unit)) return FORMATS.percent;
      return kind === "amount" ? FORMATS.money : numberFormat(value);
    }),
  );
}

/** One value serves every cell, a row or a column its own; what a range doesn't reach is nothing. */
function valueAt(given: Given, row: number, column: number): unknown {
  if (!Array.isArray(given)) return given;
  const rows = given as readonly (readonly unknown[])[];
  const line = rows.length === 1 ? rows[0] : rows[row];
  return line?.length === 1 ? line[0] : line?.[column];
}

function itemUnit(model: Model, name: unknown): string | null {
  if (typeof name !== "string") return null;
  const found = [model.driver(name), model.seriesNamed(name), model.figure(name)].find((item) => !isFault(item));
  return found && "unit" in found ? found.unit : null;
}

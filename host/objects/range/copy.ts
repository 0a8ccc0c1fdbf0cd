import { checked } from "../../address.js";
import { filled } from "../../content.js";
import type { CellContent } from "../../grid/port.js";
import { oneOf } from "../../model.js";
import type { Session } from "../../session.js";
import type { RangeTarget } from "../../states.js";
import { other, writable } from "./target.js";

export function copyFrom(
  target: RangeTarget,
  session: Session,
  given: unknown,
  type: unknown,
  skipBlanks: unknown,
  transpose: unknown,
): void {
  const to = writable(target, session);
  const from = other(given, session, to.sheetId);
  const what = oneOf(["All", "Formulas", "Values", "Formats"] as const, type ?? "All");
  const turned = transpose === true;
  const [rows, columns] = turned ? [from.columns, from.rows] : [from.rows, from.columns];
  const area = checked({ ...to, rows: Math.max(rows, to.rows), columns: Math.max(columns, to.columns) });
  const source = <T>(matrix: T[][], row: number, column: number): T =>
    turned ? matrix[column % from.rows]![row % from.columns]! : matrix[row % from.rows]![column % from.columns]!;
  if (what !== "Formats") {
    const values = session.grid.values(from);
    const found = session.grid.formulas(from);
    const contents = filled(area.rows, area.columns, (row, column): CellContent | undefined => {
      const value = source(values, row, column);
      const formula = what === "Values" ? null : source(found, row, column);
      if (formula !== null) {
        const [rows, columns] = [area.row - from.row, area.column - from.column];
        return { kind: "formula", formula: turned ? formula : session.grid.movedFormula(formula, rows, columns) };
      }
      if (value === null) return skipBlanks === true ? undefined : { kind: "empty" };
      return { kind: "value", value };
    });
    session.grid.write(area, contents);
  }
  if (what === "All" || what === "Formats") {
    const styles = session.grid.styles(from);
    for (let row = 0; row < area.rows; row++) {
      for (let column = 0; column < area.columns; column++) {
        const cell = { sheetId: area.sheetId, row: area.row + row, column: area.column + column, rows: 1, columns: 1 };
        session.grid.style(cell, source(styles, row, column));
      }
    }
  }
}

import { type Area, intersection } from "../../address.js";
import { invalidArgument } from "../../errors.js";
import type { CellValue } from "../../grid/port.js";
import { type Handle, handle } from "../../kinds.js";
import { oneOf, text } from "../../model.js";
import type { Session } from "../../session.js";
import type { RangeTarget } from "../../states.js";
import { valueType } from "../value-types.js";
import { areaOf } from "./target.js";

const CELL_TYPES = [
  "Formulas",
  "Constants",
  "Blanks",
  "Visible",
  "ConditionalFormats",
  "DataValidations",
  "SameConditionalFormat",
  "SameDataValidation",
] as const;

/** Cells of one kind within the range, as the fewest rectangles that rows of them make. */
function specialCells(session: Session, area: Area, type: unknown, valueKind: unknown): Area[] {
  const kind = oneOf(CELL_TYPES, type);
  if (kind !== "Formulas" && kind !== "Constants" && kind !== "Blanks") throw invalidArgument();
  const bounds = session.grid.usedBounds(area.sheetId, false);
  const within = bounds && intersection(area, bounds);
  if (!within) return [];
  const scope = { sheetId: area.sheetId, ...within };
  const values = session.grid.values(scope);
  const found = session.grid.formulas(scope);
  const matches = (row: number, column: number): boolean => {
    const value = values[row]![column]!;
    const formula = found[row]![column] !== null;
    if (kind === "Blanks") return value === null && !formula;
    const right = kind === "Formulas" ? formula : !formula && value !== null;
    return right && ofKind(value, valueKind);
  };
  return rectangles(scope, matches);
}

function ofKind(value: CellValue, kind: unknown): boolean {
  if (kind === undefined || kind === null || kind === "All") return true;
  const type = valueType(value);
  const names = text(kind);
  const part = type === "Double" ? "Number" : type === "Boolean" ? "Logical" : type === "Error" ? "Error" : "Text";
  return names.includes(part);
}

function rectangles(area: Area, matches: (row: number, column: number) => boolean): Area[] {
  const open: { row: number; column: number; rows: number; columns: number }[] = [];
  for (let row = 0; row < area.rows; row++) {
    for (let column = 0; column < area.columns; column++) {
      if (!matches(row, column)) continue;
      const start = column;
      while (column + 1 < area.columns && matches(row, column + 1)) column++;
      const width = column - start + 1;
      const above = open.find(
        (each) => each.column === start && each.columns === width && each.row + each.rows === row,
      );
      if (above) above.rows++;
      else open.push({ row, column: start, rows: 1, columns: width });
    }
  }
  return open.map((each) => ({
    ...each,
    sheetId: area.sheetId,
    row: each.row + area.row,
    column: each.column + area.column,
  }));
}

export function special(target: RangeTarget, session: Session, type: unknown, valueKind: unknown): Handle | null {
  const found = specialCells(session, areaOf(target, session), type, valueKind);
  return found.length > 0 ? handle("RangeAreas", { ranges: found.map((area) => ({ area })) }) : null;
}

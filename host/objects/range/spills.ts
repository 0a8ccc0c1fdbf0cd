import { contains, intersection, type Area } from "../../address.js";
import { filled } from "../../content.js";
import { invalidArgument } from "../../errors.js";
import type { Session } from "../../session.js";
import type { RangeTarget } from "../../states.js";
import { agreed, areaOf } from "./target.js";
import { unbounded } from "./values.js";

function oneCell(target: RangeTarget, session: Session): Area {
  const area = areaOf(target, session);
  if (area.rows !== 1 || area.columns !== 1) throw invalidArgument();
  return area;
}

export function spillingTo(target: RangeTarget, session: Session): Area | null {
  const area = oneCell(target, session);
  const spill = session.grid.spillFrom(area.sheetId, area.row, area.column);
  return spill && { sheetId: area.sheetId, ...spill };
}

export function spillParent(target: RangeTarget, session: Session): Area | null {
  const area = oneCell(target, session);
  const anchor = session.grid.spillAnchor(area.sheetId, area.row, area.column);
  return anchor && { sheetId: area.sheetId, ...anchor, rows: 1, columns: 1 };
}

export function hasSpill(target: RangeTarget, session: Session): boolean | null {
  const area = areaOf(target, session);
  if (unbounded(area)) return null;
  const spills = session.grid.spills(area.sheetId).filter((spill) => intersection(spill, area));
  if (spills.length === 0) return false;
  const cells = filled(area.rows, area.columns, (row, column) => {
    const cell = { row: area.row + row, column: area.column + column, rows: 1, columns: 1 };
    return spills.some((spill) => contains(spill, cell));
  });
  return agreed(cells.flat());
}

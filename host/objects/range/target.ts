import { type Area, splitSheet, tryParseAddress } from "../../address.js";
import { accessDenied, invalidArgument, invalidReference, itemNotFound } from "../../errors.js";
import { handle, targetOf, type Handle } from "../../kinds.js";
import type { Session } from "../../session.js";
import type { RangeTarget } from "../../states.js";

export const rangeOf = (area: Area): Handle => handle("Range", { area });

/** The cells a range stands for; they may have been deleted since the script got it. */
export function areaOf(target: RangeTarget, session: Session): Area {
  if (!target.area) throw invalidReference();
  if (!session.grid.sheets().some((each) => each.id === target.area!.sheetId)) throw itemNotFound();
  return target.area;
}

export function writable(target: RangeTarget, session: Session): Area {
  const area = areaOf(target, session);
  if (session.book.sheet(area.sheetId).protected) throw accessDenied();
  return area;
}

/** An address with or without a sheet, or the name of a range. */
export function resolveReference(session: Session, reference: string, defaultSheet: string): Area {
  const given = reference.trim().replace(/^=/, "");
  const { sheet, rest } = splitSheet(given);
  const found =
    sheet === null ? undefined : session.grid.sheets().find((each) => each.name.toLowerCase() === sheet.toLowerCase());
  if (sheet !== null && !found) throw invalidArgument();
  const sheetId = found?.id ?? defaultSheet;
  const rect = tryParseAddress(rest);
  if (rect) return { sheetId, ...rect };
  const named = nameArea(session, rest, sheetId) ?? tableArea(session, rest);
  if (!named) throw invalidArgument();
  return named;
}

/** A range, or an address that stands for one. */
export function other(value: unknown, session: Session, sheetId: string): Area {
  return typeof value === "string"
    ? resolveReference(session, value, sheetId)
    : areaOf(targetOf(value, "Range"), session);
}

/** The range that a name refers to: the sheet's own before the workbook's. */
function nameArea(session: Session, name: string, sheetId: string): Area | null {
  const wanted = name.toLowerCase();
  const matches = session.grid.names().filter((each) => each.name.toLowerCase() === wanted);
  const item = matches.find((each) => each.sheetId === sheetId) ?? matches.find((each) => each.sheetId === null);
  return item ? formulaArea(session, item.formula) : null;
}

/** "=Sheet1!$A$1:$B$2" as the cells it names; null for any other formula. */
export function formulaArea(session: Session, formula: string): Area | null {
  const { sheet, rest } = splitSheet(formula.replace(/^=/, ""));
  const rect = tryParseAddress(rest);
  const found = session.grid.sheets().find((each) => each.name.toLowerCase() === sheet?.toLowerCase());
  return rect && found ? { sheetId: found.id, ...rect } : null;
}

function tableArea(session: Session, name: string): Area | null {
  const table = session.book.tables.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (!table) return null;
  const header = table.showHeaders ? 1 : 0;
  const total = table.showTotals ? 1 : 0;
  return { ...table.area, row: table.area.row + header, rows: table.area.rows - header - total };
}

/** True or false where all agree, null where they differ. */
export function agreed(values: readonly boolean[]): boolean | null {
  const [first] = values;
  return values.every((each) => each === first) ? (first ?? false) : null;
}

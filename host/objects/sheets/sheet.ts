import { invalidArgument, itemNotFound } from "../../errors.js";
import type { SheetInfo } from "../../grid/port.js";
import type { Handle, SheetTarget } from "../../kinds.js";
import type { Session } from "../../session.js";

export function info(target: SheetTarget, session: Session): SheetInfo {
  const found = session.grid.sheets().find((each) => each.id === target.id);
  if (!found) throw itemNotFound();
  return found;
}

export function visible(session: Session, sheet: SheetInfo): boolean {
  return session.book.sheet(sheet.id).visibility === "Visible";
}

/** Names follow Excel's rules: 1 to 31 characters, none of : \ / ? * [ ], no apostrophe at either end. */
export function checkedName(name: string): string {
  const bad =
    name.length === 0 || name.length > 31 || /[:\\/?*[\]]/.test(name) || name.startsWith("'") || name.endsWith("'");
  if (bad || name.toLowerCase() === "history") throw invalidArgument();
  return name;
}

export const required = (found: Handle | null): Handle => {
  if (!found) throw itemNotFound();
  return found;
};

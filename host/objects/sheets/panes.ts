import { MAX_COLUMNS, MAX_ROWS, parseAddress, splitSheet } from "../../address.js";
import { invalidArgument } from "../../errors.js";
import { targetOf, type Handle, type SheetTarget } from "../../kinds.js";
import { whole, type Members } from "../../model.js";
import type { Session } from "../../session.js";
import { rangeOf } from "../range/target.js";
import { required } from "./sheet.js";

export const freezePanes: Members<"WorksheetFreezePanes"> = {
  properties: {},
  methods: {
    FreezeRows: { run: (target, session, count) => session.grid.freeze(target.id, atLeastZero(count ?? 1), 0) },
    FreezeColumns: { run: (target, session, count) => session.grid.freeze(target.id, 0, atLeastZero(count ?? 1)) },
    FreezeAt: {
      run(target, session, given) {
        if (given === null || given === undefined) return session.grid.freeze(target.id, 0, 0);
        const area =
          typeof given === "string"
            ? parseAddress(splitSheet(given).rest)
            : (targetOf(given, "Range").area ?? invalid());
        // From the sheet's first cell to the range's last one.
        const rows = area.rows === MAX_ROWS ? 0 : area.row + area.rows;
        const columns = area.columns === MAX_COLUMNS ? 0 : area.column + area.columns;
        session.grid.freeze(target.id, rows, columns);
      },
    },
    Unfreeze: { run: (target, session) => session.grid.freeze(target.id, 0, 0) },
    GetLocation: { run: (target, session) => required(frozenRange(target, session)) },
    GetLocationOrNullObject: { run: frozenRange },
  },
};

const invalid = (): never => {
  throw invalidArgument();
};

function atLeastZero(value: unknown): number {
  const count = whole(value);
  if (count < 0) throw invalidArgument();
  return count;
}

function frozenRange(target: SheetTarget, session: Session): Handle | null {
  const { rows, columns } = session.grid.frozen(target.id);
  if (rows === 0 && columns === 0) return null;
  return rangeOf({ sheetId: target.id, row: 0, column: 0, rows: rows || MAX_ROWS, columns: columns || MAX_COLUMNS });
}

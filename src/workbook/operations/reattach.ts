/** Reattaches a workbook: each formula of ours whose cells still hold what detaching put there. */
import { refersToSheet } from "../../excel/formulas/text";
import type { SheetCells } from "../../excel/cells/inUse";
import { WorkbookError, type Message } from "../messages/messages";
import { readGround, shownIn } from "../originals/ground";
import { placeOf, placesOf } from "../originals/original";
import { restorable, restoreSteps } from "../originals/restore";
import { deleteSheets } from "../../excel/steps/sheets";
import { transact } from "../../excel/transactions/transaction";
import type { Ports, ReattachOutcome, RunOptions } from "../types";

const REATTACHING: Message = { id: "reattaching" };

export function reattach(run: Ports["run"], options: RunOptions = {}): Promise<ReattachOutcome> {
  return run((context) => reattachIn(context, run, options));
}

async function reattachIn(
  context: Excel.RequestContext,
  run: Ports["run"],
  options: RunOptions,
): Promise<ReattachOutcome> {
  const ground = await readGround(context, "detached", "workbook", options);
  const nameOf = new Map(ground.sheets.map(({ id, name }) => [id, name]));
  const shown = shownIn(ground.pieces);
  const { ready, left, locked } = restorable(ground, shown);
  const dataSheets = ground.store.dataSheets.filter((id) => nameOf.has(id));
  if (ready.length + left.length + dataSheets.length === 0) {
    throw new WorkbookError({ id: "nothing-to-reattach" });
  }
  if (locked !== null) throw new WorkbookError({ id: "sheet-protected", values: { name: locked } });

  const restored = new Set(
    ready.flatMap(({ sheet, area }) =>
      placesOf(area).map(({ row, column }) => placeOf(nameOf.get(sheet)!, row, column)),
    ),
  );
  const unused = dataSheets.filter((id) => !isReferredTo(nameOf.get(id)!, ground.pieces, restored));
  const gone = ground.store.dataSheets.filter((id) => !nameOf.has(id));
  const steps = restoreSteps(ground, shown, ready, REATTACHING, new Set([...unused, ...gone]));
  const finish = unused.length > 0 ? deleteSheets(unused) : undefined;
  await transact(run, steps, options, finish, context);
  return {
    restored: ready.filter(({ follows }) => !follows).length,
    left,
    kept: dataSheets.filter((id) => !unused.includes(id)).map((id) => nameOf.get(id)!),
  };
}

/** Whether a formula that stays as it is looks something up on the sheet. */
function isReferredTo(name: string, pieces: readonly SheetCells[], restored: ReadonlySet<string>): boolean {
  return pieces.some(({ sheet, row, column, formulas }) =>
    formulas.some((line, down) =>
      line.some(
        (formula, right) =>
          sheet !== name &&
          typeof formula === "string" &&
          formula.startsWith("=") &&
          !restored.has(placeOf(sheet, row + down, column + right)) &&
          refersToSheet(formula, name),
      ),
    ),
  );
}

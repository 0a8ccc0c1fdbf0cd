/** Reattaches a workbook: each formula of ours whose cells still hold what detaching put there. */
import { placeOf, placesOf } from "../../excel/addresses/places";
import { isFormula } from "../../excel/cells/contents";
import type { SheetCells } from "../../excel/cells/inUse";
import { refersToSheet } from "../../excel/formulas/references";
import { deleteSheets } from "../../excel/steps/sheets";
import { WorkbookError, words } from "../messages/messages";
import { stage } from "../messages/stages";
import { restorable, restoreSteps } from "../originals/restore";
import { cellsIn, readSurvey } from "../originals/survey";
import type { ReattachOutcome, RunOptions } from "../types";
import type { Operation, Plan } from "./operation";
import { leftCells, liveAgain } from "./words";

const WORDS = {
  live: words("reattached", {
    en: "Formulas live again: {count}. Kept, since something refers to them: {sheets}.",
    zh: "已恢复 {count} 个公式。因仍被引用而保留：{sheets}。",
  }),
};

export const reattach = (options?: RunOptions): Operation<ReattachOutcome> => ({
  reads: "as known",
  options,
  plan: ({ run }, running) => run((context) => plan(context, running)),
  told: ({ restored, left, kept }) => ({
    kind: left.length > 0 ? "warning" : "done",
    message: kept.length === 0 ? liveAgain(restored) : WORDS.live({ count: restored, sheets: kept }),
    cells: leftCells(left),
  }),
});

async function plan(context: Excel.RequestContext, options: RunOptions): Promise<Plan<ReattachOutcome>> {
  const survey = await readSurvey(context, "detached", "workbook", options);
  const nameOf = new Map(survey.sheets.map(({ id, name }) => [id, name]));
  const now = cellsIn(survey.pieces);
  const { ready, back, left, locked } = restorable(survey, now);
  const dataSheets = survey.store.dataSheets.filter((id) => nameOf.has(id));
  if (ready.length + back.length + left.length + dataSheets.length === 0)
    throw new WorkbookError({ id: "nothing-to-reattach" });
  if (locked !== null) throw new WorkbookError({ id: "sheet-protected", values: { name: locked } });

  const restored = new Set(
    ready.flatMap(({ sheet, area }) =>
      placesOf(area).map(({ row, column }) => placeOf(nameOf.get(sheet)!, row, column)),
    ),
  );
  const unused = dataSheets.filter((id) => !isReferredTo(nameOf.get(id)!, survey.pieces, restored));
  const gone = survey.store.dataSheets.filter((id) => !nameOf.has(id));
  return {
    stages: [stage({ id: "reattaching" }, restoreSteps(survey, now, { ready, back }, new Set([...unused, ...gone])))],
    ...(unused.length > 0 && { finish: deleteSheets(unused) }),
    outcome: () => ({
      restored: [...ready, ...back].filter(({ follows }) => !follows).length,
      left,
      kept: dataSheets.filter((id) => !unused.includes(id)).map((id) => nameOf.get(id)!),
    }),
  };
}

/** Whether a formula that stays as it is looks something up on the sheet. */
function isReferredTo(name: string, pieces: readonly SheetCells[], restored: ReadonlySet<string>): boolean {
  return pieces.some(({ sheet, row, column, formulas }) =>
    formulas.some((line, down) =>
      line.some(
        (formula, right) =>
          sheet !== name &&
          isFormula(formula) &&
          !restored.has(placeOf(sheet, row + down, column + right)) &&
          refersToSheet(formula, name),
      ),
    ),
  );
}

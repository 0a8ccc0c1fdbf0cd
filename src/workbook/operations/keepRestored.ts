/** Keeps formulas and typed numbers again whose cells hold once more what was put there: the user took their return back. */
import { placeOf } from "../../excel/addresses/places";
import type { CellValue } from "../../excel/cells/contents";
import { words } from "../messages/messages";
import { stage, type SaidStage } from "../messages/stages";
import { isAsPut, isPut, type Original } from "../originals/original";
import { cellsIn, readSurvey } from "../originals/survey";
import { planWatches, targetsOf, watchStep } from "../originals/watches";
import type { RestoredOne } from "../session/restored";
import { keepSteps } from "../stored/originals";
import type { Told } from "../types";
import type { Operation, Session } from "./operation";

const WORDS = {
  frozen: words("frozen-again", {
    en: "Frozen again, as thawing was undone: {count}. Thaw brings the formulas back.",
    zh: "解冻已被撤销，{count} 个公式重新冻结；可随时解冻恢复。",
  }),
  linked: words("linked-again", {
    en: "Linked again, as taking back was undone: {count}. Take back brings the typed numbers back.",
    zh: "恢复已被撤销，{count} 个数值重新成为公式；可随时恢复为键入的数值。",
  }),
};

const STAGES = { frozen: "freezing", linked: "linking" } as const;

/** `changed`: those in whose cells something has. Gives what there is to tell of it: nothing where nothing was undone. */
export const keepRestored = (changed: readonly RestoredOne[]): Operation<readonly Told[]> => ({
  reads: "as known",
  plan: ({ run, restored }) =>
    run(async (context) => {
      // Bringing back is a change, too.
      const remembered = new Set(restored.all());
      const cells = changed
        .filter((one) => remembered.has(one))
        .map(({ kind, original }) => {
          const { sheet, area, put } = original;
          const cell = context.workbook.worksheets.getItemOrNullObject(sheet).getCell(area.row, area.column);
          return { kind, cell: cell.load("formulas"), put: put[0]! };
        });
      if (cells.length > 0) await context.sync();
      const kinds = (["frozen", "linked"] as const).filter((kind) =>
        cells.some(
          ({ kind: own, cell, put }) =>
            own === kind && !cell.isNullObject && isPut(cell.formulas[0]![0] as CellValue, put),
        ),
      );
      const told: Told[] = [];
      const stages: SaidStage[] = [];
      const again: Original[] = [];
      for (const kind of kinds) {
        const found = await keepKind(context, kind, restored);
        if (!found) continue;
        again.push(...found.undone);
        stages.push(stage({ id: STAGES[kind] }, found.steps));
        const count = found.undone.filter(({ follows }) => !follows).length;
        told.push({ kind: "done", message: WORDS[kind]({ count }) });
      }
      const outcome = (): readonly Told[] => {
        restored.forget(again);
        return told;
      };
      return { outcome, stages };
    }),
});

async function keepKind(context: Excel.RequestContext, kind: RestoredOne["kind"], restored: Session["restored"]) {
  const survey = await readSurvey(context, kind, "workbook", {});
  const { sheets, store, watches } = survey;
  const { holds } = cellsIn(survey.pieces);
  const nameOf = new Map(sheets.map(({ id, name }) => [id, name]));
  const kept = new Set(store.cells.map(({ sheet, area }) => placeOf(sheet, area.row, area.column)));
  const asPut = restored.all().flatMap(({ kind: own, original: one }) => {
    const name = nameOf.get(one.sheet);
    const isKept = kept.has(placeOf(one.sheet, one.area.row, one.area.column));
    return own === kind && name !== undefined && !isKept && isAsPut(one, name, holds) ? [one] : [];
  });
  const undone = await withoutEmptied(context, asPut);
  if (undone.length === 0) return null;
  const plan = planWatches(kind, undone, sheets, watches);
  const add = undone.map(({ kept: _, ...one }) => ({ ...one, inputs: plan.set }));
  const steps = [
    watchStep(plan.watches, []),
    ...keepSteps(store, { drop: new Set(), add, sheets, targets: targetsOf(plan) }),
  ];
  return { undone, steps };
}

/** Without those that showed an empty text, and were emptied by the user: that reads the same. */
async function withoutEmptied(
  context: Excel.RequestContext,
  originals: readonly Original[],
): Promise<readonly Original[]> {
  const unsure = originals.filter(({ put }) => put.every((mark) => mark === ""));
  if (unsure.length === 0) return originals;
  const types = new Map(
    unsure.map((one) => {
      const cell = context.workbook.worksheets.getItem(one.sheet).getCell(one.area.row, one.area.column);
      return [one, cell.load("valueTypes")] as const;
    }),
  );
  await context.sync();
  return originals.filter((one) => types.get(one)?.valueTypes[0]![0] !== "Empty");
}

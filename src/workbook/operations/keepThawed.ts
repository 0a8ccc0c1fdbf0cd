/** Keeps formulas again whose cells hold once more what they held frozen: the user took their thawing back. */
import { placeOf } from "../../excel/addresses/places";
import { isFormula } from "../../excel/cells/contents";
import { words } from "../messages/messages";
import { stage } from "../messages/stages";
import { isAsPut, type Original } from "../originals/original";
import { cellsIn, readSurvey } from "../originals/survey";
import { planWatches, targetsOf, watchStep } from "../originals/watches";
import { keepSteps } from "../stored/originals";
import type { Told } from "../types";
import type { Operation } from "./operation";

const WORDS = {
  again: words("frozen-again", {
    en: "Frozen again, as thawing was undone: {count}. Thaw brings the formulas back.",
    zh: "解冻已被撤销，{count} 个公式重新冻结；可随时解冻恢复。",
  }),
};

/** `changed`: cells of theirs in which something has. Gives what there is to tell of it; null where nothing was undone. */
export const keepThawed = (changed: readonly Original[]): Operation<Told | null> => ({
  reads: "as known",
  plan: ({ run, thawed }) =>
    run(async (context) => {
      // The thawing itself is a change, too.
      const remembered = new Set(thawed.all());
      const cells = changed
        .filter((one) => remembered.has(one))
        .map(({ sheet, area }) => {
          const { worksheets } = context.workbook;
          const cell = worksheets.getItemOrNullObject(sheet).getCell(area.row, area.column);
          return cell.load("formulas");
        });
      if (cells.length > 0) await context.sync();
      if (cells.every((cell) => cell.isNullObject || isFormula(cell.formulas[0]![0]))) return { outcome: () => null };
      const survey = await readSurvey(context, "frozen", "workbook", {});
      const { sheets, store, watches } = survey;
      const { holds } = cellsIn(survey.pieces);
      const nameOf = new Map(sheets.map(({ id, name }) => [id, name]));
      const kept = new Set(store.cells.map(({ sheet, area }) => placeOf(sheet, area.row, area.column)));
      const undone = thawed.all().filter((one) => {
        const name = nameOf.get(one.sheet);
        const isKept = kept.has(placeOf(one.sheet, one.area.row, one.area.column));
        return name !== undefined && !isKept && isAsPut(one, name, holds);
      });
      if (undone.length === 0) return { outcome: () => null };
      const plan = planWatches("frozen", undone, sheets, watches);
      const add = undone.map(({ kept: _, ...one }) => ({ ...one, inputs: plan.set }));
      const steps = [
        watchStep(plan.watches, []),
        ...keepSteps(store, { drop: new Set(), add, sheets, targets: targetsOf(plan) }),
      ];
      const outcome = (): Told => {
        thawed.forget(undone);
        return { kind: "done", message: WORDS.again({ count: undone.filter(({ follows }) => !follows).length }) };
      };
      return { outcome, stages: [stage({ id: "freezing" }, steps)] };
    }),
});

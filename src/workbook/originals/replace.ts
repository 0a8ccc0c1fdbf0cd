/** Puts something else where formulas stand, and keeps the formulas so that they can be brought back. */
import type { Area } from "../../excel/addresses/addresses";
import type { Message } from "../messages/messages";
import type { CellValue, Grid } from "../tables/tables";
import { together, type Step } from "../../excel/transactions/transaction";
import { writeSteps, type CellChange, type Written } from "../../excel/steps/manyCells";
import type { Ground, Shown } from "./ground";
import { movedInputs, planWatches, unused, watchStep } from "./inputs";
import { isAsPut, markOf, placeOf, placesOf, type Original } from "./original";
import { keepSteps } from "../kept/originals";

/** A formula, and what is to be in its place. */
export interface Replacement {
  /** Name of its sheet. */
  readonly sheet: string;
  /** The formula's cell, or all that it spills into. */
  readonly area: Area;
  readonly formula: string;
  readonly values: Grid;
  /** To be written, for every cell. */
  readonly contents: Grid;
  readonly follows: boolean;
  readonly fills: readonly string[] | null;
}

const isFormula = (content: CellValue): boolean => String(content).startsWith("=");

/** `addSheet` gives the id of a sheet that belongs to what is put in place, once it is there. */
export function replaceSteps(
  ground: Ground,
  shown: Shown,
  replacements: readonly Replacement[],
  message: Message,
  addSheet?: () => string,
): readonly Step[] {
  const { kind, sheets, store, watches } = ground;
  const idOf = new Map(sheets.map(({ id, name }) => [name, id]));
  const before = formersOf(ground, shown);
  const formulas = replacements.map((one) => ({ ...one, formula: before.formulaOf(one) ?? one.formula }));
  const referring = formulas.map(({ sheet, formula }) => ({ sheet: idOf.get(sheet)!, formula }));
  const plan = planWatches(kind, referring, sheets, watches);

  const replacementOf = new Map<Original, Replacement>();
  for (const one of formulas) {
    const { area, formula, follows, fills } = one;
    const put = one.values.flatMap((row) => row.map(markOf));
    replacementOf.set({ sheet: idOf.get(one.sheet)!, area, formula, put, follows, inputs: plan.set, fills }, one);
  }
  const add = [...replacementOf.keys()];
  const drop = new Set(replacements.flatMap((one) => before.at(one) ?? []));
  const remaining = store.cells.filter((cell) => !drop.has(cell));

  const readsBack = replacements.some(({ contents }) => contents.flat().some(isFormula));
  const { steps: writes, written } = writeSteps(
    replacements.flatMap((one) => changesOf(one, shown)),
    message,
    readsBack,
  );
  let now: Written;
  /** Excel may write a formula in another way than it was given. */
  const settle = (original: Original): Original => {
    now ??= written();
    const { sheet, area, contents } = replacementOf.get(original)!;
    const flat = contents.flat();
    const put = placesOf(area).map(({ row, column }, at) =>
      isFormula(flat[at]!) ? markOf(now(sheet, row, column)) : original.put[at]!,
    );
    return { ...original, put };
  };
  const keeps = keepSteps(store, { drop, add, ...(readsBack && { settle }), ...(addSheet && { addSheet }) }, message);
  const watching = watchStep(plan.watches, unused(watches, remaining), message);
  const [first, ...others] = keeps;
  const keeping = [together(message, [watching, first!]), ...others];
  // Kept before anything is written over, wherever what is kept doesn't depend on what Excel makes of it.
  if (readsBack) return [...writes, ...keeping];
  const isFew = keeping.length === 1 && writes.length === 1;
  return isFew ? [together(message, [...keeping, ...writes])] : [...keeping, ...writes];
}

/** The first cell has the formula, and what it spills into nothing of its own. */
function changesOf({ sheet, area, formula, contents }: Replacement, { format }: Shown): readonly CellChange[] {
  const flat = contents.flat();
  return placesOf(area).map(({ row, column }, at) => ({
    sheet,
    row,
    column,
    content: flat[at]!,
    before: at === 0 ? formula : "",
    format: format(sheet, row, column),
  }));
}

interface Formers {
  at(one: Replacement): Original | undefined;
  /** What is kept of a formula that is to be replaced once more, while it follows others that spilled. */
  formulaOf(one: Replacement): string | null;
}

function formersOf({ sheets, store, watches }: Ground, { holds }: Shown): Formers {
  const nameOf = new Map(sheets.map(({ id, name }) => [id, name]));
  const isMoved = movedInputs(watches, sheets);
  const byPlace = new Map(
    store.cells.map((cell) => [placeOf(nameOf.get(cell.sheet) ?? "", cell.area.row, cell.area.column), cell]),
  );
  const at = ({ sheet, area }: Replacement): Original | undefined => byPlace.get(placeOf(sheet, area.row, area.column));
  return {
    at,
    formulaOf(one) {
      const former = at(one);
      const stands = former && former.follows && isAsPut(former, one.sheet, holds) && !isMoved(former);
      return stands ? former.formula : null;
    },
  };
}

/** Hidden names put into the workbook and taken away. */
import type { Area } from "../addresses/addresses";
import { rangeIn } from "../addresses/ranges";
import type { Step } from "../transactions/step";

export interface HiddenName {
  readonly name: string;
  readonly comment: string;
}

export function nameStep(
  add: readonly (HiddenName & { readonly sheet: string; readonly area: Area })[],
  drop: readonly (HiddenName & { readonly formula: string })[],
): Step {
  return {
    size: 200 * (add.length + drop.length),
    apply(context) {
      const { names } = context.workbook;
      for (const { name, comment, sheet, area } of add) {
        names.add(name, rangeIn(context, sheet, area), comment).visible = false;
      }
      for (const { name } of drop) names.getItem(name).delete();
    },
    async undo(context) {
      if (add.length === 0 && drop.length === 0) return;
      const { names } = context.workbook;
      names.load("items/name");
      await context.sync();
      const there = new Set(names.items.map(({ name }) => name));
      for (const { name } of add) if (there.has(name)) names.getItem(name).delete();
      for (const { name, formula, comment } of drop) {
        if (!there.has(name)) names.add(name, formula, comment).visible = false;
      }
      await context.sync();
    },
  };
}

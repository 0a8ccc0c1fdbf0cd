/** Hidden names put into the workbook and taken away. */
import type { Area } from "../addresses/addresses";
import { rangeIn } from "../addresses/ranges";
import type { Step } from "../transactions/step";

export function nameStep(
  add: readonly { readonly name: string; readonly sheet: string; readonly area: Area }[],
  drop: readonly { readonly name: string; readonly formula: string }[],
): Step {
  return {
    size: 200 * (add.length + drop.length),
    apply(context) {
      const { names } = context.workbook;
      for (const { name, sheet, area } of add) {
        names.add(name, rangeIn(context, sheet, area)).visible = false;
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
      for (const { name, formula } of drop) {
        if (!there.has(name)) names.add(name, formula).visible = false;
      }
      await context.sync();
    },
  };
}

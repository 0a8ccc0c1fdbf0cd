import type { Step } from "../transactions/step";

/** Renames a sheet or a table that is in the way of a new one. */
export const rename = (what: "worksheets" | "tables", from: string, to: string): Step => ({
  apply({ workbook }) {
    workbook[what].getItem(from).name = to;
  },
  async undo(context) {
    const found = context.workbook[what].getItemOrNullObject(to);
    found.load("name");
    await context.sync();
    if (found.isNullObject) return;
    found.name = from;
    await context.sync();
  },
});

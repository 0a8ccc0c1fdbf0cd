/** The names that a workbook defines. */
import type { Run } from "../transactions/run";

export interface DefinedName {
  /** Whose name it is; null for the workbook's. */
  readonly sheet: string | null;
  readonly name: string;
  readonly formula: string;
}

/** Names of the workbook and of its sheets, in two round trips. */
export const readNames = (run: Run): Promise<readonly DefinedName[]> =>
  run(async (context) => {
    const { names, worksheets } = context.workbook;
    names.load("items/name,items/formula");
    worksheets.load("items/name");
    await context.sync();
    worksheets.items.forEach(({ names: own }) => own.load("items/name,items/formula"));
    await context.sync();
    const defined = (sheet: string | null, { items }: Excel.NamedItemCollection): readonly DefinedName[] =>
      items.map(({ name, formula }) => ({ sheet, name, formula: String(formula) }));
    return [...defined(null, names), ...worksheets.items.flatMap(({ name, names: own }) => defined(name, own))];
  });

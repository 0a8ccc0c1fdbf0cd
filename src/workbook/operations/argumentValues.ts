import { referenceOf } from "../../excel/formulas/references";
import { question, type Operation } from "./operation";

/** Rows of cells; an error is its code. */
export type ArgumentValue = readonly (readonly (string | number | boolean | { readonly error: string })[])[];

/**
 * What the cells hold that a formula's arguments refer to, in one round trip. Undefined for an argument that is
 * something else than a plain reference. `sheet` is the one that the formula is on.
 */
export const argumentValues = (
  sheet: string,
  texts: readonly string[],
): Operation<readonly (ArgumentValue | undefined)[]> =>
  question("as known", async ({ run }): Promise<readonly (ArgumentValue | undefined)[]> => {
    const references = texts.map(referenceOf);
    if (references.every((reference) => reference === null)) return references.map(() => undefined);
    return run(async (context) => {
      const ranges = references.map((reference) => {
        if (!reference) return undefined;
        const range = context.workbook.worksheets.getItem(reference.sheet ?? sheet).getRange(reference.address);
        range.load("values,valueTypes");
        return range;
      });
      await context.sync();
      return ranges.map((range) =>
        range?.values.map((row, down) =>
          row.map((value: string | number | boolean, right) =>
            range.valueTypes[down]?.[right] === Excel.RangeValueType.error ? { error: String(value) } : value,
          ),
        ),
      );
    });
  });

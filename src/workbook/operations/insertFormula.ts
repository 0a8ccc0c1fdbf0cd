import { oneCell } from "../../excel/addresses/places";
import { rangeIn } from "../../excel/addresses/ranges";
import { contentOf, type CellValue } from "../../excel/cells/contents";
import { writeBlocks } from "../../excel/steps/cells";
import { only } from "../../excel/transactions/step";
import { FINISHING, stage } from "../messages/stages";
import type { Operation } from "./operation";

/**
 * Writes an English, comma-separated formula into the selection's first cell; gives it in the user's locale. If Excel
 * refuses it, the cell is as it was.
 */
export const insertFormula = (formula: string): Operation<string> => ({
  reads: "as known",
  plan: ({ run }) =>
    run(async (context) => {
      const cell = context.workbook.getSelectedRange().getCell(0, 0);
      cell.load("formulas,values,rowIndex,columnIndex");
      cell.worksheet.load("name");
      await context.sync();
      const content = contentOf(cell.formulas[0]![0] as CellValue, cell.values[0]![0] as CellValue);
      const area = oneCell({ row: cell.rowIndex, column: cell.columnIndex });
      const before = { sheet: cell.worksheet.name, area, contents: [[content]] };
      let local = (): string => formula;
      const read = only((running) => {
        const written = rangeIn(running, before.sheet, area);
        written.load("formulasLocal");
        local = () => String(written.formulasLocal[0]![0]);
      });
      const write = writeBlocks([{ before, after: { ...before, contents: [[formula]] } }]);
      return { stages: [stage(FINISHING, [...write, read])], outcome: () => local() };
    }),
});

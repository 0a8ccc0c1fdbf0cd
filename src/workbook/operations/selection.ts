/** What is selected. */
import { callsIn } from "../calls/inFormulas";
import type { Selection } from "../types";
import { question, type Operation } from "./operation";

export const selection = (): Operation<Selection> =>
  question("as known", ({ run }) =>
    run(async (context) => {
      const range = context.workbook.getSelectedRange();
      range.load("address,cellCount");
      range.worksheet.load("name");
      const cell = range.getCell(0, 0);
      cell.load("formulas,formulasLocal");
      await context.sync();
      const formula = String(cell.formulas[0]![0]);
      return {
        sheet: range.worksheet.name,
        address: range.address.slice(range.address.lastIndexOf("!") + 1),
        formula,
        formulaLocal: String(cell.formulasLocal[0]![0]),
        calls: callsIn(formula),
        cells: range.cellCount,
      };
    }),
  );

import { question, type Operation } from "./operation";

/** Shows a cell to the user. */
export const goTo = (sheet: string, address: string): Operation<void> =>
  question("as known", ({ run }) =>
    run(async (context) => {
      const worksheet = context.workbook.worksheets.getItem(sheet);
      worksheet.activate();
      worksheet.getRange(address).select();
      await context.sync();
    }),
  );

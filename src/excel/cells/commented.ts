/** Cells with a comment. Notes, as comments were called before, can't be asked for before ExcelApi 1.18. */
import { parseAddress, type Area } from "../addresses/addresses";
import type { Run } from "../transactions/run";

/** Of each sheet, by name; in two round trips. */
export const readCommented = (run: Run, sheets: readonly string[]): Promise<readonly (readonly Area[])[]> =>
  run(async (context) => {
    const all = sheets.map((sheet) => {
      const { comments } = context.workbook.worksheets.getItem(sheet);
      comments.load("items/id");
      return comments;
    });
    await context.sync();
    const cells = all.map(({ items }) =>
      items.map((comment) => {
        const cell = comment.getLocation();
        cell.load("address");
        return cell;
      }),
    );
    if (cells.flat().length > 0) await context.sync();
    return cells.map((own) => own.flatMap(({ address }) => parseAddress(address) ?? []));
  });

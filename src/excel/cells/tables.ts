/** Where a workbook's tables have their data. */
import { parseAddress, type Area } from "../addresses/addresses";

/** The rows of a table that hold its data. */
export interface TableBody {
  readonly sheet: string;
  readonly area: Area;
}

/** Queues the names; then the first function queues the places, and the second gives them, each after a sync. */
export function queueTableBodies({ workbook }: Excel.RequestContext): () => () => readonly TableBody[] {
  const { tables } = workbook;
  tables.load("items/name,items/worksheet/name");
  return () => {
    const bodies = tables.items.map((table) => {
      const range = table.getDataBodyRange();
      range.load("address");
      return { sheet: table.worksheet.name, range };
    });
    return () => bodies.map(({ sheet, range }) => ({ sheet, area: parseAddress(range.address)! }));
  };
}

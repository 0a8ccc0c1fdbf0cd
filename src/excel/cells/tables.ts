/** Where a workbook's tables have their data. */
import { parseAddress, type Area } from "../addresses/addresses";

/** The rows of a table that hold its data. */
export interface TableBody {
  readonly sheet: string;
  readonly area: Area;
}

export interface Table extends TableBody {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Queues the names; then the first function queues the rest, and the second gives it, each after a sync. */
export function queueTables({ workbook }: Excel.RequestContext): () => () => readonly Table[] {
  const { tables } = workbook;
  tables.load("items/name,items/worksheet/name");
  return () => {
    const found = tables.items.map((table) => {
      const range = table.getDataBodyRange();
      range.load("address");
      table.columns.load("items/name");
      return { table, range };
    });
    return () =>
      found.map(({ table: { name, worksheet, columns }, range }) => ({
        name,
        sheet: worksheet.name,
        area: parseAddress(range.address)!,
        columns: columns.items.map((column) => column.name),
      }));
  };
}

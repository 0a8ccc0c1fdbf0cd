/** Reads what the workbook holds of ours: two round trips for everything, one for the tables alone. */
import type { Part } from "../../excel/steps/parts";
import { NAMESPACE, readKept, type Kept, type PartFault } from "../stored/kept";
import { queueTables, sheetInfo, type SheetInfo, type Tables } from "../tables/read";
import { TABLES } from "../types";

export interface BookRead {
  readonly sheets: readonly SheetInfo[];
  /** Position of the active sheet. */
  readonly active: number;
  readonly tables: Tables;
  /** Of every table, also those that aren't ours. */
  readonly tableNames: readonly string[];
  readonly part: Part | null;
  readonly kept: Kept | PartFault | null;
}

/** Reads everything. `first` queues what is to go along with the first round trip. */
export async function readBook(context: Excel.RequestContext, first?: () => void): Promise<BookRead> {
  const { worksheets, tables, customXmlParts } = context.workbook;
  worksheets.load("items/id,items/name,items/protection/protected");
  tables.load("items/name");
  const parts = customXmlParts.getByNamespace(NAMESPACE);
  parts.load("items/id");
  const active = worksheets.getActiveWorksheet();
  active.load("position");
  first?.();
  await context.sync();

  const there = new Set(tables.items.map(({ name }) => name));
  const pending = queueTables(
    context,
    TABLES.filter((name) => there.has(name)),
  );
  // There is one unless something else copied it; the first is the one that we write.
  const [part] = parts.items;
  const xml = part?.getXml();
  if (there.size > 0 || part) await context.sync();
  return {
    sheets: worksheets.items.map(sheetInfo),
    active: active.position,
    tables: pending(),
    tableNames: tables.items.map(({ name }) => name),
    part: part && xml ? { id: part.id, xml: xml.value } : null,
    kept: xml ? readKept(xml.value) : null,
  };
}

/** Reads what the workbook holds of ours: two round trips for everything, one for the tables alone. */
import type { Text } from "../../report/types";
import { parseAddress, type Area } from "../../excel/addresses/addresses";
import { NAMESPACE, readKept, TABLES, type Kept, type PartFault } from "./kept";
import { type Part } from "../../excel/steps/parts";
import { COLUMN, lostColumns, WIDTH, type CellValue, type Grid } from "../tables/tables";
import type { TableName } from "../types";

type Context = Excel.RequestContext;

export interface SheetInfo {
  readonly id: string;
  readonly name: string;
}

export interface TableRead {
  readonly id: string;
  readonly sheet: SheetInfo;
  /** With its header row, and with columns of the user's. */
  readonly area: Area;
  readonly headers: readonly CellValue[];
  readonly rows: Grid;
  /** The same as written: what formulas are in it. */
  readonly formulas: Grid;
  /** Our columns that it lacks; it can't be read then. */
  readonly lost: readonly Text[];
  /** Whether an override is a formula, whose value changes without an edit. */
  readonly hasFormulas: boolean;
}

export type Tables = Readonly<Partial<Record<TableName, TableRead>>>;

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

/** Queues the reading of a table that is there; what comes back is to be called after the next sync. */
export function queueTable(context: Context, name: TableName): () => TableRead {
  const table = context.workbook.tables.getItem(name);
  table.load("id");
  table.worksheet.load("id,name");
  const range = table.getRange();
  range.load("values,formulas,address");
  return () => {
    const [headers = [], ...rows] = range.values as CellValue[][];
    const formulas = (range.formulas as CellValue[][]).slice(1);
    return {
      id: table.id,
      sheet: { id: table.worksheet.id, name: table.worksheet.name },
      area: parseAddress(range.address)!,
      headers,
      rows,
      formulas,
      lost: lostColumns(name, headers.slice(0, Math.max(WIDTH[name], headers.length))),
      hasFormulas:
        name === "MarketAssumptions" && formulas.some((row) => String(row[COLUMN.override] ?? "").startsWith("=")),
    };
  };
}

export function queueTables(context: Context, names: readonly TableName[]): () => Tables {
  const pending = names.map((name) => [name, queueTable(context, name)] as const);
  return () => Object.fromEntries(pending.map(([name, read]) => [name, read()]));
}

/** Reads everything. `first` queues what is to go along with the first round trip. */
export async function readBook(context: Context, first?: () => void): Promise<BookRead> {
  const { worksheets, tables, customXmlParts } = context.workbook;
  worksheets.load("items/id,items/name");
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
    sheets: worksheets.items.map(({ id, name }) => ({ id, name })),
    active: active.position,
    tables: pending(),
    tableNames: tables.items.map(({ name }) => name),
    part: part && xml ? { id: part.id, xml: xml.value } : null,
    kept: xml ? readKept(xml.value) : null,
  };
}

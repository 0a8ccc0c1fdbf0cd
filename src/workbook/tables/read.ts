/** The tables as they stand in the workbook. */
import { parseAddress, type Area } from "../../excel/addresses/addresses";
import { contentsIn, isFormula, type CellValue, type Grid } from "../../excel/cells/contents";
import type { Text } from "../../report/types";
import { WorkbookError } from "../messages/messages";
import type { TableName } from "../types";
import { COLUMN, lostColumns, OUTPUTS, oursIn, reportColumnIn, WIDTH } from "./tables";

type Context = Excel.RequestContext;

export interface SheetInfo {
  readonly id: string;
  readonly name: string;
  /** Left out of one that was just made. */
  readonly isProtected?: boolean;
}

export interface TableRead {
  readonly id: string;
  readonly name: TableName;
  readonly sheet: SheetInfo;
  /** With its header row, and with columns of the user's. */
  readonly area: Area;
  readonly headers: readonly CellValue[];
  readonly rows: Grid;
  /** The same as written: what formulas are in it. */
  readonly formulas: Grid;
  /** What has to be written for each cell to be that. */
  readonly contents: Grid;
  /** How many of its columns, from the first on, are ours. */
  readonly ours: number;
  /** Where it says which report a row is of; null where it doesn't. */
  readonly report: number | null;
  /** Our columns that it lacks; it can't be read then. */
  readonly lost: readonly Text[];
  /** Whether an override is a formula, whose value changes without an edit. */
  readonly hasFormulas: boolean;
}

/** Of a sheet that was loaded with these. */
export const sheetInfo = ({ id, name, protection }: Excel.Worksheet): SheetInfo => {
  return { id, name, isProtected: protection.protected };
};

/** Before anything is begun: what Excel refuses to carry through on a protected sheet, it refuses to take back, too. */
export function refuseProtected({ name, isProtected }: Pick<SheetInfo, "name" | "isProtected">): void {
  if (isProtected) throw new WorkbookError({ id: "sheet-protected", values: { name } });
}

export type Tables = Readonly<Partial<Record<TableName, TableRead>>>;

/** Queues the reading of a table that is there; what comes back is to be called after the next sync. */
export function queueTable(context: Context, name: TableName): () => TableRead {
  const table = context.workbook.tables.getItem(name);
  table.load("id");
  table.worksheet.load("id,name,protection/protected");
  const range = table.getRange();
  range.load("values,formulas,valueTypes,address");
  return () => {
    const [headers = [], ...rows] = range.values as CellValue[][];
    const formulas = (range.formulas as CellValue[][]).slice(1);
    const contents = contentsIn(range).slice(1);
    return {
      id: table.id,
      name,
      sheet: sheetInfo(table.worksheet),
      area: parseAddress(range.address)!,
      headers,
      rows,
      formulas,
      contents,
      ours: oursIn(name, headers),
      report: reportColumnIn(headers),
      lost: lostColumns(name, headers.slice(0, Math.max(WIDTH[name], headers.length))),
      hasFormulas: name === "MarketAssumptions" && formulas.some((row) => isFormula(row[COLUMN.override])),
    };
  };
}

export function queueTables(context: Context, names: readonly TableName[]): () => Tables {
  const pending = names.map((name) => [name, queueTable(context, name)] as const);
  return () => Object.fromEntries(pending.map(([name, read]) => [name, read()]));
}

/** What is written in the tables besides what we write in them: our own texts are no edit. */
export const inputsOf = ({ MarketAssumptions, MarketScenarios }: Tables): readonly (Grid | undefined)[] => [
  MarketAssumptions?.formulas.map((row) =>
    row.filter((_, column) => column >= MarketAssumptions.ours || !OUTPUTS.includes(column)),
  ),
  MarketScenarios?.formulas,
];

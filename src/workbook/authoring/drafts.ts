/** A report's tables in the workbook: found by name, read as cells. */
import { parseAddress, type Area } from "../../excel/addresses/addresses";
import type { Run } from "../../excel/transactions/run";
import { contentsIn, type CellValue, type Grid } from "../../excel/cells/contents";
import {
  asTyped,
  columnsBy,
  fromTables,
  infers,
  tableNames,
  type ReadTables,
  type ReportTables,
  type TableName,
} from "../../report/tables";
import { WorkbookError } from "../messages/messages";
import { STATUS } from "./texts";

/** One table of a draft as it stands. */
export interface DraftTable {
  readonly name: string;
  readonly sheet: string;
  readonly sheetId: string;
  /** With its header row. */
  readonly area: Area;
  /** As whoever wrote the table left it: what is shown as inferred is nobody's. */
  readonly values: Grid;
  /** What its cells show. */
  readonly shown: Grid;
  /** What has to be written for them to hold what they hold. */
  readonly contents: Grid;
  readonly formats: Grid;
  /** Column of the status; null where it was taken away. */
  readonly status: number | null;
}

export type DraftTables = Readonly<Partial<Record<TableName, DraftTable>>>;

export interface DraftRead {
  readonly tables: DraftTables;
  readonly read: ReadTables;
}

/** What tells a draft from another: what its tables' names end with. */
const suffixOf = (name: string): string | null =>
  /^ReportInfo(_[A-Za-z0-9_]+)?$/.exec(name)?.[1] ?? (name === "ReportInfo" ? "" : null);

export const suffixes = (names: readonly string[]): readonly string[] => names.flatMap((name) => suffixOf(name) ?? []);

/** The first that no table has. */
export function freeSuffix(names: readonly string[]): string {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? "" : `_${number}`;
    if (!tableNames.some((table) => taken.has(`${table}${suffix}`.toLowerCase()))) return suffix;
  }
}

export const readNames = (run: Run): Promise<readonly string[]> =>
  run(async (context) => {
    const { workbook } = context;
    workbook.tables.load("items/name");
    await context.sync();
    return workbook.tables.items.map(({ name }) => name);
  });

const isStatus = (header: CellValue): boolean => header === STATUS.en || header === STATUS.zh;

export async function readDraft(run: Run, suffix: string): Promise<DraftRead> {
  const tables = await run(async (context) => {
    const pending = tableNames.map((table) => {
      const found = context.workbook.tables.getItemOrNullObject(`${table}${suffix}`);
      found.load("name");
      found.worksheet.load("id,name");
      const range = found.getRange();
      range.load("formulas,values,valueTypes,numberFormat,address");
      return [table, found, range] as const;
    });
    await context.sync();
    return Object.fromEntries(
      pending.flatMap(([table, found, range]) => {
        if (found.isNullObject) return [];
        const shown = range.values as Grid;
        const status = (shown[0] ?? []).findIndex(isStatus);
        const read: DraftTable = {
          name: found.name,
          sheet: found.worksheet.name,
          sheetId: found.worksheet.id,
          area: parseAddress(range.address)!,
          values: typedIn(table, shown),
          shown,
          contents: contentsIn(range),
          formats: range.numberFormat as Grid,
          status: status < 0 ? null : status,
        };
        return [[table, read]];
      }),
    ) as DraftTables;
  });
  if (!tables.ReportInfo) throw new WorkbookError({ id: "no-such-draft", values: { name: `ReportInfo${suffix}` } });
  return asRead(tables);
}

export function typedIn(table: TableName, shown: Grid): Grid {
  const keys = columnsBy(table, (shown[0] ?? []).map(String));
  return shown.map((row, down) =>
    row.map((content, at) =>
      down > 0 && infers(table, keys[at] ?? null) ? (asTyped({ content }).content ?? "") : content,
    ),
  );
}

export const asRead = (tables: DraftTables): DraftRead => ({ tables, read: fromTables(cellsOf(tables)) });

function cellsOf(tables: DraftTables): ReportTables {
  return Object.fromEntries(
    tableNames.map((name) => {
      const [header = [], ...rows] = tables[name]?.shown ?? [];
      const formats = tables[name]?.formats ?? [];
      return [
        name,
        {
          header: header.map(String),
          rows: rows.map((row, down) =>
            row.map((content, right) => ({ content, format: String(formats[down + 1]?.[right] ?? "") })),
          ),
        },
      ];
    }),
  ) as unknown as ReportTables;
}

/** What is said beside each row of a draft: what is wrong, or that nothing is and what was inferred. */
import { columnName } from "../../excel/addresses/addresses";
import { writtenText, type Grid } from "../../excel/cells/contents";
import { writeBlocks } from "../../excel/steps/cells";
import type { Step } from "../../excel/transactions/step";
import { columns, columnsBy, tableNames, type ReadTables, type TableName } from "../../report/tables";
import type { Text } from "../../report/types";
import type { Language } from "../types";
import type { DraftRead, DraftTable, DraftTables } from "./drafts";
import { OK } from "./texts";

/** A fault of a draft, with the cell that it stands beside. */
export interface DraftFault {
  readonly sheet: string;
  /** Null for a table that isn't there. */
  readonly address: string | null;
  readonly text: Text;
}

export function faultsOf({ tables, read }: DraftRead): readonly DraftFault[] {
  return read.faults.map(({ table, row, column, text }) => {
    const found = tables[table];
    if (!found) return { sheet: table, address: null, text };
    const at = column === null ? -1 : columnOf(table, found, column);
    const { area } = found;
    const right = area.column + Math.max(at, 0);
    return { sheet: found.sheet, address: `${columnName(right)}${area.row + 2 + (row ?? -1)}`, text };
  });
}

export function columnOf(table: TableName, { values }: DraftTable, column: string): number {
  return (columnsBy(table, (values[0] ?? []).map(String)) as readonly (string | null)[]).indexOf(column);
}

/** The status of each row, row by row below the header; empty beside a blank one. */
function statusOf(
  table: TableName,
  { values, status }: DraftTable,
  read: ReadTables,
  language: Language,
): readonly string[] {
  const between = { en: "; ", zh: "；" }[language];
  const names = columns[table] as Readonly<Record<string, Text>>;
  return values.slice(1).map((row, index) => {
    if (row.every((content, at) => at === status || content === "")) return "";
    const faults = read.faults.filter((one) => one.table === table && one.row === index);
    if (faults.length > 0) return faults.map(({ text }) => text[language]).join(" ");
    const inferred = read.inferred.filter((one) => one.table === table && one.row === index);
    const told = inferred.map(({ column, text }) => `${names[column]?.[language] ?? column} = ${text}`).join(between);
    return told === "" ? OK[language] : `${OK[language]}: ${told}`;
  });
}

/** Writes the statuses that say something else than what stands there. */
export function statusSteps({ tables, read }: DraftRead, language: Language): readonly Step[] {
  return each(tables).flatMap(([table, found]) => {
    if (found.status === null) return [];
    const texts = statusOf(table, found, read, language);
    const before = found.values.slice(1).map((row) => String(row[found.status!] ?? ""));
    if (texts.every((text, at) => text === before[at])) return [];
    return columnSteps(found, found.status, before, texts);
  });
}

/** Ids that were inferred, written where they were blank: from the first publication on they stay. */
export function idSteps({ tables, read }: DraftRead): readonly Step[] {
  return each(tables).flatMap(([table, found]) => {
    const at = columnOf(table, found, "id");
    const ids = new Map(
      read.inferred.filter((one) => one.table === table && one.column === "id").map(({ row, text }) => [row, text]),
    );
    if (at < 0 || ids.size === 0) return [];
    const before = found.values.slice(1).map((row) => String(row[at] ?? ""));
    return columnSteps(
      found,
      at,
      before,
      before.map((text, row) => ids.get(row) ?? text),
    );
  });
}

const each = (tables: DraftTables): readonly (readonly [TableName, DraftTable])[] =>
  tableNames.flatMap((name) => (tables[name] ? [[name, tables[name]] as const] : []));

function columnSteps(
  table: DraftTable,
  column: number,
  before: readonly string[],
  after: readonly string[],
): readonly Step[] {
  const { area, sheet } = table;
  const block = (texts: readonly string[]) => ({
    sheet,
    area: { row: area.row + 1, column: area.column + column, rows: texts.length, columns: 1 },
    contents: texts.map((text) => [writtenText(text)]) as Grid,
    formats: table.formats.slice(1).map((row) => [row[column] ?? "General"]),
  });
  return writeBlocks([{ before: block(before), after: block(after) }]);
}

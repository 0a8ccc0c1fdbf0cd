/** What is said beside each row of a draft: what is wrong, or that nothing is and what was inferred. */
import { columnName } from "../../excel/addresses/addresses";
import { writtenText, type CellValue, type Grid } from "../../excel/cells/contents";
import { writeBlocks } from "../../excel/steps/cells";
import type { Step } from "../../excel/transactions/step";
import { columns, columnsBy, tableNames, type ReadTables, type TableName } from "../../report/tables";
import type { Text } from "../../report/types";
import type { Language } from "../types";
import { asRead, type DraftRead, type DraftTable, type DraftTables } from "./drafts";
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

const isBlank = (row: readonly CellValue[], status: number | null): boolean =>
  row.every((content, at) => at === status || content === "");

/** Rows that say something. */
export const countRows = (table: DraftTable | undefined): number =>
  (table?.values ?? []).slice(1).filter((row) => !isBlank(row, table!.status)).length;

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
    if (isBlank(row, status)) return "";
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
    return columnSteps(found, found.status, textsIn(found.values, found.status), texts);
  });
}

/** A cell of a draft's table, by its row below the header and the key of its column. */
export interface CellText {
  readonly table: TableName;
  readonly row: number;
  readonly column: string;
  readonly text: string;
}

/** Ids that were inferred, for where they were blank: from the first publication on they stay. */
const inferredIds = ({ read }: DraftRead): readonly CellText[] => read.inferred.filter(({ column }) => column === "id");

/** The row of ReportInfo that says what the report is; nothing where its edition has no column. */
function editionCell(draft: DraftRead, text: string): readonly CellText[] {
  const table = "ReportInfo";
  const info = draft.tables[table]!;
  const told = ["title", "currency", "unit", "edition", "id"].map((key) => columnOf(table, info, key));
  const row = info.values.slice(1).findIndex((cells) => told.some((at) => at >= 0 && cells[at] !== ""));
  return row < 0 ? [] : [{ table, row, column: "edition", text }];
}

/** Publishes a draft under an edition's number. */
export const publishedSteps = (draft: DraftRead, edition: string, language: Language): readonly Step[] =>
  textSteps(draft, [...inferredIds(draft), ...editionCell(draft, edition)], language);

/** Gives cells of a draft other texts, and its rows the status that they then have. */
export function textSteps(draft: DraftRead, cells: readonly CellText[], language: Language): readonly Step[] {
  const written = each(draft.tables).map(([table, found]) => {
    const values = found.values.map((row) => [...row]);
    for (const { row, column, text } of cells.filter((cell) => cell.table === table)) {
      const at = columnOf(table, found, column);
      if (at >= 0) values[row + 1]![at] = text;
    }
    return [table, { ...found, values }] as const;
  });
  const after = asRead(Object.fromEntries(written));
  return [
    ...each(after.tables).flatMap(([table, { values }]) => {
      const found = draft.tables[table]!;
      const keys = [...new Set(cells.filter((cell) => cell.table === table).map(({ column }) => column))];
      return keys.flatMap((key) => {
        const at = columnOf(table, found, key);
        return at < 0 ? [] : columnSteps(found, at, textsIn(found.values, at), textsIn(values, at));
      });
    }),
    ...statusSteps(after, language),
  ];
}

const textsIn = (values: Grid, column: number): readonly string[] =>
  values.slice(1).map((row) => String(row[column] ?? ""));

const each = (tables: DraftTables): readonly (readonly [TableName, DraftTable])[] =>
  tableNames.flatMap((name) => (tables[name] ? [[name, tables[name]] as const] : []));

/** Writes what differs, in one block, so that one undo takes it back. */
function columnSteps(
  table: DraftTable,
  column: number,
  before: readonly string[],
  after: readonly string[],
): readonly Step[] {
  const differs = after.map((text, at) => text !== before[at]);
  const [first, last] = [differs.indexOf(true), differs.lastIndexOf(true)];
  if (first < 0) return [];
  const { area, sheet } = table;
  const block = (texts: readonly string[]) => ({
    sheet,
    area: { row: area.row + 1 + first, column: area.column + column, rows: last - first + 1, columns: 1 },
    contents: texts.slice(first, last + 1).map((text) => [writtenText(text)]) as Grid,
    formats: table.formats.slice(1 + first, 2 + last).map((row) => [row[column] ?? "General"]),
  });
  return writeBlocks([{ before: block(before), after: block(after) }]);
}

/** What is said beside each row of a draft, and in the cells that it leaves blank: what is wrong, and what was inferred. */
import { columnName } from "../../excel/addresses/addresses";
import { writtenText, type CellValue, type Grid } from "../../excel/cells/contents";
import { inkStep, readInks } from "../../excel/looks/fills";
import { STYLES } from "../../excel/looks/styles";
import { writeBlocks, type BlockChange } from "../../excel/steps/cells";
import type { Run } from "../../excel/transactions/run";
import type { Step } from "../../excel/transactions/step";
import {
  columns,
  columnsBy,
  infers,
  isShown,
  shownText,
  tableNames,
  type ReadTables,
  type TableName,
} from "../../report/tables";
import type { Text } from "../../report/types";
import type { Language } from "../types";
import { asRead, typedIn, type DraftRead, type DraftTable, type DraftTables } from "./drafts";
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

const keysOf = (table: TableName, { values }: DraftTable): readonly (string | null)[] =>
  columnsBy(table, (values[0] ?? []).map(String));

const columnOf = (table: TableName, found: DraftTable, column: string): number => keysOf(table, found).indexOf(column);

const isBlank = (row: readonly CellValue[], status: number | null): boolean =>
  row.every((content, at) => at === status || content === "");

/** Rows that say something. */
export const countRows = (table: DraftTable | undefined): number =>
  (table?.values ?? []).slice(1).filter((row) => !isBlank(row, table!.status)).length;

function byRow<T extends { readonly table: TableName; readonly row: number | null }>(
  table: TableName,
  all: readonly T[],
) {
  const found = new Map<number | null, T[]>();
  for (const one of all) {
    if (one.table !== table) continue;
    const there = found.get(one.row);
    if (there) there.push(one);
    else found.set(one.row, [one]);
  }
  return found;
}

/**
 * What is to be said: all, or as somebody types the statuses alone, which are ours: a cell that was blank a moment ago may
 * hold their next word by now.
 */
type Saying = "all" | "statuses";

/** What a table's cells below the header are to show: statuses, and what was inferred in those that were left blank. */
function toShow(table: TableName, found: DraftTable, read: ReadTables, language: Language, saying: Saying): Grid {
  const { values, shown, contents, status } = found;
  const keys = keysOf(table, found);
  const between = { en: "; ", zh: "；" }[language];
  const names = columns[table] as Readonly<Record<string, Text>>;
  const [inferredBy, faultsBy] = [byRow(table, read.inferred), byRow(table, read.faults)];
  return values.slice(1).map((row, index) => {
    const [inferred, faults] = [inferredBy.get(index) ?? [], faultsBy.get(index) ?? []];
    const cells = row.map((_, at): CellValue => {
      const there = shown[index + 1]![at]!;
      const key = keys[at] ?? null;
      // A formula that shows nothing isn't blank.
      const isFree = saying === "all" && infers(table, key) && (contents[index + 1]![at] === "" || isShown(there));
      const text = inferred.find(({ column }) => column === key)?.text;
      return !isFree ? there : text && !isBlank(row, status) ? shownText(text[language]) : "";
    });
    if (status !== null) {
      // Of columns that aren't there it is told here.
      const told = inferred
        .filter(({ column }) => !keys.includes(column))
        .map(({ column, text }) => `${names[column]?.[language] ?? column} = ${text[language]}`);
      const fine = told.length === 0 ? OK[language] : `${OK[language]}: ${told.join(between)}`;
      cells[status] = isBlank(row, status)
        ? ""
        : faults.length > 0
          ? faults.map(({ text }) => text[language]).join(" ")
          : fine;
    }
    return cells;
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
const inferredIds = ({ read }: DraftRead): readonly CellText[] =>
  read.inferred.filter(({ column }) => column === "id").map((one) => ({ ...one, text: one.text.en }));

/** The row of ReportInfo that says what the report is; nothing where its edition has no column. */
function editionCell(draft: DraftRead, text: string): readonly CellText[] {
  const table = "ReportInfo";
  const info = draft.tables[table]!;
  const told = ["title", "currency", "unit", "edition", "id"].map((key) => columnOf(table, info, key));
  const row = info.values.slice(1).findIndex((cells) => told.some((at) => at >= 0 && cells[at] !== ""));
  return row < 0 ? [] : [{ table, row, column: "edition", text }];
}

/** Publishes a draft under an edition's number. */
export const publishedSteps = (
  run: Run,
  draft: DraftRead,
  edition: string,
  language: Language,
): Promise<readonly Step[]> => textSteps(run, draft, [...inferredIds(draft), ...editionCell(draft, edition)], language);

/** Gives cells of a draft other texts, and its rows the status that they then have. */
export async function textSteps(
  run: Run,
  draft: DraftRead,
  cells: readonly CellText[],
  language: Language,
): Promise<readonly Step[]> {
  const written = each(draft.tables).map(([table, found]) => {
    const [shown, contents] = [found.shown, found.contents].map((grid) => grid.map((row) => [...row])) as [
      CellValue[][],
      CellValue[][],
    ];
    for (const { row, column, text } of cells.filter((cell) => cell.table === table)) {
      const at = columnOf(table, found, column);
      if (at < 0) continue;
      shown[row + 1]![at] = text;
      contents[row + 1]![at] = writtenText(text);
    }
    return [table, { ...found, shown, contents, values: typedIn(table, shown) }] as const;
  });
  return shownSteps(run, draft, language, "all", asRead(Object.fromEntries(written)));
}

const each = (tables: DraftTables): readonly (readonly [TableName, DraftTable])[] =>
  tableNames.flatMap((name) => (tables[name] ? [[name, tables[name]] as const] : []));

interface Ink {
  readonly sheet: string;
  readonly area: { readonly row: number; readonly column: number; readonly rows: 1; readonly columns: 1 };
  readonly was: boolean;
  readonly isInferred: boolean;
}

const GREY = STYLES.inferred.color!;
const PLAIN = STYLES.input.color!;

/**
 * Brings what a draft shows to what is to be said of it, cell by cell where it is another; `then` is the draft with what
 * else is being written. Grey is only what was in the colour that our tables have, and gets that back. One round trip,
 * or two where users coloured cells.
 */
export async function shownSteps(
  run: Run,
  draft: DraftRead,
  language: Language,
  saying: Saying,
  then: DraftRead = draft,
): Promise<readonly Step[]> {
  const changes: BlockChange[] = [];
  const cells: Ink[] = [];
  for (const [table, found] of each(draft.tables)) {
    const { area, sheet, contents, shown, formats, status } = found;
    const after = toShow(table, then.tables[table]!, then.read, language, saying);
    const keys = keysOf(table, found);
    keys.forEach((key, at) => {
      const isShowing = infers(table, key);
      const differs = after.map((row, down) => row[at] !== shown[down + 1]![at]);
      differs.forEach((_, down) => {
        const [was, is] = [shown[down + 1]![at]!, after[down]![at]!];
        const place = { row: area.row + 1 + down, column: area.column + at };
        if (isShowing && (differs[down] || (is !== "" && !isShown(is))))
          cells.push({ sheet, area: { ...place, rows: 1, columns: 1 }, was: isShown(was), isInferred: isShown(is) });
      });
      for (const [first, last] of runsOf(differs, at === status)) {
        const block = (texts: Grid) => ({
          sheet,
          area: { row: area.row + 1 + first, column: area.column + at, rows: last - first + 1, columns: 1 },
          contents: texts,
          formats: formats.slice(1 + first, 2 + last).map((row) => [row[at] ?? "General"]),
        });
        changes.push({
          before: block(contents.slice(1 + first, 2 + last).map((row) => [row[at]!])),
          after: block(after.slice(first, last + 1).map((row) => [writtenText(String(row[at] ?? ""))])),
        });
      }
    });
  }
  const likely = ({ was, isInferred }: Ink): string => `${was}, ${isInferred}`;
  const inks = cells.length === 0 ? [] : await run((context) => readInks(context, cells, likely));
  const wrong = cells.flatMap((cell, index) => {
    const [from, to] = cell.isInferred ? [PLAIN, GREY] : [GREY, PLAIN];
    return inks[index] === from ? [{ ...cell, from, to }] : [];
  });
  const inked = (which: "from" | "to") => wrong.map((cell) => ({ ...cell, ink: cell[which] }));
  return [...writeBlocks(changes), ...(wrong.length > 0 ? [inkStep(inked("from"), inked("to"))] : [])];
}

/** Where something differs; of a column that is ours as one, so that one undo takes it back. */
function runsOf(differs: readonly boolean[], asOne: boolean): readonly (readonly [first: number, last: number])[] {
  const [first, last] = [differs.indexOf(true), differs.lastIndexOf(true)];
  if (first < 0) return [];
  if (asOne) return [[first, last]];
  const runs: [number, number][] = [];
  differs.forEach((isOther, at) => {
    const open = runs.at(-1);
    if (!isOther) return;
    if (open?.[1] === at - 1) open[1] = at;
    else runs.push([at, at]);
  });
  return runs;
}

/** A table being edited before Excel is asked: values for the model, contents for the cells. */
import { areaAddress, rectangles, type Area } from "../../excel/addresses/addresses";
import { readLooks, styledAs, type Looks } from "../../excel/looks/cells";
import { isFormula, writtenText, type CellValue, type Grid } from "../../excel/cells/contents";
import { formatCells, readBlock, writeBlocks, type BlockChange } from "../../excel/steps/cells";
import { fillCells } from "../../excel/steps/planned";
import { insertCells } from "../../excel/steps/shifts";
import { text } from "../../excel/plans/cells";
import { changeLooks, reshapeTable, resizeTable } from "../../excel/steps/tables";
import type { Run } from "../../excel/transactions/run";
import type { Step } from "../../excel/transactions/step";
import { WorkbookError } from "../messages/messages";
import type { Language, TableName } from "../types";
import type { TableRead } from "./read";
import { TEXT } from "../sheets/texts";
import { headersOf, isRowEmpty, REPORT_AT, rowFormats, rowLook } from "./tables";

export interface Draft {
  readonly name: TableName;
  readonly headers: readonly CellValue[];
  readonly rows: Grid;
  readonly contents: Grid;
  /** For each row the table's own row that it was, whose number formats it keeps; null for a new one. */
  readonly from: readonly (number | null)[];
  /** How many of the table's columns are ours. */
  readonly ours: number;
  /** Where it says which report a row is of; null where it doesn't. */
  readonly report: number | null;
  /** Columns that come among those of the table; left out where none do. */
  readonly coming?: ComingColumns;
}

interface ComingColumns {
  readonly at: number;
  readonly count: number;
  /** Of the hidden name that tells whether they have come, for the operation to delete when all else is done. */
  readonly name: string;
}

export const draftOf = ({ name, headers, rows, contents, ours, report }: TableRead): Draft => ({
  name,
  headers,
  rows,
  ours,
  report,
  contents,
  from: rows.map((_, row) => row),
});

const content = (value: CellValue): CellValue => (typeof value === "string" ? writtenText(value) : value);

export interface CellEdit {
  readonly row: number;
  readonly column: number;
  readonly value: CellValue;
}

export function withCells(draft: Draft, edits: readonly CellEdit[]): Draft {
  if (edits.length === 0) return draft;
  const [rows, contents] = [draft.rows, draft.contents].map((grid) => grid.map((row) => [...row]));
  for (const { row, column, value } of edits) {
    rows![row]![column] = value;
    contents![row]![column] = content(value);
  }
  return { ...draft, rows: rows!, contents: contents! };
}

/** With a last column for reports, where the table has none yet. */
export function withReports(draft: Draft, language: Language): Draft {
  if (draft.report !== null) return draft;
  const [rows, contents] = [draft.rows, draft.contents].map((grid) => grid.map((row): CellValue[] => [...row, ""]));
  const headers = [...draft.headers, TEXT.report[language]];
  return { ...draft, headers, rows: rows!, contents: contents!, report: draft.headers.length };
}

/**
 * With columns for names and reasons, which a table of 1.0 lacks, before the user's own. `name`: of a hidden name that tells
 * whether they have come, for the operation to delete when all else is done.
 */
export function withNames(draft: Draft, language: Language, name: string): Draft {
  const { ours: at, headers, report } = draft;
  const titles = headersOf(draft.name, language).slice(at, REPORT_AT[draft.name]);
  const put = (row: readonly CellValue[], cells: readonly CellValue[]): readonly CellValue[] => [
    ...row.slice(0, at),
    ...cells,
    ...row.slice(at),
  ];
  const [rows, contents] = [draft.rows, draft.contents].map((grid) =>
    grid.map((row) =>
      put(
        row,
        titles.map(() => ""),
      ),
    ),
  );
  const count = titles.length;
  return {
    ...draft,
    headers: put(headers, titles),
    rows: rows!,
    contents: contents!,
    ours: at + count,
    report: report === null ? null : report + count,
    coming: { at, count, name },
  };
}

/** A row with all of our columns, as the table has them. */
const rowIn = ({ name, headers, ours, report }: Draft, row: readonly CellValue[]): readonly CellValue[] =>
  headers.map((_, at) => (at === report ? row[REPORT_AT[name]] : at < ours ? row[at] : undefined) ?? "");

/**
 * With rows, each with all of our columns, added after the last that has anything in it; the user's own columns stay empty
 * in them.
 */
export function withRows(draft: Draft, added: readonly (readonly CellValue[])[]): Draft {
  const last = draft.rows.reduce((end, row, index) => (isRowEmpty(row) ? end : index + 1), 0);
  const padded = added.map((row) => rowIn(draft, row));
  return {
    ...draft,
    rows: [...draft.rows.slice(0, last), ...padded, ...draft.rows.slice(last + added.length)],
    contents: [
      ...draft.contents.slice(0, last),
      ...padded.map((row) => row.map(content)),
      ...draft.contents.slice(last + added.length),
    ],
    from: [...draft.from.slice(0, last), ...padded.map(() => null), ...draft.from.slice(last + added.length)],
  };
}

/** With rows put in before one, wherever it stands. */
export function withRowsAt(draft: Draft, at: number, added: readonly (readonly CellValue[])[]): Draft {
  const padded = added.map((row) => rowIn(draft, row));
  const put = <T>(lines: readonly T[], more: readonly T[]): readonly T[] => [
    ...lines.slice(0, at),
    ...more,
    ...lines.slice(at),
  ];
  return {
    ...draft,
    rows: put(draft.rows, padded),
    contents: put(
      draft.contents,
      padded.map((row) => row.map(content)),
    ),
    from: put<number | null>(
      draft.from,
      padded.map(() => null),
    ),
  };
}

/** Without some rows; a table keeps at least one, empty. Of the first ones, so many as are `pinned`, only what is ours goes. */
export function withoutRows(draft: Draft, remove: (row: readonly CellValue[]) => boolean, pinned = 0): Draft {
  const emptied = draft.rows.flatMap((row, index) => (index < pinned && remove(row) ? [index] : []));
  if (emptied.length > 0) {
    const own = draft.headers.flatMap((_, column) => (column < draft.ours || column === draft.report ? [column] : []));
    const edits = emptied.flatMap((row) => own.map((column): CellEdit => ({ row, column, value: "" })));
    return withoutRows(withCells(draft, edits), remove, pinned);
  }
  const stay = draft.rows.flatMap((row, index) => (index >= pinned && remove(row) ? [] : [index]));
  const blank = draft.rows[0]!.map((): CellValue => "");
  if (stay.length === 0) return { ...draft, rows: [blank], contents: [blank], from: [0] };
  const [rows, contents] = [draft.rows, draft.contents].map((grid) => stay.map((index) => grid[index]!));
  return { ...draft, rows: rows!, contents: contents!, from: stay.map((index) => draft.from[index]!) };
}

/** The steps that bring a table to a draft; none where nothing differs. */
export async function stepsTo(run: Run, name: TableName, table: TableRead, draft: Draft): Promise<readonly Step[]> {
  if (draft.coming) {
    const others = await stepsTo(run, name, table, withoutComing(draft, draft.coming));
    return [...others, ...comingSteps(table, draft, draft.coming)];
  }
  if (draft.headers.length > table.headers.length) {
    const wider = widened(table, draft);
    return [...(await widening(run, table, wider)), ...(await stepsTo(run, name, wider, draft))];
  }
  const before = draftOf(table);
  const isSame = draft.contents.length === before.contents.length;
  if (isSame && draft.from.every((from, row) => from === row))
    return [...contentSteps(table, before, draft), ...(await formatSteps(run, name, table, draft))];
  const to: Area = { ...table.area, rows: draft.contents.length + 1 };
  const most = Math.max(to.rows, table.area.rows);
  const body: Area = { ...table.area, row: table.area.row + 1, rows: most - 1 };
  const { found, looks } = await run(async (context) => {
    const read = readBlock(context, table.sheet.name, body);
    const looks = await readLooks(context, table.sheet.name, body);
    return { found: read(), looks };
  });
  const below = found.contents.slice(table.area.rows - 1);
  const inTheWay = below.flat().filter((value) => value !== "").length;
  if (inTheWay > 0) {
    const address = areaAddress({ ...body, row: table.area.row + table.area.rows, rows: below.length });
    throw new WorkbookError({ id: "cells-below-table", values: { table: name, address } });
  }
  const blank = Array<CellValue>(table.area.columns).fill("");
  const contents = Array.from({ length: most - 1 }, (_, row) => draft.contents[row] ?? blank);
  const after = {
    sheet: table.sheet.name,
    area: body,
    contents,
    formats: formatsOf(name, table, draft, found.formats!),
  };
  return [
    ...changeLooks(table.sheet.name, looks, looksOf(name, draft, looks)),
    ...(isSame
      ? writeBlocks([{ before: found, after, columns: true }])
      : reshapeTable(name, table.area, to, found, after)),
  ];
}

/** As far as the table has columns for it. */
function withoutComing({ coming: _, ...draft }: Draft, { at, count }: ComingColumns): Draft {
  const narrow = (row: readonly CellValue[]): readonly CellValue[] => [...row.slice(0, at), ...row.slice(at + count)];
  return {
    ...draft,
    headers: narrow(draft.headers),
    rows: draft.rows.map(narrow),
    contents: draft.contents.map(narrow),
    ours: draft.ours - count,
    report: draft.report === null ? null : draft.report - count,
  };
}

/** After all else in the table, whose other cells are then where they were read. What stands to the right of it shifts. */
function comingSteps({ sheet, area, name }: TableRead, draft: Draft, { at, count, name: mark }: ComingColumns) {
  const there: Area = { ...area, rows: draft.rows.length + 1 };
  const comes: Area = { ...there, column: area.column + at, columns: count };
  const rows = [draft.headers, ...draft.rows].map((row, index) =>
    row.slice(at, at + count).map((value, column) => ({
      ...text(String(value)),
      ...(index === 0 ? { style: "header" as const } : rowLook(name, at + column)),
    })),
  );
  return [
    insertCells({ sheet: sheet.name, area: comes, moves: "cells-beside", name: mark }),
    // Among its columns, the table grows with the cells.
    ...(at === area.columns ? [resizeTable(name, there, { ...there, columns: at + count })] : []),
    ...fillCells(sheet.name, rows, comes),
  ];
}

/** The table with the last columns that it is to have, empty. */
function widened(table: TableRead, { headers, report }: Draft): TableRead {
  const wide = (grid: Grid): Grid => grid.map((row) => headers.map((_, at) => row[at] ?? ""));
  const area = { ...table.area, columns: headers.length };
  return {
    ...table,
    area,
    headers,
    report,
    rows: wide(table.rows),
    formulas: wide(table.formulas),
    contents: wide(table.contents),
  };
}

/** New columns look as the one before them. */
async function widening(run: Run, table: TableRead, wider: TableRead): Promise<readonly Step[]> {
  const { columns } = table.area;
  const area: Area = { ...wider.area, column: wider.area.column + columns, columns: wider.area.columns - columns };
  const { sheet } = table;
  const { before, looks, beside } = await run(async (context) => {
    const read = readBlock(context, sheet.name, area);
    const looks = await readLooks(context, sheet.name, area);
    const beside = await readLooks(context, sheet.name, { ...area, column: area.column - 1, columns: 1 });
    return { before: read(), looks, beside };
  });
  if (before.contents.flat().some((content) => content !== "")) {
    throw new WorkbookError({ id: "cells-below-table", values: { table: table.name, address: areaAddress(area) } });
  }
  const contents = before.contents.map((row, at) =>
    row.map((_, column) => (at === 0 ? content(wider.headers[columns + column]!) : "")),
  );
  return [
    ...changeLooks(
      sheet.name,
      looks,
      looks.looks.map((row, at) => row.map(() => beside.looks[at]![0]!)),
    ),
    ...reshapeTable(table.name, table.area, wider.area, before, { ...before, contents }),
  ];
}

/** Rows keep their looks likewise, and where none stands any more nothing of one is left. */
const looksOf = (name: TableName, draft: Draft, { looks }: Looks): Looks["looks"] =>
  looks.map((there, row) => {
    const from = draft.from[row];
    if (from !== undefined && from !== null) return looks[from]!;
    return there.map((look, column) => {
      const { style, align } = from === null && column < draft.ours ? rowLook(name, column) : PLAIN;
      return styledAs(look, style, align);
    });
  });

const PLAIN: ReturnType<typeof rowLook> = { style: "label" };

/** Rows keep their number formats wherever they come to stand; new ones have those of what they hold. */
const formatsOf = (name: TableName, table: TableRead, draft: Draft, found: Grid): Grid =>
  found.map((there, row) => {
    const from = draft.from[row];
    if (from === undefined) return there;
    if (from !== null) return refitted(name, table.rows[from]!, draft.rows[row]!, found[from]!, draft.ours);
    const own = rowFormats(name, draft.rows[row]!).slice(0, draft.ours);
    return there.map((_, column) => own[column] ?? found[0]![column]!);
  });

/** A row's formats, where it holds something else: those that the user left follow what there is to be shown. */
function refitted(
  name: TableName,
  was: readonly CellValue[],
  is: readonly CellValue[],
  there: readonly CellValue[],
  ours: number,
): readonly CellValue[] {
  const [before, after] = [rowFormats(name, was), rowFormats(name, is)];
  return there.map((format, column) => (column < ours && format === before[column] ? after[column]! : format));
}

/** One round trip, where a number is to be shown otherwise than the one before. */
async function formatSteps(run: Run, name: TableName, table: TableRead, draft: Draft): Promise<readonly Step[]> {
  const differs = draft.rows.some(
    (row, at) => String(rowFormats(name, row)) !== String(rowFormats(name, table.rows[at]!)),
  );
  if (!differs) return [];
  const area: Area = { ...table.area, row: table.area.row + 1, rows: table.area.rows - 1 };
  const { formats } = await run(async (context) => {
    const read = readBlock(context, table.sheet.name, area);
    await context.sync();
    return read();
  });
  return formatCells(table.sheet.name, area, formats!, formatsOf(name, table, draft, formats!));
}

function contentSteps(table: TableRead, before: Draft, after: Draft): readonly Step[] {
  const { rows: count } = table.area;
  const changed = (row: number, column: number) =>
    before.contents[row]![column] === after.contents[row]![column] ? undefined : true;
  const change = ({ row, column, rows, columns }: Area): BlockChange => {
    const block = ({ contents }: Draft) => ({
      sheet: table.sheet.name,
      area: { row: table.area.row + 1 + row, column: table.area.column + column, rows, columns },
      contents: contents.slice(row, row + rows).map((line) => line.slice(column, column + columns)),
    });
    return { before: block(before), after: block(after) };
  };
  const isOrWas = (row: number, column: number): boolean =>
    isFormula(before.contents[row]![column]) || isFormula(after.contents[row]![column]);
  const isWhole = before.contents[0]!.map((_, column) =>
    before.contents.some((_row, row) => changed(row, column) && isOrWas(row, column)),
  );
  const whole = isWhole.flatMap((is, column) =>
    is ? [{ ...change({ row: 0, column, rows: count - 1, columns: 1 }), columns: true } as const] : [],
  );
  const others = rectangles(after.contents.length, table.area.columns, (row, column) =>
    isWhole[column] ? undefined : changed(row, column),
  ).map(({ area }) => change(area));
  return writeBlocks([...others, ...whole]);
}

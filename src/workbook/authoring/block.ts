/** Numbers of a selection as rows of a draft's lines and figures. */
import { areaAddress, columnName, parseAddress, type Area } from "../../excel/addresses/addresses";
import { readLooks } from "../../excel/looks/cells";
import { writtenText, type CellValue, type Grid } from "../../excel/cells/contents";
import { partOf, readBlock as readCells, writeBlocks } from "../../excel/steps/cells";
import { changeLooks, reshapeTable } from "../../excel/steps/tables";
import type { Run } from "../../excel/transactions/run";
import type { Step } from "../../excel/transactions/step";
import { cellsOfFile, readBlock, type Block, type BlockLine, type Place } from "../../report/blocks";
import { periodText } from "../../report/periods";
import { asTyped, columnsBy, infers, type Cell, type TableName } from "../../report/tables";
import { folded, textOf } from "../../report/tables/cells";
import { printedText, readPeriod, readValue } from "../../report/tables/values";
import { keyOf, kinds } from "../../report/tables/words";
import type { Text } from "../../report/types";
import { WorkbookError } from "../messages/messages";
import type { Language } from "../types";
import type { DraftRead, DraftTable, DraftTables } from "./drafts";
import type { DraftFault } from "./status";

export type BlockKind = "market" | "driver" | "segment" | "series";

/** What whoever selected the numbers says of them. Texts that aren't known are empty. */
export interface BlockAbout {
  readonly kind: BlockKind;
  /** Of segments: their split, and what they are parts of. */
  readonly split: string;
  readonly of: string;
  /** Where the cells say none. */
  readonly unit: string;
  readonly document: string;
  readonly page: string;
  /** A CSV file in the place of the cells selected. */
  readonly file?: BlockFile;
}

export interface BlockFile {
  readonly name: string;
  readonly text: string;
}

/** What the selection comes to, before anything is written. */
export interface BlockPreview {
  readonly sheet: string;
  readonly address: string;
  readonly lines: readonly {
    readonly name: string;
    readonly unit: string;
    readonly isNew: boolean;
    readonly figures: readonly {
      readonly period: string;
      readonly value: string;
      /** Whether the draft says so already. */
      readonly isThere: boolean;
      /** What else it says of the line and period. */
      readonly others: readonly string[];
    }[];
  }[];
  readonly faults: readonly DraftFault[];
  readonly leftOut: readonly DraftFault[];
  readonly unavailable: number;
}

/** More would be no table that somebody pasted. */
const MOST_CELLS = 50_000;

interface Selected {
  readonly sheet: string;
  readonly area: Area;
  readonly block: Block;
  /** No cell of it can be gone to. */
  readonly isFile?: true;
}

/** `isOf`: whether the lines are parts of a whole. */
export function readFile({ name, text }: BlockFile, isOf: boolean): Selected {
  const cells = cellsOfFile(text);
  const columns = Math.max(1, ...cells.map((row) => row.length));
  if (cells.length * columns > MOST_CELLS) throw new WorkbookError({ id: "block-too-large" });
  const area = { row: 0, column: 0, rows: Math.max(1, cells.length), columns };
  return { sheet: name, area, block: readBlock(cells, isOf), isFile: true };
}

/** `isOf`: whether the lines are parts of a whole. */
export async function readSelected(run: Run, isOf: boolean): Promise<Selected> {
  return run(async (context) => {
    const range = context.workbook.getSelectedRange();
    range.load("cellCount");
    // Of whole columns what is in use.
    const used = range.getUsedRangeOrNullObject(true);
    used.load("cellCount");
    await context.sync();
    if (used.isNullObject || used.cellCount > MOST_CELLS)
      throw new WorkbookError({ id: used.isNullObject ? "block-blank" : "block-too-large" });
    used.load("address,values,numberFormat");
    used.worksheet.load("name");
    await context.sync();
    const cells = (used.values as Grid).map((row, down) =>
      row.map((content, right) => ({ content, format: String(used.numberFormat[down]![right]) })),
    );
    return { sheet: used.worksheet.name, area: parseAddress(used.address)!, block: readBlock(cells, isOf) };
  });
}

type Row = ReadonlyMap<string, Cell>;

const keysOf = (name: TableName, { values }: DraftTable): readonly (string | null)[] =>
  columnsBy(name, (values[0] ?? []).map(String));

/** A draft's table as rows of cells by column. */
function rowsIn(tables: DraftTables, name: TableName): readonly Row[] {
  const table = tables[name];
  if (!table) return [];
  const keys = keysOf(name, table);
  return table.shown.slice(1).map((row, down) => {
    const cells = row.map((content, at): Cell => {
      const cell = { content, format: String(table.formats[down + 1]?.[at] ?? "") };
      return infers(name, keys[at] ?? null) ? asTyped(cell) : cell;
    });
    return new Map(keys.flatMap((key, at) => (key === null ? [] : [[key, cells[at]!] as const])));
  });
}

const says = (row: Row, column: string): string => textOf(row.get(column));
const same = (one: string, other: string): boolean => folded(one) === folded(other);

/** A value, or a period, however it is written. */
function valueOf(cell: Cell): string {
  const read = readValue(cell);
  if (typeof read === "string") return folded(textOf(cell));
  const { value, comparator, percent } = read;
  return printedText({ value, comparator, percent });
}
function periodOf(cell: Cell): string {
  const read = readPeriod(cell);
  return read === undefined ? folded(textOf(cell)) : (periodText(read) ?? "");
}

interface Planned {
  readonly preview: BlockPreview;
  readonly rows: Readonly<Partial<Record<TableName, readonly Readonly<Record<string, string>>[]>>>;
}

/** What the numbers come to in a draft. */
export function planBlock(
  { sheet, area, block, isFile }: Selected,
  about: BlockAbout,
  { tables }: DraftRead,
  language: Language,
): Planned {
  const { kind } = about;
  const [lines, figures] = [rowsIn(tables, "ReportLines"), rowsIn(tables, "ReportFigures")];
  const [info] = rowsIn(tables, "ReportInfo");
  const isOfKind = (row: Row): boolean => keyOf(kinds, says(row, "kind")) === kind;
  const called = (name: string): readonly Row[] => lines.filter((row) => same(says(row, "name"), name));
  const known = (name: string): Row | undefined =>
    called(name).find((row) => isOfKind(row) && (kind !== "segment" || same(says(row, "split"), about.split)));
  // A plain name could mean another line.
  const labelOf = (name: string): string => {
    if (kind === "segment") return `${about.split} / ${name}`;
    return called(name).every(isOfKind) ? name : `${kinds[kind][language]}: ${name}`;
  };
  const unitOf = ({ unit }: BlockLine): string => unit ?? about.unit;
  /** In what the draft's figure is: said by itself, by its line or by the report. */
  const unitThere = (row: Row, name: string): string => {
    const line = known(name);
    return says(row, "unit") || (line ? says(line, "unit") : "") || (info ? says(info, "unit") : "");
  };
  const found = block.lines.map((line) => {
    const { name } = line;
    const own = figures.filter((row) => [labelOf(name), name].some((text) => same(says(row, "line"), text)));
    const unit = unitOf(line);
    return {
      name,
      unit,
      isNew: known(name) === undefined,
      figures: line.figures.map((figure) => {
        const there = own.filter((row) => periodOf(row.get("period")!) === periodOf({ content: figure.period }));
        const isThere = there.some(
          (row) =>
            valueOf(row.get("value")!) === valueOf({ content: figure.value }) &&
            (figure.isPercent || same(unitThere(row, name), unit)),
        );
        return { ...figure, isThere, there };
      }),
    };
  });
  const told = ({ place, text }: { readonly place: Place; readonly text: Text }): DraftFault => {
    const address = `${columnName(area.column + place.column)}${area.row + place.row + 1}`;
    return isFile ? { sheet: `${sheet}, ${address}`, address: null, text } : { sheet, address, text };
  };

  const preview: BlockPreview = {
    sheet,
    address: areaAddress(area),
    lines: found.map((line) => ({
      ...line,
      figures: line.figures.map(({ period, value, isThere, there }) => ({
        period,
        value,
        isThere,
        others: isThere ? [] : there.map((row) => `${says(row, "value")} ${unitThere(row, line.name)}`.trim()),
      })),
    })),
    faults: block.faults.map(told),
    leftOut: block.leftOut.map(told),
    unavailable: block.unavailable,
  };
  const hasUnit = kind === "driver" || kind === "series";
  return {
    preview,
    rows: {
      ReportLines: found
        .filter(({ isNew }) => isNew)
        .map(({ name, unit }) => ({
          name,
          kind: kinds[kind][language],
          ...(hasUnit && { unit }),
          ...(kind === "segment" && { split: about.split, of: about.of }),
        })),
      ReportFigures: found.flatMap(({ name, unit, figures: all }) =>
        all
          // The same number once more says nothing new; another one is the report's contradiction.
          .filter(({ isThere }) => !isThere)
          .map(({ period, value, isPercent }) => ({
            line: labelOf(name),
            period,
            value,
            ...(!isPercent && { unit }),
            document: about.document,
            page: about.page,
          })),
      ),
    },
  };
}

/** Blank rows that a table which grows has left, for what is typed below the last. */
const SPARE = 5;

/** Rows after a table's last that holds anything; where they need more room the table grows over blank cells. */
export async function addRows(
  run: Run,
  name: TableName,
  table: DraftTable,
  rows: readonly Readonly<Record<string, string>>[],
): Promise<readonly Step[]> {
  if (rows.length === 0) return [];
  const keys = keysOf(name, table);
  const last = table.values
    .slice(1)
    .reduce((end, row, index) => (row.every((one, at) => at === table.status || one === "") ? end : index + 1), 0);
  const { area, sheet } = table;
  const needed = last + rows.length;
  const grows = needed > area.rows - 1;
  const most: Area = { ...area, row: area.row + 1, rows: grows ? needed + SPARE : area.rows - 1 };
  const below = { ...area, row: area.row + area.rows, rows: needed - area.rows + 1 };
  const { found, looks } = await run(async (context) => {
    const read = readCells(context, sheet, most);
    await context.sync();
    const all = read();
    const taken = all.contents.findIndex((row, at) => at >= area.rows - 1 && row.some((one) => one !== ""));
    if (taken >= 0 && taken < needed)
      throw new WorkbookError({
        id: "cells-below-table",
        values: { table: table.name, address: areaAddress(below) },
      });
    const found = partOf(all, { ...most, rows: taken < 0 ? most.rows : taken });
    return { found, looks: await readLooks(context, sheet, found.area) };
  });
  const { area: whole } = found;
  const isNew = (row: number): boolean => row >= area.rows - 1;
  const isAdded = (row: number): boolean => row >= last && row < last + rows.length;
  const contentAt = (row: number, column: number, there: CellValue): CellValue => {
    const key = keys[column];
    return isAdded(row) && key != null ? writtenText(rows[row - last]![key] ?? "") : there;
  };
  const after = {
    sheet,
    area: whole,
    contents: found.contents.map((row, at) => row.map((there, column) => contentAt(at, column, there))),
    // As texts, so that `2024–2035` or `1/2` stay what they are.
    formats: found.formats!.map((row, at) =>
      row.map((there, column) => ((isAdded(at) || isNew(at)) && keys[column] ? "@" : there)),
    ),
  };
  const [first] = looks.looks;
  const added = looks.looks.map((row, at) => (isNew(at) ? first! : row));
  return [
    ...changeLooks(sheet, looks, added),
    ...(whole.rows === area.rows - 1
      ? writeBlocks([{ before: found, after, columns: true }])
      : reshapeTable(table.name, area, { ...area, rows: whole.rows + 1 }, found, after)),
  ];
}

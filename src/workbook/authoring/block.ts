/** Numbers of a selection as rows of a draft's lines and figures. */
import { areaAddress, columnName, parseAddress, type Area } from "../../excel/addresses/addresses";
import { readLooks } from "../../excel/looks/cells";
import { writtenText, type CellValue, type Grid } from "../../excel/cells/contents";
import { readBlock as readCells, writeBlocks } from "../../excel/steps/cells";
import { changeLooks, reshapeTable } from "../../excel/steps/tables";
import type { Run } from "../../excel/transactions/run";
import type { Step } from "../../excel/transactions/step";
import { readBlock, type Block, type BlockLine, type Place } from "../../report/blocks";
import { columnsBy, type TableName } from "../../report/tables";
import type { Text } from "../../report/types";
import { WorkbookError } from "../messages/messages";
import type { DraftRead, DraftTable } from "./drafts";

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
}

interface Told {
  readonly sheet: string;
  readonly address: string;
  readonly text: Text;
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
      /** What the draft says of the line and period already. */
      readonly there: string | null;
    }[];
  }[];
  readonly faults: readonly Told[];
  readonly leftOut: readonly Told[];
  readonly unavailable: number;
}

/** More would be no table that somebody pasted. */
const MOST_CELLS = 50_000;

interface Selected {
  readonly sheet: string;
  readonly area: Area;
  readonly block: Block;
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

/** A draft's table as rows of texts by column. */
function textsOf(table: DraftTable | undefined, name: TableName): readonly ReadonlyMap<string, string>[] {
  const keys = columnsBy(name, (table?.values[0] ?? []).map(String)) as readonly (string | null)[];
  return (table?.values.slice(1) ?? []).map(
    (row) => new Map(keys.flatMap((key, at) => (key === null ? [] : [[key, String(row[at] ?? "").trim()]]))),
  );
}

const same = (one: string | undefined, other: string): boolean =>
  (one ?? "").toLowerCase().replace(/\s+/g, "") === other.toLowerCase().replace(/\s+/g, "");

interface Planned {
  readonly preview: BlockPreview;
  readonly rows: Readonly<Partial<Record<TableName, readonly Readonly<Record<string, string>>[]>>>;
}

/** What the numbers come to in a draft. */
export function planBlock({ sheet, area, block }: Selected, about: BlockAbout, { tables }: DraftRead): Planned {
  const { kind } = about;
  const [lines, figures] = [textsOf(tables.ReportLines, "ReportLines"), textsOf(tables.ReportFigures, "ReportFigures")];
  const isMine = (row: ReadonlyMap<string, string>, name: string): boolean =>
    same(row.get("name"), name) &&
    same(row.get("kind"), kind) &&
    (kind !== "segment" || same(row.get("split"), about.split));
  // A plain name could mean another line.
  const labelOf = (name: string): string =>
    kind === "segment"
      ? `${about.split} / ${name}`
      : lines.some((row) => same(row.get("name"), name) && !same(row.get("kind"), kind))
        ? `${kind}: ${name}`
        : name;
  const valueThere = (name: string, period: string): string | null =>
    figures
      .find(
        (row) =>
          (same(row.get("line"), labelOf(name)) || same(row.get("line"), name)) && same(row.get("period"), period),
      )
      ?.get("value") ?? null;
  const unitOf = ({ unit }: BlockLine): string => unit ?? about.unit;
  const told = ({ place, text }: { readonly place: Place; readonly text: Text }): Told => ({
    sheet,
    address: `${columnName(area.column + place.column)}${area.row + place.row + 1}`,
    text,
  });

  const preview: BlockPreview = {
    sheet,
    address: areaAddress(area),
    lines: block.lines.map((line) => ({
      name: line.name,
      unit: unitOf(line),
      isNew: !lines.some((row) => isMine(row, line.name)),
      figures: line.figures.map(({ period, value }) => ({ period, value, there: valueThere(line.name, period) })),
    })),
    faults: block.faults.map(told),
    leftOut: block.leftOut.map(told),
    unavailable: block.unavailable,
  };
  const hasUnit = kind === "driver" || kind === "series";
  return {
    preview,
    rows: {
      ReportLines: preview.lines
        .filter(({ isNew }) => isNew)
        .map(({ name, unit }) => ({
          name,
          kind,
          ...(hasUnit && { unit }),
          ...(kind === "segment" && { split: about.split, of: about.of }),
        })),
      ReportFigures: block.lines.flatMap((line) =>
        line.figures
          // The same number once more says nothing new; another one is the report's contradiction.
          .filter(({ period, value }) => !same(valueThere(line.name, period) ?? undefined, value))
          .map(({ period, value, isPercent }) => ({
            line: labelOf(line.name),
            period,
            value,
            ...(!isPercent && { unit: unitOf(line) }),
            document: about.document,
            page: about.page,
          })),
      ),
    },
  };
}

/** Rows after a table's last that holds anything; where they need more room the table grows over blank cells. */
export async function addRows(
  run: Run,
  name: TableName,
  table: DraftTable,
  rows: readonly Readonly<Record<string, string>>[],
): Promise<readonly Step[]> {
  if (rows.length === 0) return [];
  const keys = columnsBy(name, (table.values[0] ?? []).map(String)) as readonly (string | null)[];
  const last = table.values
    .slice(1)
    .reduce((end, row, index) => (row.every((one, at) => at === table.status || one === "") ? end : index + 1), 0);
  const { area, sheet } = table;
  const body = Math.max(area.rows - 1, last + rows.length);
  const whole: Area = { ...area, row: area.row + 1, rows: body };
  const { found, looks } = await run(async (context) => {
    const read = readCells(context, sheet, whole);
    const looks = await readLooks(context, sheet, whole);
    return { found: read(), looks };
  });
  const below = { ...area, row: area.row + area.rows, rows: body - area.rows + 1 };
  if (found.contents.slice(area.rows - 1).some((row) => row.some((one) => one !== "")))
    throw new WorkbookError({ id: "cells-below-table", values: { table: table.name, address: areaAddress(below) } });

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
    formats: found.formats!.map((row, at) => row.map((there, column) => (isAdded(at) && keys[column] ? "@" : there))),
  };
  const [first] = looks.looks;
  const added = looks.looks.map((row, at) => (isAdded(at) && at >= area.rows - 1 ? first! : row));
  return [
    ...changeLooks(sheet, looks, added),
    ...(body === area.rows - 1
      ? writeBlocks([{ before: found, after, columns: true }])
      : reshapeTable(table.name, area, { ...area, rows: body + 1 }, found, after)),
  ];
}

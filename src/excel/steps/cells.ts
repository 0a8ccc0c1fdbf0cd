/** Planned cells, written; and cells as they were, read so that they can be brought back. */
import { rectangles, type Area } from "../addresses/addresses";
import { FORMATS, written, writtenText, type Cell } from "../plans/cells";
import { LOOKS } from "../looks/looks";
import type { Message } from "../../workbook/messages/messages";
import type { CellValue, Grid } from "../../workbook/tables/tables";
import type { Step } from "../transactions/transaction";
import { grid, rangeOf } from "./areas";
import { applyLook, restoreLooks, type Looks } from "./looks";

type Context = Excel.RequestContext;

/* Writing */

export type Cells = readonly (readonly (Cell | null)[])[];

export const sizeOf = (cells: Cells): Pick<Area, "rows" | "columns"> => ({
  rows: cells.length,
  columns: cells[0]?.length ?? 0,
});

/** Writes contents, number formats and looks. Cells that aren't planned stay as they are. */
export function writeCells(sheet: Excel.Worksheet, cells: Cells, at: Pick<Area, "row" | "column">): void {
  const { rows, columns } = sizeOf(cells);
  const cellAt = (row: number, column: number): Cell | undefined => cells[row]?.[column] ?? undefined;
  const move = (area: Area): Area => ({ ...area, row: area.row + at.row, column: area.column + at.column });

  for (const { area, key } of rectangles(rows, columns, (row, column) => cellAt(row, column)?.format)) {
    // One value for all cells of the range, which the types do not say.
    if (key !== FORMATS.general) rangeOf(sheet, move(area)).numberFormat = key as unknown as string[][];
  }
  for (const { area } of rectangles(rows, columns, (row, column) => {
    const cell = cellAt(row, column);
    return cell && cell.kind !== "spilled" ? true : undefined;
  })) {
    rangeOf(sheet, move(area)).formulas = grid(area, (row, column) => written(cellAt(row, column)!));
  }
  for (const { area, key } of rectangles(rows, columns, (row, column) => cellAt(row, column)?.style)) {
    applyLook(rangeOf(sheet, move(area)), LOOKS[key]);
  }
}

/* As they were */

/** Cells as they were, to be brought back. */
export interface Snapshot {
  readonly sheet: string;
  readonly area: Area;
  /** What has to be written for each cell to be what it was. */
  readonly contents: Grid;
  /** Whether a formula spills from, or into, any of them. */
  readonly spills?: boolean;
  /** Left alone where contents are all that changes. */
  readonly formats?: readonly (readonly string[])[];
}

/** Queues the reading of cells; what comes back is to be called after the next sync. */
export function readCells(context: Context, sheet: string, area: Area): () => Snapshot {
  const range = rangeOf(context.workbook.worksheets.getItem(sheet), area);
  range.load("formulas,values,numberFormat,hasSpill");
  return () => ({
    sheet,
    area,
    // Null where some do, which the types do not say.
    spills: range.hasSpill !== false,
    contents: range.formulas.map((row, down) =>
      row.map((formula: CellValue, right) => contentOf(formula, range.values[down]![right] as CellValue)),
    ),
    formats: range.numberFormat as string[][],
  });
}

/**
 * The same without what formulas spill: written back as constants, it would stand in their way. A round trip more, and
 * only where anything spills.
 */
export async function withoutSpilled(context: Context, snapshots: readonly Snapshot[]): Promise<readonly Snapshot[]> {
  const pending = snapshots.map((snapshot) => {
    if (snapshot.spills !== true) return null;
    const range = rangeOf(context.workbook.worksheets.getItem(snapshot.sheet), snapshot.area);
    return snapshot.contents.map((line, row) =>
      line.map((content, column) => {
        if (content === "") return null;
        const cell = range.getCell(row, column);
        const parent = cell.getSpillParentOrNullObject();
        cell.load("address");
        parent.load("address");
        return { cell, parent };
      }),
    );
  });
  if (pending.every((cells) => cells === null)) return snapshots;
  await context.sync();
  const isSpilledInto = (asked: { cell: Excel.Range; parent: Excel.Range } | null): boolean =>
    asked !== null && !asked.parent.isNullObject && asked.parent.address !== asked.cell.address;
  return snapshots.map((snapshot, index) => ({
    ...snapshot,
    contents: snapshot.contents.map((line, row) =>
      line.map((content, column) => (isSpilledInto(pending[index]?.[row]?.[column] ?? null) ? "" : content)),
    ),
  }));
}

/** A text constant reads as itself in both; only a formula reads differently from its value. */
export function contentOf(formula: CellValue, value: CellValue): CellValue {
  const isText = typeof value === "string" && formula === value;
  return isText ? writtenText(value) : formula;
}

export function restore(sheet: Excel.Worksheet, { area, contents, formats }: Snapshot): void {
  const range = rangeOf(sheet, area);
  if (formats) range.numberFormat = formats as string[][];
  range.formulas = contents as CellValue[][];
}

/* Steps */

/** Writes planned cells, with their looks, into a sheet that is there. */
export function overwrite(
  sheet: string,
  cells: Cells,
  at: Pick<Area, "row" | "column">,
  before: Snapshot,
  looks: Looks,
  message: Message,
): Step {
  return {
    message,
    apply: ({ workbook }) => writeCells(workbook.worksheets.getItem(sheet), cells, at),
    async undo(context) {
      await bringBackWithLooks(context, before, looks);
    },
  };
}

/** Writes contents alone, leaving formats and looks. */
export function writeContents(
  changes: readonly { readonly sheet: string; readonly area: Area; readonly contents: Grid }[],
  before: readonly Snapshot[],
  message: Message,
): Step {
  return {
    message,
    apply({ workbook }) {
      for (const { sheet, area, contents } of changes) {
        rangeOf(workbook.worksheets.getItem(sheet), area).formulas = contents as CellValue[][];
      }
    },
    undo: (context) => bringBack(context, before),
  };
}

export async function bringBack(context: Context, snapshots: readonly Snapshot[]): Promise<void> {
  for (const snapshot of snapshots) restore(context.workbook.worksheets.getItem(snapshot.sheet), snapshot);
  await context.sync();
}

export async function bringBackWithLooks(context: Context, before: Snapshot, looks: Looks): Promise<void> {
  const sheet = context.workbook.worksheets.getItem(before.sheet);
  restoreLooks(sheet, looks);
  await bringBack(context, [before]);
  for (const area of looks.untouched) rangeOf(sheet, area).clear();
  await context.sync();
}

/** A sheet from an earlier load: what on it isn't as planned, and how it becomes so. */
import { rectangles, type Area } from "../../excel/addresses/addresses";
import { written } from "../../excel/plans/cells";
import { WorkbookError } from "../messages/messages";
import type { SheetPlan } from "../sheets";
import { readCells, withoutSpilled, type Snapshot } from "../../excel/steps/cells";
import { lackingRows, type CellValue } from "../tables/tables";
import type { Ports } from "../types";
import type { Ground } from "./found";

export const planArea = ({ cells }: Pick<SheetPlan, "cells">): Area => ({
  row: 0,
  column: 0,
  rows: cells.length,
  columns: cells[0]?.length ?? 1,
});

const normalised = (content: unknown): unknown => (typeof content === "string" ? content.replace(/^'/, "") : content);

/** Planned cells that the sheet doesn't hold as planned. */
export function differences(
  { cells }: Pick<SheetPlan, "cells">,
  { contents }: Snapshot,
): readonly { row: number; column: number }[] {
  return cells.flatMap((line, row) =>
    line.flatMap((cell, column) =>
      cell && cell.kind !== "spilled" && normalised(written(cell)) !== normalised(contents[row]![column])
        ? [{ row, column }]
        : [],
    ),
  );
}

/** Contents alone: how the sheet looks is the user's by now. */
export function changesOf(plan: SheetPlan, before: Snapshot) {
  const changed = new Set(differences(plan, before).map(({ row, column }) => `${row}:${column}`));
  const { rows, columns } = planArea(plan);
  return rectangles(rows, columns, (row, column) => (changed.has(`${row}:${column}`) ? true : undefined)).map(
    ({ area }) => ({
      sheet: before.sheet,
      area,
      contents: plan.cells
        .slice(area.row, area.row + area.rows)
        .map((line) => line.slice(area.column, area.column + area.columns).map((cell) => written(cell!))),
    }),
  );
}

/** What an update adds to the assumptions table: all else in it is the user's, or is kept right as the user edits. */
export function addedRows({ model, language, book }: Ground): readonly (readonly CellValue[])[] {
  const table = book.tables.MarketAssumptions;
  if (!table) return [];
  if (table.lost.length > 0) throw new WorkbookError({ id: "tables-lost" });
  return lackingRows(model, table.rows, language);
}

/** Contents of a part of a snapshot that begins at A1. */
export const pieceOf = ({ sheet, contents }: Snapshot, area: Area): Snapshot => ({
  sheet,
  area,
  contents: contents
    .slice(area.row, area.row + area.rows)
    .map((line) => line.slice(area.column, area.column + area.columns)),
});

/** Sheets as they are, in the order asked for. One round trip, and one more where anything spills. */
export async function readSheets(
  run: Ports["run"],
  wanted: readonly { readonly name: string; readonly area: Area }[],
): Promise<readonly Snapshot[]> {
  if (wanted.length === 0) return [];
  return run(async (context) => {
    const pending = wanted.map(({ name, area }) => readCells(context, name, area));
    await context.sync();
    return withoutSpilled(
      context,
      pending.map((read) => read()),
    );
  });
}

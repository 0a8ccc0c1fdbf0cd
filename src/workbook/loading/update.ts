/** A sheet from an earlier load: what on it isn't as planned, and how it becomes so. */
import { rectangles, type Area } from "../../excel/addresses/addresses";
import type { CellValue } from "../../excel/cells/contents";
import { sizeOf, written, type PlannedCells } from "../../excel/plans/cells";
import { partOf, readBlock, withoutSpilled, type Block, type BlockChange } from "../../excel/steps/cells";
import type { Run } from "../../excel/transactions/run";
import { WorkbookError } from "../messages/messages";
import { lackingRows } from "../tables/tables";
import type { Beginning } from "./found";

/** The cells that a sheet's plan is of. */
export const planArea = (cells: PlannedCells): Area => ({ row: 0, column: 0, ...sizeOf(cells) });

const normalised = (content: unknown): unknown => (typeof content === "string" ? content.replace(/^'/, "") : content);

/** Planned cells that the sheet doesn't hold as planned. */
export function differences(cells: PlannedCells, { contents }: Block): readonly { row: number; column: number }[] {
  return cells.flatMap((line, row) =>
    line.flatMap((cell, column) =>
      cell && cell.kind !== "spilled" && normalised(written(cell)) !== normalised(contents[row]![column])
        ? [{ row, column }]
        : [],
    ),
  );
}

/** Contents alone: how the sheet looks is the user's by now. */
export function changesTo(cells: PlannedCells, before: Block): readonly BlockChange[] {
  const changed = new Set(differences(cells, before).map(({ row, column }) => `${row}:${column}`));
  const { rows, columns } = planArea(cells);
  // Taking back only what is written leaves alone the cells that a formula on the sheet spills into.
  return rectangles(rows, columns, (row, column) => (changed.has(`${row}:${column}`) ? true : undefined)).map(
    ({ area }) => ({
      before: { ...partOf(before, area), formats: undefined },
      after: {
        sheet: before.sheet,
        area,
        contents: cells
          .slice(area.row, area.row + area.rows)
          .map((line) => line.slice(area.column, area.column + area.columns).map((cell) => written(cell!))),
      },
    }),
  );
}

/** What an update adds to the assumptions table: all else in it is the user's, or is kept right as the user edits. */
export function addedRows({ model, language, book }: Beginning): readonly (readonly CellValue[])[] {
  const table = book.tables.MarketAssumptions;
  if (!table) return [];
  if (table.lost.length > 0) throw new WorkbookError({ id: "tables-lost" });
  return lackingRows(model, table.rows, language);
}

/** Sheets as they are, in the order asked for. One round trip, and one more where anything spills. */
export async function readSheets(
  run: Run,
  wanted: readonly { readonly name: string; readonly area: Area }[],
): Promise<readonly Block[]> {
  if (wanted.length === 0) return [];
  return run(async (context) => {
    const pending = wanted.map(({ name, area }) => readBlock(context, name, area));
    await context.sync();
    return withoutSpilled(
      context,
      pending.map((read) => read()),
    );
  });
}

/** A single block of the defaults, at the selected cell. */
import { areaAddress, LAST_COLUMN, LAST_ROW, parseAddress, type Area } from "../../excel/addresses/addresses";
import { readLooks } from "../../excel/looks/cells";
import { sizeOf, type PlannedCells } from "../../excel/plans/cells";
import { readBlock, withoutSpilled, type Block } from "../../excel/steps/cells";
import { overwrite } from "../../excel/steps/planned";
import { WorkbookError } from "../messages/messages";
import { stage } from "../messages/stages";
import { planBlock } from "../sheets";
import { refuseProtected } from "../tables/read";
import type { BlockKind, LoadAnswer } from "../types";
import { settingOf, sheetNamed, type Beginning } from "./found";
import { writing, type LoadPlan } from "./job";

export async function readForBlock(beginning: Beginning, block: BlockKind) {
  return beginning.run(async (context) => {
    const cell = context.workbook.getActiveCell();
    cell.load("address");
    cell.worksheet.load("name");
    await context.sync();
    const origin = parseAddress(cell.address)!;
    const cells = planBlock(block, settingOf(beginning, [], {}), origin);
    const { rows, columns } = sizeOf(cells);
    const area: Area = { row: origin.row, column: origin.column, rows, columns };
    if (area.row + rows > LAST_ROW || area.column + columns > LAST_COLUMN) {
      throw new WorkbookError({ id: "no-room", values: { address: areaAddress(origin) } });
    }
    const read = readBlock(context, cell.worksheet.name, area);
    const looks = await readLooks(context, cell.worksheet.name, area);
    const [before] = await withoutSpilled(context, [read()]);
    return { sheet: cell.worksheet.name, area, cells, before: before!, looks };
  });
}

/** Cells that a block would overwrite. */
export function occupied({ contents }: Block, cells: PlannedCells): number {
  return contents.flatMap((line, row) => line.filter((content, column) => content !== "" && cells[row]?.[column]))
    .length;
}

export async function planBlockLoad(
  beginning: Beginning,
  block: BlockKind,
  answer: LoadAnswer | undefined,
): Promise<LoadPlan> {
  const { sheet, area, cells, before, looks } = await readForBlock(beginning, block);
  refuseProtected(sheetNamed(beginning.book, sheet)!);
  const count = occupied(before, cells);
  const address = areaAddress(area);
  if (count > 0 && answer?.answer !== "replace") {
    throw new WorkbookError({ id: "cells-occupied", values: { count, address } });
  }
  const name = `${sheet}!${address}`;
  return {
    stages: [stage(writing(name), overwrite(cells, before, looks))],
    outcome: { created: [name], updated: [], skipped: [] },
    rows: [],
    columns: null,
    created: [],
    show: null,
  };
}

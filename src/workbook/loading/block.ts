/** A single block of the defaults, at the selected cell. */
import { areaAddress, LAST_COLUMN, LAST_ROW, parseAddress, type Area } from "../../excel/addresses/addresses";
import { WorkbookError } from "../messages/messages";
import { planBlock, type SheetPlan } from "../sheets";
import { overwrite, readCells, withoutSpilled, type Snapshot } from "../../excel/steps/cells";
import { readLooks } from "../../excel/steps/looks";
import type { LoadAnswer } from "../types";
import { settingOf, type Ground } from "./found";
import { writing, type LoadPlan } from "./plan";
import { planArea } from "./update";

export async function readBlock(ground: Ground, block: Parameters<typeof planBlock>[0]) {
  return ground.run(async (context) => {
    const cell = context.workbook.getActiveCell();
    cell.load("address");
    cell.worksheet.load("name");
    await context.sync();
    const origin = parseAddress(cell.address)!;
    const cells = planBlock(block, settingOf(ground, [], {}), origin);
    const { rows, columns } = planArea({ cells });
    const area: Area = { row: origin.row, column: origin.column, rows, columns };
    if (area.row + rows > LAST_ROW || area.column + columns > LAST_COLUMN) {
      throw new WorkbookError({ id: "no-room", values: { address: areaAddress(origin) } });
    }
    const read = readCells(context, cell.worksheet.name, area);
    const looks = await readLooks(context, cell.worksheet.name, area);
    const [before] = await withoutSpilled(context, [read()]);
    return { sheet: cell.worksheet.name, area, cells, before: before!, looks };
  });
}

/** Cells that a block would overwrite. */
export function occupied({ contents }: Snapshot, cells: SheetPlan["cells"]): number {
  return contents.flatMap((line, row) => line.filter((content, column) => content !== "" && cells[row]?.[column]))
    .length;
}

export async function planBlockLoad(
  ground: Ground,
  block: Parameters<typeof planBlock>[0],
  answer: LoadAnswer | undefined,
): Promise<LoadPlan> {
  const { sheet, area, cells, before, looks } = await readBlock(ground, block);
  const count = occupied(before, cells);
  const address = areaAddress(area);
  if (count > 0 && answer?.answer !== "replace") {
    throw new WorkbookError({ id: "cells-occupied", values: { count, address } });
  }
  const name = `${sheet}!${address}`;
  return {
    steps: [overwrite(sheet, cells, area, before, looks, writing(name))],
    outcome: { created: [name], updated: [], skipped: [] },
    rows: [],
    created: [],
    show: null,
  };
}

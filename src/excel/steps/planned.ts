/** Planned cells, written with their formats and looks. */
import { rectangles, type Area } from "../addresses/addresses";
import { gridOf, type Place } from "../addresses/places";
import { forAll, rangeIn, rangeOf } from "../addresses/ranges";
import { batchesOf } from "../cells/grouping";
import { align, applyLook, restoreLooks, type Looks } from "../looks/cells";
import { STYLES } from "../looks/styles";
import { FORMATS, sizeOf, written, type Cell, type PlannedCells } from "../plans/cells";
import { bytesOf, REQUEST } from "../transactions/wire";
import type { Step } from "../transactions/step";
import { restoreBlock, type Block } from "./cells";

/** Cells that aren't planned stay as they are. */
function write(sheet: Excel.Worksheet, cells: PlannedCells, at: Place): void {
  const { rows, columns } = sizeOf(cells);
  const cellAt = (row: number, column: number): Cell | undefined => cells[row]?.[column] ?? undefined;
  const move = (area: Area): Area => ({ ...area, row: area.row + at.row, column: area.column + at.column });

  for (const { area, key } of rectangles(rows, columns, (row, column) => cellAt(row, column)?.format)) {
    if (key !== FORMATS.general) rangeOf(sheet, move(area)).numberFormat = forAll(key);
  }
  for (const { area } of rectangles(rows, columns, (row, column) => {
    const cell = cellAt(row, column);
    return cell && cell.kind !== "spilled" ? true : undefined;
  })) {
    rangeOf(sheet, move(area)).formulas = gridOf(area, (row, column) => written(cellAt(row, column)!));
  }
  for (const { area, key } of rectangles(rows, columns, (row, column) => cellAt(row, column)?.style)) {
    applyLook(rangeOf(sheet, move(area)), STYLES[key]);
  }
  for (const { area, key } of rectangles(rows, columns, (row, column) => cellAt(row, column)?.align)) {
    align(rangeOf(sheet, move(area)), key);
  }
}

const lengthOf = (row: PlannedCells[number]): number =>
  row.reduce((sum, cell) => sum + (cell ? bytesOf(String(cell.content)) + 8 : 3), 0);

/** Fills cells of a sheet that is being made, so that there is nothing to take back but the sheet. */
export function fillCells(sheet: string, cells: PlannedCells, at: Place = { row: 0, column: 0 }): readonly Step[] {
  let next = at.row;
  return batchesOf(cells, lengthOf, REQUEST).map((rows): Step => {
    const place = { row: next, column: at.column };
    next += rows.length;
    return {
      size: rows.reduce((sum, row) => sum + lengthOf(row), 0),
      apply: ({ workbook }) => write(workbook.worksheets.getItem(sheet), rows, place),
      undo: async () => {},
    };
  });
}

/** Writes planned cells over others, with their looks. */
export function overwrite(cells: PlannedCells, before: Block, looks: Looks): readonly Step[] {
  return [restoreLooksOf(before.sheet, looks), ...restoreBlock(before), ...fillCells(before.sheet, cells, before.area)];
}

/** Parts that nobody had touched are to be that again: a plain look of their own would count them among the cells in use. */
export const restoreLooksOf = (sheet: string, looks: Looks): Step => ({
  apply: () => undefined,
  async undo(context) {
    restoreLooks(context.workbook.worksheets.getItem(sheet), looks);
    for (const area of looks.untouched) rangeIn(context, sheet, area).clear();
    await context.sync();
  },
});

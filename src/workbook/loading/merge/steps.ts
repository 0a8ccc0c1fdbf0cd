/** A merge as steps. */
import { rectangles, type Area } from "../../../excel/addresses/addresses";
import type { Cell, PlannedCells } from "../../../excel/plans/cells";
import { gridOf } from "../../../excel/addresses/places";
import { forAll, rangeIn } from "../../../excel/addresses/ranges";
import { readBlock, restoreBlock, withoutSpilled, writeBlocks, type Block } from "../../../excel/steps/cells";
import { fillCells } from "../../../excel/steps/planned";
import { insertCells, type Shift } from "../../../excel/steps/shifts";
import type { Run } from "../../../excel/transactions/run";
import { only, type Step } from "../../../excel/transactions/step";
import type { Merge } from "./merge";

/** A sparse grid of things by their places. */
function boxed<T>(things: readonly (T & { readonly row: number; readonly column: number })[]) {
  const byPlace = new Map(things.map((thing) => [`${thing.row}:${thing.column}`, thing]));
  const height = things.reduce((most, { row }) => Math.max(most, row + 1), 0);
  const width = things.reduce((most, { column }) => Math.max(most, column + 1), 0);
  return { byPlace, height, width };
}

/** The cells that change as they stand, in few areas. */
export function touched({ contents, formats }: Merge): readonly Area[] {
  const { byPlace, height, width } = boxed(
    [...contents, ...formats].map(({ from: { row, column } }) => ({ row, column })),
  );
  return rectangles(height, width, (row, column) => (byPlace.has(`${row}:${column}`) ? true : undefined)).map(
    ({ area }) => area,
  );
}

export const readTouched = (
  run: Run,
  wanted: readonly { readonly sheet: string; readonly area: Area }[],
): Promise<readonly Block[]> =>
  wanted.length === 0
    ? Promise.resolve([])
    : run(async (context) => {
        const pending = wanted.map(({ sheet, area }) => readBlock(context, sheet, area));
        await context.sync();
        return withoutSpilled(
          context,
          pending.map((read) => read()),
        );
      });

/** What has to be inserted: columns from the right, rows from the bottom, so that the others' places hold. */
export function shiftsOf(
  { structure }: Merge,
  sheet: string,
  lane: { readonly whole: boolean; readonly column: number; readonly columns: number },
  name: () => string,
): readonly Shift[] {
  const columns = [...structure.columnsComing]
    .sort((one, other) => other.at - one.at)
    .map(({ at, keys, row, rows }): Shift => ({
      sheet,
      area: { row, column: at, rows, columns: keys.length },
      moves: "cells-beside",
      name: name(),
    }));
  const rows = [...structure.rowsComing]
    .sort((one, other) => other.at - one.at)
    .map(({ at, keys }): Shift => ({
      sheet,
      area: { row: at, column: lane.column, rows: keys.length, columns: lane.columns },
      moves: lane.whole ? "rows" : "cells-below",
      name: name(),
    }));
  return [...columns, ...rows];
}

/** Taken back, the cells that change are what they were when all that came is gone again. */
export const restoring = (before: readonly Block[]): readonly Step[] => before.flatMap(restoreBlock);

export const inserting = (shifts: readonly Shift[]): readonly Step[] => shifts.map(insertCells);

export function mergeSteps(sheet: string, { fresh, contents, formats }: Merge): readonly Step[] {
  const cells = boxed(fresh);
  const planned: PlannedCells = Array.from({ length: cells.height }, (_, row) =>
    Array.from(
      { length: cells.width },
      (_unused, column): Cell | null => cells.byPlace.get(`${row}:${column}`)?.cell ?? null,
    ),
  );
  return [...fillCells(sheet, planned), ...put(sheet, contents), ...format(sheet, formats)];
}

/** Cells formatted as text take formulas for texts, unless the format is given back after. */
function put(sheet: string, contents: Merge["contents"]): readonly Step[] {
  const { byPlace, height, width } = boxed(contents);
  const areas = rectangles(height, width, (row, column) => (byPlace.has(`${row}:${column}`) ? true : undefined));
  const blocks = areas.map(({ area }): Block => ({
    sheet,
    area,
    contents: gridOf(area, (row, column) => byPlace.get(`${row}:${column}`)!.content),
    formats: gridOf(area, (row, column) => byPlace.get(`${row}:${column}`)!.format),
  }));
  // What is taken back is what stood there before anything shifted.
  return writeBlocks(blocks.map((block) => ({ before: block, after: block }))).map(({ apply, size }) => ({
    ...only(apply),
    ...(size !== undefined && { size }),
  }));
}

function format(sheet: string, formats: Merge["formats"]): readonly Step[] {
  const { byPlace, height, width } = boxed(formats);
  return rectangles(height, width, (row, column) => byPlace.get(`${row}:${column}`)?.format).map(({ area, key }) =>
    only((context) => {
      rangeIn(context, sheet, area).numberFormat = forAll(key);
    }),
  );
}

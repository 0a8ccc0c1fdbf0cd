/** Which cells shift where rows come and go. */
import type { Area } from "../../../excel/addresses/addresses";
import type { CellValue } from "../../../excel/cells/contents";
import { rowsOf, type Keyed } from "../../sheets/blocks";
import type { Written } from "../../stored/sheets";
import type { Standing } from "./locate";
import type { Places, Structure } from "./structure";

export interface Lane {
  /** Whole rows of the sheet; else these columns alone. */
  readonly whole: boolean;
  readonly column: number;
  readonly columns: number;
}

interface Sheet {
  readonly base: Keyed & Pick<Written, "narrow">;
  readonly standing: Standing;
  readonly there: Places;
  /** Of tables on it. */
  readonly tables: readonly Area[];
}

/** Whole rows, unless something of the user's stands beside our cells; then our columns alone, if no table is cut. */
export function laneOf({ base, standing, there, tables }: Sheet, { columns, rowsComing }: Structure): Lane {
  const at = [...columns.values(), ...there.columns.values()].flatMap((places) => [...places.values()]);
  const right = Math.max(...at, there.left);
  const ours = { column: there.left, columns: right + 1 - there.left };
  const rows = rowsOf(base).flatMap(({ id }) => there.rows.get(id) ?? []);
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
  const beside = standing.contents.some((line, row) => row >= top && row <= bottom && cellsBeside(line, ours) > 0);
  const cuts = tables.some(
    ({ column, columns }) =>
      (column < there.left || column + columns - 1 > right) && column <= right && column + columns > there.left,
  );
  const again = base.narrow === true && rowsComing.length > 0;
  return { whole: !(beside || again) || cuts, ...ours };
}

/** Whether cells that rows come into, or go from, have some of them beside: Excel then leaves what refers to them as it is. */
export function tears(
  { whole, column: left, columns }: Lane,
  { rowsComing, rowsGoing }: Structure,
  area: Area,
): boolean {
  if (whole || rowsComing.length + rowsGoing.length === 0) return false;
  return area.rows > 1 && (area.column < left || area.column + area.columns > left + columns);
}

/** How many cells of a row of the sheet hold something and don't shift with ours. */
export const cellsBeside = (
  line: readonly CellValue[] | undefined,
  { column: left, columns }: Pick<Lane, "column" | "columns">,
): number =>
  (line ?? []).reduce<number>(
    (count, content, column) => (content !== "" && (column < left || column >= left + columns) ? count + 1 : count),
    0,
  );

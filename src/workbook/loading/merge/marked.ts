/** What the user put on lines and years that go, besides what is in their cells: comments, and fills. */
import type { Area } from "../../../excel/addresses/addresses";
import { oneCell } from "../../../excel/addresses/places";
import { readCommented } from "../../../excel/cells/commented";
import { readOtherFills } from "../../../excel/looks/fills";
import type { Run } from "../../../excel/transactions/run";
import { rowsOf } from "../../sheets/blocks";
import type { SheetKind } from "../../types";
import { columnsOf } from "./locate";
import type { Known } from "./meet";
import type { Structure } from "./structure";

interface Going {
  readonly known: Known;
  readonly structure: Structure;
}

/** Cells that have a comment or another fill than was written, by sheet. */
export async function readMarked(run: Run, all: readonly Going[]): Promise<ReadonlyMap<SheetKind, readonly Area[]>> {
  const going = all.filter(({ structure }) => structure.rowsGoing.length + structure.columnsGoing.length > 0);
  if (going.length === 0) return new Map();
  const commented = await readCommented(
    run,
    going.map(({ known }) => known.name),
  );
  const cells = going.flatMap(cellsOf);
  const filled = await run((context) => readOtherFills(context, cells));
  return new Map(
    going.map(({ known }, index) => [
      known.kind,
      [...commented[index]!, ...filled.filter(({ sheet }) => sheet === known.name).map(({ area }) => area)],
    ]),
  );
}

function cellsOf({ known: { name, base, there }, structure }: Going) {
  const rows = new Set(structure.rowsGoing.map(({ id }) => id));
  const columns = new Set(structure.columnsGoing.map(({ block, key }) => `${block} ${key}`));
  return rowsOf(base).flatMap(({ block, id, row }) => {
    const at = there.rows.get(id);
    if (at === undefined) return [];
    return columnsOf(base, block.key).flatMap((key, index) => {
      const column = there.columns.get(block.key)?.get(key);
      const cell = base.cells[row]?.[index];
      if (column === undefined || !cell || !(rows.has(id) || columns.has(`${block.key} ${key}`))) return [];
      return [{ sheet: name, area: oneCell({ row: at, column }), style: cell.style }];
    });
  });
}

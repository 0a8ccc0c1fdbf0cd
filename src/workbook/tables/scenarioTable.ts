/** Where the table of own scenarios goes when the assumptions have theirs already: beside it, and beside a former one. */
import { areaAddress, type Area } from "../../excel/addresses/addresses";
import { readLooks } from "../../excel/looks/cells";
import { readBlock } from "../../excel/steps/cells";
import { addTableOver } from "../../excel/steps/tables";
import type { Run } from "../../excel/transactions/run";
import type { Step } from "../../excel/transactions/step";
import type { OwnScenario } from "../../model";
import { WorkbookError } from "../messages/messages";
import { SCENARIOS_AT, scenarioCells } from "../sheets";
import type { Language } from "../types";
import type { TableRead } from "./read";

/** Columns between the tables, for the user's own. */
const GAP = 3;

export async function scenarioTable(
  run: Run,
  beside: TableRead,
  former: TableRead | null,
  scenarios: readonly OwnScenario[],
  language: Language,
): Promise<readonly Step[]> {
  const cells = scenarioCells(scenarios, language);
  const columns = cells[0]!.length;
  // What is left of a former one is as wide as it was, whichever of its columns it has lost.
  const left =
    former?.sheet.id === beside.sheet.id ? [{ ...former.area, columns: Math.max(former.area.columns, columns) }] : [];
  const inTheWay = [beside.area, ...left];
  const area: Area = {
    row: beside.area.row,
    column: Math.max(SCENARIOS_AT.column, ...inTheWay.map((area) => area.column + area.columns + GAP)),
    rows: cells.length,
    columns,
  };
  const { before, looks } = await run(async (context) => {
    const read = readBlock(context, beside.sheet.name, area);
    const looks = await readLooks(context, beside.sheet.name, area);
    return { before: read(), looks };
  });
  const count = before.contents.flat().filter((content) => content !== "").length;
  if (count > 0) throw new WorkbookError({ id: "cells-occupied", values: { count, address: areaAddress(area) } });
  return addTableOver("MarketScenarios", former?.id ?? null, cells, before, looks);
}

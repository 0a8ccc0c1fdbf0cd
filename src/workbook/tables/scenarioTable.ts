/** Where the table of own scenarios goes when the assumptions have theirs already: beside it, and beside a former one. */
import type { OwnScenario } from "../../model";
import { areaAddress, type Area } from "../../excel/addresses/addresses";
import { WorkbookError, type Message } from "../messages/messages";
import type { TableRead } from "../kept/read";
import { SCENARIOS_AT, scenarioCells } from "../sheets";
import { readCells } from "../../excel/steps/cells";
import { readLooks } from "../../excel/steps/looks";
import { addTableTo } from "../../excel/steps/tables";
import type { Step } from "../../excel/transactions/transaction";
import type { Language, Ports } from "../types";

/** Columns between the tables, for the user's own. */
const GAP = 3;

export async function scenarioTable(
  run: Ports["run"],
  beside: TableRead,
  former: TableRead | null,
  scenarios: readonly OwnScenario[],
  language: Language,
  message: Message,
): Promise<Step> {
  const cells = scenarioCells(scenarios, language);
  const inTheWay = [beside, ...(former?.sheet.id === beside.sheet.id ? [former] : [])];
  const area: Area = {
    row: beside.area.row,
    column: Math.max(SCENARIOS_AT.column, ...inTheWay.map(({ area }) => area.column + area.columns + GAP)),
    rows: cells.length,
    columns: cells[0]!.length,
  };
  const { before, looks } = await run(async (context) => {
    const read = readCells(context, beside.sheet.name, area);
    const looks = await readLooks(context, beside.sheet.name, area);
    return { before: read(), looks };
  });
  const count = before.contents.flat().filter((content) => content !== "").length;
  if (count > 0) throw new WorkbookError({ id: "cells-occupied", values: { count, address: areaAddress(area) } });
  return addTableTo(beside.sheet.name, "MarketScenarios", former?.id ?? null, cells, area, before, looks, message);
}

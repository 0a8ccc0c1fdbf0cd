/** Tables made, reshaped and renamed. */
import { areaAddress, type Area } from "../addresses/addresses";
import type { Message } from "../../workbook/messages/messages";
import type { CellValue, Grid } from "../../workbook/tables/tables";
import type { Step } from "../transactions/transaction";
import { rangeOf } from "./areas";
import { bringBack, bringBackWithLooks, sizeOf, writeCells, type Cells, type Snapshot } from "./cells";
import type { Looks } from "./looks";

export function addTable(sheet: Excel.Worksheet, name: string, area: Area): Excel.Table {
  const table = sheet.tables.add(areaAddress(area), true);
  table.name = name;
  return table;
}

/** Gives a table another size, and the cells of both sizes, which `before` covers, other contents. */
export function reshapeTable(
  name: string,
  before: Snapshot,
  from: Area,
  to: Area,
  contents: Grid,
  message: Message,
): Step {
  const resize = (context: Excel.RequestContext, area: Area): void => {
    const table = context.workbook.tables.getItem(name);
    table.resize(areaAddress(area));
  };
  return {
    message,
    apply(context) {
      resize(context, to);
      rangeOf(context.workbook.worksheets.getItem(before.sheet), before.area).formulas = contents as CellValue[][];
    },
    async undo(context) {
      resize(context, from);
      await bringBack(context, [before]);
    },
  };
}

/**
 * Makes a table over cells that it fills; taken back, the cells are what they were. `former` is the id of a table of that
 * name that has made way, which isn't the one to be taken back.
 */
export function addTableTo(
  sheet: string,
  name: string,
  former: string | null,
  cells: Cells,
  at: Pick<Area, "row" | "column">,
  before: Snapshot,
  looks: Looks,
  message: Message,
): Step {
  return {
    message,
    apply({ workbook }) {
      const target = workbook.worksheets.getItem(sheet);
      writeCells(target, cells, at);
      addTable(target, name, { ...at, ...sizeOf(cells) });
    },
    async undo(context) {
      const table = context.workbook.tables.getItemOrNullObject(name);
      table.load("id");
      await context.sync();
      if (!table.isNullObject && table.id !== former) table.convertToRange();
      await bringBackWithLooks(context, before, looks);
    },
  };
}

/** Renames a table that is in the way of a new one. */
export function renameTable(from: string, to: string, message: Message): Step {
  return {
    message,
    apply({ workbook }) {
      workbook.tables.getItem(from).name = to;
    },
    async undo(context) {
      const table = context.workbook.tables.getItemOrNullObject(to);
      table.load("name");
      await context.sync();
      if (table.isNullObject) return;
      table.name = from;
      await context.sync();
    },
  };
}

/** Tables made and reshaped. */
import { areaAddress, type Area } from "../addresses/addresses";
import { restoreLooks, type Looks } from "../looks/cells";
import { sizeOf, type PlannedCells } from "../plans/cells";
import { only, type Step } from "../transactions/step";
import { writeBlocks, type Block } from "./cells";
import { overwrite, restoreLooksOf } from "./planned";
import { addTable } from "./sheets";

/** Gives cells other looks. */
export const changeLooks = (sheet: string, before: Looks, looks: Looks["looks"]): readonly Step[] => [
  restoreLooksOf(sheet, before),
  {
    apply: ({ workbook }) => restoreLooks(workbook.worksheets.getItem(sheet), { ...before, looks }, before),
    undo: async () => {},
  },
];

const resize = ({ workbook }: Excel.RequestContext, name: string, area: Area): void =>
  workbook.tables.getItem(name).resize(areaAddress(area));

/** Gives a table another size, whatever its cells hold. */
export const resizeTable = (name: string, from: Area, to: Area): Step => ({
  apply: (context) => resize(context, name, to),
  async undo(context) {
    resize(context, name, from);
    await context.sync();
  },
});

/** Gives a table another size, and the cells of both sizes, which `before` covers, other contents. */
export function reshapeTable(name: string, from: Area, to: Area, before: Block, after: Block): readonly Step[] {
  // Either way the size comes before the contents.
  const back: Step = {
    apply: () => undefined,
    async undo(context) {
      resize(context, name, from);
      await context.sync();
    },
  };
  return [only((context) => resize(context, name, to)), ...writeBlocks([{ before, after, columns: true }]), back];
}

/**
 * Makes a table over cells that it fills. `former` is the id of a table of that name that has made way, which isn't the
 * one to be taken back.
 */
export function addTableOver(
  name: string,
  former: string | null,
  cells: PlannedCells,
  before: Block,
  looks: Looks,
): readonly Step[] {
  const make: Step = {
    apply: ({ workbook }) =>
      addTable(workbook.worksheets.getItem(before.sheet), name, { ...before.area, ...sizeOf(cells) }),
    async undo(context) {
      const table = context.workbook.tables.getItemOrNullObject(name);
      table.load("id");
      await context.sync();
      if (table.isNullObject || table.id === former) return;
      table.convertToRange();
      await context.sync();
    },
  };
  return [...overwrite(cells, before, looks), make];
}

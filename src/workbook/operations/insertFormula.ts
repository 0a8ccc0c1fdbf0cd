/** Writes a formula into the selected cell. */
import { areaAddress, cellAddress, parseAddress, type Area } from "../../excel/addresses/addresses";
import { gridOf, oneCell, placesOf } from "../../excel/addresses/places";
import { rangeIn } from "../../excel/addresses/ranges";
import type { CellValue, Grid } from "../../excel/cells/contents";
import {
  formatCells,
  partOf,
  readBlock,
  withoutSpilled,
  writeBlocks,
  type Block,
  type BlockChange,
} from "../../excel/steps/cells";
import { only } from "../../excel/transactions/step";
import { FINISHING, stage } from "../messages/stages";
import type { Insertion, Occupied, Inserted } from "../types";
import type { Operation, Plan } from "./operation";
import { refuseProtected, sheetInfo } from "../tables/read";

/** Beyond it a formula's place isn't looked at: Excel itself then says where it has no room. */
const MOST_CELLS = 20_000;

/**
 * Writes a formula, in English with commas, into the selection's first cell, and into cells without a number format the
 * one of their values. Where that would lose something, or the formula has no room, it changes nothing and says so,
 * unless it is told that the user knows. If Excel refuses the formula, the cells are as they were.
 */
export const insertFormula = (formula: string, insertion: Insertion = {}): Operation<Inserted | Occupied> => ({
  reads: "as known",
  plan: ({ run }) => run((context) => plan(context, formula, insertion)),
});

async function plan(
  context: Excel.RequestContext,
  formula: string,
  { formats = [], over }: Insertion,
): Promise<Plan<Inserted | Occupied>> {
  const selected = context.workbook.getSelectedRange().getCell(0, 0);
  selected.load("address,formulas,formulasLocal,text");
  selected.worksheet.load("id,name,protection/protected");
  const parent = selected.getSpillParentOrNullObject();
  parent.load("address");
  const tables = selected.getTables(false);
  tables.load("items/name");
  await context.sync();

  refuseProtected(sheetInfo(selected.worksheet));
  const sheet = selected.worksheet.name;
  const cell = parseAddress(selected.address)!;
  const area = areaOf(cell, formats);
  const read = readBlock(context, sheet, area);
  const bodies = tables.items.map((table) => table.getDataBodyRange());
  bodies.forEach((body) => body.load("rowIndex,rowCount"));
  await context.sync();
  const [before] = await withoutSpilled(context, [read()]);

  const filledBy = parent.isNullObject ? null : withoutSheet(parent.address);
  const occupied: Occupied = {
    holds: filledBy === null || filledBy === cellAddress(cell.row, cell.column) ? held(selected) : "",
    filledBy: filledBy === cellAddress(cell.row, cell.column) ? null : filledBy,
    needs: area.rows * area.columns > 1 ? areaAddress(area) : null,
    inTheWay: placesOf(area)
      .slice(1)
      .filter(({ row, column }) => before!.contents[row - area.row]![column - area.column] !== "")
      .map(({ row, column }) => cellAddress(row, column)),
  };
  if (!isFree(occupied) && !knows(over, occupied, String(selected.formulas[0]![0]))) {
    return { outcome: () => occupied };
  }

  const wanted = gridOf(area, (row, column): CellValue => {
    const stands = before!.formats![row - area.row]![column - area.column]!;
    return stands === GENERAL ? (formats[row - area.row]?.[column - area.column] ?? GENERAL) : stands;
  });
  const one = partOf(before!, oneCell(cell));
  const body = bodies.find(({ rowIndex, rowCount }) => cell.row >= rowIndex && cell.row < rowIndex + rowCount);
  const change = body ? await inColumn(context, one, body, formula) : { before: one, after: withFormula(one, formula) };
  let local = (): string => formula;
  const readWritten = only((running) => {
    const written = rangeIn(running, sheet, one.area);
    written.load("formulasLocal");
    local = () => String(written.formulasLocal[0]![0]);
  });
  return {
    stages: [
      stage(FINISHING, [...writeBlocks([change]), ...formatCells(sheet, area, before!.formats!, wanted), readWritten]),
    ],
    outcome: () => ({ local: local() }),
  };
}

const GENERAL = "General";

const withFormula = (cell: Block, formula: string): Block => ({ ...cell, contents: [[formula]] });

/** In a table, which Excel may fill with it, with the rest of its column. */
async function inColumn(
  context: Excel.RequestContext,
  cell: Block,
  { rowIndex, rowCount }: Excel.Range,
  formula: string,
): Promise<BlockChange> {
  const read = readBlock(context, cell.sheet, { ...cell.area, row: rowIndex, rows: rowCount });
  await context.sync();
  const before = read();
  const contents = before.contents.map((line, row) => (row === cell.area.row - rowIndex ? [formula] : line));
  return { before, after: { ...before, contents }, columns: true };
}

function areaOf(cell: Area, formats: Insertion["formats"] = []): Area {
  const [rows, columns] = [Math.max(1, formats.length), Math.max(1, formats[0]?.length ?? 1)];
  return rows * columns > MOST_CELLS ? oneCell(cell) : { ...cell, rows, columns };
}

const withoutSheet = (address: string): string => address.slice(address.lastIndexOf("!") + 1);

/** A formula as the user reads it, a constant as it shows. */
function held({ formulas, formulasLocal, text }: Excel.Range): string {
  const isFormula = String(formulas[0]![0]).startsWith("=");
  return isFormula ? String(formulasLocal[0]![0]) : String((text as unknown as Grid)[0]![0]);
}

const isFree = ({ holds, filledBy, inTheWay }: Occupied): boolean =>
  holds === "" && filledBy === null && inTheWay.length === 0;

/** The formula that is being edited is known to go; and what the user was asked about, as long as it is the same. */
function knows(over: Insertion["over"], occupied: Occupied, content: string): boolean {
  if (over === undefined) return false;
  if (typeof over === "string") return over === content && occupied.inTheWay.length === 0;
  return JSON.stringify(over) === JSON.stringify(occupied);
}

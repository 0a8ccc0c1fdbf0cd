/** What replacing formulas, and bringing them back, begins with: the cells, what is kept, what watches the inputs. */
import { parseAddress, type Area } from "../../excel/addresses/addresses";
import { readCellsInUse, type SheetCells } from "../../excel/cells/inUse";
import { valuesOf, type Values } from "../calls/listing";
import { contentOf } from "../../excel/steps/cells";
import type { CellValue } from "../tables/tables";
import type { RunOptions, Scope } from "../types";
import { watchesIn, type Watch } from "./inputs";
import { lengthIn, type Kind, type Original } from "./original";
import { loadStore, type Store } from "../kept/originals";

type Context = Excel.RequestContext;

export interface SheetState {
  readonly id: string;
  readonly name: string;
  readonly isProtected: boolean;
}

export interface Ground {
  readonly kind: Kind;
  readonly sheets: readonly SheetState[];
  readonly pieces: readonly SheetCells[];
  readonly store: Store;
  readonly watches: readonly Watch[];
  /** Within which cells; null for everything. */
  readonly within: { readonly sheet: string; readonly area: Area | null } | null;
}

/** In one context: every other costs a request to let go of its ranges. */
export async function readGround(context: Context, kind: Kind, scope: Scope, options: RunOptions): Promise<Ground> {
  const { worksheets, names } = context.workbook;
  const readStore = loadStore(context, kind);
  worksheets.load("items/id,items/name,items/protection/protected");
  names.load("items/name,items/formula,items/comment");
  const selected = scope === "workbook" ? null : context.workbook.getSelectedRange();
  selected?.load("address");
  selected?.worksheet.load("name");
  await context.sync();

  const sheets = worksheets.items.map(({ id, name, protection }) => ({ id, name, isProtected: protection.protected }));
  const watches = watchesIn(names.items, kind, sheets);
  const area = selected && scope === "selection" ? parseAddress(selected.address) : null;
  const within = selected && { sheet: selected.worksheet.name, area };
  const store = await readStore();
  // Formulas elsewhere that follow what is brought back here are to come back with it.
  const following = new Set(store.cells.filter(({ formula }) => formula.includes("#")).map(({ sheet }) => sheet));
  const read = sheets.filter(({ id, name }) => within === null || name === within.sheet || following.has(id));
  const pieces = await readPieces(context, read, store.cells, options);
  return { kind, sheets, pieces, store, watches, within };
}

/** The sheets that haven't been read yet, too. */
export async function readAllSheets(context: Context, ground: Ground, options: RunOptions): Promise<Ground> {
  const { sheets, pieces, store } = ground;
  const known = new Set(pieces.map(({ sheet }) => sheet));
  const others = sheets.filter(({ name }) => !known.has(name));
  if (others.length === 0) return ground;
  return { ...ground, pieces: [...pieces, ...(await readPieces(context, others, store.cells, options))] };
}

async function readPieces(
  context: Context,
  sheets: readonly SheetState[],
  kept: readonly Original[],
  options: RunOptions,
): Promise<readonly SheetCells[]> {
  const pieces: SheetCells[] = [];
  const how = { sheets: sheets.map(({ name }) => name), formats: true, chunk: chunkFor(kept) };
  await readCellsInUse(
    (batch) => batch(context),
    (piece) => void pieces.push(piece),
    options,
    undefined,
    how,
  );
  return pieces;
}

/** Native formulas are long: so few cells a round trip that they stay below the 5 MB that Excel sends at once. */
function chunkFor(kept: readonly Original[]): number {
  const longest = kept.reduce(
    (most, { put }) => put.reduce<number>((so, mark) => Math.max(so, lengthIn(mark)), most),
    0,
  );
  return Math.min(20_000, Math.max(500, Math.floor(2_500_000 / Math.max(1, longest))));
}

export const covers = ({ within }: Ground, sheet: string, row: number, column: number): boolean => {
  if (within === null) return true;
  if (within.sheet !== sheet) return false;
  const { area } = within;
  if (!area) return true;
  return row >= area.row && row < area.row + area.rows && column >= area.column && column < area.column + area.columns;
};

export interface Shown {
  readonly value: Values;
  readonly format: Values;
  /** As it can be written again: a text that reads like a formula with an apostrophe. */
  readonly content: Values;
  /** What the cell holds: its formula, or else its value. */
  readonly holds: Values;
}

export function shownIn(pieces: readonly SheetCells[]): Shown {
  const value = valuesOf(pieces);
  const formulas = valuesOf(pieces.map((piece) => ({ ...piece, values: piece.formulas })));
  const formats = valuesOf(pieces.map((piece) => ({ ...piece, values: piece.formats ?? [] })));
  const pair =
    (use: (formula: CellValue, value: CellValue) => CellValue): Values =>
    (sheet, row, column) =>
      use(formulas(sheet, row, column), value(sheet, row, column));
  return {
    value,
    format: (sheet, row, column) => formats(sheet, row, column) || "General",
    content: pair(contentOf),
    holds: pair((formula, value) => (typeof formula === "string" && formula.startsWith("=") ? formula : value)),
  };
}

/** What replacing formulas, and bringing them back, begins with: the cells, what is kept, what watches the inputs. */
import { parseAddress, type Area } from "../../excel/addresses/addresses";
import { covers, gridOf, placeOf, placesOf, type Place } from "../../excel/addresses/places";
import { contentOf, isFormula, type CellsByPlace, type CellValue, type Grid } from "../../excel/cells/contents";
import { formatsOf, formulasOf, readCellsInUse, valuesOf, type SheetCells } from "../../excel/cells/inUse";
import { queueTables, type Table } from "../../excel/cells/tables";
import { namedIn } from "../../excel/formulas/named";
import { loadStore, storeOf, type Store } from "../stored/originals";
import { sayingReading } from "../messages/stages";
import type { RunOptions, Scope } from "../types";
import { lengthIn, type Kind } from "./original";
import { followedAs, watchesIn, type Watch } from "./watches";
import { found, isPlain } from "./whereabouts";

type Context = Excel.RequestContext;

export interface SheetState {
  readonly id: string;
  readonly name: string;
  readonly isProtected: boolean;
}

export interface Survey {
  readonly kind: Kind;
  readonly sheets: readonly SheetState[];
  readonly pieces: readonly SheetCells[];
  /** Of every table, also those that aren't ours. */
  readonly tables: readonly Table[];
  /** Of every name in the workbook, in lower case. */
  readonly names: ReadonlySet<string>;
  readonly store: Store;
  readonly watches: readonly Watch[];
  /** Within which cells; null for everything. */
  readonly within: { readonly sheet: string; readonly area: Area | null } | null;
}

/** In one context: every other costs a request to let go of its ranges. */
export async function readSurvey(context: Context, kind: Kind, scope: Scope, options: RunOptions): Promise<Survey> {
  const { worksheets, names } = context.workbook;
  const readStore = loadStore(context, kind);
  worksheets.load("items/id,items/name,items/protection/protected");
  names.load("items/name,items/formula,items/comment");
  // Where a chart is selected, there are no cells that are.
  const selected = scope === "selection" ? context.workbook.getSelectedRange() : null;
  selected?.load("address");
  const shown = scope === "workbook" ? null : (selected?.worksheet ?? worksheets.getActiveWorksheet());
  shown?.load("name");
  const placeTables = queueTables(context);
  await context.sync();

  const readTables = placeTables();
  const sheets = worksheets.items.map(({ id, name, protection }) => ({ id, name, isProtected: protection.protected }));
  const area = selected && parseAddress(selected.address);
  const within = shown && { sheet: shown.name, area };
  const kept = await readStore();
  const isKnown = isPlain(kept, sheets);
  const scoped = kept.cells.some(({ formula }) => namedIn(formula).names.length > 0)
    ? sheets.map(({ id }) => worksheets.getItem(id).names)
    : [];
  scoped.forEach((own) => own.load("items/name"));
  // Formulas elsewhere that follow what is brought back here are to come back with it.
  const following = new Set(kept.cells.filter(({ formula }) => formula.includes("#")).map(({ sheet }) => sheet));
  const read = sheets.filter(
    ({ id, name }) => within === null || name === within.sheet || following.has(id) || !isKnown,
  );
  const pieces = await readPieces(context, read, kept, options);
  const { holds } = cellsIn(pieces);
  const store = isKnown ? kept : found(kept, { sheets, names: names.items }, { pieces, holds });
  const watches = watchesIn(names.items, kind, sheets, store.targets);
  return {
    kind,
    sheets,
    pieces,
    tables: readTables(),
    names: new Set([names, ...scoped].flatMap(({ items }) => items.map(({ name }) => name.toLowerCase()))),
    store: followedStore(store, watches, sheets),
    watches,
    within,
  };
}

function followedStore(store: Store, watches: readonly Watch[], sheets: readonly SheetState[]): Store {
  const parts = store.parts.map((part) => ({
    ...part,
    cells: part.cells.map((cell) => followedAs(store.kind, cell, watches, sheets)),
  }));
  return storeOf(store.kind, parts);
}

/** The sheets that haven't been read yet, too. */
export async function readAllSheets(context: Context, survey: Survey, options: RunOptions): Promise<Survey> {
  const { sheets, pieces, store } = survey;
  const known = new Set(pieces.map(({ sheet }) => sheet));
  const others = sheets.filter(({ name }) => !known.has(name));
  if (others.length === 0) return survey;
  return { ...survey, pieces: [...pieces, ...(await readPieces(context, others, store, options))] };
}

const readPieces = (
  context: Context,
  sheets: readonly SheetState[],
  kept: Store,
  options: RunOptions,
): Promise<readonly SheetCells[]> =>
  readCellsInUse(
    (batch) => batch(context),
    { sheets: sheets.map(({ name }) => name), formats: true, known: lengthsOf(sheets, kept) },
    sayingReading(options),
  );

/** How long the native formulas in a row are. */
function lengthsOf(
  sheets: readonly SheetState[],
  { cells, sheetNames }: Store,
): (sheet: string, row: number) => number {
  const nameOf = new Map([...sheetNames, ...sheets.map(({ id, name }) => [id, name] as const)]);
  const lengths = new Map<string, number>();
  for (const { sheet, area, put } of cells) {
    put.forEach((mark, at) => {
      const key = `${area.row + Math.floor(at / area.columns)}:${nameOf.get(sheet) ?? ""}`;
      lengths.set(key, (lengths.get(key) ?? 0) + lengthIn(mark));
    });
  }
  return (sheet, row) => lengths.get(`${row}:${sheet}`) ?? 0;
}

/** Whether a cell is within what was asked for. */
export const isWithin = ({ within }: Survey, sheet: string, place: Place): boolean =>
  within === null || (within.sheet === sheet && (within.area === null || covers(within.area, place)));

/** What the cells are now. */
export interface CellsNow {
  readonly value: CellsByPlace;
  readonly format: CellsByPlace;
  /** As it can be written again: a text that reads like a formula with an apostrophe. */
  readonly content: CellsByPlace;
  /** What the cell holds: its formula, or else its value. */
  readonly holds: CellsByPlace;
}

export function cellsIn(pieces: readonly SheetCells[]): CellsNow {
  const [value, formula, format] = [valuesOf(pieces), formulasOf(pieces), formatsOf(pieces)];
  const pair =
    (use: (formula: CellValue, value: CellValue) => CellValue): CellsByPlace =>
    (...place) =>
      use(formula(...place), value(...place));
  return {
    value,
    format: (...place) => format(...place) || "General",
    content: pair(contentOf),
    holds: pair((formula, value) => (isFormula(formula) ? formula : value)),
  };
}

export const valuesIn = ({ value }: CellsNow, sheet: string, area: Area): Grid =>
  gridOf(area, (row, column) => value(sheet, row, column));

/** Whether something is put, or was, into a cell of a sheet of that name. */
export function putOn(
  { sheets, store }: Survey,
  more: readonly { readonly sheet: string; readonly area: Area }[] = [],
): (sheet: string, place: Place) => boolean {
  const nameOf = new Map(sheets.map(({ id, name }) => [id, name]));
  const kept = store.cells.map(({ sheet, area }) => ({ sheet: nameOf.get(sheet) ?? "", area }));
  const places = new Set(
    [...kept, ...more].flatMap(({ sheet, area }) =>
      placesOf(area).map(({ row, column }) => placeOf(sheet, row, column)),
    ),
  );
  return (sheet, { row, column }) => places.has(placeOf(sheet, row, column));
}

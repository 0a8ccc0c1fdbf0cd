/** Where the number in the selected cell comes from: its own formulas of ours, those that it had, or those it rests on. */
import { cellAddress, parseAddress, referencedArea, type Area } from "../../excel/addresses/addresses";
import { placeOf, placesOf, type Place } from "../../excel/addresses/places";
import { rangeIn } from "../../excel/addresses/ranges";
import { isFormula, type CellsByPlace, type CellValue } from "../../excel/cells/contents";
import { referenceOf, referencesIn, type Reference } from "../../excel/formulas/references";
import type { Setting } from "../../functions/setting";
import type { CallSource, CellSource, FormulaState } from "../types";
import { explainCall, isList, MOST_LISTED } from "./explain";
import { heldAt, queueHeld, type HeldFormula } from "./held";
import { callsIn, repaired } from "./inFormulas";

type Context = Excel.RequestContext;

/** A native formula is followed so far, through so many cells: beyond it nobody reads. */
const MOST_STEPS = 5;
const MOST_CELLS = 500;
const MOST_FOUND = 20;

interface Found extends Place {
  readonly sheet: string;
  readonly formula: string;
  readonly value: CellValue;
  readonly text: string;
  readonly state: FormulaState;
  /** Its own place in what the formula spills into. */
  readonly down: number;
  readonly right: number;
}

export async function readSource(context: Context, setting: Setting): Promise<CellSource> {
  const cell = context.workbook.getSelectedRange().getCell(0, 0);
  cell.load("address,formulas,values,text,rowIndex,columnIndex");
  cell.worksheet.load("name");
  const parent = cell.getSpillParentOrNullObject();
  parent.load("formulas,rowIndex,columnIndex");
  await context.sync();
  const place = { sheet: cell.worksheet.name, row: cell.rowIndex, column: cell.columnIndex };
  const from = parent.isNullObject ? cell : parent;
  const [value, text] = [cell.values[0]![0] as CellValue, cell.text[0]![0] as string];
  const formula = String(from.formulas[0]![0]);
  const shown = { ...place, value, text };
  const address = cellAddress(place.row, place.column);

  const own = liveAt(formula, shown, { down: place.row - from.rowIndex, right: place.column - from.columnIndex });
  if (own) return (await explained(context, setting, [own]))[0]!;

  const readHeld = queueHeld(context);
  await context.sync();
  const held = await readHeld();
  const holdsOne = await readHolds(context, held, [place]);
  const was = asHeld(held, shown, holdsOne);
  if (was) return (await explained(context, setting, [was]))[0]!;

  const { found, isMore } = isFormula(formula)
    ? await follow(context, { sheet: place.sheet, formula }, held)
    : { found: [], isMore: false };
  const rests = await explained(context, setting, found);
  const { sheet } = place;
  return { sheet, address, formula, value, text, state: null, calls: [], rests, restsOnMore: isMore };
}

type Shown = Pick<Found, "sheet" | "row" | "column" | "value" | "text">;

function liveAt(formula: string, shown: Shown, offset: { readonly down: number; readonly right: number }) {
  if (!isFormula(formula) || callsIn(formula).length === 0) return null;
  const state: FormulaState = repaired(formula) === formula ? "live" : "broken";
  return { ...shown, ...offset, formula, state } satisfies Found;
}

function asHeld(held: readonly HeldFormula[], shown: Shown, holds: CellsByPlace): Found | null {
  const found = heldAt(held, shown.sheet, shown, holds);
  if (!found) return null;
  const { area, formula, state } = found;
  return { ...shown, formula, state, down: shown.row - area.row, right: shown.column - area.column };
}

/** What the cells hold that the held formulas at these places filled. */
async function readHolds(
  context: Context,
  held: readonly HeldFormula[],
  places: readonly (Place & { readonly sheet: string })[],
): Promise<CellsByPlace> {
  const isMeant = ({ sheet, area }: HeldFormula): boolean =>
    places.some(
      (place) =>
        place.sheet === sheet &&
        place.row >= area.row &&
        place.row < area.row + area.rows &&
        place.column >= area.column &&
        place.column < area.column + area.columns,
    );
  const read = held.filter(isMeant).map(({ sheet, area }) => {
    const range = rangeIn(context, sheet, area);
    range.load("formulas");
    return { sheet, area, range };
  });
  if (read.length > 0) await context.sync();
  const byPlace = new Map<string, CellValue>();
  for (const { sheet, area, range } of read) {
    const cells = (range.formulas as CellValue[][]).flat();
    placesOf(area).forEach(({ row, column }, at) => byPlace.set(placeOf(sheet, row, column), cells[at]!));
  }
  return (sheet, row, column) => byPlace.get(placeOf(sheet, row, column)) ?? "";
}

/** The cells of ours that a native formula rests on, step by step through the cells that it refers to. */
async function follow(
  context: Context,
  start: { readonly sheet: string; readonly formula: string },
  held: readonly HeldFormula[],
): Promise<{ readonly found: readonly Found[]; readonly isMore: boolean }> {
  const found: Found[] = [];
  const seen = new Set<string>();
  let isMore = false;
  let front: readonly (typeof start)[] = [start];
  for (let step = 0; front.length > 0; step++) {
    if (step === MOST_STEPS) return { found, isMore: true };
    const areas = front.flatMap(({ sheet, formula }) =>
      referencesIn(formula).flatMap((reference) => {
        const area = referencedArea(reference.address);
        return area && !reference.sheet?.includes(":") ? [{ sheet: reference.sheet ?? sheet, area }] : [];
      }),
    );
    const within = areas.filter(({ area }) => area.rows * area.columns <= MOST_CELLS);
    isMore ||= within.length < areas.length;
    const read = within.map(({ sheet, area }) => {
      const range = rangeIn(context, sheet, area);
      range.load("formulas,values,text,hasSpill");
      range.worksheet.load("name");
      return { area, range };
    });
    // A round trip a step.
    // eslint-disable-next-line office-addins/no-context-sync-in-loop
    if (read.length > 0) await context.sync();
    const cells = read.flatMap(({ area, range }) =>
      placesOf(area).map((place, at): Shown & { readonly formula: string } => {
        const [down, right] = [Math.floor(at / area.columns), at % area.columns];
        return {
          ...place,
          sheet: range.worksheet.name,
          formula: String(range.formulas[down]![right]),
          value: range.values[down]![right] as CellValue,
          text: range.text[down]![right] as string,
        };
      }),
    );
    const fresh = cells.filter(({ sheet, row, column, value }) => {
      const key = placeOf(sheet, row, column);
      if (value === "" || seen.has(key)) return false;
      if (seen.size >= MOST_CELLS) {
        isMore = true;
        return false;
      }
      return seen.add(key);
    });
    const holds = await readHolds(context, held, fresh);
    const parents = read.some(({ range }) => range.hasSpill !== false)
      ? await readParents(
          context,
          fresh.filter(({ formula }) => !isFormula(formula)),
        )
      : new Map<Shown, Spilling>();
    const next: (typeof start)[] = [];
    for (const cell of fresh) {
      const { formula: own, ...shown } = cell;
      const { formula, ...offset } = parents.get(cell) ?? { formula: own, down: 0, right: 0 };
      const ours = liveAt(formula, shown, offset) ?? asHeld(held, shown, holds);
      if (ours && found.length < MOST_FOUND) found.push(ours);
      else if (ours) isMore = true;
      else if (isFormula(formula)) next.push({ sheet: shown.sheet, formula });
    }
    front = next;
  }
  return { found, isMore };
}

interface Spilling {
  readonly formula: string;
  readonly down: number;
  readonly right: number;
}

/** The formulas that fill cells which have none of their own. */
async function readParents<Cell extends Shown>(
  context: Context,
  cells: readonly Cell[],
): Promise<ReadonlyMap<Shown, Spilling>> {
  const asked = cells.map((cell) => {
    const { sheet, row, column } = cell;
    const parent = rangeIn(context, sheet, { row, column, rows: 1, columns: 1 }).getSpillParentOrNullObject();
    parent.load("formulas,rowIndex,columnIndex");
    return { cell, parent };
  });
  if (asked.length > 0) await context.sync();
  return new Map(
    asked.flatMap(({ cell, parent }): [Shown, Spilling][] =>
      parent.isNullObject
        ? []
        : [
            [
              cell,
              {
                formula: String(parent.formulas[0]![0]),
                down: cell.row - parent.rowIndex,
                right: cell.column - parent.columnIndex,
              },
            ],
          ],
    ),
  );
}

/** With what the arguments of all of them refer to, read at once. */
async function explained(context: Context, setting: Setting, cells: readonly Found[]): Promise<readonly CellSource[]> {
  const wanted = new Map<string, { readonly sheet: string; readonly area: Area; readonly range: Excel.Range }>();
  for (const { sheet: home, formula, down, right } of cells) {
    for (const { name, args } of callsIn(formula)) {
      args.forEach(({ text }, index) => {
        const reference = referenceOf(text);
        const at = isList(name, index) ? reference : placeIn(reference, down, right);
        const area = at && parseAddress(at.address);
        if (!at || !area || area.rows * area.columns > MOST_LISTED || wanted.has(keyOf(at, home))) return;
        const sheet = at.sheet ?? home;
        const range = rangeIn(context, sheet, area);
        range.load("values");
        wanted.set(keyOf(at, home), { sheet, area, range });
      });
    }
  }
  if (wanted.size > 0) await context.sync();
  const read = new Map<string, CellValue>();
  for (const { sheet, area, range } of wanted.values()) {
    const values = (range.values as CellValue[][]).flat();
    placesOf(area).forEach(({ row, column }, at) => read.set(`${sheet}!${cellAddress(row, column)}`, values[at]!));
  }
  return cells.map(({ sheet, row, column, formula, value, text, state, down, right }) => {
    const lookUp = (reference: Reference): CellValue | undefined => {
      const at = placeIn(reference, down, right);
      return at ? read.get(keyOf(at, sheet)) : undefined;
    };
    const calls = callsIn(formula).map((call): CallSource => explainCall(setting, call, lookUp));
    const address = cellAddress(row, column);
    return { sheet, address, formula, value, text, state, calls, rests: [], restsOnMore: false };
  });
}

const keyOf = ({ sheet, address }: Reference, home: string): string => `${sheet ?? home}!${address}`;

/** The cell of a referenced range that belongs to a place in the spill: a lone row or column serves every place. */
function placeIn(reference: Reference | null, down: number, right: number): Reference | null {
  const area: Area | null = reference && parseAddress(reference.address);
  if (!area) return null;
  const row = area.rows > 1 ? area.row + Math.min(down, area.rows - 1) : area.row;
  const column = area.columns > 1 ? area.column + Math.min(right, area.columns - 1) : area.column;
  return { sheet: reference!.sheet, address: cellAddress(row, column) };
}

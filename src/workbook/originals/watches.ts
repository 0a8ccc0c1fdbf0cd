/**
 * Watches the cells that kept formulas refer to. A formula that isn't in a cell isn't adjusted when rows are inserted or
 * cells are moved: brought back as it was, it would read the wrong cells. So hidden names refer to the same cells, which
 * Excel does adjust; a formula comes back only while they say what they said.
 */
import { areaAddress, areaAround, columnName, referencedArea, type Area } from "../../excel/addresses/addresses";
import { referencesIn, type Reference } from "../../excel/formulas/references";
import { nameStep } from "../../excel/steps/names";
import type { Step } from "../../excel/transactions/step";
import { setOf, type Target } from "../stored/originals";
import type { Kind, Original } from "./original";

const PREFIX = "_MarketModel";
/** Names for a sheet. Where formulas refer to more places than that, one name watches them all together. */
const MOST = 50;

export interface SheetName {
  readonly id: string;
  readonly name: string;
}

/** A hidden name, with the cells that it meant, as far as that is kept, and those that it means. */
export interface Watch {
  readonly name: string;
  readonly set: number;
  readonly formula: string;
  readonly then: Located | null;
  readonly now: Located | null;
}

export type WatchingName = Pick<Excel.NamedItem, "name" | "formula" | "comment">;

interface Referring {
  /** Id of the formula's sheet. */
  readonly sheet: string;
  readonly formula: string;
  /** Where it stood. */
  readonly area: Area;
}

interface Located {
  readonly sheet: string;
  readonly area: Area;
}

const nameOf = (kind: Kind, set: number, number: number): string => `${PREFIX}.${kind}.${set}.${number}`;

/** By lower-case name. */
const idsOf = (sheets: readonly SheetName[]): ReadonlyMap<string, string> =>
  new Map(sheets.map(({ id, name }) => [name.toLowerCase(), id]));

export function watchesIn(
  names: readonly WatchingName[],
  kind: Kind,
  sheets: readonly SheetName[],
  targets: readonly Target[],
): readonly Watch[] {
  const ids = idsOf(sheets);
  const targetOf = new Map(targets.map((target) => [target.name, target]));
  return names.flatMap(({ name, formula, comment }): Watch[] => {
    const set = name.startsWith(`${PREFIX}.${kind}.`) ? setOf(name) : null;
    if (set === null) return [];
    const [reference] = referencesIn(String(formula));
    const [nowSheet, nowArea] = [
      ids.get(reference?.sheet?.toLowerCase() ?? ""),
      referencedArea(reference?.address ?? ""),
    ];
    const now = nowSheet !== undefined && nowArea ? { sheet: nowSheet, area: nowArea } : null;
    return [{ name, set, formula: String(formula), then: targetOf.get(name) ?? targetIn(comment), now }];
  });
}

/** As names of version 1 have it. */
function targetIn(comment: string): Located | null {
  const [, sheet, address] = /^(.*)!([^!]*)$/.exec(comment) ?? [];
  const area = referencedArea(address ?? "");
  return sheet !== undefined && area ? { sheet, area } : null;
}

const contains = (outer: Area, inner: Area): boolean =>
  inner.row >= outer.row &&
  inner.column >= outer.column &&
  inner.row + inner.rows <= outer.row + outer.rows &&
  inner.column + inner.columns <= outer.column + outer.columns;

/** Where cells are that a set of names watches; null where that can't be told, or they are gone. */
function locate(watches: readonly Watch[], set: number | null, sheet: string, area: Area): Located | null {
  const here = watches.flatMap(({ set: own, then, now }) =>
    own === set && then?.sheet === sheet ? [{ then, now }] : [],
  );
  const exact = here.find(({ then }) => areaAddress(then.area) === areaAddress(area));
  if (exact) return exact.now;
  const around = here.find(({ then }) => contains(then.area, area));
  const now = around?.now;
  // Where something came or went within, only Excel knew on which side of it the cells are.
  if (!now || now.area.rows !== around.then.area.rows || now.area.columns !== around.then.area.columns) return null;
  const { row, column } = around.then.area;
  return {
    sheet: now.sheet,
    area: { ...area, row: area.row + now.area.row - row, column: area.column + now.area.column - column },
  };
}

/** Whether something watches a kept formula's cell, and can't tell where it is. */
export const isLost = ({ sheet, inputs, area, kept }: Original, watches: readonly Watch[]): boolean => {
  if (kept) return false;
  const isWatched = watches.some(
    ({ set, then }) => set === inputs && then?.sheet === sheet && contains(then.area, area),
  );
  const now = isWatched ? locate(watches, inputs, sheet, area) : null;
  return isWatched && (now?.sheet !== sheet || now.area.rows !== area.rows || now.area.columns !== area.columns);
};

/** Whether the names that watched the cells it refers to are gone, as another program may leave them out. */
export const isUnwatched = ({ formula, inputs }: Original, watches: readonly Watch[]): boolean =>
  inputs !== null && !watches.some(({ set }) => set === inputs) && referencesIn(formula).length > 0;

/** A reference as written, to other cells: dollar signs stay. Null where it is written in another way. */
function movedText(text: string, { row, column, rows, columns }: Area): string | null {
  const ends = text.split(":");
  const moved = ends.map((end, index) => {
    const [, $column, letters, $row, digits] = /^(\$?)([A-Z]{1,3})?(\$?)(\d+)?$/i.exec(end) ?? [];
    if (letters === undefined && digits === undefined) return null;
    const [last, right] = index === 0 ? [row, column] : [row + rows - 1, column + columns - 1];
    // Of a whole row the one dollar sign stands before its number.
    const beforeRow = letters === undefined ? $column! || $row! : $row!;
    return (
      (letters === undefined ? "" : $column! + columnName(right)) +
      (digits === undefined ? "" : `${beforeRow}${last + 1}`)
    );
  });
  return moved.includes(null) ? null : moved.join(":");
}

/** As `followed`; a native formula that reads moved cells was adjusted by Excel, and is no more what was put there. */
export function followedAs(
  kind: Kind,
  original: Original,
  watches: readonly Watch[],
  sheets: readonly SheetName[],
): Original {
  const now = followed(original, watches, sheets);
  return kind === "frozen" || now.formula === original.formula ? now : original;
}

/**
 * A kept formula where its cell is now, reading the cells where they are now, as Excel would have adjusted it; as it is
 * where nothing has moved, and where what has can't be followed.
 */
function followed(original: Original, watches: readonly Watch[], sheets: readonly SheetName[]): Original {
  const { sheet: home, inputs, area, formula } = original;
  const ids = idsOf(sheets);
  const found = locate(watches, inputs, home, area);
  const isHere = found?.sheet === home && found.area.rows === area.rows && found.area.columns === area.columns;
  const place = isHere ? found.area : area;
  const isElsewhere = areaAddress(place) !== areaAddress(area);
  const unread = isElsewhere ? { ...original, area: place, kept: original } : original;
  let text = formula;
  for (const reference of [...referencesIn(formula)].reverse()) {
    if (isOverSheets(reference)) continue;
    const sheet = reference.sheet === null ? home : ids.get(reference.sheet.toLowerCase());
    const then = referencedArea(reference.address);
    const now = sheet !== undefined && then ? locate(watches, inputs, sheet, then) : null;
    if (!now || now.sheet !== sheet) return unread;
    if (areaAddress(now.area) === areaAddress(then!)) continue;
    const moved = movedText(reference.text, now.area);
    if (moved === null) return unread;
    const end = reference.end - (reference.isSpill ? 1 : 0);
    text = text.slice(0, end - reference.text.length) + moved + text.slice(end);
  }
  return text === formula ? unread : { ...original, area: place, formula: text, kept: original };
}

/** References over several sheets are watched by no name: only that the sheets are there. */
const isOverSheets = ({ sheet }: Reference): boolean => sheet?.includes(":") ?? false;

/**
 * Whether a kept formula would read other cells than it did: its inputs were moved, or a sheet has another name or is
 * gone. Excel would refuse a formula with a sheet that isn't there, and all that is written with it.
 */
export function movedInputs(watches: readonly Watch[], sheets: readonly SheetName[]): (original: Original) => boolean {
  const ids = idsOf(sheets);
  const known = new Map<string, boolean>();
  const isMoved = (set: number | null, sheet: string, address: string): boolean => {
    const area = referencedArea(address)!;
    const now = locate(watches, set, sheet, area);
    return now?.sheet !== sheet || areaAddress(now.area) !== areaAddress(area);
  };
  return ({ sheet: home, formula, inputs, kept }) =>
    // What was adjusted reads the cells where they are now.
    (kept === undefined || kept.formula === formula) &&
    referencesIn(formula).some((reference) => {
      if (isOverSheets(reference)) return reference.sheet!.split(":").some((name) => !ids.has(name.toLowerCase()));
      const sheet = reference.sheet === null ? home : ids.get(reference.sheet.toLowerCase());
      if (sheet === undefined) return true;
      const key = `${inputs}:${reference.address}:${sheet}`;
      const moved = known.get(key) ?? isMoved(inputs, sheet, reference.address);
      known.set(key, moved);
      return moved;
    });
}

interface NewWatch {
  readonly name: string;
  readonly sheet: SheetName;
  readonly area: Area;
}

export interface WatchPlan {
  /** Null where no formula refers to a cell. */
  readonly set: number | null;
  readonly watches: readonly NewWatch[];
}

export function planWatches(
  kind: Kind,
  formulas: readonly Referring[],
  sheets: readonly SheetName[],
  there: readonly Watch[],
): WatchPlan {
  const ids = idsOf(sheets);
  const bySheet = new Map<string, Map<string, Area>>();
  const homes = new Map<string, Area[]>();
  for (const { sheet: home, formula, area } of formulas) {
    const others = homes.get(home);
    if (others) others.push(area);
    else homes.set(home, [area]);
    for (const reference of referencesIn(formula)) {
      const sheet = reference.sheet === null ? home : ids.get(reference.sheet.toLowerCase());
      const area = referencedArea(reference.address);
      if (sheet === undefined || !area) continue;
      const areas = bySheet.get(sheet) ?? new Map<string, Area>();
      bySheet.set(sheet, areas.set(reference.address, area));
    }
  }
  const places = sheets.flatMap((sheet) => {
    const inputs = [...(bySheet.get(sheet.id)?.values() ?? [])];
    return [inputs, homes.get(sheet.id) ?? []].flatMap((areas) =>
      (areas.length > MOST ? [areaAround(areas)] : areas).map((area) => ({ sheet, area })),
    );
  });
  if (places.length === 0) return { set: null, watches: [] };
  const set = there.reduce((most, each) => Math.max(most, each.set), 0) + 1;
  return { set, watches: places.map((place, index) => ({ name: nameOf(kind, set, index + 1), ...place })) };
}

/** Names whose formulas are all back, or given up. */
export const unused = (
  watches: readonly Watch[],
  remaining: readonly { readonly inputs: number | null }[],
): readonly Watch[] => {
  const sets = new Set(remaining.map(({ inputs }) => inputs));
  return watches.filter(({ set }) => !sets.has(set));
};

/** Adds watches and takes away others. */
export const watchStep = (add: readonly NewWatch[], drop: readonly Watch[]): Step =>
  nameStep(
    add.map(({ name, sheet, area }) => ({ name, sheet: sheet.name, area })),
    drop,
  );

export const targetsOf = ({ watches }: WatchPlan): readonly Target[] =>
  watches.map(({ name, sheet, area }) => ({ name, sheet: sheet.id, area }));

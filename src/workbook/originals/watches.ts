/**
 * Watches the cells that kept formulas refer to. A formula that isn't in a cell isn't adjusted when rows are inserted or
 * cells are moved: brought back as it was, it would read the wrong cells. So hidden names refer to the same cells, which
 * Excel does adjust; a formula comes back only while they say what they said.
 */
import { areaAddress, referencedArea, type Area } from "../../excel/addresses/addresses";
import { referencesIn, type Reference } from "../../excel/formulas/references";
import { nameStep } from "../../excel/steps/names";
import type { Step } from "../../excel/transactions/step";
import type { Kind } from "./original";

const PREFIX = "_MarketModel";
/** Names for a sheet. Where formulas refer to more places than that, one name watches them all together. */
const MOST = 50;

interface SheetName {
  readonly id: string;
  readonly name: string;
}

/** A hidden name, with the cells that it meant and those that it means. */
export interface Watch {
  readonly name: string;
  readonly set: number;
  readonly formula: string;
  readonly comment: string;
  readonly then: { readonly sheet: string; readonly area: Area };
  readonly now: { readonly sheet: string; readonly area: Area } | null;
}

interface Referring {
  /** Id of the formula's sheet. */
  readonly sheet: string;
  readonly formula: string;
}

const nameOf = (kind: Kind, set: number, number: number): string => `${PREFIX}.${kind}.${set}.${number}`;

/** By lower-case name. */
const idsOf = (sheets: readonly SheetName[]): ReadonlyMap<string, string> =>
  new Map(sheets.map(({ id, name }) => [name.toLowerCase(), id]));

export function watchesIn(
  names: readonly Pick<Excel.NamedItem, "name" | "formula" | "comment">[],
  kind: Kind,
  sheets: readonly SheetName[],
): readonly Watch[] {
  const ids = idsOf(sheets);
  return names.flatMap(({ name, formula, comment }): Watch[] => {
    const set = name.startsWith(`${PREFIX}.${kind}.`) ? Number(name.split(".")[2]) : NaN;
    const [, sheet, address] = /^(.*)!([^!]*)$/.exec(comment) ?? [];
    const area = referencedArea(address ?? "");
    if (!Number.isInteger(set) || sheet === undefined || !area) return [];
    const [reference] = referencesIn(String(formula));
    const [nowSheet, nowArea] = [
      ids.get(reference?.sheet?.toLowerCase() ?? ""),
      referencedArea(reference?.address ?? ""),
    ];
    const now = nowSheet !== undefined && nowArea ? { sheet: nowSheet, area: nowArea } : null;
    return [{ name, set, formula: String(formula), comment, then: { sheet, area }, now }];
  });
}

const contains = (outer: Area, inner: Area): boolean =>
  inner.row >= outer.row &&
  inner.column >= outer.column &&
  inner.row + inner.rows <= outer.row + outer.rows &&
  inner.column + inner.columns <= outer.column + outer.columns;

/** References over several sheets are watched by no name: only that the sheets are there. */
const isOverSheets = ({ sheet }: Reference): boolean => sheet?.includes(":") ?? false;

/**
 * Whether a kept formula would read other cells than it did: its inputs were moved, or a sheet has another name or is
 * gone. Excel would refuse a formula with a sheet that isn't there, and all that is written with it.
 */
export function movedInputs(
  watches: readonly Watch[],
  sheets: readonly SheetName[],
): (original: Referring & { readonly inputs: number | null }) => boolean {
  const ids = idsOf(sheets);
  const known = new Map<string, boolean>();
  const isMoved = (set: number | null, sheet: string, address: string): boolean => {
    const area = referencedArea(address)!;
    const watch = watches.find(
      (each) => each.set === set && each.then.sheet === sheet && contains(each.then.area, area),
    );
    return !watch?.now || watch.now.sheet !== sheet || areaAddress(watch.now.area) !== areaAddress(watch.then.area);
  };
  return ({ sheet: home, formula, inputs }) =>
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
  for (const { sheet: home, formula } of formulas) {
    for (const reference of referencesIn(formula)) {
      const sheet = reference.sheet === null ? home : ids.get(reference.sheet.toLowerCase());
      const area = referencedArea(reference.address);
      if (sheet === undefined || !area) continue;
      const areas = bySheet.get(sheet) ?? new Map<string, Area>();
      bySheet.set(sheet, areas.set(reference.address, area));
    }
  }
  const places = sheets.flatMap((sheet) => {
    const areas = [...(bySheet.get(sheet.id)?.values() ?? [])];
    return (areas.length > MOST ? [around(areas)] : areas).map((area) => ({ sheet, area }));
  });
  if (places.length === 0) return { set: null, watches: [] };
  const set = there.reduce((most, each) => Math.max(most, each.set), 0) + 1;
  return { set, watches: places.map((place, index) => ({ name: nameOf(kind, set, index + 1), ...place })) };
}

function around(areas: readonly Area[]): Area {
  const least = (of: (area: Area) => number): number =>
    areas.reduce((found, area) => Math.min(found, of(area)), Infinity);
  const [row, column] = [least((area) => area.row), least((area) => area.column)];
  const [end, right] = [-least((area) => -area.row - area.rows), -least((area) => -area.column - area.columns)];
  return { row, column, rows: end - row, columns: right - column };
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
    add.map(({ name, sheet, area }) => ({
      name,
      sheet: sheet.name,
      area,
      comment: `${sheet.id}!${areaAddress(area)}`,
    })),
    drop,
  );

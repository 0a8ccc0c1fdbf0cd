/**
 * Which sheet is which. A sheet's id outlives its renaming, but other programs, and Excel on another platform, give sheets
 * other ids: then its name says it, or the names that watch cells on it, or what was put into them. None is believed
 * without the others where they disagree.
 */
import { placesOf, type Place } from "../../excel/addresses/places";
import { isFormula, type CellsByPlace, type CellValue } from "../../excel/cells/contents";
import { renamedFormula } from "../../excel/formulas/moved";
import { sameName } from "../../excel/names/names";
import type { SheetCells } from "../../excel/cells/inUse";
import { isSame } from "../detached/asWritten";
import { storeOf, type Contents, type Store } from "../stored/originals";
import { isAsPut, markOf, type Original } from "./original";
import { watchesIn, type SheetName, type WatchingName } from "./watches";

interface Now {
  readonly sheets: readonly SheetName[];
  readonly names: readonly WatchingName[];
}

interface Renaming {
  readonly then: string;
  readonly now: string;
}

/** Whether every sheet that is spoken of is there under its id and its name: then no cell has to be looked at. */
export const isPlain = ({ parts }: Store, sheets: readonly SheetName[]): boolean =>
  parts.every(
    ({ sheetNames, dataSheets }) =>
      dataSheets.length === 0 &&
      [...sheetNames].every(([id, then]) => sheets.some((sheet) => sheet.id === id && sameName(sheet.name, then))),
  );

/** The store, with the ids that sheets have now. What is gone has the id of no sheet. */
export function found(
  { kind, parts }: Store,
  { sheets, names }: Now,
  cells: { readonly pieces: readonly SheetCells[]; readonly holds: CellsByPlace },
): Store {
  const there = new Set(sheets.map(({ id }) => id));
  const nameOf = new Map(sheets.map(({ id, name }) => [id, name]));

  function foundPart<Part extends Contents>(part: Part): Part {
    const ids = new Set([
      ...part.sheetNames.keys(),
      ...[...part.cells, ...part.dataSheets, ...part.targets].map(({ sheet }) => sheet),
    ]);
    const found = new Map([...ids].map((id) => [id, sheetOf(part, id)]));
    const now = (id: string): string => found.get(id)?.id ?? (there.has(id) ? `gone ${id}` : id);
    const renamings = [...part.sheetNames].flatMap(([id, then]): Renaming[] => {
      const name = found.get(id)?.name;
      return name === undefined || name === then ? [] : [{ then, now: name }];
    });
    const moved = <T extends { readonly sheet: string }>(each: T): T => ({ ...each, sheet: now(each.sheet) });
    return {
      ...part,
      cells: part.cells.map(moved).map((cell) => renamed(cell, renamings)),
      dataSheets: part.dataSheets.map(moved),
      targets: part.targets.map(moved),
      sheetNames: new Map([...part.sheetNames].map(([id, then]) => [now(id), nameOf.get(now(id)) ?? then])),
    };
  }

  /** The formula with the names that sheets have now, and so what was put in its place, where that still stands. */
  function renamed(cell: Original, renamings: readonly Renaming[]): Original {
    if (renamings.length === 0) return cell;
    const formula = renamedFormula(
      cell.formula,
      (sheet) => renamings.find(({ then }) => sameName(then, sheet))?.now ?? sheet,
    );
    const asThen = (text: string): string =>
      renamedFormula(text, (sheet) => renamings.find(({ now }) => sameName(now, sheet))?.then ?? sheet);
    const name = nameOf.get(cell.sheet);
    if (name === undefined || !cell.put.some((mark) => typeof mark === "string")) return { ...cell, formula };
    const isThen = (place: Place, mark: CellValue): boolean => {
      const now = cells.holds(name, place.row, place.column);
      return markOf(isFormula(now) ? asThen(now) : now) === mark;
    };
    const places = placesOf(cell.area);
    if (!places.every((place, at) => isThen(place, cell.put[at]!))) return { ...cell, formula };
    return { ...cell, formula, put: places.map(({ row, column }) => markOf(cells.holds(name, row, column))) };
  }

  function sheetOf(part: Contents, id: string): SheetName | null {
    const then = part.sheetNames.get(id);
    const byId = sheets.find((sheet) => sheet.id === id);
    const byName = sheets.find(({ name }) => then !== undefined && sameName(name, then));
    const data = part.dataSheets.find(({ sheet }) => sheet === id);
    if (data) {
      const first = [byId, byName].filter((sheet) => sheet !== undefined);
      return [...first, ...sheets].find(({ name }) => isSame(data, name, cells.pieces)) ?? null;
    }
    if (byId && (byId === byName || then === undefined)) return byId;

    const watches = watchesIn(names, kind, sheets, part.targets).filter((watch) => watch.then?.sheet === id);
    const votes = watches.flatMap(({ now }) => now?.sheet ?? []);
    // Excel says that the cells are gone.
    if (watches.length > 0 && votes.length === 0) return null;
    const voted = sheets.find((sheet) => sheet.id === mostOf(votes));
    const own = part.cells.filter(({ sheet }) => sheet === id);
    const named = [voted, byId, byName].filter((sheet) => sheet !== undefined);
    const best = bestOf(named, own);
    if (best) return best;
    // Under neither id nor name: it is the sheet on which all stands that was put there.
    const all = own.length < FEW ? [] : sheets.filter(({ name }) => standing(own, name) === own.length);
    return all.length === 1 ? all[0]! : null;
  }

  const standing = (own: readonly Original[], name: string): number =>
    own.filter(
      (cell) => isAsPut(cell, name, cells.holds) || cells.holds(name, cell.area.row, cell.area.column) === cell.formula,
    ).length;

  function bestOf(candidates: readonly SheetName[], own: readonly Original[]): SheetName | null {
    const counts = candidates.map(({ name }) => standing(own, name));
    return candidates[counts.indexOf(Math.max(...counts))] ?? null;
  }

  return storeOf(kind, parts.map(foundPart));
}

/** So many cells that hold what was put there don't do so by chance. */
const FEW = 2;

function mostOf(ids: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? null;
}

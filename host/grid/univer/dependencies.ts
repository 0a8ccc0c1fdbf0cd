import type { RTree } from "@univerjs/core";
import { MAX_COLUMNS } from "../../address.js";
import type { UniverContext } from "./context.js";

type Item = Parameters<RTree["insert"]>[0];

type Entry = Pick<Item, "id">;

/** Those of a sheet that formulas depend on. */
interface Ranges {
  all(): Entry[];
  clear(): void;
  load(entries: readonly Entry[]): void;
}

/** The ids of those that depend on a cell, by row and column. */
type Cells = ReadonlyMap<number, ReadonlyMap<number, Set<unknown>>>;

/** Univer's, with what it keeps to itself. */
interface Cache extends Pick<RTree, "insert" | "remove" | "searchGenerator"> {
  readonly _tree: ReadonlyMap<string, ReadonlyMap<string, Ranges>>;
  readonly _oneCellCache: ReadonlyMap<string, ReadonlyMap<string, Cells>>;
  getTree(unitId: string, sheetId: string): Ranges;
}

/**
 * Univer keeps which ranges formulas depend on, and puts each in once more at every calculation: it found ever more of the
 * same. Here each is in once. And for each formula that goes it looks through all of a sheet's, and at every cell among all
 * that the formula read there: here those of many go together, before anybody looks, and it is known which cells were read.
 */
export function keepDependenciesOnce({ injector, modules }: UniverContext): void {
  const service: unknown = injector.get(modules.engineFormula.IDependencyManagerService);
  const cache = (service as { readonly _dependencyRTreeCache: Cache })._dependencyRTreeCache;
  const { insert, searchGenerator } = cache;
  const known = new WeakMap<object, Map<unknown, Set<string>>>();
  const cells = new WeakMap<Cells, Map<unknown, Set<number>>>();
  const cellsOf = ({ unitId, sheetId = "" }: Item): Cells | undefined => cache._oneCellCache.get(unitId)?.get(sheetId);
  const gone = new Set<unknown>();

  function forget(): void {
    for (const sheets of cache._tree.values())
      for (const tree of sheets.values()) {
        const ids = known.get(tree);
        const had = [...gone].filter((id) => ids?.delete(id)).length > 0;
        if (!had) continue;
        const left = tree.all().filter(({ id }) => !gone.has(id));
        tree.clear();
        tree.load(left);
      }
    gone.clear();
  }

  cache.insert = (item) => {
    const { unitId, sheetId = "", range, id } = item;
    if (isOneCell(item)) {
      insert.call(cache, item);
      const there = cellsOf(item);
      if (there) setIn(cells, there, id).add(range.startRow * MAX_COLUMNS + range.startColumn);
      return;
    }
    if (gone.has(id)) forget();
    const places = setIn(known, cache.getTree(unitId, sheetId), id);
    const place = [range.startRow, range.startColumn, range.endRow, range.endColumn].join();
    if (places.has(place)) return;
    places.add(place);
    insert.call(cache, item);
  };
  cache.remove = (item) => {
    const there = cellsOf(item);
    const read = there && cells.get(there);
    for (const place of read?.get(item.id) ?? [])
      there!
        .get(Math.floor(place / MAX_COLUMNS))
        ?.get(place % MAX_COLUMNS)
        ?.delete(item.id);
    read?.delete(item.id);
    if (!isOneCell(item)) gone.add(item.id);
  };
  cache.searchGenerator = (item) => {
    if (gone.size > 0) forget();
    return searchGenerator.call(cache, item);
  };
}

function setIn<Key extends object, Place>(
  all: WeakMap<Key, Map<unknown, Set<Place>>>,
  key: Key,
  id: unknown,
): Set<Place> {
  let ids = all.get(key);
  if (!ids) all.set(key, (ids = new Map()));
  let places = ids.get(id);
  if (!places) ids.set(id, (places = new Set()));
  return places;
}

export const isOneCell = ({ range }: Pick<Item, "range">): boolean =>
  range.startRow === range.endRow && range.startColumn === range.endColumn;

import type { RTree } from "@univerjs/core";
import type { UniverContext } from "./context.js";

type Item = Parameters<RTree["insert"]>[0];

type Entry = Pick<Item, "id">;

/** Those of a sheet that formulas depend on. */
interface Ranges {
  all(): Entry[];
  clear(): void;
  load(entries: readonly Entry[]): void;
}

/** Univer's, with what it keeps to itself. */
interface Cache extends Pick<RTree, "insert" | "remove" | "searchGenerator"> {
  readonly _tree: ReadonlyMap<string, ReadonlyMap<string, Ranges>>;
  getTree(unitId: string, sheetId: string): Ranges;
  _removeCellCacheByRange(item: Item): void;
}

/**
 * Univer keeps which ranges formulas depend on, and puts each in once more at every calculation: it found ever more of the
 * same. Here each is in once. And it looks through all of a sheet's for each formula that goes: here those of many go
 * together, before anybody looks.
 */
export function keepDependenciesOnce({ injector, modules }: UniverContext): void {
  const service: unknown = injector.get(modules.engineFormula.IDependencyManagerService);
  const cache = (service as { readonly _dependencyRTreeCache: Cache })._dependencyRTreeCache;
  const { insert, remove, searchGenerator } = cache;
  const known = new WeakMap<object, Map<unknown, Set<string>>>();
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
    if (isOneCell(item)) return insert.call(cache, item);
    if (gone.has(id)) forget();
    const tree = cache.getTree(unitId, sheetId);
    let ids = known.get(tree);
    if (!ids) known.set(tree, (ids = new Map()));
    let places = ids.get(id);
    if (!places) ids.set(id, (places = new Set()));
    const place = [range.startRow, range.startColumn, range.endRow, range.endColumn].join();
    if (places.has(place)) return;
    places.add(place);
    insert.call(cache, item);
  };
  cache.remove = (item) => {
    if (isOneCell(item)) return remove.call(cache, item);
    cache._removeCellCacheByRange(item);
    gone.add(item.id);
  };
  cache.searchGenerator = (item) => {
    if (gone.size > 0) forget();
    return searchGenerator.call(cache, item);
  };
}

const isOneCell = ({ range }: Item): boolean =>
  range.startRow === range.endRow && range.startColumn === range.endColumn;

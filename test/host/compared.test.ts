/** The engine's index of values is asked as it always was: one that is filled only once it is asked must answer the same. */
import { createRequire } from "node:module";
import type * as EngineFormula from "@univerjs/engine-formula";
import fc from "fast-check";
import { expect, test } from "vitest";
import { indexWhatIsCompared } from "../../host/grid/univer/compared.js";

const engineFormula = createRequire(import.meta.url)("@univerjs/engine-formula") as typeof EngineFormula;
type Index = typeof engineFormula.CELL_INVERTED_INDEX_CACHE;
const Index = engineFormula.CELL_INVERTED_INDEX_CACHE.constructor as new () => Index;

const row = fc.integer({ min: -1, max: 6 });
const column = fc.integer({ min: -1, max: 1 });
const value = fc.constantFrom(0, 1, "1", "a", "A", "", null, true, "#N/A");
const step = fc.oneof(
  fc.tuple(fc.constant("result" as const), column, row, value),
  fc.tuple(fc.constant("value" as const), column, row, value),
  fc.tuple(fc.constant("built" as const), column, row, fc.nat(3)),
  fc.tuple(fc.constant("asked" as const), column, row, value),
  fc.tuple(fc.constant("cleared" as const), column, row, value),
);

function take(index: Index, [what, at, first, given]: typeof step extends fc.Arbitrary<infer T> ? T : never): unknown {
  const last = first + 3;
  if (what === "result") return index.set("book", "sheet", at, given, first, true);
  if (what === "value") return index.set("book", "sheet", at, given, first);
  if (what === "built") return index.setContinueBuildingCache("book", "sheet", at, first, first + given);
  if (what === "cleared") return first === 0 ? index.clear() : undefined;
  const { rowsInCache, rowsNotInCache } = index.canUseCache("book", "sheet", at, first, last);
  if (rowsInCache.length === 0) return "unknown";
  const values = index.getCellValuePositions("book", "sheet", at);
  return [
    rowsInCache,
    rowsNotInCache,
    index.getCellPositions("book", "sheet", at, given, rowsInCache),
    [...(values ?? [])].map(([held, rows]) => [held, [...rows]]),
  ];
}

test("what is in a column", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), (steps) => {
      const [plain, late] = [new Index(), new Index()];
      indexWhatIsCompared({ engineFormula: { CELL_INVERTED_INDEX_CACHE: late } } as never);
      for (const next of steps) expect(take(late, next)).toEqual(take(plain, next));
    }),
    { numRuns: 300 },
  );
});

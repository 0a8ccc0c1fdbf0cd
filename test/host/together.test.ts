/** What waits to go into the grid's cells together comes to the same as if each had gone in by itself. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CellContent, Grid, StyleChange } from "../../host/grid/port.js";
import type { Area } from "../../host/address.js";
import { createHeadlessGrid } from "../../host/node/grid.js";

const SIZE = 3;

type Place = Omit<Area, "sheetId">;
type Change =
  | { readonly is: "content"; readonly place: Place; readonly content: CellContent }
  | { readonly is: "format"; readonly place: Place; readonly format: string }
  | { readonly is: "look"; readonly place: Place; readonly look: StyleChange };

const place = fc
  .tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1), fc.nat(SIZE - 1), fc.nat(SIZE - 1))
  .map(([row, column, rows, columns]): Place => {
    return { row, column, rows: Math.min(rows + 1, SIZE - row), columns: Math.min(columns + 1, SIZE - column) };
  });
const texts = fc.constantFrom<CellContent>(
  { kind: "empty" },
  { kind: "formula", formula: "=1+1" },
  { kind: "value", value: "text" },
  { kind: "value", value: "007" },
);
const numbers = fc.oneof(
  fc.constantFrom<CellContent>({ kind: "value", value: 0.5, format: "0%" }, { kind: "value", value: true }),
  fc.integer({ min: 0, max: 9 }).map((value): CellContent => ({ kind: "value", value })),
);
const formats = ["0.00", "General", "0%"];
const look = fc.constantFrom<StyleChange>(
  { fillColor: "#FFFF00" },
  { fillColor: null },
  { bold: true },
  { numberFormat: "0.0%" },
  { fontColor: "#0000FF", numberFormat: "General" },
  { borders: { top: { style: "Continuous", weight: "Thin", color: "#000000" } } },
  { borders: { left: { style: "Continuous", weight: "Thin", color: "#FF0000" }, top: null } },
);
const changes = (content: fc.Arbitrary<CellContent>, formats: readonly string[]): fc.Arbitrary<Change[]> =>
  fc.array(
    fc.oneof(
      fc.record({ is: fc.constant("content" as const), place, content }),
      fc.record({ is: fc.constant("format" as const), place, format: fc.constantFrom(...formats) }),
      fc.record({ is: fc.constant("look" as const), place, look }),
    ),
    { minLength: 2, maxLength: 8 },
  );
// A number in a cell of the format Text becomes a text of the grid's with the next change of its looks: those are left out.
const all = fc.oneof(changes(fc.oneof(texts, numbers), formats), changes(texts, [...formats, "@"]));

const everywhere = <T>({ rows, columns }: Place, each: T): T[][] =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => each));

function make(grid: Grid, change: Change): void {
  const area = { sheetId: grid.activeSheetId(), ...change.place };
  if (change.is === "content") grid.write(area, everywhere(area, change.content));
  else if (change.is === "format") grid.writeFormats(area, everywhere(area, change.format));
  else grid.style(area, change.look);
}

/** All that the cells hold, after so many changes that nothing was asked for between. */
async function held(changes: readonly Change[], together: boolean): Promise<unknown> {
  const opened = createHeadlessGrid();
  const { grid } = opened;
  const area = { sheetId: grid.activeSheetId(), row: 0, column: 0, rows: SIZE, columns: SIZE };
  for (const one of changes) {
    make(grid, one);
    if (!together) grid.values(area);
  }
  await grid.calculate();
  const all = [grid.values(area), grid.formulas(area), grid.formats(area), grid.styles(area), grid.texts(area)];
  opened.dispose();
  return all;
}

test("contents, formats and looks, in whatever order they come", async () => {
  await fc.assert(
    fc.asyncProperty(all, async (changes) => {
      expect(await held(changes, true)).toEqual(await held(changes, false));
    }),
    { numRuns: 150 },
  );
});

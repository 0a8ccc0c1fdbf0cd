/** The errors in a range are counted in one go: beside the same count that goes the engine's way both must be the same. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CellContent } from "../../host/grid/port.js";
import { createHeadlessGrid } from "../../host/node/grid.js";

const [ROWS, COLUMNS] = [6, 4];
const SHEETS = ["Data", "Other sheet"];

const content = fc.constantFrom(
  0,
  2030,
  true,
  "",
  "base",
  "#N/A",
  "#hash",
  "=1/0",
  "=NA()",
  '="#N/A"',
  "=A1",
  '=B2&""',
);
const spilling = fc.constantFrom("=1/SEQUENCE(2,2,0)", "=SEQUENCE(2,2)", "base", 1);
const cell = fc
  .record({
    column: fc.constantFrom(..."ABCDEF"),
    row: fc.integer({ min: 1, max: 8 }),
    fixed: fc.constantFrom("", "$"),
  })
  .map(({ column, row, fixed }) => `${fixed}${column}${fixed}${row}`);
const range = fc
  .tuple(
    fc.constantFrom("", "'Other sheet'!", "Missing!"),
    fc.tuple(cell, cell),
    fc.constantFrom(null, null, "A:B", "2:3"),
  )
  .map(([on, [from, to], lines]) => `${on}${lines ?? `${from}:${to}`}`);
const edit = fc.record({ sheet: fc.nat(1), row: fc.nat(ROWS - 1), column: fc.nat(COLUMNS - 1), content });

const contentOf = (value: string | number | boolean): CellContent =>
  value === ""
    ? { kind: "empty" }
    : typeof value === "string" && value.startsWith("=")
      ? { kind: "formula", formula: value }
      : { kind: "value", value };

test("are as many as the engine finds, whatever becomes of the workbook", async () => {
  const met = new Set<unknown>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(content, { minLength: 2 * COLUMNS, maxLength: 2 * COLUMNS }), {
        minLength: ROWS,
        maxLength: ROWS,
      }),
      spilling,
      fc.array(range, { minLength: 8, maxLength: 8 }),
      fc.array(edit, { maxLength: 4 }),
      async (contents, spilled, ranges, edits) => {
        const { grid, dispose } = createHeadlessGrid([...SHEETS, "Counts"]);
        const [data, other, counts] = grid.sheets().map(({ id }) => id) as [string, string, string];
        const write = (sheetId: string, row: number, column: number, cells: readonly (readonly CellContent[])[]) =>
          grid.write({ sheetId, row, column, rows: cells.length, columns: cells[0]!.length }, cells);
        const part = (from: number) => contents.map((line) => line.slice(from, from + COLUMNS).map(contentOf));
        write(data, 0, 0, part(0));
        write(other, 0, 0, part(COLUMNS));
        write(other, ROWS, 0, [[contentOf(spilled)]]);
        write(
          counts,
          9,
          9,
          ranges.map((one) => {
            const on = one.includes("!") ? one : `Data!${one}`;
            return [`=SUMPRODUCT(--ISERROR(${on}))`, `=SUMPRODUCT(1*ISERROR(${on}))`].map(contentOf);
          }),
        );
        const compare = async (): Promise<void> => {
          await grid.calculate();
          for (const [index, [once, engines]] of grid
            .values({ sheetId: counts, row: 9, column: 9, rows: ranges.length, columns: 2 })
            .entries()) {
            expect([ranges[index], once]).toEqual([ranges[index], engines]);
            met.add(once);
          }
        };
        await compare();
        for (const { sheet, row, column, content } of edits) {
          write([data, other][sheet]!, row, column, [[contentOf(content)]]);
          await compare();
        }
        dispose();
      },
    ),
    { numRuns: 60 },
  );
  expect(met.size).toBeGreaterThan(5);
});

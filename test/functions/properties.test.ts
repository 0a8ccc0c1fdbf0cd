import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { formulas } from "../../src/functions/formulas";
import { call, cells, speak } from "./calls";
import { CellError } from "./custom-functions";

/** Whatever a cell, a caller or an older version of Excel could hand over. */
const junk = fc.oneof(
  fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true, withSparseArray: true }),
  fc.array(fc.array(fc.oneof(fc.integer({ min: 2018, max: 2032 }), fc.string(), fc.constant(null)), { maxLength: 3 }), {
    maxLength: 3,
  }),
  fc.constantFrom<unknown>(
    2027,
    "2027E",
    2035,
    "base",
    "rd",
    "parc",
    "gross-margin",
    "size",
    "CNY bn",
    "USD m",
    "application",
  ),
  fc.constantFrom<unknown>("constructor", "__proto__", "=1+1", -0, NaN, Infinity, 1e308, Symbol("cell"), () => 1, ""),
);

function isCell(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "string" || typeof value === "boolean" || value instanceof CellError;
}

afterEach(() => {
  vi.restoreAllMocks();
  speak("en");
});

describe.each(formulas.map(({ id, parameters }) => ({ id, parameters })))("$id", ({ id, parameters }) => {
  test("whatever it is given, it answers with a cell's content", () => {
    const reported = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const runs = id === "SIMULATE" || id === "FAN" ? 60 : 300;
    fc.assert(
      fc.property(
        fc.array(junk, { maxLength: parameters.length + 1 }),
        fc.constantFrom("en" as const, "zh" as const),
        (args, language) => {
          speak(language);
          // Asked of all at once: there are very many cells.
          const isUnclear = (cell: unknown): boolean =>
            cell instanceof CellError &&
            cell.code !== "#NUM!" &&
            (!parameters.some(({ name }) => cell.message.includes(name)) ||
              (language === "zh" && !/\p{Script=Han}/u.test(cell.message)));
          expect(cells(call(id, ...args)).filter((cell) => !isCell(cell) || isUnclear(cell))).toEqual([]);
        },
      ),
      { numRuns: runs },
    );
    // Nothing got as far as the last resort.
    expect(reported).not.toHaveBeenCalled();
  });
});

const year = fc.oneof(fc.integer({ min: 2023, max: 2032 }), fc.constantFrom("2027E", "FY28", "", null, "soon", 46023));
const scenario = fc.constantFrom("base", "vendors", "bottom-up", "厂商份额表", "", null, "nope");
const segment = fc.constantFrom("rd", "huawei", "研发云", "nope", "");

function range<T>(element: fc.Arbitrary<T>, rows: number, columns: number): fc.Arbitrary<T[][]> {
  const row = fc.array(element, { minLength: columns, maxLength: columns });
  return fc.array(row, { minLength: rows, maxLength: rows });
}

/** Ranges of one size, or of one row or column of it. */
const shape = fc.record({ rows: fc.integer({ min: 1, max: 4 }), columns: fc.integer({ min: 1, max: 4 }) });
const partOf = <T>(element: fc.Arbitrary<T>, rows: number, columns: number) =>
  fc.oneof(range(element, rows, columns), range(element, 1, columns), range(element, rows, 1), range(element, 1, 1));

function plain(cell: unknown): unknown {
  return cell instanceof CellError ? `${cell.code} ${cell.message}` : cell;
}

test("a range gives what each of its elements gives alone", () => {
  const cases = shape.chain(({ rows, columns }) =>
    fc.tuple(
      fc.constant({ rows, columns }),
      partOf<unknown>(segment, rows, columns),
      range<unknown>(year, rows, columns),
      partOf<unknown>(scenario, rows, columns),
    ),
  );
  fc.assert(
    fc.property(cases, ([{ rows, columns }, segments, years, scenarios]) => {
      const grid = call("SEGMENT", segments, years, scenarios) as unknown[][];
      const at = (values: unknown[][], row: number, column: number) =>
        values[values.length === 1 ? 0 : row]![values[0]!.length === 1 ? 0 : column];
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const alone = call("SEGMENT", at(segments, row, column), at(years, row, column), at(scenarios, row, column));
          expect(plain(grid[row]![column])).toBe(plain(alone));
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("a long range of many different values gives what each gives alone", () => {
  const given = Array.from({ length: 5_000 }, (_, index) => [
    2025 + (index % 6),
    (index % 1_700) / 250 + 2023,
    `${index}`,
  ]);
  for (const columns of [1, 3]) {
    const years = given.map((row) => row.slice(3 - columns));
    const answer = call("SIZE", years, "base") as unknown[][];
    expect(answer.map((row) => row.map(plain))).toEqual(
      years.map((row) => row.map((year) => plain(call("SIZE", year, "base")))),
    );
  }
});

test("growth compounds back to the end value", () => {
  const years = fc.integer({ min: 2025, max: 2030 });
  fc.assert(
    fc.property(years, years, fc.constantFrom("base", "vendors", "data-loop"), (from, to, scenario) => {
      fc.pre(from < to);
      const rate = call("CAGR", from, to, scenario) as number;
      const [start, end] = [call("SIZE", from, scenario), call("SIZE", to, scenario)] as [number, number];
      expect(start * (1 + rate) ** (to - from)).toBeCloseTo(end, 8);
    }),
  );
});

import "../support/afresh";
import { describe, expect, it } from "vitest";
import { documentedFormulas } from "../../src/functions/formulas";
import { settingOf } from "../../src/functions/setting";
import { createModel } from "../../src/model";
import { builtInReport } from "../../src/report";
import { isDarkColor } from "../../src/taskpane/darkness";
import { sorted } from "../../src/taskpane/views/assumptions/overridden";
import { rowsOf, visible } from "../../src/taskpane/views/cells/rows";
import { choicesFor } from "../../src/taskpane/views/formulas/choices";
import { searchFormulas } from "../../src/taskpane/views/formulas/search";
import { ticksUpTo } from "../../src/taskpane/views/scenarios/chart";
import type { FormulaCell } from "../../src/workbook";

const model = createModel(builtInReport);
const formulas = await documentedFormulas();

describe("searching formulas", () => {
  const found = (query: string) => searchFormulas(formulas, query).map(({ id }) => id);

  it("finds by name, by what it does in either language, and by every word", () => {
    expect(found("")).toHaveLength(formulas.length);
    expect(found("size")[0]).toBe("SIZE");
    expect(found("MARKET.CAGR")).toEqual(["CAGR"]);
    expect(found("增长")).toContain("CAGR");
    expect(found("growth rate")).toContain("CAGR");
    expect(found("nothing like it")).toEqual([]);
  });
});

describe("choices", () => {
  it("of every parameter but years and numbers are all accepted by it", () => {
    const refused = formulas.flatMap(({ id, parameters }) =>
      parameters.flatMap((parameter) =>
        (choicesFor(parameter, model, "zh") ?? [])
          // A foreign currency needs an exchange rate first.
          .filter(({ value }) => !value.startsWith("USD"))
          .filter(({ value }) => Object(parameter.read(value, settingOf(model))).constructor.name === "Refusal")
          .map(({ value }) => `${id} ${parameter.name} ${value}`),
      ),
    );
    expect(refused).toEqual([]);
  });
});

describe("the list of cells", () => {
  const cell = (sheet: string, address: string): FormulaCell => ({
    sheet,
    address,
    formula: "=MARKET.SIZE(2030)",
    value: 1800,
    error: null,
    basis: "reported",
    state: "live",
  });

  it("has a heading for each sheet", () => {
    const rows = rowsOf([cell("A", "A1"), cell("A", "A2"), cell("B", "A1")]);
    expect(rows.map((row) => ("cell" in row ? row.position : `${row.sheet} ${row.count}`))).toEqual([
      "A 2",
      1,
      2,
      "B 1",
      3,
    ]);
  });

  it("draws a bounded part of 100,000 rows", () => {
    const { first, last } = visible(100_000, 400, 2_000_000, 44);
    expect(last - first).toBeLessThan(30);
    expect(first * 44).toBeLessThanOrEqual(2_000_000);
    expect(last * 44).toBeGreaterThanOrEqual(2_000_400);
    expect(visible(3, 400, 0, 44)).toEqual({ first: 0, last: 3 });
  });
});

it("overrides that can't be used aren't counted among those that are", () => {
  const rows = createModel(builtInReport, {
    overrides: [
      { key: "parc", scenario: null, year: 2030, value: 5 },
      { key: "connected-rate", scenario: null, year: 2030, value: 7 },
    ],
    scenarios: [],
    chosen: null,
  }).assumptionRows();
  const { unused, overridden, byDefault } = sorted(rows);
  expect(unused.map(({ key }) => key)).toEqual(["connected-rate"]);
  expect(overridden.map(({ key }) => key)).toEqual(["parc"]);
  expect(unused.length + overridden.length + byDefault.length).toBe(rows.length);
});

it.each([
  [2100, [0, 1000, 2000, 3000]],
  [1800, [0, 500, 1000, 1500, 2000]],
  [0.9, [0, 0.25, 0.5, 0.75, 1]],
  [0, [0]],
])("an axis up to %d has round ticks", (most, ticks) => {
  expect(ticksUpTo(most)).toEqual(ticks);
});

it("tells a dark background from a light one", () => {
  expect(isDarkColor("#262626")).toBe(true);
  expect(isDarkColor("#ffffff")).toBe(false);
  expect(isDarkColor("nonsense")).toBe(false);
});

import { readFileSync } from "node:fs";
import { HyperFormula } from "hyperformula";

/**
 * The market model in native formulas: a table of the points of each published scenario, and cells that find the points
 * around their year and run between them at a constant rate. Recalculated by HyperFormula after an edit of a point.
 */
export function nativeModel(formulas, cells) {
  const points = pointsOf(formulas);
  const wanted = wantedCells(points, cells);
  const data = points.map(({ scenario, year, size }) => [scenario, year, size]);
  const sheets = {
    Points: data,
    Model: wanted.map(({ scenario, year }, row) => [scenario, year, formula(row + 1, data.length)]),
  };
  const engine = HyperFormula.buildFromSheets(sheets, { licenseKey: "gpl-v3" });
  const [pointsSheet, model] = [engine.getSheetId("Points"), engine.getSheetId("Model")];
  const first = { sheet: pointsSheet, row: 0, col: 2 };
  let factor = 1;

  return {
    /** Edits the first point, on whose column every cell depends. */
    recalculate() {
      factor = factor === 1 ? 1.01 : 1;
      const changes = engine.setCellContents(first, data[0][2] * factor);
      if (changes.length < 2) throw new Error("The edit recalculated nothing.");
    },
    /** The largest relative difference from SIZE, with the point as it was. */
    difference() {
      engine.setCellContents(first, data[0][2]);
      factor = 1;
      const differences = wanted.map(({ scenario, year }, row) => {
        const value = engine.getCellValue({ sheet: model, row, col: 2 });
        return Math.abs(value / formulas.SIZE(year, scenario) - 1);
      });
      return Math.max(...differences);
    },
  };
}

function formula(row, last) {
  const [scenarios, years, sizes] = ["A", "B", "C"].map((column) => `Points!$${column}$1:$${column}$${last}`);
  const [scenario, year] = [`$A${row}`, `$B${row}`];
  const before = `MAXIFS(${years},${scenarios},${scenario},${years},"<="&${year})`;
  const after = `MINIFS(${years},${scenarios},${scenario},${years},">="&${year})`;
  const at = (found) => `SUMIFS(${sizes},${scenarios},${scenario},${years},${found})`;
  const along = `(${year}-${before})/(${after}-${before})`;
  return `=IF(${before}=${after},${at(before)},${at(before)}*(${at(after)}/${at(before)})^(${along}))`;
}

const report = JSON.parse(readFileSync(new URL("../src/report/cn-auto-cloud-2025-2030.json", import.meta.url), "utf8"));

/** Every year of a published scenario whose size isn't interpolated, its size as the formula gives it. */
function pointsOf(formulas) {
  const years = [...new Set(report.figures.map(({ year }) => year).filter((year) => typeof year === "number"))].sort();
  const published = report.scenarios.filter(({ points }) => points).map(({ id }) => id);
  return published.flatMap((scenario) =>
    years
      .filter((year) => ["reported", "derived"].includes(formulas.BASIS("size", year, scenario)))
      .map((year) => ({ scenario, year, size: formulas.SIZE(year, scenario) })),
  );
}

function wantedCells(points, count) {
  const scenarios = [...new Set(points.map(({ scenario }) => scenario))];
  const pairs = scenarios.flatMap((scenario) => {
    const years = points.filter((point) => point.scenario === scenario).map(({ year }) => year);
    const [from, to] = [Math.min(...years), Math.max(...years)];
    return Array.from({ length: to - from + 1 }, (_, index) => ({ scenario, year: from + index }));
  });
  return Array.from({ length: count }, (_, index) => pairs[index % pairs.length]);
}

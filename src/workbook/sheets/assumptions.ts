/** The Assumptions sheet: the two tables. */
import type { OwnScenario } from "../../model";
import { canvas, FORMATS, number, text, type Cell } from "../../excel/plans/cells";
import { COLUMN, headersOf, newRow, placeOf, rowFormats, rowLook } from "../tables/tables";
import type { CellValue } from "../../excel/cells/contents";
import { TEXT } from "./texts";
import type { Language } from "../types";
import { heading, HEADING, nameOf, NO_CHART, type Setting, type SheetPlan } from "./shared";

const ASSUMPTIONS_AT = { row: 4, column: 0 } as const;
/** To the right of the assumptions, with room for the user's own columns between. */
export const SCENARIOS_AT = { row: 4, column: 15 } as const;

const NUMBERS: readonly number[] = [COLUMN.year, COLUMN.default, COLUMN.override];

const cellOf = (value: CellValue, look: Pick<Cell, "style" | "align">, format: string): Cell => ({
  ...(typeof value === "number" ? number(value, format) : text(String(value))),
  format,
  ...look,
});

export function planAssumptions(setting: Setting): SheetPlan {
  const { model, others = [], language } = setting;
  const sheet = canvas();
  heading(sheet, setting, "assumptions");
  sheet.put(3, 0, text(TEXT.assumptionsNote[language], "note"));
  const { row, column } = ASSUMPTIONS_AT;
  const columns = headersOf("MarketAssumptions", language).length;
  const overridden = others.flatMap((other) =>
    other.assumptionRows().flatMap((row) => (row.override === null ? [] : [[other, row] as const])),
  );
  const assumptions = [...model.assumptionRows().map((row) => [model, row] as const), ...overridden];
  sheet.row(
    row,
    column,
    headersOf("MarketAssumptions", language).map((header, at) => {
      const style = NUMBERS.includes(at) ? "number-header" : "header";
      return { ...rowLook("MarketAssumptions", at), ...text(header, style) };
    }),
  );
  assumptions.forEach(([of, assumption], index) =>
    sheet.row(
      row + 1 + index,
      column,
      assumptionCells(newRow(of, assumption, language, setting.reasons?.get(placeOf(assumption)))),
    ),
  );
  const own = setting.withScenarios ? model.assumptions.scenarios : [];
  if (own.length > 0) {
    sheet.row(SCENARIOS_AT.row, SCENARIOS_AT.column, scenarioCells(own, language)[0]!);
    scenarioCells(own, language).forEach((cells, index) =>
      sheet.row(SCENARIOS_AT.row + index, SCENARIOS_AT.column, cells),
    );
  }
  const tables = [
    { name: "MarketAssumptions" as const, area: { row, column, rows: assumptions.length + 1, columns } },
    ...(own.length > 0
      ? [
          {
            name: "MarketScenarios" as const,
            area: { ...SCENARIOS_AT, rows: own.length + 1, columns: scenarioCells([], language)[0]!.length },
          },
        ]
      : []),
  ];
  const cells = sheet.finish();
  return {
    kind: "assumptions",
    name: nameOf("assumptions", setting),
    cells,
    // The tables are found by their names.
    blocks: [{ ...HEADING, rows: [...HEADING.rows, "note"], columns: ["text"] }],
    widths: [24, 16, 8, 12, 12, 18, 12, 30, 30, 44, 30, 18, 4, 4, 4, 18, 22, 18, 10, 18, 18],
    freeze: { rows: row + 1, columns: 1 },
    print: { titleRows: row + 1, breaks: [] },
    tables,
    charts: NO_CHART,
  };
}

function assumptionCells(values: readonly CellValue[]): readonly Cell[] {
  const formats = rowFormats("MarketAssumptions", values);
  return values.map((value, column) => cellOf(value, rowLook("MarketAssumptions", column), formats[column]!));
}

/** The scenarios table with its header. */
export function scenarioCells(own: readonly OwnScenario[], language: Language): readonly (readonly Cell[])[] {
  return [
    headersOf("MarketScenarios", language).map((header) => text(header, "header")),
    ...own.map(({ report = "", id, name, basedOn, until, beyond = "" }) => [
      ...[id, name, basedOn].map((value) => text(value, "input")),
      typeof until === "number" ? number(until, FORMATS.year, "input") : text("", "input"),
      text(beyond, "input"),
      text(report, "input"),
    ]),
  ];
}

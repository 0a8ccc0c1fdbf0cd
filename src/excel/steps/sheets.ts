/** Sheets made, with all that is on them, and deleted. */
import type { Area } from "../addresses/addresses";
import { oneCell, type Place } from "../addresses/places";
import { rangeOf } from "../addresses/ranges";
import { TABLE_STYLE } from "../looks/styles";
import type { ChartPlan, SheetPlan } from "../plans/sheets";
import { only, type Finish, type Step } from "../transactions/step";
import { fillCells } from "./planned";

/** Points to a character of the default font, about. */
const CHARACTER = 5.6;

/**
 * Makes a sheet with all that is on it. `before` are the ids of the sheets that the workbook had: none of them is
 * taken back, whatever its name.
 */
export function addSheet(
  { name, cells, widths, freeze, print, tables, charts }: SheetPlan,
  position: number | null,
  before: ReadonlySet<string>,
): readonly Step[] {
  const make: Step = {
    apply({ workbook }) {
      const sheet = workbook.worksheets.add(name);
      if (position !== null) sheet.position = position;
      widths.forEach((width, column) => {
        rangeOf(sheet, oneCell({ row: 0, column })).format.columnWidth = width * CHARACTER;
      });
    },
    async undo(context) {
      const sheet = context.workbook.worksheets.getItemOrNullObject(name);
      sheet.load("id");
      await context.sync();
      if (sheet.isNullObject || before.has(sheet.id)) return;
      sheet.delete();
      await context.sync();
    },
  };
  const furnish = only(({ workbook }) => {
    const sheet = workbook.worksheets.getItem(name);
    for (const { name, area } of tables) addTable(sheet, name, area);
    sheet.freezePanes.freezeAt(rangeOf(sheet, { row: 0, column: 0, ...freeze }));
    for (const chart of charts) addChart(sheet, chart);
    sheet.pageLayout.orientation = "Landscape";
    sheet.pageLayout.zoom = { horizontalFitToPages: 1 };
    sheet.pageLayout.setPrintTitleRows(`$1:$${print.titleRows}`);
    for (const row of print.breaks) sheet.horizontalPageBreaks.add(`A${row + 1}`);
  });
  return [make, ...fillCells(name, cells), furnish];
}

export function addTable(sheet: Excel.Worksheet, name: string, area: Area): void {
  const table = sheet.tables.add(rangeOf(sheet, area), true);
  table.name = name;
  table.style = TABLE_STYLE;
  table.showBandedRows = false;
}

export function addChart(sheet: Excel.Worksheet, { name, title, type, categories, series, place }: ChartPlan): void {
  const all = series.map(({ values }) => values);
  const [first] = all;
  if (!first) return;
  const chart = sheet.charts.add(type, rangeOf(sheet, first), "Rows");
  chart.name = name;
  chart.title.text = title;
  chart.legend.position = "Bottom";
  // A column is as long as what it stands for.
  chart.axes.valueAxis.minimum = 0;
  series.forEach((line, index) => {
    const one = index === 0 ? chart.series.getItemAt(0) : chart.series.add(line.name);
    one.name = line.name;
    one.setValues(rangeOf(sheet, line.values));
    one.setXAxisValues(rangeOf(sheet, categories));
  });
  const corner = (at: Place): Excel.Range => rangeOf(sheet, oneCell(at));
  chart.setPosition(
    corner(place),
    corner({ row: place.row + place.rows - 1, column: place.column + place.columns - 1 }),
  );
}

/** Taken back, the sheet that was in front is again: Excel shows a neighbour of one in front that is deleted. */
export function keepInFront(): Step {
  let front: Excel.Worksheet | null = null;
  return {
    apply({ workbook }) {
      front = workbook.worksheets.getActiveWorksheet();
      front.load("id");
    },
    async undo(context) {
      // Where not even the answer came that says which it was, no other has come to the front either.
      const id = front?.toJSON().id;
      if (id === undefined) return;
      context.workbook.worksheets.getItem(id).activate();
      await context.sync();
    },
  };
}

/** Makes very hidden sheets, by id, merely hidden: Excel deletes no other. */
export const showSheets = (ids: readonly string[]): readonly Step[] =>
  ids.map((id) => {
    const set = ({ workbook }: Excel.RequestContext, visibility: "Hidden" | "VeryHidden"): void => {
      workbook.worksheets.getItem(id).visibility = visibility;
    };
    return {
      apply: (context) => set(context, "Hidden"),
      async undo(context) {
        set(context, "VeryHidden");
        await context.sync();
      },
    };
  });

/** By name or id. */
export function deleteSheets(sheets: readonly string[]): Finish {
  const found = ({ workbook }: Excel.RequestContext): readonly Excel.Worksheet[] =>
    sheets.map((sheet) => workbook.worksheets.getItemOrNullObject(sheet));
  return {
    apply: (context) => found(context).forEach((sheet) => sheet.delete()),
    async begun(context) {
      const there = found(context);
      there.forEach((sheet) => sheet.load("id"));
      await context.sync();
      return there.some(({ isNullObject }) => isNullObject);
    },
  };
}

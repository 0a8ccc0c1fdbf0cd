/** Sheets made, with all that is on them, renamed and deleted. */
import type { Message } from "../../workbook/messages/messages";
import type { ChartPlan, SheetPlan } from "../../workbook/sheets";
import type { Finish, Step } from "../transactions/transaction";
import { rangeOf } from "./areas";
import { writeCells } from "./cells";
import { addTable } from "./tables";

/** Points to a character of the default font, about. */
const CHARACTER = 5.6;

/**
 * Makes a sheet with all that is on it. `before` are the ids of the sheets that the workbook had: none of them is
 * taken back, whatever its name.
 */
export function addSheet(
  plan: Omit<SheetPlan, "kind">,
  position: number | null,
  before: ReadonlySet<string>,
  message: Message,
): Step {
  return {
    message,
    apply({ workbook }) {
      const sheet = workbook.worksheets.add(plan.name);
      if (position !== null) sheet.position = position;
      plan.widths.forEach((width, column) => {
        const area = { row: 0, column, rows: 1, columns: 1 };
        rangeOf(sheet, area).format.columnWidth = width * CHARACTER;
      });
      writeCells(sheet, plan.cells, { row: 0, column: 0 });
      for (const { name, area } of plan.tables) addTable(sheet, name, area);
      const { rows, columns } = plan.freeze;
      sheet.freezePanes.freezeAt(rangeOf(sheet, { row: 0, column: 0, rows, columns }));
      for (const chart of plan.charts) addChart(sheet, chart);
    },
    async undo(context) {
      const sheet = context.workbook.worksheets.getItemOrNullObject(plan.name);
      sheet.load("id");
      await context.sync();
      if (sheet.isNullObject || before.has(sheet.id)) return;
      sheet.delete();
      await context.sync();
    },
  };
}

function addChart(sheet: Excel.Worksheet, { name, title, type, categories, series, place }: ChartPlan): void {
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
  const corner = (row: number, column: number): Excel.Range => rangeOf(sheet, { row, column, rows: 1, columns: 1 });
  chart.setPosition(
    corner(place.row, place.column),
    corner(place.row + place.rows - 1, place.column + place.columns - 1),
  );
}

export function renameSheet(from: string, to: string, message: Message): Step {
  return {
    message,
    apply({ workbook }) {
      workbook.worksheets.getItem(from).name = to;
    },
    async undo(context) {
      const sheet = context.workbook.worksheets.getItemOrNullObject(to);
      sheet.load("name");
      await context.sync();
      if (sheet.isNullObject) return;
      sheet.name = from;
      await context.sync();
    },
  };
}

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

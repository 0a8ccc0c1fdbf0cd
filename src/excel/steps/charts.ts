/** Charts that stand there, given other cells to show. */
import { rangeOf } from "../addresses/ranges";
import type { ChartPlan } from "../plans/sheets";
import type { Step } from "../transactions/step";
import { addChart } from "./sheets";

export type ChartCells = Pick<ChartPlan, "name" | "title" | "categories" | "series">;

/** The series that are there are `count`. */
function show(sheet: Excel.Worksheet, { name, categories, series }: ChartCells, count: number): void {
  const chart = sheet.charts.getItem(name);
  for (let at = count - 1; at >= series.length; at--) chart.series.getItemAt(at).delete();
  series.forEach((line, index) => {
    const one = index < count ? chart.series.getItemAt(index) : chart.series.add(line.name);
    one.name = line.name;
    one.setValues(rangeOf(sheet, line.values));
    one.setXAxisValues(rangeOf(sheet, categories));
  });
}

/** `before`, with the cells as they stand before all else that is done. */
export function refitChart(
  sheet: string,
  before: ChartCells,
  after: ChartCells,
  title: boolean,
): readonly [back: Step, on: Step] {
  return [
    {
      apply: () => undefined,
      async undo(context) {
        const worksheet = context.workbook.worksheets.getItem(sheet);
        const chart = worksheet.charts.getItemOrNullObject(before.name);
        chart.load("name");
        await context.sync();
        if (chart.isNullObject) return;
        const { series } = chart;
        series.load("count");
        await context.sync();
        show(worksheet, before, series.count);
        if (title) chart.title.text = before.title;
        await context.sync();
      },
    },
    {
      apply({ workbook }) {
        const worksheet = workbook.worksheets.getItem(sheet);
        show(worksheet, after, before.series.length);
        if (title) worksheet.charts.getItem(after.name).title.text = after.title;
      },
      undo: async () => {},
    },
  ];
}

/** A chart that the sheet doesn't have yet. */
export const newChart = (sheet: string, chart: ChartPlan): Step => ({
  apply: ({ workbook }) => addChart(workbook.worksheets.getItem(sheet), chart),
  async undo(context) {
    const found = context.workbook.worksheets.getItem(sheet).charts.getItemOrNullObject(chart.name);
    found.load("name");
    await context.sync();
    if (found.isNullObject) return;
    found.delete();
    await context.sync();
  },
});
